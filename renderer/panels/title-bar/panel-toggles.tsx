import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react';
import { useKeyProps } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLayout } from '../../state/layout.ts';
import { IconButton } from '../../ui/icon-button.tsx';

const PANELS = [
  ['leftOpen', PanelLeft, 'ui.toggle.left', 'panel.layers'],
  ['dockOpen', PanelBottom, 'ui.toggle.dock', 'panel.findings'],
  ['rightOpen', PanelRight, 'ui.toggle.right', 'panel.inspector'],
] as const;

/** Opens and closes the panels around the map. */
export function PanelToggles() {
  const { t } = useText();
  const keysOf = useKeyProps();
  const layout = useLayout();
  return PANELS.map(([panel, Icon, label, command]) => (
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
  ));
}
