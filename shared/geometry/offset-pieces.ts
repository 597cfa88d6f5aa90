import { turnOfRing } from './build-packed.ts';
import { ECCENTRICITY_2, RADIANS, SEMI_MAJOR_M } from './ellipsoid.ts';

/*
 * What lies within a distance to the right of a way (a ring or line in degrees, walked as given): for each edge a
 * rectangle, for each corner that turns left a fan. All pieces run counter-clockwise, so that wherever their sum winds
 * round a place, the place is within the distance.
 *
 * Distances are of the ellipsoid. Offsets are laid off at each vertex with the radii of curvature there, to the second
 * order: up to 300 m they are true to a millimetre, at 3 km to a centimetre (measured in buffer.test.ts).
 */

export type Corners = 'round' | 'square' | 'mitre';

/** Arcs are drawn as chords whose middles lie this far inside the true arc at most, m. */
export const CHORD_ERROR_M = 0.01;
/** A pointed corner reaches out to this many distances; a sharper one is cut square. */
export const MITRE_LIMIT = 5;

type Vector = readonly [number, number];

/** A position by metres east and north of a vertex. */
class Frame {
  private readonly x: number;
  private readonly y: number;
  private readonly n: number;
  private readonly m: number;
  private readonly tan: number;
  private readonly cos: number;

  constructor(x: number, y: number) {
    const sin = Math.sin(y * RADIANS);
    const w2 = 1 - ECCENTRICITY_2 * sin * sin;
    this.x = x;
    this.y = y;
    this.n = SEMI_MAJOR_M / Math.sqrt(w2);
    this.m = (this.n * (1 - ECCENTRICITY_2)) / w2;
    this.cos = Math.cos(y * RADIANS);
    this.tan = sin / this.cos;
  }

  /** The direction to another position, of length 1, metres east and north. */
  towards(x: number, y: number): Vector {
    const east = (x - this.x) * this.n * this.cos;
    const north = (y - this.y) * this.m;
    const length = Math.hypot(east, north);
    return [east / length, north / length];
  }

  at([east, north]: Vector, distance: number): Vector {
    const [e, n] = [east * distance, north * distance];
    const lat = n / this.m - (e * e * this.tan) / (2 * this.m * this.n);
    const lon = (e / (this.n * this.cos)) * (1 + (n * this.tan) / this.n);
    return [this.x + lon / RADIANS, this.y + lat / RADIANS];
  }
}

const rightOf = ([east, north]: Vector): Vector => [north, -east];

/** Number of chords of an arc of an angle (radians). */
function chordCount(angle: number, distance: number): number {
  const widest = 2 * Math.acos(Math.max(0, 1 - CHORD_ERROR_M / distance));
  return Math.max(1, Math.ceil(angle / widest));
}

/** The fan between two directions, the first and the last excluded: of a circle, a pointed or a square corner. */
function fan(from: Vector, angle: number, distance: number, corners: Corners): Vector[] {
  const turned = (by: number, stretch = 1): Vector => [
    stretch * (from[0] * Math.cos(by) - from[1] * Math.sin(by)),
    stretch * (from[0] * Math.sin(by) + from[1] * Math.cos(by)),
  ];
  if (corners === 'round') {
    const count = chordCount(angle, distance);
    return Array.from({ length: count - 1 }, (_, i) => turned((angle * (i + 1)) / count));
  }
  const reach = 1 / Math.cos(angle / 2);
  if (corners === 'mitre' && reach > 0 && reach <= MITRE_LIMIT) return [turned(angle / 2, reach)];
  const stretch = 1 / Math.cos(angle / 4);
  return [turned(angle / 4, stretch), turned((3 * angle) / 4, stretch)];
}

/** The ways to the side of a point: its disc, or square. */
export function aroundPoint(x: number, y: number, distance: number, corners: Corners): number[] {
  const frame = new Frame(x, y);
  const directions =
    corners === 'square'
      ? [1, 3, 5, 7].map((eighth): Vector => [
          Math.SQRT2 * Math.cos((eighth * Math.PI) / 4),
          Math.SQRT2 * Math.sin((eighth * Math.PI) / 4),
        ])
      : [[1, 0] as Vector, ...fan([1, 0], 2 * Math.PI, distance, 'round')];
  return directions.flatMap((direction) => [...frame.at(direction, distance)]);
}

/**
 * Closed pieces (open rings, flat degrees, counter-clockwise in sum) within `distance` metres to the right of a closed
 * way, each of at most `edges` edges of it.
 *
 * @param way closed (the first point again at the end), without repeated points; a line is walked there and back
 * @param endCorners form of the ends of lines, where the way turns round
 */
export function piecesRightOf(
  way: ArrayLike<number>,
  distance: number,
  corners: Corners,
  endCorners: Corners,
  edges: number,
): number[][] {
  const count = way.length / 2 - 1;
  const frames = Array.from({ length: count }, (_, i) => new Frame(way[2 * i]!, way[2 * i + 1]!));
  const point = (i: number): Vector => [way[2 * (i % count)]!, way[2 * (i % count) + 1]!];
  const pieces: number[][] = [];
  for (let start = 0; start < count; start += edges) {
    const end = Math.min(count, start + edges);
    const piece: number[] = [];
    for (let i = start; i < end; i++) {
      const [here, there] = [frames[i]!, frames[(i + 1) % count]!];
      const along = here.towards(...point(i + 1));
      // The corner the edge begins at, with the edge before it.
      const before = here.towards(...point(i + count - 1));
      const normal = rightOf(along);
      const last = rightOf([-before[0], -before[1]]);
      const turn = turnAt(point(i + count - 1), point(i), point(i + 1));
      if (i === start) piece.push(...point(i));
      if (turn > 0 || (turn === 0 && isBack(before, along))) {
        const angle =
          turn === 0
            ? Math.PI
            : Math.acos(Math.max(-1, Math.min(1, last[0] * normal[0] + last[1] * normal[1])));
        const form = turn === 0 ? endCorners : corners;
        if (i === start) piece.push(...here.at(last, distance));
        for (const direction of fan(last, angle, distance, form)) piece.push(...here.at(direction, distance));
      } else if (i > start) piece.push(...point(i));
      piece.push(...here.at(normal, distance));
      const arriving = there.towards(...point(i));
      piece.push(...there.at(rightOf([-arriving[0], -arriving[1]]), distance));
    }
    // Back along the way itself.
    for (let i = end; i > start; i--) piece.push(...point(i));
    pieces.push(piece);
  }
  return pieces;
}

/** Positive for a turn to the left. */
const turnAt = (a: Vector, b: Vector, c: Vector): number => turnOfRing([...a, ...b, ...c]);

const isBack = (before: Vector, along: Vector): boolean => before[0] * along[0] + before[1] * along[1] > 0;
