import { notify, useNotices } from './notices.ts';

/** Puts a text on the clipboard and says so; `said` is what the notice names, the text itself without it. */
export async function copyText(text: string, said?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('ok', 'catalogue.copied', { text: said ?? text });
  } catch {
    // The window had lost the focus: the browser then refuses.
    useNotices.getState().add({ kind: 'error', text: { key: 'catalogue.not-copied' } });
  }
}
