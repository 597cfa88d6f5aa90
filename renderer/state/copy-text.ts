import { notify, useNotices } from './notices.ts';

/** Puts a text on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('ok', 'catalogue.copied', { text });
  } catch {
    // The window had lost the focus: the browser then refuses.
    useNotices.getState().add({ kind: 'error', text: { key: 'catalogue.not-copied' } });
  }
}
