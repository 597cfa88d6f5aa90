import { Ellipsis, Globe, Image } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { BackgroundState } from '../../../../shared/background/types.ts';
import { CommandMenu } from '../../../commands/command-menu.tsx';
import { useText } from '../../../i18n/use-text.ts';
import {
  changeBackground,
  moveBackground,
  useBackgrounds,
  zoomToBackground,
} from '../../../state/backgrounds.ts';
import { Checkbox } from '../../../ui/checkbox.tsx';
import { isMenuKey, menuPoint, menuPointOf, type MenuPoint } from '../../../ui/context-menu.tsx';

/** How loud a state is said: what needs the user is a warning, what reaches the network is seen. */
const TONE: Readonly<Record<BackgroundState['status'], string>> = {
  ready: '',
  area: '',
  missing: 'tag warn',
  broken: 'tag error',
  gone: 'tag warn',
  off: '',
  on: 'tag acc',
};

/** One background: visibility, name, state; everything else in its menu and in the block below the tree. */
export function BackgroundRow({ background }: { readonly background: BackgroundState }) {
  const { t } = useText();
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const { active, setActive, servers } = useBackgrounds();
  const { id, name, visible, status, kind, server } = background;
  const selected = active === id;
  const Icon = kind === 'server' ? Globe : Image;
  const trouble = servers.find((one) => one.id === server)?.trouble ?? null;
  const said = status === 'on' && trouble !== null ? 'trouble' : status;
  const tone = said === 'trouble' ? 'tag error' : TONE[status];
  const row = useRef<HTMLDivElement>(null);
  // The block below the tree takes room when it comes: the row it is about stays in sight.
  useEffect(() => {
    if (selected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const openMenu = (at: MenuPoint): void => {
    setActive(id);
    setMenu(at);
  };
  return (
    <div
      ref={row}
      role="treeitem"
      aria-level={2}
      aria-selected={selected}
      aria-label={name}
      tabIndex={0}
      data-background-state={said}
      className={`tr l${selected ? ' sel' : ''}${visible ? '' : ' hid'}${menu === null ? '' : ' hov'}`}
      onClick={() => setActive(id)}
      onDoubleClick={() => zoomToBackground(id)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return;
        if (event.key === 'Enter') setActive(id);
        else if (event.key === ' ') void changeBackground(id, { visible: !visible });
        else if (event.altKey && event.key === 'ArrowUp') void moveBackground(id, -1);
        else if (event.altKey && event.key === 'ArrowDown') void moveBackground(id, 1);
        else if (isMenuKey(event)) openMenu(menuPointOf(event.currentTarget));
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
        label={t('background.show', { name })}
        selected={visible}
        onChange={(next) => void changeBackground(id, { visible: next })}
      />
      <Icon className="i background-icon" aria-hidden />
      <span className="el grow">{name}</span>
      <span className="c">
        <span className={tone}>{t(`background.state.${said}`)}</span>
      </span>
      <span className="row-menu">
        <AriaButton
          className="ib"
          aria-label={t('background.menu', { name })}
          aria-haspopup="menu"
          onPress={({ target }) => openMenu(menuPointOf(target))}
        >
          <Ellipsis className="i" />
        </AriaButton>
      </span>
      {menu === null ? null : (
        <CommandMenu
          label={t('background.menu', { name })}
          kinds={['background']}
          at={menu}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
