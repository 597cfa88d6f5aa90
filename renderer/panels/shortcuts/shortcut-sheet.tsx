import { COMMANDS } from '../../commands/catalogue.ts';
import type { CommandGroup } from '../../commands/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import './shortcuts.css';

const GROUPS: readonly CommandGroup[] = ['tool', 'edit', 'check', 'view', 'file', 'panel', 'help'];
/** Keys that belong to the map and its tools, not to a command. */
const ON_MAP = [
  ['Space', 'ui.key.pan'],
  ['Alt', 'ui.draw.no-snap'],
  ['Tab', 'ui.key.next-under'],
  ['Enter', 'ui.draw.finish'],
  ['Backspace', 'ui.draw.remove-last'],
  ['D', 'ui.key.resume'],
  ['Esc', 'ui.draw.step-back'],
  ['Ctrl+F', 'ui.key.search'],
] as const;

/** All keys, by group; from the same catalogue that binds them. */
export function ShortcutSheet() {
  const { t } = useText();
  const close = useDialogs((state) => state.close);
  return (
    <Dialog
      title={t('ui.shortcuts')}
      className="wide"
      closeLabel={t('ui.close')}
      onClose={close}
      footer={<Button onPress={close}>{t('ui.close')}</Button>}
    >
      <div className="keys-sheet">
        {GROUPS.map((group) => {
          const bound = COMMANDS.filter((command) => command.group === group && command.keys);
          return bound.length === 0 ? null : (
            <section key={group}>
              <h3>{t(`ui.group.${group}`)}</h3>
              {bound.map((command) => (
                <div key={command.id} className="key-row">
                  <span>{t(command.label)}</span>
                  {command.keys?.map((keys) => (
                    <Keys key={keys} of={keys} />
                  ))}
                </div>
              ))}
            </section>
          );
        })}
        <section>
          <h3>{t('ui.group.map')}</h3>
          {ON_MAP.map(([keys, label]) => (
            <div key={keys} className="key-row">
              <span>{t(label)}</span>
              <Keys of={keys} />
            </div>
          ))}
        </section>
      </div>
    </Dialog>
  );
}
