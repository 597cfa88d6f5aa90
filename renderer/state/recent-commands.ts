import { create } from 'zustand';

const KEY = 'lantu.recent-commands';
const KEPT = 12;

/** Ids that were kept; whatever does not fit is left out. */
export function readRecent(kept: string | null): readonly string[] {
  try {
    const raw: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(raw) ? raw.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

const stored = (): string | null => (typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY));

/** Commands run from the palette, the last first; remembered on this computer. */
export const useRecentCommands = create<{ readonly ids: readonly string[] }>()(() => ({
  ids: readRecent(stored()),
}));

export function rememberCommand(id: string): void {
  useRecentCommands.setState(({ ids }) => ({ ids: [id, ...ids.filter((one) => one !== id)].slice(0, KEPT) }));
  if (typeof localStorage !== 'undefined') {
    localStorage.setItem(KEY, JSON.stringify(useRecentCommands.getState().ids));
  }
}
