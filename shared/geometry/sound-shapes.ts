import { sameNumbers } from './counts.ts';
import { EdgeList } from './edge-list.ts';
import { anyTouch } from './edges-meet.ts';
import { fromSteps, toSteps, WORLD } from './grid.ts';
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
  private readonly points: number;

  /** @param points how many points are kept at most, altogether */
  constructor(points: number) {
    this.points = points;
  }

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
    // What is read may lie in a buffer with much else, which would be held with it.
    const own = xy.byteLength === xy.buffer.byteLength ? xy : xy.slice();
    this.sound.set(key, { xy: own, rings: rings.slice(), parts: parts.slice() });
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

const list = new EdgeList();

let scratch = new Float64Array(1 << 12);

/** A closed box of grid steps. */
class Steps {
  minX = Infinity;
  minY = Infinity;
  maxX = -Infinity;
  maxY = -Infinity;

  /** Takes in points `from` to `to` (inclusive); false where one lies outside the world. */
  widen(xy: Float64Array, from: number, to: number): boolean {
    const [west, south, east, north] = WORLD;
    for (let i = 2 * from; i <= 2 * to; i += 2) {
      const [x, y] = [xy[i]!, xy[i + 1]!];
      if (!(x >= west && x <= east && y >= south && y <= north)) return false;
      const [sx, sy] = [toSteps(x), toSteps(y)];
      this.minX = Math.min(this.minX, sx);
      this.minY = Math.min(this.minY, sy);
      this.maxX = Math.max(this.maxX, sx);
      this.maxY = Math.max(this.maxY, sy);
    }
    return true;
  }
}

/** Puts edges `from` to `to` (exclusive) of a ring that meet the box into the list, in grid steps. */
function addEdges(xy: Float64Array, ring: number, from: number, to: number, box: Steps): void {
  // In degrees first, a step wider: hardly any edge comes near, and turning all into steps costs more than the rest.
  const [minX, minY] = [fromSteps(box.minX - 1), fromSteps(box.minY - 1)];
  const [maxX, maxY] = [fromSteps(box.maxX + 1), fromSteps(box.maxY + 1)];
  for (let i = from; i < to; i++) {
    const at = 2 * i;
    const [px, qx] = [xy[at]!, xy[at + 2]!];
    if ((px < minX && qx < minX) || (px > maxX && qx > maxX)) continue;
    const [py, qy] = [xy[at + 1]!, xy[at + 3]!];
    if ((py < minY && qy < minY) || (py > maxY && qy > maxY)) continue;
    for (let k = at; k < at + 4; k++) scratch[k] = toSteps(xy[k]!);
    list.addWithin(scratch, 0, ring, i, i + 1);
  }
}

/**
 * Whether a polygon is valid, told from one that was and differs in one stretch; false also where that is not
 * enough to tell.
 */
export function isStillSound(before: Sound, after: Packed): boolean {
  const stretch = changedStretch(before, after);
  if (stretch === null) return false;
  const { xy, rings } = after;
  // With the kept points at both ends: the edges from and to them are others now.
  const box = new Steps();
  if (!box.widen(xy, stretch.from - 1, stretch.to)) return false;
  if (!box.widen(before.xy, stretch.fromBefore - 1, stretch.toBefore)) return false;

  if (scratch.length < xy.length) scratch = new Float64Array(2 * xy.length);
  list.clear();
  list.setWindow(box.minX, box.minY, box.maxX, box.maxY);
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const count = list.count;
    const [start, end] = [rings[ring]!, rings[ring + 1]! - 1];
    addEdges(xy, ring, start, end, box);
    if (list.count === count) continue;
    // Another ring where this one changed: what lies within what has to be asked anew.
    if (ring !== stretch.ring) return false;
    if (list.id[count] === start && list.id[list.count - 1] === end - 1) list.next[list.count - 1] = count;
  }
  // Their edges meet the box, so these are in steps; an edge without a length is none of the list.
  for (let i = stretch.from; i <= stretch.to; i++) {
    if (scratch[2 * i] === scratch[2 * i - 2] && scratch[2 * i + 1] === scratch[2 * i - 1]) return false;
  }
  return !anyTouch(list);
}
