import { useEffect } from 'react';
import { pasteText } from '../state/clipboard.ts';
import { useDialogs } from '../state/dialogs.ts';
import { commandById, runCommand } from './catalogue.ts';
import { isTyping } from './keys.ts';

/** True where the event means text: a field that is typed in, or words that are marked. */
const meansText = (event: Event): boolean =>
  isTyping(event.target) || (window.getSelection()?.toString() ?? '') !== '';

/** Ctrl+C, X and V with features, where they do not mean text. */
export function useClipboardKeys(): void {
  useEffect(() => {
    const on = (event: ClipboardEvent): void => {
      // A panel that has a use of its own for it has taken it.
      if (event.defaultPrevented || meansText(event) || useDialogs.getState().open !== null) return;
      event.preventDefault();
      if (event.type === 'paste') pasteText(event.clipboardData?.getData('text/plain') ?? '');
      else runCommand(commandById(event.type === 'cut' ? 'edit.cut' : 'edit.copy'));
    };
    const types = ['copy', 'cut', 'paste'] as const;
    for (const type of types) document.addEventListener(type, on);
    return () => {
      for (const type of types) document.removeEventListener(type, on);
    };
  }, []);
}
