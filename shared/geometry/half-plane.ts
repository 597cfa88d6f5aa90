import { authalicQ } from './area.ts';
import { RADIANS } from './ellipsoid.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';

/** Where an edge crosses the line of a half-plane. */
export interface Crossing {
  /** Number of the point in `xy` that the edge starts from. */
  readonly edge: number;
  readonly ring: number;
  /** The border leaves the half-plane here; else it comes in. */
  readonly leaves: boolean;
  /** Longitude and latitude, degrees, not on the grid. */
  readonly x: number;
  readonly y: number;
  /** Metres along the line. */
  readonly along: number;
}

/** A stretch of the line inside the polygon, from where the border leaves the half-plane to where it comes in. */
export interface Chord {
  readonly exit: Crossing;
  readonly entry: Crossing;
}

/** What of a polygon lies where the offset from a line is at most `t`. */
export interface HalfPlane {
  readonly areaM2: number;
  /** Total length of the chords, metres: by so much the area grows with the offset. */
  readonly width: number;
  /** Sum over the border edges that lie wholly within, to build other cuts on (see `crossOf`). */
  readonly whole: number;
  /** Undefined where the line runs through the polygon in a way that gives no pairs. */
  readonly chords: readonly Chord[] | undefined;
}

/**
 * A polygon seen along a bearing: cuts by lines of that bearing measured on the ellipsoid, without making pieces.
 * Lines are straight in longitude and latitude, as stored edges are.
 */
export class AlongBearing {
  readonly offsets: Float64Array;
  readonly least: number;
  readonly most: number;
  private readonly q: Float64Array;
  private readonly crosses: Float64Array;
  private readonly east: number;
  private readonly north: number;
  private readonly x0: number;
  private readonly y0: number;
  private readonly q0: number;
  private readonly polygon: Packed;

  /** @param bearing degrees clockwise from north; offsets grow to the right of it, or to the left with `mirrored` */
  constructor(polygon: Packed, bearing: number, mirrored: boolean) {
    this.polygon = polygon;
    const { xy, box } = polygon;
    this.x0 = (box[0] + box[2]) / 2;
    this.y0 = (box[1] + box[3]) / 2;
    this.q0 = authalicQ(this.y0);
    const { lon, lat } = metresPerDegree(this.y0);
    const [sin, cos] = [Math.sin(bearing * RADIANS), Math.cos(bearing * RADIANS)];
    const sign = mirrored ? -1 : 1;
    const n = xy.length / 2;
    this.offsets = new Float64Array(n);
    this.q = new Float64Array(n);
    this.crosses = new Float64Array(n);
    this.east = sin * lon;
    this.north = cos * lat;
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const s = sign * ((xy[2 * i]! - this.x0) * lon * cos - (xy[2 * i + 1]! - this.y0) * lat * sin);
      this.offsets[i] = s;
      this.q[i] = authalicQ(xy[2 * i + 1]!) - this.q0;
      if (s < least) least = s;
      if (s > most) most = s;
    }
    for (let i = 0; i + 1 < n; i++)
      this.crosses[i] = (xy[2 * i]! - this.x0) * this.q[i + 1]! - (xy[2 * i + 2]! - this.x0) * this.q[i]!;
    this.least = least;
    this.most = most;
  }

  /** Metres along the line. */
  alongOf(x: number, y: number): number {
    return (x - this.x0) * this.east + (y - this.y0) * this.north;
  }

  /** What an edge between two positions adds to the sum of which `areaOf` is the area. */
  crossOf(ax: number, ay: number, bx: number, by: number): number {
    return (ax - this.x0) * (authalicQ(by) - this.q0) - (bx - this.x0) * (authalicQ(ay) - this.q0);
  }

  /** Area from the equator to a latitude, of which `crossOf` and `crossQ` take the difference to the middle. */
  qOf(latitude: number): number {
    return authalicQ(latitude) - this.q0;
  }

  /** `crossOf` with the latitudes given by `qOf`. */
  crossQ(ax: number, qa: number, bx: number, qb: number): number {
    return (ax - this.x0) * qb - (bx - this.x0) * qa;
  }

  areaOf(sum: number): number {
    return (sum * RADIANS) / 2;
  }

  at(t: number): HalfPlane {
    const { offsets, crosses } = this;
    const { xy, rings } = this.polygon;
    const found: Crossing[] = [];
    let whole = 0;
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      for (let i = rings[ring]!; i + 1 < rings[ring + 1]!; i++) {
        const [a, b] = [offsets[i]!, offsets[i + 1]!];
        if (a <= t && b <= t) whole += crosses[i]!;
        else if (a <= t !== b <= t) {
          const share = (t - a) / (b - a);
          const x = xy[2 * i]! + share * (xy[2 * i + 2]! - xy[2 * i]!);
          const y = xy[2 * i + 1]! + share * (xy[2 * i + 3]! - xy[2 * i + 1]!);
          found.push({ edge: i, ring, leaves: a <= t, x, y, along: this.alongOf(x, y) });
        }
      }
    }
    found.sort((p, q) => p.along - q.along);
    let [sum, width] = [whole, 0];
    let chords: Chord[] | undefined = [];
    for (const one of found) {
      const k = 2 * one.edge;
      sum += one.leaves
        ? this.crossOf(xy[k]!, xy[k + 1]!, one.x, one.y)
        : this.crossOf(one.x, one.y, xy[k + 2]!, xy[k + 3]!);
    }
    for (let i = 0; i + 1 < found.length; i += 2) {
      const [p, q] = [found[i]!, found[i + 1]!];
      width += q.along - p.along;
      if (p.leaves === q.leaves) chords = undefined;
      const [exit, entry] = p.leaves ? [p, q] : [q, p];
      sum += this.crossOf(exit.x, exit.y, entry.x, entry.y);
      chords?.push({ exit, entry });
    }
    return { areaM2: this.areaOf(sum), width, whole, chords };
  }

  /** The offset at which the half-plane holds an area, within a thousandth of a square metre. */
  offsetOf(areaM2: number): number {
    let [low, high] = [this.least, this.most];
    let t = (low + high) / 2;
    for (let round = 0; round < 100 && high - low > 1e-9; round++) {
      const { areaM2: here, width } = this.at(t);
      if (Math.abs(here - areaM2) < 1e-4) return t;
      if (here < areaM2) low = t;
      else high = t;
      // Newton's step where it stays between; the middle otherwise, and now and then, for corners.
      const next = t + (areaM2 - here) / width;
      t = next > low && next < high && round % 4 !== 3 ? next : (low + high) / 2;
    }
    return t;
  }
}
