import { ChevronDown, ChevronRight, Plus } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useText } from '../../../i18n/use-text.ts';
import { useBackgrounds } from '../../../state/backgrounds.ts';
import { useDialogs } from '../../../state/dialogs.ts';
import { useLayout } from '../../../state/layout.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { BackgroundRow } from './background-row.tsx';

/** Name of the group among the folded ones. */
const GROUP = 'background';

/** Pictures under all layers of the plans, the one nearest to the eye first. */
export function BackgroundGroup({ search }: { readonly search: string }) {
  const { t } = useText();
  const folded = useLayout((state) => state.folded);
  const change = useLayout((state) => state.change);
  const items = useBackgrounds((state) => state.items);
  const wanted = search.trim().toLowerCase();
  const shown = items.filter(({ name }) => name.toLowerCase().includes(wanted));
  const open = wanted !== '' || !folded.includes(GROUP);
  const Arrow = open ? ChevronDown : ChevronRight;
  const name = t('background.group');
  if (wanted !== '' && shown.length === 0) return null;
  return (
    <div role="treeitem" aria-expanded={open} aria-label={name} aria-level={1}>
      <div className="tr g">
        <AriaButton
          className="tw"
          aria-label={t(open ? 'ui.fold' : 'ui.unfold', { name })}
          onPress={() =>
            change({ folded: open ? [...folded, GROUP] : folded.filter((one) => one !== GROUP) })
          }
        >
          <Arrow className="i" />
        </AriaButton>
        <span className="el grow">{name}</span>
        <span className="group-add">
          <IconButton
            label={t('background.add')}
            onPress={() => useDialogs.getState().show('background-add')}
          >
            <Plus className="i" />
          </IconButton>
        </span>
      </div>
      {open ? (
        <div role="group">
          {shown.map((item) => (
            <BackgroundRow key={item.id} background={item} />
          ))}
        </div>
      ) : null}
    </div>
  );
}
