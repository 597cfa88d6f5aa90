import { create } from 'zustand';

/** Findings picked in the list, for what is said of several at once. */
export interface FindingPicks {
  readonly picked: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
  readonly only: (key: string | null) => void;
  readonly toggle: (key: string) => void;
  /** From the anchor to a key, in the order of the list. */
  readonly range: (key: string, order: readonly string[]) => void;
  readonly all: (order: readonly string[]) => void;
}

/** The keys of a list from one to another, both included; the last alone where the first is not in it. */
export function between(order: readonly string[], from: string | null, to: string): readonly string[] {
  const a = from === null ? -1 : order.indexOf(from);
  const b = order.indexOf(to);
  return a < 0 || b < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

export const useFindingPicks = create<FindingPicks>()((set) => ({
  picked: new Set(),
  anchor: null,
  only: (key) => set({ picked: new Set(key === null ? [] : [key]), anchor: key }),
  toggle: (key) =>
    set(({ picked }) => {
      const next = new Set(picked);
      if (!next.delete(key)) next.add(key);
      return { picked: next, anchor: key };
    }),
  range: (key, order) =>
    set(({ anchor }) => ({ picked: new Set(between(order, anchor, key)), anchor: anchor ?? key })),
  all: (order) => set({ picked: new Set(order), anchor: order[0] ?? null }),
}));
