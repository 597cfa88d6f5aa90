import { fail, ok, type Result } from '../result.ts';
import { arrange } from './arrange.ts';
import { boxesIntersect } from './box.ts';
import { orientedRing, packFlat } from './build-packed.ts';
import { isEmptyPacked, partCount, partOf } from './counts.ts';
import { packSteps } from './faces.ts';
import { averageWidthM } from './measure.ts';
import { canonicalPacked } from './normalise.ts';
import type { Packed } from './packed.ts';
import { pointInPolygon } from './predicates.ts';
import { subdivide } from './subdivision.ts';
import { problemsOf } from './validity.ts';

/** What was done to mend a geometry; `count` says how often. */
export interface RepairNote {
  readonly code:
    | 'closed'
    | 'duplicates-removed'
    | 'rings-dropped'
    | 'rebuilt'
    | 'holes-became-parts'
    | 'leftovers-dropped';
  readonly count: number;
}

export interface Repair {
  readonly geometry: Packed;
  /** Empty when nothing had to be done. */
  readonly notes: readonly RepairNote[];
}

/** Parts and holes narrower than two grid steps (0.2 mm) are what rounding leaves over. */
const LEFTOVER_WIDTH_M = 2e-4;

/**
 * The valid geometry that a broken one means: rings are closed, repeated vertices and rings without area go,
 * and when rings cross, the area is the union of the shells without the union of their holes (a hole
 * that does not meet its shell is a part drawn the wrong way and becomes one). The result is on the
 * grid and valid. A valid geometry comes back as it is, on the grid and turned.
 *
 * @returns failure `repair-coordinates` (params: x, y) when a coordinate is not finite or lies outside the world,
 * which no program can mend, and `repair-nothing-left` when no area (line, point) remains.
 */
export function repair(packed: Packed): Result<Repair> {
  const unusable = problemsOf(packed).find(({ kind }) => kind === 'non-finite' || kind === 'out-of-world');
  if (unusable) return fail('repair-coordinates', { x: unusable.x, y: unusable.y });
  const tally = new Map<RepairNote['code'], number>();
  const note = (code: RepairNote['code'], count = 1): void => {
    if (count > 0) tally.set(code, (tally.get(code) ?? 0) + count);
  };
  const cleaned = cleanRings(canonicalPacked(packed), note);
  let geometry = cleaned;
  if (packed.kind === 'polygon') {
    // A leftover taken away can leave a touch that was hidden by it: look again until nothing changes.
    for (let round = 0; round < 4 && problemsOf(geometry).length > 0; round++) {
      if (geometry.xy.length === 0) break;
      note('rebuilt');
      geometry = withoutLeftovers(rebuild(geometry, note), note);
    }
  }
  const notes = [...tally].map(([code, count]) => ({ code, count }));
  return geometry.xy.length === 0 || problemsOf(geometry).length > 0
    ? fail('repair-nothing-left')
    : ok({ geometry, notes });
}

type TakeNote = (code: RepairNote['code'], count?: number) => void;

/** Closed, turned rings without repeated vertices; those that are no rings are dropped. */
function cleanRings(packed: Packed, note: TakeNote): Packed {
  const parts: ArrayLike<number>[][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    const rings: ArrayLike<number>[] = [];
    partOf(packed, part).forEach((ring, r) => {
      const single = withoutRepeats(ring, note);
      if (packed.kind !== 'polygon') {
        if (packed.kind === 'line' && single.length < 4) note('rings-dropped');
        else rings.push(single);
        return;
      }
      const n = single.length;
      const closed = n > 2 && single[0] === single[n - 2] && single[1] === single[n - 1];
      const distinct = n / 2 - (closed ? 1 : 0);
      if (distinct < 3) {
        note('rings-dropped');
        // Without its shell the holes of a part mean nothing.
        if (r === 0) rings.push([]);
        return;
      }
      if (!closed) note('closed');
      rings.push(orientedRing(single, r === 0));
    });
    if (rings[0] !== undefined && rings[0].length > 0) parts.push(rings);
  }
  return packFlat(packed.kind, parts);
}

function withoutRepeats(ring: Float64Array, note: TakeNote): Float64Array {
  const out = new Float64Array(ring.length);
  let n = 0;
  for (let i = 0; i < ring.length; i += 2) {
    if (n > 0 && out[n - 2] === ring[i] && out[n - 1] === ring[i + 1]) continue;
    out[n++] = ring[i]!;
    out[n++] = ring[i + 1]!;
  }
  note('duplicates-removed', (ring.length - n) / 2);
  return out.slice(0, n);
}

/** Union of shells without the union of their holes, from the noded rings. */
function rebuild(packed: Packed, note: TakeNote): Packed {
  const rings: Packed[] = [];
  const parts: { shell: number; holes: number[] }[] = [];
  for (let part = 0; part < partCount(packed); part++) {
    const [shell, ...holes] = partOf(packed, part).map(filled);
    if (shell === undefined || isEmptyPacked(shell)) {
      note('rings-dropped', 1 + holes.length);
      continue;
    }
    const entry = { shell: rings.push(shell) - 1, holes: [] as number[] };
    parts.push(entry);
    for (const hole of holes) {
      if (isEmptyPacked(hole)) note('rings-dropped');
      else if (meets(shell, hole)) entry.holes.push(rings.push(hole) - 1);
      else {
        note('holes-became-parts');
        parts.push({ shell: rings.push(hole) - 1, holes: [] });
      }
    }
  }
  const region = subdivide(arrange(rings)).region((winding) =>
    parts.some(({ shell, holes }) => winding.has(shell) && !holes.some((hole) => winding.has(hole))),
  );
  return packSteps(region);
}

/** The area that a ring winds round, whichever way; empty for a ring walked there and back. */
function filled(xy: Float64Array): Packed {
  const alone = subdivide(arrange([ring(xy)]));
  return packSteps(alone.region((winding) => winding.size > 0));
}

/** Whether a hole has anything in common with its shell: lies in it, touches or crosses it. */
function meets(shell: Packed, hole: Packed): boolean {
  if (!boxesIntersect(shell.box, hole.box)) return false;
  const reaches = (a: Packed, b: Packed): boolean => {
    for (let i = 0; i < b.xy.length; i += 2) {
      if (pointInPolygon(a, b.xy[i]!, b.xy[i + 1]!) !== 'outside') return true;
    }
    return false;
  };
  return (
    reaches(shell, hole) ||
    reaches(hole, shell) ||
    subdivide(arrange([shell, hole])).faces.some(({ winding }) => winding.size === 2)
  );
}

const ring = (xy: Float64Array): Packed => packFlat('polygon', [[xy]]);

function withoutLeftovers(packed: Packed, note: TakeNote): Packed {
  const parts: Float64Array[][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    const [shell, ...holes] = partOf(packed, part);
    if (shell === undefined || isLeftover(shell)) {
      note('leftovers-dropped');
      continue;
    }
    const kept = holes.filter((hole) => !isLeftover(hole));
    note('leftovers-dropped', holes.length - kept.length);
    parts.push([shell, ...kept]);
  }
  return packFlat('polygon', parts);
}

function isLeftover(xy: Float64Array): boolean {
  const alone = ring(xy);
  return averageWidthM(alone) <= LEFTOVER_WIDTH_M;
}
