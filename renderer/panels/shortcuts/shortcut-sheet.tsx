import { useState } from 'react';
import { matchText } from '../../../shared/search/match-text.ts';
import { COMMANDS } from '../../commands/catalogue.ts';
import { PRESETS, presetOf } from '../../commands/key-presets.ts';
import { FIXED_KEYS, keysOf } from '../../commands/keymap.ts';
import { MENUS, menuSections } from '../../commands/menus.ts';
import type { UiCommand } from '../../commands/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { KeyRow } from './key-row.tsx';
import './shortcuts.css';

/** All keys, by menu; from the same catalogue that binds them. A click on a combination changes it. */
export function ShortcutSheet() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  const own = useSettings((state) => state.settings.keys);
  const change = useSettings((state) => state.change);
  const [search, setSearch] = useState('');
  const preset = presetOf(own);
  const fits = (command: UiCommand): boolean =>
    matchText(t(command.title ?? command.label), search) !== null ||
    keysOf(command, own).some((keys) => keys.toLowerCase().includes(search.trim().toLowerCase()));
  const groups = MENUS.map(({ id }) => ({ id, commands: menuSections(id, COMMANDS).flat().filter(fits) }));
  const fixed = FIXED_KEYS.filter(
    ({ keys, label }) => matchText(t(label), search) !== null || matchText(keys, search) !== null,
  );
  const none = fixed.length === 0 && groups.every(({ commands }) => commands.length === 0);
  return (
    <Dialog
      title={t('ui.shortcuts')}
      className="wide"
      closeLabel={t('ui.close')}
      onClose={close}
      footer={
        <>
          <Button
            kind="bare"
            onPress={() => void change({ keys: {} })}
            {...(Object.keys(own).length === 0 ? { reason: t('catalogue.keys.unchanged') } : {})}
          >
            {t('catalogue.keys.reset-all')}
          </Button>
          <span className="grow" />
          <Button onPress={close}>{t('ui.close')}</Button>
        </>
      }
    >
      <div className="keys-bar">
        <SearchField
          label={t('catalogue.keys.search')}
          value={search}
          onChange={setSearch}
          clearLabel={t('ui.clear')}
          width={240}
        />
        <span className="cap grow">{t('catalogue.keys.hint')}</span>
        <Segmented<'lantu' | 'qgis' | 'own'>
          label={t('catalogue.keys.preset')}
          value={preset ?? 'own'}
          choices={[
            { id: 'lantu', content: t('catalogue.keys.preset-lantu') },
            { id: 'qgis', content: t('catalogue.keys.preset-qgis') },
            ...(preset === null ? [{ id: 'own' as const, content: t('catalogue.keys.preset-own') }] : []),
          ]}
          onChange={(id) => {
            if (id !== 'own') void change({ keys: PRESETS[id] });
          }}
        />
      </div>
      {none ? <p className="cap">{t('ui.no-hit', { search })}</p> : null}
      <div className="keys-scroll">
        <div className="keys-sheet">
          {groups.map(({ id, commands }) =>
            commands.length === 0 ? null : (
              <section key={id} aria-label={t(`catalogue.menu.${id}`)}>
                <h3>{t(`catalogue.menu.${id}`)}</h3>
                {commands.map((command) => (
                  <KeyRow key={command.id} command={command} />
                ))}
              </section>
            ),
          )}
          {fixed.length === 0 ? null : (
            <section aria-label={t('catalogue.keys.fixed')}>
              <h3>{t('catalogue.keys.fixed')}</h3>
              {fixed.map(({ keys, label }) => (
                <div key={keys} className="key-row">
                  <span>{t(label)}</span>
                  <Keys of={keys} />
                </div>
              ))}
            </section>
          )}
        </div>
      </div>
    </Dialog>
  );
}
