import {
  ArrowDown,
  ArrowUp,
  Columns3,
  Copy,
  Download,
  Ellipsis,
  Focus,
  Lock,
  LockOpen,
  Palette,
  Pencil,
  PenLine,
  Table2,
  Trash2,
  Upload,
} from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useDialogs } from '../../../state/dialogs.ts';
import { exportLayer } from '../../../state/export.ts';
import { runLayerCommand, useStylePanel } from '../../../state/layer-work.ts';
import { useLayers } from '../../../state/layers.ts';
import { useLayout } from '../../../state/layout.ts';
import { useSession } from '../../../state/session.ts';
import { useTool } from '../../../state/tool.ts';
import { zoomToLayer } from '../../../state/zoom.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { Menu, type MenuEntry } from '../../../ui/menu.tsx';
import { moveInOrder } from '../layer-tree.ts';

/** One layer: visibility, symbol, name, count; everything else in its menu (button or right click). */
export function LayerRow({ layer }: { readonly layer: LayerState }) {
  const { t, name } = useText();
  const [menu, setMenu] = useState(false);
  const { active, setActive, setView } = useLayers();
  const entries = useEntries(layer);
  const { schema, visible, count, locked } = layer;
  const label = name(schema.name);
  const selected = active === schema.id;
  return (
    <div
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      aria-label={label}
      tabIndex={0}
      className={`tr l${selected ? ' sel' : ''}${visible ? '' : ' hid'}${menu ? ' hov' : ''}`}
      onClick={() => setActive(schema.id)}
      onDoubleClick={() => zoomToLayer(schema.id)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') setActive(schema.id);
        else if (event.key === ' ') void setView(schema.id, { visible: !visible });
        else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          for (const move of moveInOrder(
            useLayers.getState().layers ?? [],
            schema.id,
            event.key === 'ArrowUp' ? 1 : -1,
          ))
            void setView(move.layer, { order: move.order });
        } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu(true);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        setActive(schema.id);
        setMenu(true);
      }}
    >
      <Checkbox
        label={t('ui.show-layer', { name: label })}
        selected={visible}
        onChange={(next) => void setView(schema.id, { visible: next })}
      />
      <LayerSwatch layer={schema.id} geometry={schema.geometry} />
      <span className="el grow">{label}</span>
      <span className="c">
        {locked && !schema.readOnly ? <Lock className="i" aria-label={t('ui.locked')} /> : null}
        {count === 0 ? t('ui.empty-layer') : count}
      </span>
      <span className="row-menu">
        <Menu
          label={t('ui.layer-menu', { name: label })}
          entries={entries}
          open={menu}
          onOpenChange={setMenu}
          trigger={
            <AriaButton className="ib" aria-label={t('ui.layer-menu', { name: label })}>
              <Ellipsis className="i" />
            </AriaButton>
          }
        />
      </span>
    </div>
  );
}

function useEntries({ schema, locked, count }: LayerState): readonly MenuEntry[] {
  const { t } = useText();
  const { layers, setActive, setView } = useLayers();
  const readOnly = useSession((state) => state.blueprint?.readOnly ?? true);
  const move = (step: 1 | -1) => () => {
    for (const { layer, order } of moveInOrder(layers ?? [], schema.id, step)) void setView(layer, { order });
  };
  const movable = (step: 1 | -1): boolean => moveInOrder(layers ?? [], schema.id, step).length > 0;
  return [
    {
      id: 'zoom',
      label: t('ui.zoom-layer'),
      icon: <Focus className="i" />,
      disabled: count === 0,
      run: () => zoomToLayer(schema.id),
    },
    {
      id: 'table',
      label: t('ui.open-table'),
      icon: <Table2 className="i" />,
      run: () => {
        setActive(schema.id);
        useLayout.getState().showTab('table');
      },
    },
    {
      id: 'draw',
      label: t('ui.layer-draw'),
      icon: <PenLine className="i" />,
      disabled: readOnly || locked || schema.geometry?.endsWith('POLYGON') !== true,
      run: () => {
        setActive(schema.id);
        useTool.getState().setTool('draw-polygon', schema.id);
      },
    },
    {
      id: 'style',
      label: t('ui.layer-style'),
      icon: <Palette className="i" />,
      separated: true,
      run: () => {
        setActive(schema.id);
        useLayout.getState().change({ rightOpen: true });
        useStylePanel.getState().show(schema.id);
      },
    },
    {
      id: 'fields',
      label: t('ui.layer-fields'),
      icon: <Columns3 className="i" />,
      run: () => useDialogs.getState().show('layer-fields', schema.id),
    },
    {
      id: 'edit',
      label: t('ui.layer-edit'),
      icon: <Pencil className="i" />,
      disabled: readOnly || schema.builtIn || locked,
      run: () => useDialogs.getState().show('layer-edit', schema.id),
    },
    {
      id: 'duplicate',
      label: t('ui.layer-duplicate'),
      icon: <Copy className="i" />,
      disabled: readOnly,
      run: () => useDialogs.getState().show('layer-new', schema.id),
    },
    {
      id: 'delete',
      label: t('ui.layer-delete'),
      icon: <Trash2 className="i" />,
      disabled: readOnly || schema.builtIn || locked,
      run: () => void runLayerCommand('delete-layer', { layer: schema.id }),
    },
    {
      id: 'lock',
      label: schema.readOnly ? t('ui.locked-for-good') : t(locked ? 'ui.unlock' : 'ui.lock'),
      icon: locked || schema.readOnly ? <LockOpen className="i" /> : <Lock className="i" />,
      disabled: schema.readOnly,
      separated: true,
      run: () => void setView(schema.id, { locked: !locked }),
    },
    {
      id: 'up',
      label: t('ui.order-up'),
      icon: <ArrowUp className="i" />,
      disabled: !movable(1),
      run: move(1),
    },
    {
      id: 'down',
      label: t('ui.order-down'),
      icon: <ArrowDown className="i" />,
      disabled: !movable(-1),
      run: move(-1),
    },
    {
      id: 'import',
      label: t('ui.import-into'),
      icon: <Upload className="i" />,
      disabled: readOnly,
      separated: true,
      run: () => useDialogs.getState().show('import', schema.id),
    },
    {
      id: 'export',
      label: t('ui.export-layer'),
      icon: <Download className="i" />,
      disabled: count === 0,
      run: () => void exportLayer(schema.id),
    },
  ];
}
