import { fail, ok, type Result } from '../result.ts';
import { polygonAreaM2 } from './area.ts';
import { edgesTouch } from './exact-turn.ts';
import { packSteps } from './faces.ts';
import { fromSteps, toSteps } from './grid.ts';
import { AlongBearing, type Chord, type Crossing } from './half-plane.ts';
import { nestRings } from './nest.ts';
import type { Packed } from './packed.ts';
import { keepStarts } from './ring-start.ts';

/** A polygon with a piece of a wanted area cut off by a straight line. */
export interface AreaSplit {
  /** Where the line meets the border, in order along it: ends of its stretches inside, canonical degrees. */
  readonly line: readonly (readonly [number, number])[];
  readonly inside: Packed;
  readonly outside: Packed;
  /** Ellipsoid area of `inside` as it stands on the grid, m2. */
  readonly areaM2: number;
}

/** Vertices nearer to the line than this (m) would be touched by rounding: the line goes past them. */
const CLEAR_M = 3e-4;
/** Ends are moved by up to this many steps along the border to come to the area. */
const REACH = 24;
/** Near enough, m2: half of what the last figure of a stored area shows. */
const NEAR_M2 = 0.002;
/** So many stretches of the line are tried, the shortest first: they move the area least. */
const TRIED = 6;

interface Node {
  readonly x: number;
  readonly y: number;
  /** Of its latitude, see `AlongBearing.qOf`. */
  readonly q: number;
  /** What the border between this node and the vertex within adds to the sum of the area. */
  readonly border: number;
  readonly moved: number;
}

/** The offset nearest to `t` that no vertex lies near. */
function clearOffset(offsets: Float64Array, t: number): number {
  const near = offsets.filter((s) => Math.abs(s - t) < 0.01);
  const isClear = (at: number): boolean => near.every((s) => Math.abs(s - at) >= CLEAR_M);
  for (let k = 0; k < 90; k++) {
    for (const at of [t + k * 1e-4, t - k * 1e-4]) if (isClear(at)) return at;
  }
  return t;
}

/** Places on the grid that lie on an edge near a crossing, nearest first. */
function nodesAt(polygon: Packed, view: AlongBearing, crossing: Crossing): Node[] {
  const k = 2 * crossing.edge;
  const { xy } = polygon;
  const [ax, ay, bx, by] = [xy[k]!, xy[k + 1]!, xy[k + 2]!, xy[k + 3]!].map(toSteps) as [
    number,
    number,
    number,
    number,
  ];
  const byX = Math.abs(bx - ax) >= Math.abs(by - ay);
  const [from, to] = byX ? [ax, bx] : [ay, by];
  const middle = toSteps(byX ? crossing.x : crossing.y);
  const nodes: Node[] = [];
  for (let moved = 0; moved <= REACH; moved++) {
    for (const main of moved === 0 ? [middle] : [middle + moved, middle - moved]) {
      if (main <= Math.min(from, to) || main >= Math.max(from, to)) continue;
      const share = (main - from) / (to - from);
      const other = Math.round(byX ? ay + share * (by - ay) : ax + share * (bx - ax));
      const [x, y] = byX ? [fromSteps(main), fromSteps(other)] : [fromSteps(other), fromSteps(main)];
      const border = crossing.leaves
        ? view.crossOf(xy[k]!, xy[k + 1]!, x, y)
        : view.crossOf(x, y, xy[k + 2]!, xy[k + 3]!);
      nodes.push({ x, y, q: view.qOf(y), border, moved });
    }
  }
  return nodes;
}

/** Edges near the line, so that a chord can be held against them. */
function nearEdges(polygon: Packed, offsets: Float64Array, t: number): number[] {
  const margin = 0.01;
  const found: number[] = [];
  for (let ring = 0; ring + 1 < polygon.rings.length; ring++) {
    for (let i = polygon.rings[ring]!; i + 1 < polygon.rings[ring + 1]!; i++) {
      const [a, b] = [offsets[i]!, offsets[i + 1]!];
      if (Math.min(a, b) <= t + margin && Math.max(a, b) >= t - margin) found.push(i);
    }
  }
  return found;
}

interface Placed {
  readonly chord: Chord;
  readonly exit: Node;
  readonly entry: Node;
}

/**
 * Cuts off a piece of exactly the wanted ellipsoid area by a line of a bearing (degrees clockwise from north), from the
 * side that lies left or right of that direction. The line is straight in longitude and latitude; where it leaves and
 * enters the polygon several times (bays, holes, parts) the piece is all of it on that side, and may have several parts.
 *
 * The area is that of the piece as stored. The ends of one stretch of the line are moved along the border by up to 24
 * grid steps (2.6 mm) to come to it: within 0.01 m2 whenever the shortest stretch is under about 150 m, or its two
 * borders are not parallel (then the possible places lie dense); along a longer stretch between parallel borders the
 * grid itself allows no better than its length times 0.05 mm. An end stays a step off the corners of the border, which
 * can cost as much where the line runs from corner to corner. Looks at the polygon a few times only: fast enough to
 * follow the pointer.
 *
 * Failures: `command.kind-mismatch`, `command.area-not-positive`, `command.area-too-large` (params: wanted, area, m2),
 * `command.area-no-line` where the border is as fine as the grid along the line.
 */
export function splitByArea(
  geometry: Packed,
  areaM2: number,
  bearingDeg: number,
  side: 'left' | 'right',
): Result<AreaSplit> {
  if (geometry.kind !== 'polygon') return fail('command.kind-mismatch');
  if (!(areaM2 > 0)) return fail('command.area-not-positive');
  const total = polygonAreaM2(geometry);
  if (!(areaM2 < total))
    return fail('command.area-too-large', { wanted: areaM2, area: Math.round(total * 100) / 100 });
  // Offsets grow away from the piece.
  const view = new AlongBearing(geometry, bearingDeg, side === 'right');
  const t = clearOffset(view.offsets, view.offsetOf(areaM2));
  const { whole, chords } = view.at(t);
  if (chords === undefined || chords.length === 0) return fail('command.area-no-line');
  const edges = nearEdges(geometry, view.offsets, t);
  const isFree = placeTest(geometry, edges);
  const candidates = chords.map((chord) => ({
    chord,
    exits: nodesAt(geometry, view, chord.exit),
    entries: nodesAt(geometry, view, chord.entry),
  }));
  const placed: Placed[] = [];
  for (const { chord, exits, entries } of candidates) {
    const [exit, entry] = [exits[0], entries[0]];
    if (exit === undefined || entry === undefined) return fail('command.area-no-line');
    placed.push({ chord, exit, entry });
  }
  const sumOf = ({ exit, entry }: Pick<Placed, 'exit' | 'entry'>): number =>
    exit.border + entry.border + view.crossQ(exit.x, exit.q, entry.x, entry.q);
  const areaNow = (): number => view.areaOf(placed.reduce((sum, one) => sum + sumOf(one), whole));
  const length = (chord: Chord): number => Math.abs(chord.exit.along - chord.entry.along);
  const order = candidates
    .map((_, i) => i)
    .sort((i, j) => length(chords[i]!) - length(chords[j]!))
    .slice(0, TRIED);
  let left = areaM2 - areaNow();
  for (const i of order) {
    if (Math.abs(left) <= NEAR_M2) break;
    const base = sumOf(placed[i]!);
    let best = placed[i]!;
    let least = Math.abs(left);
    for (const exit of candidates[i]!.exits) {
      for (const entry of candidates[i]!.entries) {
        const off = Math.abs(left - view.areaOf(sumOf({ exit, entry }) - base));
        // A little better is not worth moving farther.
        if (off >= least - 1e-6 * (exit.moved + entry.moved)) continue;
        const one = { chord: chords[i]!, exit, entry };
        if (!isFree(one)) continue;
        best = one;
        least = off;
      }
      if (least <= NEAR_M2) break;
    }
    placed[i] = best;
    left = areaM2 - areaNow();
  }
  if (!placed.every(isFree)) return fail('command.area-no-line');
  const line = placed
    .flatMap(({ exit, entry }) => [exit, entry])
    .map(({ x, y }) => [x, y] as const)
    .sort((p, q) => view.alongOf(...p) - view.alongOf(...q));
  const piece = (within: boolean): Packed =>
    keepStarts(sidePiece(geometry, view.offsets, t, placed, within), [geometry], line);
  const inside = piece(true);
  return ok({ line, inside, outside: piece(false), areaM2: polygonAreaM2(inside) });
}

/** Says of a chord whether it meets no other edge than those it ends at. */
function placeTest(polygon: Packed, edges: readonly number[]): (one: Placed) => boolean {
  const steps = edges.map((i) => [0, 1, 2, 3].map((k) => toSteps(polygon.xy[2 * i + k]!)));
  return ({ chord, exit, entry }) => {
    const [ax, ay, bx, by] = [exit.x, exit.y, entry.x, entry.y].map(toSteps) as [
      number,
      number,
      number,
      number,
    ];
    if (ax === bx && ay === by) return false;
    return steps.every(([cx, cy, dx, dy], i) => {
      if (edges[i] === chord.exit.edge || edges[i] === chord.entry.edge) return true;
      if (Math.max(cx!, dx!) < Math.min(ax, bx) || Math.min(cx!, dx!) > Math.max(ax, bx)) return true;
      if (Math.max(cy!, dy!) < Math.min(ay, by) || Math.min(cy!, dy!) > Math.max(ay, by)) return true;
      return !edgesTouch(ax, ay, bx, by, cx!, cy!, dx!, dy!);
    });
  };
}

/** The border on one side, closed by the chords. */
function sidePiece(
  polygon: Packed,
  offsets: Float64Array,
  t: number,
  placed: readonly Placed[],
  within: boolean,
): Packed {
  const nodeOf = new Map<number, { readonly at: Node; readonly partner: number }>();
  for (const { chord, exit, entry } of placed) {
    nodeOf.set(chord.exit.edge, { at: exit, partner: chord.entry.edge });
    nodeOf.set(chord.entry.edge, { at: entry, partner: chord.exit.edge });
  }
  const walks: number[][] = [];
  /** By the crossed edge it begins at: the stretch of border to the next crossing, and that crossing's edge. */
  const stretches = new Map<number, { readonly xy: number[]; readonly end: number }>();
  for (let ring = 0; ring + 1 < polygon.rings.length; ring++) {
    const [from, to] = [polygon.rings[ring]!, polygon.rings[ring + 1]! - 1];
    const crossed: number[] = [];
    for (let i = from; i < to; i++) if (nodeOf.has(i)) crossed.push(i);
    if (crossed.length === 0) {
      if (offsets[from]! <= t === within)
        walks.push(Array.from(polygon.xy.subarray(2 * from, 2 * to + 2), toSteps));
      continue;
    }
    crossed.forEach((start, c) => {
      const end = crossed[(c + 1) % crossed.length]!;
      const first = start + 1 === to ? from : start + 1;
      if (offsets[first]! <= t !== within) return;
      const count = ((end - start + (to - from) - 1) % (to - from)) + 1;
      const xy: number[] = [];
      for (let k = 0; k < count; k++) {
        const i = from + ((first - from + k) % (to - from));
        xy.push(toSteps(polygon.xy[2 * i]!), toSteps(polygon.xy[2 * i + 1]!));
      }
      stretches.set(start, { xy, end });
    });
  }
  const done = new Set<number>();
  for (const begin of stretches.keys()) {
    const walk: number[] = [];
    for (let at = begin; !done.has(at);) {
      done.add(at);
      const stretch = stretches.get(at)!;
      const out = nodeOf.get(stretch.end)!;
      const node = nodeOf.get(at)!.at;
      walk.push(toSteps(node.x), toSteps(node.y), ...stretch.xy, toSteps(out.at.x), toSteps(out.at.y));
      at = out.partner;
    }
    if (walk.length > 0) walks.push([...walk, walk[0]!, walk[1]!]);
  }
  return packSteps(nestRings(walks));
}
