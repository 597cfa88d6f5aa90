import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { Fragment } from 'react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useKeyProps, useShow } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayout } from '../../state/layout.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ToolButton } from '../../ui/tool-button.tsx';

const GROUPS = [
  ['tool.select'],
  ['tool.draw.industrial_park', 'tool.draw.town_center', 'tool.draw.ecological_zone'],
  ['tool.modify', 'tool.draw-hole', 'tool.draw-part', 'edit.delete'],
  ['check.now', 'ruleset.edit'],
  ['edit.undo', 'edit.redo'],
];
const ICON_ONLY = new Set(['edit.undo', 'edit.redo', 'edit.delete']);
const TOGGLES = new Set(['tool.snap']);

/** Tools by group; what cannot be used now stays, and its tooltip says why. */
export function ToolBar() {
  const { t } = useText();
  const keysOf = useKeyProps();
  useCommandState();
  const layout = useLayout();
  const panels = [
    ['leftOpen', PanelLeft, 'ui.toggle.left', 'panel.layers'],
    ['dockOpen', PanelBottom, 'ui.toggle.dock', 'panel.findings'],
    ['rightOpen', PanelRight, 'ui.toggle.right', 'panel.inspector'],
  ] as const;
  return (
    <AriaToolbar className="tools" aria-label={t('ui.tools')}>
      {GROUPS.map((group, index) => (
        <Fragment key={group[0]}>
          {index === 0 ? null : <span className="sep" />}
          {group.map((id) => (
            <Tool key={id} id={id} />
          ))}
        </Fragment>
      ))}
      <span className="grow" />
      <Tool id="tool.snap" />
      <span className="sep" />
      {panels.map(([panel, Icon, label, command]) => (
        <IconButton
          key={panel}
          label={t(label)}
          {...keysOf(command)}
          toggle
          on={layout[panel]}
          onPress={() => layout.change({ [panel]: !layout[panel] })}
        >
          <Icon className="i" />
        </IconButton>
      ))}
    </AriaToolbar>
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
      toggle={command.group === 'tool' || TOGGLES.has(id)}
      on={on}
      onPress={run}
      {...(keys === undefined ? {} : { keys })}
      {...(reason === undefined ? {} : { reason })}
    >
      <Icon className="i" />
    </ToolButton>
  );
}
