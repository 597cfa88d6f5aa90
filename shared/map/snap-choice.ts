import type { SnapHit } from '../bridge/snap-contract.ts';

/** What the pointer has been caught by, out of everything within reach. */
export interface SnapChoice {
  readonly hits: readonly SnapHit[];
  /** Which hit holds; Tab moves it on. */
  readonly index: number;
  /** So much lies within reach that only the nearest was looked at. */
  readonly dense?: boolean;
}

export const NO_SNAP: SnapChoice = { hits: [], index: 0 };

export const chosenHit = ({ hits, index }: SnapChoice): SnapHit | null => hits[index] ?? null;

const identity = (hit: SnapHit): string => {
  const first = hit.on[0];
  return `${hit.kind} ${hit.point[0]} ${hit.point[1]} ${first?.ref.table ?? ''} ${first?.ref.uid ?? ''}`;
};

/**
 * Takes over a new answer, already in total order. A candidate chosen by hand stays chosen while it is
 * still within reach; else the first one holds.
 */
export function withHits(previous: SnapChoice, hits: readonly SnapHit[], dense = false): SnapChoice {
  if (hits.length === 0) return NO_SNAP;
  const held = previous.index > 0 ? chosenHit(previous) : null;
  const again = held ? hits.findIndex((hit) => identity(hit) === identity(held)) : -1;
  return { hits, index: Math.max(0, again), dense };
}

/** The next candidate, around and around. */
export const nextHit = (choice: SnapChoice, step = 1): SnapChoice =>
  choice.hits.length < 2
    ? choice
    : { ...choice, index: (choice.index + step + choice.hits.length) % choice.hits.length };
