import { STEPS_PER_MM } from './plotter.ts';

/*
 * Hatches are lines of their own, cut at the borders: sharp at every scale, and one and the same in every painter. They
 * are fixed to the paper, so that they run on from one shape to the next.
 */

/** Lines that go up from left to right, down from left to right, or lie level. */
export type HatchWay = 'rising' | 'falling' | 'level';

/** One piece of a hatch line inside a shape, in the coordinates of `along`. */
interface Inside {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** How far from each end the border is one `band` away, along the line. */
  readonly fromReach: number;
  readonly toReach: number;
}

/** Across and along the hatch lines; for the slanting ways both are longer by the root of two. */
const across = (way: HatchWay, x: number, y: number): number =>
  way === 'rising' ? x + y : way === 'falling' ? x - y : y;
const along = (way: HatchWay, x: number, y: number): number =>
  way === 'rising' ? x - y : way === 'falling' ? x + y : x;

/** Back to the paper. */
function place(way: HatchWay, u: number, v: number): readonly [number, number] {
  if (way === 'rising') return [(u + v) / 2, (u - v) / 2];
  if (way === 'falling') return [(v + u) / 2, (v - u) / 2];
  return [v, u];
}

const stretch = (way: HatchWay): number => (way === 'level' ? 1 : Math.SQRT2);

/** A border that is nearly along the line would have the band reach without end: so many bands are enough. */
const MOST_REACH = 3;

interface Crossing {
  readonly v: number;
  readonly reach: number;
}

/** Pieces of the lines `k * spacing` (in steps, across) inside a shape, by the even-odd rule. */
function* inside(
  rings: readonly Int32Array[],
  way: HatchWay,
  spacing: number,
  band: number,
): Generator<Inside> {
  const found = new Map<number, Crossing[]>();
  for (const ring of rings) {
    const n = ring.length;
    let bu = across(way, ring[n - 2]!, ring[n - 1]!);
    let bv = along(way, ring[n - 2]!, ring[n - 1]!);
    for (let i = 0; i < n; i += 2) {
      const [au, av] = [bu, bv];
      bu = across(way, ring[i]!, ring[i + 1]!);
      bv = along(way, ring[i]!, ring[i + 1]!);
      if (au === bu) continue;
      const low = Math.min(au, bu);
      const high = Math.max(au, bu);
      const length = Math.hypot(bu - au, bv - av);
      const reach = Math.min(MOST_REACH, length / (high - low)) * band;
      // Half open, so that a line through a vertex counts once.
      for (let k = Math.ceil(low / spacing); k * spacing < high; k++) {
        const t = (k * spacing - au) / (bu - au);
        const list = found.get(k) ?? [];
        list.push({ v: av + t * (bv - av), reach });
        found.set(k, list);
      }
    }
  }
  for (const [k, crossings] of found) {
    crossings.sort((a, b) => a.v - b.v);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const [a, b] = [crossings[i]!, crossings[i + 1]!];
      yield { line: k * spacing, from: a.v, to: b.v, fromReach: a.reach, toReach: b.reach };
    }
  }
}

/** A piece of a line on the paper; nothing where it only touches a corner. */
function* segment(way: HatchWay, u: number, from: number, to: number): Generator<Int32Array> {
  const [ax, ay] = place(way, u, from);
  const [bx, by] = place(way, u, to);
  const line = Int32Array.of(Math.round(ax), Math.round(ay), Math.round(bx), Math.round(by));
  if (line[0] !== line[2] || line[1] !== line[3]) yield line;
}

/**
 * Hatch lines of a shape.
 *
 * @param pitch distance between lines, mm
 * @param band only so far from the border, mm; null for the whole shape
 */
export function* hatchLines(
  rings: readonly Int32Array[],
  way: HatchWay,
  pitch: number,
  band: number | null,
): Generator<Int32Array> {
  const unit = STEPS_PER_MM * stretch(way);
  for (const { line, from, to, fromReach, toReach } of inside(rings, way, pitch * unit, (band ?? 0) * unit)) {
    if (band === null || from + fromReach >= to - toReach) yield* segment(way, line, from, to);
    else {
      yield* segment(way, line, from, from + fromReach);
      yield* segment(way, line, to - toReach, to);
    }
  }
}

/** Dots of a shape, two in a square of side `pitch`, as in the symbol of the map; each a line of one step. */
export function* hatchDots(rings: readonly Int32Array[], pitch: number): Generator<Int32Array> {
  const cell = pitch * STEPS_PER_MM;
  for (const { line, from, to } of inside(rings, 'level', cell / 2, 0)) {
    const shift = Math.round(line / (cell / 2)) % 2 === 0 ? 0 : cell / 2;
    for (let k = Math.ceil((from - shift) / cell); k * cell + shift < to; k++) {
      const x = Math.round(k * cell + shift);
      yield Int32Array.of(x, Math.round(line), x + 1, Math.round(line));
    }
  }
}
