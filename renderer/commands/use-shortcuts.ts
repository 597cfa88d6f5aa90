import { useEffect } from 'react';
import { useDialogs } from '../state/dialogs.ts';
import { useSession } from '../state/session.ts';
import { COMMANDS, runCommand } from './catalogue.ts';
import { combination, isTyping } from './keys.ts';
import type { UiCommand } from './types.ts';

const bindings = new Map<string, UiCommand>(
  COMMANDS.flatMap((command) => (command.keys ?? []).map((keys) => [keys, command] as const)),
);

/** Combinations that apply while text is being typed; undo there belongs to the text field. */
const alsoTyping = (keys: string): boolean =>
  (keys.startsWith('Ctrl+') || /^F\d/.test(keys)) && !['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y'].includes(keys);

/** Binds the keys of the catalogue, and Ctrl+F to the search of the panel in front. */
export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || useDialogs.getState().open !== null) return;
      const keys = combination(event);
      if (isTyping(event.target) && !alsoTyping(keys)) return;
      if (keys === 'Ctrl+F') {
        document.getElementById('panel-search')?.focus();
        event.preventDefault();
        return;
      }
      const command = bindings.get(keys);
      if (command === undefined || (useSession.getState().blueprint === null && command.group !== 'file'))
        return;
      event.preventDefault();
      runCommand(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
