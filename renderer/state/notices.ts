import { create } from 'zustand';
import type { TextParams } from '../../shared/i18n/text.ts';
import type { Failure } from '../../shared/result.ts';

/** A text to be said in the window's language, or the sentence of a failure. */
export type NoticeText =
  | { readonly key: string; readonly params?: TextParams }
  | { readonly failure: Failure };

export interface Notice {
  readonly id: number;
  readonly kind: 'info' | 'ok' | 'error';
  readonly text: NoticeText;
  readonly action?: { readonly key: string; readonly run: () => void };
}

export interface NoticesState {
  readonly notices: readonly Notice[];
  readonly add: (notice: Omit<Notice, 'id'>) => number;
  readonly remove: (id: number) => void;
}

/** How long a notice stays that is not an error. */
const STAY_MS = 6_000;
const MOST = 4;
/** Action of a notice that takes back the step it tells of. */
const UNDO = 'ui.undo';
let last = 0;

/** The same remark once more takes the place of the one before: a stack of them would only cover the map. */
const saysAgain = (before: Notice, now: Omit<Notice, 'id'>): boolean =>
  before.kind === 'info' &&
  now.kind === 'info' &&
  'key' in before.text &&
  'key' in now.text &&
  before.text.key === now.text.key;

export const useNotices = create<NoticesState>()((set, get) => ({
  notices: [],
  add: (notice) => {
    last += 1;
    const id = last;
    if (notice.action?.key === UNDO) dropUndo();
    const others = get().notices.filter((one) => !saysAgain(one, notice));
    set({ notices: [...others, { ...notice, id }].slice(-MOST) });
    if (notice.kind !== 'error') setTimeout(() => get().remove(id), STAY_MS);
    return id;
  },
  remove: (id) => set((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
}));

/** The offer to take a step back is that of the last step: after another one it would take back the wrong one. */
export const dropUndo = (): void =>
  useNotices.setState((state) => ({ notices: state.notices.filter(({ action }) => action?.key !== UNDO) }));

/** Says why something did not work; stays until it is closed. A cancelled call is no failure to report. */
export function notifyFailure(failure: Failure, action?: Notice['action']): void {
  if (failure.code === 'cancelled') return;
  useNotices.getState().add({ kind: 'error', text: { failure }, ...(action ? { action } : {}) });
}

export const notify = (
  kind: 'info' | 'ok',
  key: string,
  params?: TextParams,
  action?: Notice['action'],
): number =>
  useNotices.getState().add({
    kind,
    text: params === undefined ? { key } : { key, params },
    ...(action ? { action } : {}),
  });
