import { Search } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useKeysOf } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Keys } from '../../ui/keys.tsx';
import { Logo } from '../logo.tsx';
import { Marks } from '../marks.tsx';
import { WindowOptions } from '../window-options.tsx';
import { MenuBar } from './menu-bar.tsx';
import { PanelToggles } from './panel-toggles.tsx';
import { VersionMenu } from './version-menu.tsx';

/** The menus; what is open, under which marks; the way to commands and search; language and theme. */
export function TitleBar() {
  const { t } = useText();
  const blueprint = useSession((state) => state.blueprint);
  const keys = useKeysOf('help.palette');
  if (blueprint === null) return null;
  return (
    <header className="title">
      <div className="row">
        <Logo />
        <MenuBar />
        <span className="sep" />
        <span className="file el" title={blueprint.name}>
          {blueprint.name}
        </span>
        <VersionMenu />
        <Marks
          classification={blueprint.classification}
          fictional={blueprint.fictional}
          readOnly={blueprint.readOnly}
        />
      </div>
      <AriaButton
        className="cmd"
        aria-label={t('ui.search-box')}
        onPress={() => useDialogs.getState().show('palette')}
      >
        <Search className="i" />
        <span className="grow el">{t('ui.search-box')}</span>
        {keys === undefined ? null : <Keys of={keys} />}
      </AriaButton>
      <div className="end">
        <PanelToggles />
        <span className="sep" />
        <WindowOptions />
      </div>
    </header>
  );
}
