import { Plus, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { combination } from '../../commands/keys.ts';
import {
  conflictOf,
  giveKeys,
  keysOf,
  resetKeys,
  takeKeys,
  type KeyConflict,
} from '../../commands/keymap.ts';
import type { UiCommand } from '../../commands/types.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Keys } from '../../ui/keys.tsx';

const MOST_KEYS = 4;
const HELD = new Set(['Control', 'Shift', 'Alt', 'Meta', 'CapsLock', 'Process']);

/** Keys pressed for a command that cannot simply have them. */
interface Clash {
  readonly keys: string;
  readonly conflict: KeyConflict;
}

/** A command with its combinations: a click on one waits for other keys; a clash is shown and asked about. */
export function KeyRow({ command }: { readonly command: UiCommand }) {
  const { t } = useText();
  const own = useSettings((state) => state.settings.keys);
  const change = useSettings((state) => state.change);
  const [waiting, setWaiting] = useState<number | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const keys = keysOf(command, own);
  const name = t(command.title ?? command.label);
  const take = (pressed: string): void => {
    if (waiting === null) return;
    void change({ keys: giveKeys(own, command, pressed, waiting) });
    setWaiting(null);
    setClash(null);
  };
  const stop = (): void => {
    setWaiting(null);
    setClash(null);
  };
  return (
    <div className="key-entry" role="group" aria-label={name}>
      <div className="key-row">
        <span className="el">{name}</span>
        {keys.map((one, at) =>
          waiting === at ? (
            <Catcher key={one} onKeys={(pressed) => judge(pressed)} onStop={stop} />
          ) : (
            <button
              key={one}
              type="button"
              className="key-button"
              aria-label={t('catalogue.keys.change', { keys: one, name })}
              onClick={() => setWaiting(at)}
            >
              <Keys of={one} />
            </button>
          ),
        )}
        {waiting === keys.length ? <Catcher onKeys={(pressed) => judge(pressed)} onStop={stop} /> : null}
        {waiting === null && keys.length < MOST_KEYS ? (
          <span className={keys.length === 0 ? '' : 'key-more'}>
            <IconButton label={t('catalogue.keys.add', { name })} onPress={() => setWaiting(keys.length)}>
              <Plus className="i" />
            </IconButton>
          </span>
        ) : null}
        {waiting !== null && waiting < keys.length ? (
          <IconButton
            label={t('catalogue.keys.remove', { name })}
            onPress={() => {
              void change({ keys: takeKeys(own, command, keys[waiting] ?? '') });
              stop();
            }}
          >
            <X className="i" />
          </IconButton>
        ) : null}
        {waiting === null && Object.hasOwn(own, command.id) ? (
          <IconButton
            label={t('catalogue.keys.reset', { name })}
            onPress={() => void change({ keys: resetKeys(own, command) })}
          >
            <RotateCcw className="i" />
          </IconButton>
        ) : null}
      </div>
      {clash === null ? null : (
        <div className="key-clash" role="alert">
          <span className="grow">
            {clash.conflict.kind === 'fixed'
              ? t('catalogue.keys.is-fixed', { keys: clash.keys, what: t(clash.conflict.label) })
              : t('catalogue.keys.is-taken', {
                  keys: clash.keys,
                  what: t(clash.conflict.by.title ?? clash.conflict.by.label),
                })}
          </span>
          {clash.conflict.kind === 'taken' ? (
            <Button onPress={() => take(clash.keys)}>{t('catalogue.keys.replace')}</Button>
          ) : null}
          <Button kind="bare" onPress={stop}>
            {t('ui.cancel')}
          </Button>
        </div>
      )}
    </div>
  );

  function judge(pressed: string): void {
    const conflict = conflictOf(command, pressed, own);
    if (conflict === null) take(pressed);
    else setClash({ keys: pressed, conflict });
  }
}

/** Waits for keys; Esc ends the waiting, as does going elsewhere. */
function Catcher({
  onKeys,
  onStop,
}: {
  readonly onKeys: (keys: string) => void;
  readonly onStop: () => void;
}) {
  const { t } = useText();
  const box = useRef<HTMLButtonElement>(null);
  const told = useRef({ onKeys, onStop });
  useEffect(() => {
    told.current = { onKeys, onStop };
  });
  useEffect(() => {
    box.current?.focus();
    // Before the dialog, which would close at Esc and keep Tab for itself.
    const onDown = (event: KeyboardEvent): void => {
      if (document.activeElement !== box.current) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (HELD.has(event.key)) return;
      const keys = combination(event);
      if (keys === 'Esc') told.current.onStop();
      else told.current.onKeys(keys);
    };
    window.addEventListener('keydown', onDown, true);
    return () => window.removeEventListener('keydown', onDown, true);
  }, []);
  return (
    <button ref={box} type="button" className="key-button waiting" aria-live="polite">
      {t('catalogue.keys.press')}
    </button>
  );
}
