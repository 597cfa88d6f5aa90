import { boxOfXY, EMPTY_BOX, unionBox } from './box.ts';
import { canonical } from './grid.ts';
import type { GeometryKind, Packed } from './packed.ts';

/** One position: longitude and latitude in degrees; further numbers (height, measure) are dropped. */
export type Position = readonly number[];

/** How coordinates are taken over. `raw` leaves them as they are: for a foreign CRS, before reprojection. */
export interface BuildOptions {
  readonly raw?: boolean;
}

/** A geometry of the given kind that holds nothing. */
export function emptyPacked(kind: GeometryKind): Packed {
  return {
    kind,
    xy: new Float64Array(0),
    rings: Int32Array.of(0),
    parts: Int32Array.of(0),
    box: EMPTY_BOX,
  };
}

/**
 * A packed geometry from parts, each a list of flat rings `[x, y, x, y ...]`, copied as they are:
 * no rounding, no closing, no turning. Rings and parts without points are left out.
 */
export function packFlat(kind: GeometryKind, parts: readonly (readonly ArrayLike<number>[])[]): Packed {
  const full = parts
    .map((rings) => rings.filter((ring) => ring.length > 0))
    .filter((rings) => rings.length > 0);
  const ringStarts = [0];
  const partStarts = [0];
  let points = 0;
  for (const rings of full) {
    for (const ring of rings) {
      points += ring.length / 2;
      ringStarts.push(points);
    }
    partStarts.push(ringStarts.length - 1);
  }
  const xy = new Float64Array(2 * points);
  let at = 0;
  for (const rings of full) {
    for (const ring of rings) {
      xy.set(ring, at);
      at += ring.length;
    }
  }
  return {
    kind,
    xy,
    rings: Int32Array.from(ringStarts),
    parts: Int32Array.from(partStarts),
    box: boxOfXY(xy),
  };
}

/** The parts of several geometries of one kind together, in the order they come. */
export function concatPacked(kind: GeometryKind, all: readonly Packed[]): Packed {
  let points = 0;
  let rings = 0;
  let parts = 0;
  let box = EMPTY_BOX;
  for (const one of all) {
    points += one.xy.length / 2;
    rings += one.rings.length - 1;
    parts += one.parts.length - 1;
    box = unionBox(box, one.box);
  }
  const xy = new Float64Array(2 * points);
  const ringStarts = new Int32Array(rings + 1);
  const partStarts = new Int32Array(parts + 1);
  let [atPoint, atRing, atPart] = [0, 0, 0];
  for (const one of all) {
    xy.set(one.xy, 2 * atPoint);
    for (let i = 1; i < one.rings.length; i++) ringStarts[atRing + i] = atPoint + one.rings[i]!;
    for (let i = 1; i < one.parts.length; i++) partStarts[atPart + i] = atRing + one.parts[i]!;
    atPoint += one.xy.length / 2;
    atRing += one.rings.length - 1;
    atPart += one.parts.length - 1;
  }
  return { kind, xy, rings: ringStarts, parts: partStarts, box };
}

/**
 * Twice the signed area of a flat ring in square degrees, positive when it runs counter-clockwise.
 * For turning rings only; areas are measured in area.ts. Works on closed and open rings.
 */
export function turnOfRing(xy: ArrayLike<number>, from = 0, to = xy.length / 2): number {
  if (to - from < 3) return 0;
  const x0 = xy[2 * from]!;
  const y0 = xy[2 * from + 1]!;
  let sum = 0;
  let px = 0;
  let py = 0;
  for (let i = from + 1; i < to; i++) {
    const x = xy[2 * i]! - x0;
    const y = xy[2 * i + 1]! - y0;
    sum += px * y - x * py;
    px = x;
    py = y;
  }
  return sum;
}

/** The points of a flat ring in opposite order. */
export function reversedRing(ring: ArrayLike<number>): Float64Array {
  const out = new Float64Array(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    out[ring.length - 2 - i] = ring[i]!;
    out[ring.length - 1 - i] = ring[i + 1]!;
  }
  return out;
}

/** The ring with its first point standing again at the end; the same array when it is closed already. */
export function closedRing(ring: ArrayLike<number>): ArrayLike<number> {
  const n = ring.length;
  if (n === 0) return ring;
  const closed = n > 2 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1];
  if (closed) return ring;
  const out = new Float64Array(n + 2);
  for (let i = 0; i < n; i++) out[i] = ring[i]!;
  out[n] = ring[0]!;
  out[n + 1] = ring[1]!;
  return out;
}

/** Closes a ring and turns it: counter-clockwise for a shell, clockwise for a hole. */
export function orientedRing(ring: ArrayLike<number>, shell: boolean): ArrayLike<number> {
  const closed = closedRing(ring);
  const turn = turnOfRing(closed);
  return turn !== 0 && turn > 0 !== shell ? reversedRing(closed) : closed;
}

function flatten(positions: readonly Position[], options: BuildOptions): Float64Array {
  const out = new Float64Array(2 * positions.length);
  positions.forEach((position, i) => {
    const x = position[0] ?? NaN;
    const y = position[1] ?? NaN;
    out[2 * i] = options.raw ? x : canonical(x);
    out[2 * i + 1] = options.raw ? y : canonical(y);
  });
  return out;
}

/**
 * Points from positions in degrees.
 */
export function packPoints(positions: readonly Position[], options: BuildOptions = {}): Packed {
  return packFlat(
    'point',
    positions.map((position) => [flatten([position], options)]),
  );
}

/** Lines from positions in degrees, one part a line. */
export function packLines(lines: readonly (readonly Position[])[], options: BuildOptions = {}): Packed {
  return packFlat(
    'line',
    lines.map((line) => [flatten(line, options)]),
  );
}

/**
 * A multi-part polygon from nested positions (part, ring, position; the first ring of a part is its
 * shell). Values are rounded to the grid unless `raw`; rings are closed and turned. Nothing else is
 * mended: see validity.ts and repair.ts.
 */
export function packMultiPolygon(
  polygons: readonly (readonly (readonly Position[])[])[],
  options: BuildOptions = {},
): Packed {
  return packFlat(
    'polygon',
    polygons.map((rings) => rings.map((ring, i) => orientedRing(flatten(ring, options), i === 0))),
  );
}

/** A polygon of one part: its shell followed by its holes. */
export function packPolygon(rings: readonly (readonly Position[])[], options: BuildOptions = {}): Packed {
  return packMultiPolygon([rings], options);
}
