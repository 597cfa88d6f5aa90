import { ChevronDown, Search } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { commandById } from '../../commands/catalogue.ts';
import { useCommandState, useShow } from '../../commands/use-command.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSession } from '../../state/session.ts';
import { Keys } from '../../ui/keys.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { Logo } from '../logo.tsx';
import { Marks } from '../marks.tsx';
import { WindowOptions } from '../window-options.tsx';
import { VersionMenu } from './version-menu.tsx';

const FILE_MENU = [
  'file.new',
  'file.open',
  'file.import',
  'file.export-layer',
  'ruleset.edit',
  'quota.edit',
  'help.shortcuts',
  'file.close',
];

/** What is open, under which marks; the way to commands and search; language and theme. */
export function TitleBar() {
  const { t } = useText();
  const blueprint = useSession((state) => state.blueprint);
  useCommandState();
  const show = useShow();
  if (blueprint === null) return null;
  const entries: readonly MenuEntry[] = FILE_MENU.map((id) => {
    const command = commandById(id);
    const { label, reason, keys, run } = show(command);
    const Icon = command.icon;
    return {
      id,
      label,
      icon: <Icon className="i" />,
      disabled: reason !== undefined,
      separated: id === 'file.import' || id === 'ruleset.edit' || id === 'help.shortcuts',
      run,
      ...(keys === undefined ? {} : { keys }),
    };
  });
  return (
    <header className="title">
      <div className="row">
        <Logo />
        <Menu
          label={t('ui.file-menu')}
          entries={entries}
          trigger={
            <AriaButton className="file-menu" aria-label={`${blueprint.name} ${t('ui.file-menu')}`}>
              <span className="file el">{blueprint.name}</span>
              <ChevronDown className="i" />
            </AriaButton>
          }
        />
        <VersionMenu />
        <Marks
          classification={blueprint.classification}
          fictional={blueprint.fictional}
          readOnly={blueprint.readOnly}
        />
      </div>
      <AriaButton className="cmd" onPress={() => useDialogs.getState().show('palette')}>
        <Search className="i" />
        <span className="grow el">{t('ui.search-box')}</span>
        <Keys of="Ctrl+K" />
      </AriaButton>
      <div className="end">
        <WindowOptions />
      </div>
    </header>
  );
}
