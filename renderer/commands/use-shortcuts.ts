import { useEffect } from 'react';
import { useDialogs } from '../state/dialogs.ts';
import { useSession } from '../state/session.ts';
import { useSettings } from '../state/settings.ts';
import { useSheets } from '../state/sheets.ts';
import { runCommand } from './catalogue.ts';
import { bindingsOf } from './keymap.ts';
import { combination, isTyping } from './keys.ts';
import { worksInSheets } from './sheet-commands.ts';
import type { KeyScope } from './types.ts';

/** In a text these take back what was typed. */
const UNDO = new Set(['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y']);

/** The system's clipboard answers these with events of its own (use-clipboard.ts). */
const CLIPBOARD = new Set(['Ctrl+C', 'Ctrl+X', 'Ctrl+V']);

/** True where undo has nothing of the field's own to take back: then it means the last step of the file. */
const nothingTyped = (target: EventTarget | null): boolean =>
  (target instanceof HTMLInputElement && target.readOnly) ||
  (target instanceof Element && target.closest('[data-typed="no"]') !== null);

/** Combinations that apply while text is being typed. */
function alsoTyping(keys: string, target: EventTarget | null): boolean {
  if (UNDO.has(keys)) return nothingTyped(target);
  // All of the text, not all of a layer.
  if (keys === 'Ctrl+A' || CLIPBOARD.has(keys)) return false;
  return /^(Ctrl|Alt)\+/.test(keys) || /^(Shift\+)?F\d/.test(keys);
}

/** The scope of keys at an element: that of the nearest `data-key-scope` around it. */
const scopeAt = (target: EventTarget | null): KeyScope | null =>
  target instanceof Element && target.closest('[data-key-scope="findings"]') !== null ? 'findings' : null;

/** Binds the keys of the catalogue, as the user has set them, and Ctrl+F to the search of the panel in front. */
export function useShortcuts(): void {
  const own = useSettings((state) => state.settings.keys);
  useEffect(() => {
    const bindings = bindingsOf(own);
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || useDialogs.getState().open !== null) return;
      const keys = combination(event);
      if (CLIPBOARD.has(keys) || (isTyping(event.target) && !alsoTyping(keys, event.target))) return;
      if (keys === 'Ctrl+F') {
        document.getElementById('panel-search')?.focus();
        event.preventDefault();
        return;
      }
      const scope = scopeAt(event.target);
      const command = (scope === null ? undefined : bindings[scope].get(keys)) ?? bindings.window.get(keys);
      if (command === undefined || (useSession.getState().blueprint === null && command.group !== 'file'))
        return;
      if (useSheets.getState().open && !worksInSheets(command)) return;
      event.preventDefault();
      runCommand(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [own]);
}
