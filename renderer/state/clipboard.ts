import { create } from 'zustand';
import { fromClipboard, toClipboard, type Clipboard } from '../../shared/paste/clipboard.ts';
import { services } from '../bridge/client.ts';
import { layerOf, useLayers } from './layers.ts';
import { notify, notifyFailure } from './notices.ts';
import { useOperation } from './operation.ts';
import { useSelection } from './selection.ts';

/** More features than this are not copied at once. */
const MOST = 10_000;

/** What was copied last, here or (taken from the system's clipboard at a paste) elsewhere. */
interface ClipboardState {
  readonly kept: Clipboard | null;
}
export const useClipboard = create<ClipboardState>()(() => ({ kept: null }));

/** The selected features of the first layer among them as a text; null when that failed, which is said. */
async function selectedText(): Promise<string | null> {
  const { refs } = useSelection.getState();
  const layer = refs[0]?.table ?? '';
  const own = refs.filter(({ table }) => table === layer);
  const schema = layerOf(layer)?.schema;
  if (!schema || own.length === 0) return null;
  if (own.length > MOST) {
    notify('info', 'ui.copy.many', { n: own.length, most: MOST });
    return null;
  }
  const found = await services()?.query.features({ refs: own });
  if (!found) return null;
  if (!found.ok) {
    notifyFailure(found.error);
    return null;
  }
  if (own.length < refs.length) notify('info', 'ui.copy.one-layer', { n: own.length, all: refs.length });
  return toClipboard(found.value, schema);
}

/** Copies the selected features of one layer; true when they are on the clipboard. */
export async function copySelected(): Promise<boolean> {
  const text = await selectedText();
  if (text === null) return false;
  const read = fromClipboard(text);
  if (!read.ok) {
    notifyFailure(read.error);
    return false;
  }
  useClipboard.setState({ kept: read.value });
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The window had lost the focus: within the window it is copied all the same.
  }
  notify('ok', 'ui.copy.done', { n: read.value.features.length });
  return true;
}

/** Asks how what was copied goes into the active layer. */
export function pasteKept(): void {
  const { active } = useLayers.getState();
  if (useClipboard.getState().kept !== null && active !== null) useOperation.getState().show('paste');
}

/** Takes a text of the system's clipboard and asks how it goes into the active layer. */
export function pasteText(text: string): void {
  if (text.trim() === '') return pasteKept();
  const read = fromClipboard(text);
  if (!read.ok) return notifyFailure(read.error);
  useClipboard.setState({ kept: read.value });
  if (useLayers.getState().active === null) {
    notify('info', 'ui.paste.no-layer');
    return;
  }
  pasteKept();
}
