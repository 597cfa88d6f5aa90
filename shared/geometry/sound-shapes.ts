import { EdgeList } from './edge-list.ts';
import { edgesTouch } from './exact-turn.ts';
import { toSteps, WORLD } from './grid.ts';
import type { Packed } from './packed.ts';
import { type GeometryProblem, problemsOf } from './validity.ts';

/** A polygon of fewer points is as soon looked at as a whole. */
const LEAST_POINTS = 1000;
/** A ring of fewer points may have changed altogether. */
const LEAST_RING = 8;

/** What is needed to tell where a polygon has changed. */
type Sound = Pick<Packed, 'xy' | 'rings' | 'parts'>;

/**
 * The large polygons that were found valid of late, so that after an edit only what changed is looked at. Gives
 * what `problemsOf` gives: edges that did not change met no others before, and what lies within what can only
 * have changed where edges did.
 */
export class SoundShapes {
  /** In order of use, oldest first. */
  private readonly sound = new Map<string, Sound>();
  private held = 0;

  /** @param points how many points are kept at most, altogether */
  constructor(private readonly points: number) {}

  /** What is wrong with a polygon; `key` is the same before and after an edit of it. */
  problems(key: string, packed: Packed): readonly GeometryProblem[] {
    if (packed.kind !== 'polygon' || packed.xy.length < 2 * LEAST_POINTS) return problemsOf(packed);
    const before = this.sound.get(key);
    const found = before !== undefined && isStillSound(before, packed) ? [] : problemsOf(packed);
    this.forget(key);
    if (found.length === 0) this.keep(key, packed);
    return found;
  }

  private forget(key: string): void {
    this.held -= (this.sound.get(key)?.xy.length ?? 0) / 2;
    this.sound.delete(key);
  }

  private keep(key: string, { xy, rings, parts }: Packed): void {
    const size = xy.length / 2;
    if (size > this.points) return;
    for (const oldest of this.sound.keys()) {
      if (this.held + size <= this.points) break;
      this.forget(oldest);
    }
    // A copy: what is read may lie in a buffer with much else.
    this.sound.set(key, { xy: xy.slice(), rings: rings.slice(), parts: parts.slice() });
    this.held += size;
  }
}

/** Points `from` to `to` (exclusive) of a ring that differ from those of the same ring before. */
interface Stretch {
  readonly ring: number;
  readonly from: number;
  readonly to: number;
  /** In the points before. */
  readonly fromBefore: number;
  readonly toBefore: number;
}

/**
 * The one stretch between two kept points of one ring in which two polygons differ; null where there is no such
 * stretch: other rings, a ring that begins elsewhere, a change in several rings.
 */
function changedStretch(before: Sound, after: Sound): Stretch | null {
  const { rings } = after;
  const shift = after.xy.length / 2 - before.xy.length / 2;
  if (rings.length !== before.rings.length || !sameNumbers(before.parts, after.parts)) return null;
  const same = (i: number, j: number): boolean =>
    after.xy[2 * i] === before.xy[2 * j] && after.xy[2 * i + 1] === before.xy[2 * j + 1];
  let first = 0;
  const shorter = Math.min(after.xy.length, before.xy.length) / 2;
  while (first < shorter && same(first, first)) first++;
  let ring = 0;
  while (ring + 2 < rings.length && rings[ring + 1]! <= first) ring++;
  for (let i = 0; i < rings.length; i++) {
    if (rings[i]! - before.rings[i]! !== (i <= ring ? 0 : shift)) return null;
  }
  const start = rings[ring]!;
  let end = after.xy.length / 2;
  while (end > first && end - shift > first && same(end - 1, end - 1 - shift)) end--;
  const last = rings[ring + 1]!;
  if (last - start < LEAST_RING) return null;
  // The first point of a ring is its last one, too.
  if (first <= start || end >= last) return null;
  return { ring, from: first, to: end, fromBefore: first, toBefore: end - shift };
}

const sameNumbers = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((value, i) => value === b[i]);

const list = new EdgeList();

const touch = (i: number, j: number): boolean => {
  const { ax, ay, bx, by } = list;
  return edgesTouch(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!, bx[j]!, by[j]!);
};

let scratch = new Float64Array(1 << 12);

/**
 * Whether a polygon is valid, told from one that was and differs in one stretch; false also where that is not
 * enough to tell.
 */
export function isStillSound(before: Sound, after: Packed): boolean {
  const stretch = changedStretch(before, after);
  if (stretch === null) return false;
  const { xy, rings } = after;
  const [west, south, east, north] = WORLD;
  const window = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  const widen = (from: Float64Array, i: number): boolean => {
    const [x, y] = [from[2 * i]!, from[2 * i + 1]!];
    if (!(x >= west && x <= east && y >= south && y <= north)) return false;
    const [sx, sy] = [toSteps(x), toSteps(y)];
    window.minX = Math.min(window.minX, sx);
    window.minY = Math.min(window.minY, sy);
    window.maxX = Math.max(window.maxX, sx);
    window.maxY = Math.max(window.maxY, sy);
    return true;
  };
  // With the kept points at both ends: the edges from and to them are others now.
  for (let i = stretch.from - 1; i <= stretch.to; i++) if (!widen(xy, i)) return false;
  for (let i = stretch.fromBefore - 1; i <= stretch.toBefore; i++) if (!widen(before.xy, i)) return false;

  if (scratch.length < xy.length) scratch = new Float64Array(2 * xy.length);
  for (let i = 0; i < xy.length; i++) scratch[i] = toSteps(xy[i]!);
  for (let i = stretch.from; i <= stretch.to; i++) {
    if (scratch[2 * i] === scratch[2 * i - 2] && scratch[2 * i + 1] === scratch[2 * i - 1]) return false;
  }

  list.clear();
  list.setWindow(window.minX, window.minY, window.maxX, window.maxY);
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const count = list.count;
    const [start, end] = [rings[ring]!, rings[ring + 1]! - 1];
    list.addWithin(scratch, 0, ring, start, end);
    if (list.count === count) continue;
    // Another ring where this one changed: what lies within what has to be asked anew.
    if (ring !== stretch.ring) return false;
    if (list.id[count] === start && list.id[list.count - 1] === end - 1) list.next[list.count - 1] = count;
  }
  return !list.forEachPair(touch);
}
