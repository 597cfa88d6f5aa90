import type { Committed, Touched } from '../change/change.ts';
import { expandBox } from '../geometry/box.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import type { Box } from '../geometry/packed.ts';

/** What several commits together made stale in one layer. */
export interface Stale {
  readonly fids: ReadonlySet<number> | 'many';
  readonly boxes: readonly Box[];
  readonly fields: ReadonlySet<string>;
  /** A record came or went without its fields being named. */
  readonly whole: boolean;
  /** Where the borders of records differ of which only a part changed; of other records anything may have. */
  readonly parts: ReadonlyMap<number, readonly Box[]>;
}

/** Merges the touched layers of commits. */
export function staleLayers(commits: readonly Committed[]): Map<string, Stale> {
  const all = new Map<string, Stale>();
  for (const touched of commits.flatMap((commit) => commit.touched)) {
    all.set(touched.layer, merge(all.get(touched.layer), touched));
  }
  return all;
}

function merge(before: Stale | undefined, touched: Touched): Stale {
  const { fids, before: boxes, after, fields } = touched;
  return {
    parts: mergedParts(before, touched),
    fids: fids === 'many' || before?.fids === 'many' ? 'many' : new Set([...(before?.fids ?? []), ...fids]),
    boxes: [...(before?.boxes ?? []), ...boxes, ...after],
    fields: new Set([...(before?.fields ?? []), ...fields]),
    // A record made or deleted has a box on one side only.
    whole: (before?.whole ?? false) || fields.length === 0 || boxes.length !== after.length,
  };
}

function mergedParts(before: Stale | undefined, { fids, fields, partly = [] }: Touched): Stale['parts'] {
  if (fids === 'many' || before?.fids === 'many') return new Map();
  const now = new Map(partly.map(({ fid, box }) => [fid, [box]]));
  const parts = new Map(before?.parts);
  for (const fid of fids) {
    const own = now.get(fid);
    const known = before?.fids.has(fid) === true ? before.parts.get(fid) : [];
    if (known !== undefined && own !== undefined) parts.set(fid, [...known, ...own]);
    else if (fields.includes('geometry')) parts.delete(fid);
  }
  return parts;
}

/** Some steps more than what differs: what is asked about a box also looks at the steps around it. */
const MARGIN_DEGREES = 16 * STEP_DEGREES;

/**
 * Where alone a stale record can matter to who reads these fields, and no shape but where it meets others.
 * Null: anywhere.
 */
export function partsOf(stale: Stale, fid: number, fields: readonly string[]): readonly Box[] | null {
  if (stale.whole || fields.some((field) => stale.fields.has(field))) return null;
  return stale.parts.get(fid)?.map((box) => expandBox(box, MARGIN_DEGREES)) ?? null;
}

/** Whether stale records of a layer matter to who reads these fields; geometry always matters. */
export const reads = (stale: Stale | undefined, fields: readonly string[]): stale is Stale =>
  stale !== undefined &&
  (stale.whole || stale.fields.has('geometry') || fields.some((field) => stale.fields.has(field)));
