import { notify } from './notices.ts';

/** Puts a text on the clipboard and says so; `said` is what the notice names, the text itself without it. */
export async function copyText(text: string, said?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify('ok', 'coords.copied', { text: said ?? text });
  } catch {
    // The window is not in front, or the system refuses.
    notify('info', 'coords.copy-refused');
  }
}
