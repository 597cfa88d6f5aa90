import { ChevronDown, ChevronRight, Lock, PanelLeftClose, Plus, Search, Upload } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useKeyProps } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayers } from '../../state/layers.ts';
import { useLayout } from '../../state/layout.ts';
import { useSession } from '../../state/session.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useBackgrounds } from '../../state/backgrounds.ts';
import { groupByPlan, type PlanGroup } from './layer-tree.ts';
import { BackgroundBlock } from './parts/background-block.tsx';
import { BackgroundGroup } from './parts/background-group.tsx';
import { LayerRow } from './parts/layer-row.tsx';
import { LayerStyle } from './parts/layer-style.tsx';
import './layers.css';

/** The layers of the blueprint by plan. */
export function LayersPanel() {
  const { t } = useText();
  const keys = useKeyProps();
  const layers = useLayers((state) => state.layers);
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const background = useBackgrounds((state) => state.active);
  const [search, setSearch] = useState<string | null>(null);
  const groups = groupByPlan(layers ?? [], search ?? '');
  return (
    <>
      <div className="phead">
        <span className="grow">{t('ui.layers')}</span>
        <IconButton
          label={t('ui.filter-layers')}
          toggle
          on={search !== null}
          onPress={() => setSearch(search === null ? '' : null)}
        >
          <Search className="i" />
        </IconButton>
        <IconButton
          label={t('ui.layer-new')}
          onPress={() => useDialogs.getState().show('layer-new')}
          {...(readOnly ? { reason: t('ui.reason.read-only') } : {})}
        >
          <Plus className="i" />
        </IconButton>
        <IconButton
          label={t('ui.import')}
          {...keys('file.import')}
          onPress={() => useDialogs.getState().show('import')}
          {...(readOnly ? { reason: t('ui.reason.read-only') } : {})}
        >
          <Upload className="i" />
        </IconButton>
        <IconButton
          label={t('ui.toggle.left')}
          {...keys('panel.layers')}
          onPress={() => useLayout.getState().change({ leftOpen: false })}
        >
          <PanelLeftClose className="i" />
        </IconButton>
      </div>
      {search === null ? null : (
        <div className="bar-row">
          <SearchField
            label={t('ui.filter-layers')}
            value={search}
            onChange={setSearch}
            clearLabel={t('ui.clear')}
          />
        </div>
      )}
      <div
        className="tree scroll"
        role="tree"
        aria-label={t('ui.layers')}
        onKeyDown={moveFocus}
        tabIndex={-1}
      >
        {layers === null ? <Skeleton rows={12} label={t('ui.loading')} /> : null}
        <div role="none" onClickCapture={meanLayer} onKeyDownCapture={meanLayer}>
          {groups.map((group) => (
            <Plan key={group.plan} group={group} open={search !== null && search !== ''} />
          ))}
        </div>
        {layers === null ? null : <BackgroundGroup search={search ?? ''} />}
      </div>
      {background === null ? <LayerStyle /> : <BackgroundBlock />}
    </>
  );
}

/** What is done in the rows of the layers is about a layer again, no longer about a background. */
const meanLayer = (): void => useBackgrounds.getState().setActive(null);

/** Arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('.tr.l')];
  const at = rows.findIndex((row) => row === event.target);
  const next = rows[at + step];
  if (step === 0 || at < 0 || next === undefined) return;
  next.focus();
  event.preventDefault();
}

function Plan({ group, open: forced }: { readonly group: PlanGroup; readonly open: boolean }) {
  const { t } = useText();
  const folded = useLayout((state) => state.folded);
  const change = useLayout((state) => state.change);
  const setView = useLayers((state) => state.setView);
  const open = forced || !folded.includes(group.plan);
  const Arrow = open ? ChevronDown : ChevronRight;
  const name = t(`plan.${group.plan}`);
  const showAll = (visible: boolean): void => {
    for (const { schema } of group.layers) void setView(schema.id, { visible });
  };
  return (
    <div role="treeitem" aria-expanded={open} aria-label={name} aria-level={1}>
      <div className="tr g">
        <AriaButton
          className="tw"
          aria-label={t(open ? 'ui.fold' : 'ui.unfold', { name })}
          onPress={() =>
            change({
              folded: open ? [...folded, group.plan] : folded.filter((plan) => plan !== group.plan),
            })
          }
        >
          <Arrow className="i" />
        </AriaButton>
        <span className="el grow">{name}</span>
        {group.readOnly ? (
          <span className="c">
            {t('ui.read-only')}
            <Lock className="i" />
          </span>
        ) : null}
        <span className="hover-only">
          <Checkbox
            label={t('ui.show-plan', { name })}
            selected={group.visible === 'all'}
            indeterminate={group.visible === 'some'}
            onChange={showAll}
          />
        </span>
      </div>
      {open ? (
        <div role="group">
          {group.layers.map((layer) => (
            <LayerRow key={layer.schema.id} layer={layer} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
