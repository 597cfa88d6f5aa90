import { segmentOf } from '../geometry/geodesic.ts';
import { forEachRing } from '../geometry/counts.ts';
import { metresPerDegree } from '../geometry/local-frame.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LonLat } from './sketch.ts';

/*
 * Numbering of boundary points: each ring begins at the vertex nearest to the north-west corner of its box (the more
 * northern of two as near). Outer rings run clockwise and holes counter-clockwise, so that the land lies to the
 * right. Numbers run on over all rings of a feature. Stored rings run the other way round (RFC 7946).
 */

type Units = (latitude: number) => { readonly lon: number; readonly lat: number };

/** The points of one ring in the order of the table. */
export interface BoundaryRing {
  readonly ring: number;
  /** Counted from 0. */
  readonly part: number;
  readonly hole: boolean;
  /** Row of the table with its first point. */
  readonly firstRow: number;
  /** Number of points; the closing one does not count. */
  readonly count: number;
  /** Index in the stored ring of the first point of the table. */
  readonly start: number;
}

/** One point of the table. */
export interface BoundaryPoint {
  /** Counted from 0 over the table; `J${row + 1}` is its number. */
  readonly row: number;
  readonly ring: number;
  /** Index in the stored ring. */
  readonly index: number;
  readonly at: LonLat;
  /** The next point of the same ring. */
  readonly next: { readonly row: number; readonly index: number; readonly at: LonLat };
}

/** The number of a row's point: `J1`. */
export const boundaryNumber = (row: number): string => `J${row + 1}`;

/** Index of the vertex nearest to the north-west corner of the ring's box. */
function northWest(xy: Float64Array, from: number, to: number, units: Units): number {
  let [west, north, south] = [Infinity, -Infinity, Infinity];
  for (let i = from; i < to; i++) {
    west = Math.min(west, xy[2 * i]!);
    north = Math.max(north, xy[2 * i + 1]!);
    south = Math.min(south, xy[2 * i + 1]!);
  }
  const { lon, lat } = units((north + south) / 2);
  let [best, least] = [from, Infinity];
  for (let i = from; i < to; i++) {
    const away = ((xy[2 * i]! - west) * lon) ** 2 + ((north - xy[2 * i + 1]!) * lat) ** 2;
    if (away < least || (away === least && xy[2 * i + 1]! > xy[2 * best + 1]!)) [best, least] = [i, away];
  }
  return best - from;
}

/**
 * The rings of a polygon in the order of its table.
 *
 * @param units metres of a step along each axis at a height; those of degrees unless given
 */
export function boundaryRings(packed: Packed, units: Units = metresPerDegree): readonly BoundaryRing[] {
  const rings: BoundaryRing[] = [];
  let firstRow = 0;
  forEachRing(packed, (from, to, ring, part, shell) => {
    const count = to - from - 1;
    rings.push({
      ring,
      part,
      hole: !shell,
      firstRow,
      count,
      start: northWest(packed.xy, from, to - 1, units),
    });
    firstRow += count;
  });
  return rings;
}

/** Number of rows of the table. */
export const boundaryCount = (rings: readonly BoundaryRing[]): number =>
  rings.reduce((sum, { count }) => sum + count, 0);

/** The ring that a row belongs to. */
export function ringOfRow(rings: readonly BoundaryRing[], row: number): BoundaryRing | undefined {
  let [low, high] = [0, rings.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rings[middle]!.firstRow <= row) low = middle;
    else high = middle - 1;
  }
  const ring = rings[low];
  return ring && row >= ring.firstRow && row < ring.firstRow + ring.count ? ring : undefined;
}

const wrap = (value: number, count: number): number => ((value % count) + count) % count;

/** A row of the table; undefined beyond its end. */
export function boundaryPoint(
  packed: Packed,
  rings: readonly BoundaryRing[],
  row: number,
): BoundaryPoint | undefined {
  const own = ringOfRow(rings, row);
  if (own === undefined) return undefined;
  const { ring, firstRow, count, start } = own;
  const place = (step: number): { row: number; index: number; at: LonLat } => {
    const index = wrap(start - step, count);
    const i = 2 * (packed.rings[ring]! + index);
    return { row: firstRow + wrap(step, count), index, at: [packed.xy[i]!, packed.xy[i + 1]!] };
  };
  const step = row - firstRow;
  return { ...place(step), ring, next: place(step + 1) };
}

/** The row of a stored vertex; -1 where there is none. */
export function rowOfVertex(rings: readonly BoundaryRing[], ring: number, index: number): number {
  const own = rings[ring];
  return own === undefined || index < 0 || index >= own.count
    ? -1
    : own.firstRow + wrap(own.start - index, own.count);
}

/** Length and direction of the side from a point to the next. */
export const sideOf = (point: BoundaryPoint): ReturnType<typeof segmentOf> =>
  segmentOf(point.at, point.next.at);
