import { Ellipsis, Lock } from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { LayerState } from '../../../../shared/bridge/store-contract.ts';
import { CommandMenu } from '../../../commands/command-menu.tsx';
import { useText } from '../../../i18n/use-text.ts';
import { moveInOrder } from '../../../state/layer-order.ts';
import { useLayers } from '../../../state/layers.ts';
import { zoomToLayer } from '../../../state/zoom.ts';
import { LayerSwatch } from '../../../symbols/layer-swatch.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { isMenuKey, menuPoint, menuPointOf, type MenuPoint } from '../../../ui/context-menu.tsx';

/** One layer: visibility, symbol, name, count; everything else in its menu (button or right click). */
export function LayerRow({ layer }: { readonly layer: LayerState }) {
  const { t, name } = useText();
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const { active, setActive, setView } = useLayers();
  const { schema, visible, count, locked } = layer;
  const label = name(schema.name);
  const selected = active === schema.id;
  const openMenu = (at: MenuPoint): void => {
    // The commands of the menu are about the active layer.
    setActive(schema.id);
    setMenu(at);
  };
  return (
    <div
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      aria-label={label}
      tabIndex={0}
      className={`tr l${selected ? ' sel' : ''}${visible ? '' : ' hid'}${menu === null ? '' : ' hov'}`}
      onClick={() => setActive(schema.id)}
      onDoubleClick={() => zoomToLayer(schema.id)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') setActive(schema.id);
        else if (event.key === ' ') void setView(schema.id, { visible: !visible });
        else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
          const step = event.key === 'ArrowUp' ? 1 : -1;
          for (const move of moveInOrder(useLayers.getState().layers ?? [], schema.id, step))
            void setView(move.layer, { order: move.order });
        } else if (isMenuKey(event)) openMenu(menuPointOf(event.currentTarget));
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        openMenu(menuPoint(event));
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
        <AriaButton
          className="ib"
          aria-label={t('ui.layer-menu', { name: label })}
          aria-haspopup="menu"
          onPress={({ target }) => openMenu(menuPointOf(target))}
        >
          <Ellipsis className="i" />
        </AriaButton>
      </span>
      {menu === null ? null : (
        <CommandMenu
          label={t('ui.layer-menu', { name: label })}
          kinds={['layer']}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
