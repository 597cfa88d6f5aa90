import { packFlat } from './build-packed.ts';
import { ringCount } from './counts.ts';
import type { EdgeGrid } from './edge-grid.ts';
import { fromSteps, toSteps } from './grid.ts';
import { pathLengthM } from './measure.ts';
import { merged, nearInterval, segmentDistance, without, type Interval } from './near-interval.ts';
import type { Packed } from './packed.ts';
import { orientation } from './predicates.ts';

export interface MismatchLimits {
  /** A border farther away than this is another one, m. */
  readonly maxDistanceM: number;
  /** A shorter run is where two borders part, m. */
  readonly minLengthM: number;
  /** What is nearer than this is on the border: rounding of the grid, m. */
  readonly noiseM: number;
}

export interface BorderMismatch {
  /** The runs of the subject's border, one line each. */
  readonly runs: Packed;
  /** Length of all runs on the ellipsoid, m. */
  readonly lengthM: number;
  /** The greatest distance found at the vertices of both borders along the runs and halfway between, m. */
  readonly greatestM: number;
}

/** A run in the making: its places in degrees, and how far off it is. */
interface Run {
  readonly places: number[];
  greatestM: number;
}

/**
 * Where the border of a polygon runs beside another border without being on it: at most `maxDistanceM` away, for
 * at least `minLengthM`. What lies on `own` or on one of `others` (the same layer's further features) is on the
 * border: exactly, by whole grid steps, or within the noise. Null where the borders agree.
 *
 * @param own the other border, gridded with a reach of at least `maxDistanceM`
 */
export function borderMismatch(
  subject: Packed,
  own: EdgeGrid,
  others: readonly EdgeGrid[],
  limits: MismatchLimits,
): BorderMismatch | null {
  if (!own.mayMeet(subject.box)) return null;
  const lines: Float64Array[] = [];
  let lengthM = 0;
  let greatestM = 0;
  const keep = ({ places, greatestM: most }: Run): void => {
    if (most <= limits.noiseM) return;
    const line = Float64Array.from(places);
    const length = pathLengthM(line);
    if (length < limits.minLengthM) return;
    lines.push(line);
    lengthM += length;
    greatestM = Math.max(greatestM, most);
  };
  const stretch = new EdgeStretches(own, others, limits);
  for (let ring = 0; ring < ringCount(subject); ring++) {
    for (const run of ringRuns(subject, ring, stretch)) keep(run);
  }
  if (lines.length === 0) return null;
  return {
    runs: packFlat(
      'line',
      lines.map((line) => [line]),
    ),
    lengthM,
    greatestM,
  };
}

/** The runs along one ring; one that goes through the ring's first vertex is one. */
function ringRuns({ xy, rings }: Packed, ring: number, stretch: EdgeStretches): Run[] {
  const from = 2 * rings[ring]!;
  const last = 2 * rings[ring + 1]! - 2;
  const runs: Run[] = [];
  let open: Run | null = null;
  let startsAtFirst = false;
  for (let i = from; i < last; i += 2) {
    const ax = toSteps(xy[i]!);
    const ay = toSteps(xy[i + 1]!);
    const bx = toSteps(xy[i + 2]!);
    const by = toSteps(xy[i + 3]!);
    if (ax === bx && ay === by) continue;
    const place = (t: number): [number, number] => [
      fromSteps(Math.round(ax + t * (bx - ax))),
      fromSteps(Math.round(ay + t * (by - ay))),
    ];
    let end = 0;
    for (const { from: start, to, greatestM } of stretch.of(ax, ay, bx, by)) {
      if (open === null || start !== 0 || end !== 0) {
        open = { places: [...place(start)], greatestM: 0 };
        runs.push(open);
        if (i === from && start === 0) startsAtFirst = true;
      }
      open.places.push(...place(to));
      open.greatestM = Math.max(open.greatestM, greatestM);
      end = to;
    }
    if (end !== 1) open = null;
  }
  const first = runs[0];
  if (open !== null && startsAtFirst && first !== undefined && first !== open) {
    runs.shift();
    open.places.push(...first.places.slice(2));
    open.greatestM = Math.max(open.greatestM, first.greatestM);
  }
  return runs;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly greatestM: number;
}

const NONE: readonly Stretch[] = [];

/** The parts of single edges that run beside a border, with how far off they are. */
class EdgeStretches {
  private readonly own: EdgeGrid;
  private readonly others: readonly EdgeGrid[];
  private readonly limits: MismatchLimits;
  /** Ends of the border's edges near the edge in hand, metres from its first end; the own ones first. */
  private readonly near: number[] = [];
  private ownCount = 0;
  private readonly on: Interval[] = [];
  /** The edge in hand: its ends in steps, its way in metres. */
  private ax = 0;
  private ay = 0;
  private bx = 0;
  private by = 0;
  private dx = 0;
  private dy = 0;
  /** Edges of the border in hand. */
  private ends: EdgeGrid['ends'] = new Float64Array(0);

  constructor(own: EdgeGrid, others: readonly EdgeGrid[], limits: MismatchLimits) {
    this.own = own;
    this.others = others;
    this.limits = limits;
  }

  /** For the edge a-b, in grid steps. */
  of(ax: number, ay: number, bx: number, by: number): readonly Stretch[] {
    this.ax = ax;
    this.ay = ay;
    this.bx = bx;
    this.by = by;
    this.near.length = 0;
    this.on.length = 0;
    this.collect(this.own);
    if (this.near.length === 0) return NONE;
    this.ownCount = this.near.length;
    for (const other of this.others) this.collect(other);
    const on = merged(this.on);
    if (on.length === 1 && on[0]![0] <= 0 && on[0]![1] >= 1) return NONE;
    this.dx = (bx - ax) * this.own.lon;
    this.dy = (by - ay) * this.own.lat;
    const beside: Interval[] = [];
    for (let i = 0; i < this.ownCount; i += 4) {
      const found = nearInterval(
        this.dx,
        this.dy,
        this.near[i]!,
        this.near[i + 1]!,
        this.near[i + 2]!,
        this.near[i + 3]!,
        this.limits.maxDistanceM,
      );
      if (found !== null) beside.push(found);
    }
    return without(merged(beside), on).flatMap((interval) => this.offBorder(interval));
  }

  /** Takes in the edges of a border near the edge in hand, and where that lies exactly on them. */
  private collect(grid: EdgeGrid): void {
    this.ends = grid.ends;
    grid.near(this.ax, this.ay, this.bx, this.by, this.take);
  }

  private readonly take = (edge: number): void => {
    const { ends, ax, ay, bx, by } = this;
    const { lon, lat } = this.own;
    const ex = ends[4 * edge]!;
    const ey = ends[4 * edge + 1]!;
    const fx = ends[4 * edge + 2]!;
    const fy = ends[4 * edge + 3]!;
    this.near.push((ex - ax) * lon, (ey - ay) * lat, (fx - ax) * lon, (fy - ay) * lat);
    if (orientation(ax, ay, bx, by, ex, ey) !== 0 || orientation(ax, ay, bx, by, fx, fy) !== 0) return;
    const steep = Math.abs(by - ay) > Math.abs(bx - ax);
    const e = steep ? (ey - ay) / (by - ay) : (ex - ax) / (bx - ax);
    const f = steep ? (fy - ay) / (by - ay) : (fx - ax) / (bx - ax);
    if (Math.max(e, f) > 0 && Math.min(e, f) < 1) this.on.push([Math.min(e, f), Math.max(e, f)]);
  };

  /** Least distance in metres from the place at `t` to the first `count` numbers of edges. */
  private distance(t: number, count: number): number {
    let least = Infinity;
    for (let i = 0; i < count; i += 4) {
      const one = segmentDistance(
        t * this.dx,
        t * this.dy,
        this.near[i]!,
        this.near[i + 1]!,
        this.near[i + 2]!,
        this.near[i + 3]!,
      );
      if (one < least) least = one;
    }
    return least;
  }

  /** An interval less what of it is on the border but for noise, cut at the places where that can change. */
  private offBorder([from, to]: Interval): Stretch[] {
    const cuts = [from, to];
    const length2 = this.dx * this.dx + this.dy * this.dy;
    for (let i = 0; i < this.near.length; i += 2) {
      const foot = (this.near[i]! * this.dx + this.near[i + 1]! * this.dy) / length2;
      if (foot > from && foot < to) cuts.push(foot);
    }
    cuts.sort((a, b) => a - b);
    const all = this.near.length;
    const { noiseM } = this.limits;
    const out: Stretch[] = [];
    for (let k = 0; k + 1 < cuts.length; k++) {
      const [a, b] = [cuts[k]!, cuts[k + 1]!];
      if (a === b) continue;
      const samples = [a, (a + b) / 2, b];
      if (samples.every((t) => this.distance(t, all) <= noiseM)) continue;
      const greatestM = Math.max(...samples.map((t) => this.distance(t, this.ownCount)));
      const before = out.at(-1);
      if (before?.to === a) {
        out[out.length - 1] = { from: before.from, to: b, greatestM: Math.max(before.greatestM, greatestM) };
      } else out.push({ from: a, to: b, greatestM });
    }
    return out;
  }
}
