import { ChevronDown } from 'lucide-react';
import { Fragment, useRef, useState } from 'react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { useMenuSections } from '../../commands/use-menu.tsx';
import { useText } from '../../i18n/use-text.ts';
import { ContextMenu, type MenuPoint } from '../../ui/context-menu.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';
import { useFit } from '../../ui/use-fit.ts';
import { SnapButton } from '../parts/snap/snap-button.tsx';
import { CompareModes } from './compare-modes.tsx';

const GROUPS = [
  ['tool.select'],
  ['tool.draw.industrial_park', 'tool.draw.town_center', 'tool.draw.ecological_zone'],
  ['tool.modify', 'tool.split', 'shape.merge', 'tool.draw-hole', 'tool.reshape'],
  ['tool.measure-area', 'check.now', 'ruleset.edit'],
  ['edit.undo', 'edit.redo'],
];
/** What is used less often stands in a menu; all of it is in the menu bar too. */
const MORE = [
  ['tool.select-box', 'tool.select-lasso'],
  ['tool.draw-active', 'tool.draw-part', 'tool.fill-hole'],
  ['tool.split-ring', 'tool.split-area', 'shape.explode'],
  ['tool.erase', 'tool.clip', 'tool.cut-by'],
  ['tool.move', 'tool.rotate', 'tool.scale'],
  ['shape.buffer', 'shape.simplify', 'shape.smooth'],
  ['tool.measure-length', 'edit.delete'],
];
const ICON_ONLY = new Set(['edit.undo', 'edit.redo']);

/** Tools by group; what cannot be used now stays, and its tooltip says why. */
export function ToolBar() {
  const { t } = useText();
  useCommandState();
  const row = useFit(3);
  return (
    <AriaToolbar ref={row} className="tools" aria-label={t('ui.tools')}>
      {GROUPS.map((group, index) => (
        <Fragment key={group[0]}>
          {index === 0 ? null : <span className="sep" />}
          {group.map((id) => (
            <Tool key={id} id={id} />
          ))}
          {group.includes('tool.reshape') ? <MoreTools /> : null}
        </Fragment>
      ))}
      <span className="grow" />
      <SnapButton />
      <CompareModes />
    </AriaToolbar>
  );
}

/** The tools that have no place of their own, by group; the one in hand is shown in the button. */
function MoreTools() {
  const { t } = useText();
  const [at, setAt] = useState<MenuPoint | null>(null);
  const toSections = useMenuSections();
  const button = useRef<HTMLSpanElement>(null);
  const commands = MORE.map((group) => group.map(commandById));
  const inHand = commands.flat().find((command) => command.on?.() ?? false);
  const open = (): void => {
    const box = button.current?.getBoundingClientRect();
    if (box) setAt({ x: box.left, y: box.bottom, byKeys: false });
  };
  return (
    <span ref={button} className="aside">
      <ToolButton
        label={inHand ? t(inHand.label) : t('ui.tool.more')}
        on={inHand !== undefined}
        onPress={open}
      >
        <ChevronDown className="i" />
      </ToolButton>
      {at ? (
        <ContextMenu
          label={t('ui.tool.more')}
          at={at}
          sections={toSections(commands)}
          onClose={() => setAt(null)}
        />
      ) : null}
    </span>
  );
}

function Tool({ id }: { readonly id: string }) {
  const show = useShow();
  const command = commandById(id);
  const { label, tip, keys, reason, on, run } = show(command);
  const Icon = command.icon;
  return (
    <ToolButton
      label={label}
      tip={tip}
      iconOnly={ICON_ONLY.has(id)}
      toggle={command.group === 'tool'}
      on={on}
      onPress={run}
      {...(keys === undefined ? {} : { keys })}
      {...(reason === undefined ? {} : { reason })}
    >
      <Icon className="i" />
    </ToolButton>
  );
}
