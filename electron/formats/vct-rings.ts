/** How far apart the ends of two lines may lie and still meet: a millimetre, or as much in degrees. */
const NEAR_M = 0.001;
const NEAR_DEGREES = 1e-8;

/** A line on its way around a polygon. */
export interface RingLine {
  readonly id: string;
  /** Flat positions in the order in which they are walked. */
  readonly xy: Float64Array;
}

/** Rings, or the line at which the way around breaks. */
export type Rings = readonly number[][] | { readonly open: string };

const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= (Math.abs(a) > 1000 ? NEAR_M : NEAR_DEGREES);

/** Positions of a line turned round where its sign says so. */
export function turned(xy: Float64Array, isReversed: boolean): Float64Array {
  if (!isReversed) return xy;
  const out = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    out[i] = xy[xy.length - 2 - i]!;
    out[i + 1] = xy[xy.length - 1 - i]!;
  }
  return out;
}

/**
 * The rings of a polygon from the lines around it, one after another: a ring ends where it comes back to its beginning,
 * whether a 0 stands there or not. Null stands for such a 0.
 */
export function ringsFromLines(lines: Iterable<RingLine | null>): Rings {
  const rings: number[][] = [];
  let ring: number[] = [];
  let last = '';
  const isClosed = (): boolean =>
    ring.length >= 6 && isNear(ring[0]!, ring.at(-2)!) && isNear(ring[1]!, ring.at(-1)!);
  for (const line of lines) {
    if (line === null) {
      if (ring.length > 0) return { open: last };
      continue;
    }
    const { xy, id } = line;
    if (ring.length > 0) {
      if (!isNear(ring.at(-2)!, xy[0] ?? NaN) || !isNear(ring.at(-1)!, xy[1] ?? NaN)) return { open: id };
      for (let i = 2; i < xy.length; i++) ring.push(xy[i]!);
    } else ring = Array.from(xy);
    last = id;
    if (isClosed()) {
      // The very same point at both ends, where they differ by a rounding.
      ring[ring.length - 2] = ring[0]!;
      ring[ring.length - 1] = ring[1]!;
      rings.push(ring);
      ring = [];
    }
  }
  return ring.length > 0 ? { open: last } : rings;
}
