import type { At, OwnPart } from './types.ts';

/** Parts sent at most; a shape that has more of them within one reach is caught by those drawn first. */
const MOST = 256;

/**
 * What of the shape in hand lies within reach (degrees of longitude and latitude) of a place, so that it need not be
 * sent whole for every move of the pointer. The last point is left out, and the last segment catches only at its
 * beginning: the next point would fall back onto it.
 */
export function ownPartsNear(points: readonly At[], at: At, dx: number, dy: number): OwnPart[] {
  const [west, south, east, north] = [at[0] - dx, at[1] - dy, at[0] + dx, at[1] + dy];
  const found: OwnPart[] = [];
  for (let index = 0; index + 1 < points.length && found.length < MOST; index++) {
    const [a, b] = [points[index]!, points[index + 1]!];
    if (Math.max(a[0], b[0]) < west || Math.min(a[0], b[0]) > east) continue;
    if (Math.max(a[1], b[1]) < south || Math.min(a[1], b[1]) > north) continue;
    found.push({ index, at: a, to: index + 2 < points.length ? b : null });
  }
  return found;
}
