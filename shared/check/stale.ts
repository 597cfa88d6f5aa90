import type { Committed, Touched } from '../change/change.ts';
import type { Box } from '../geometry/packed.ts';

/** What several commits together made stale in one layer. */
export interface Stale {
  readonly fids: ReadonlySet<number> | 'many';
  readonly boxes: readonly Box[];
  readonly fields: ReadonlySet<string>;
  /** A record came or went without its fields being named. */
  readonly whole: boolean;
}

/** Merges the touched layers of commits. */
export function staleLayers(commits: readonly Committed[]): Map<string, Stale> {
  const all = new Map<string, Stale>();
  for (const touched of commits.flatMap((commit) => commit.touched)) {
    all.set(touched.layer, merge(all.get(touched.layer), touched));
  }
  return all;
}

function merge(before: Stale | undefined, { fids, before: boxes, after, fields }: Touched): Stale {
  return {
    fids: fids === 'many' || before?.fids === 'many' ? 'many' : new Set([...(before?.fids ?? []), ...fids]),
    boxes: [...(before?.boxes ?? []), ...boxes, ...after],
    fields: new Set([...(before?.fields ?? []), ...fields]),
    // A record made or deleted has a box on one side only.
    whole: (before?.whole ?? false) || fields.length === 0 || boxes.length !== after.length,
  };
}

/** Whether stale records of a layer matter to who reads these fields; geometry always matters. */
export const reads = (stale: Stale | undefined, fields: readonly string[]): stale is Stale =>
  stale !== undefined &&
  (stale.whole || stale.fields.has('geometry') || fields.some((field) => stale.fields.has(field)));
