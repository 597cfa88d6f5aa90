import { ringCount, ringXY } from '../../shared/geometry/counts.ts';
import type { Packed } from '../../shared/geometry/packed.ts';
import { boundaryPoint, boundaryRings } from '../../shared/map/boundary-points.ts';
import type { WrittenRing } from './plot-text-lines.ts';

export interface RingStyle {
  /** Decimals of the figures. */
  readonly decimals: number;
  readonly isDegrees: boolean;
  readonly prefixJ: boolean;
  /** Whether numbers start again with each ring. */
  readonly restarts: boolean;
}

type Place = readonly [north: string, east: string];

/** The places of each ring in the order of the boundary table: from the north-west corner, the land to the right. */
function ringPlaces(packed: Packed, write: (value: number) => string, isDegrees: boolean): Place[][] {
  if (packed.kind !== 'polygon') {
    return Array.from({ length: ringCount(packed) }, (_, ring) => {
      const xy = ringXY(packed, ring);
      return Array.from({ length: xy.length / 2 }, (__, i): Place => [
        write(xy[2 * i + 1]!),
        write(xy[2 * i]!),
      ]);
    });
  }
  const rings = boundaryRings(packed, isDegrees ? undefined : () => ({ lon: 1, lat: 1 }));
  return rings.map(({ firstRow, count }) =>
    Array.from({ length: count }, (_, step): Place => {
      const { at } = boundaryPoint(packed, rings, firstRow + step)!;
      return [write(at[1]), write(at[0])];
    }),
  );
}

/** Places without those that are the same as the one before. */
const apart = (places: readonly Place[]): Place[] =>
  places.filter(([n, e], i) => i === 0 || n !== places[i - 1]![0] || e !== places[i - 1]![1]);

/**
 * The rings of a shape as they are written: figures rounded, points that become one left out, rings of polygons closed
 * by their first point under its own name. Rings that enclose nothing after rounding are left out and counted.
 */
export function writtenRings(
  packed: Packed,
  style: RingStyle,
): { readonly rings: readonly WrittenRing[]; readonly lost: number } {
  const isPolygon = packed.kind === 'polygon';
  const write = (value: number): string => value.toFixed(style.decimals);
  const rings: WrittenRing[] = [];
  let lost = 0;
  let number = 0;
  const nameOf = (n: number): string => `${style.prefixJ ? 'J' : ''}${n}`;
  for (const all of ringPlaces(packed, write, style.isDegrees)) {
    const places = apart(all);
    const [first, last] = [places[0], places.at(-1)];
    if (isPolygon && places.length > 1 && first![0] === last![0] && first![1] === last![1]) places.pop();
    const fewest = isPolygon ? 3 : packed.kind === 'line' ? 2 : 1;
    if (places.length < fewest) {
      lost++;
      continue;
    }
    if (style.restarts) number = 0;
    const start = number + 1;
    const points = places.map(([north, east]) => ({ name: nameOf(++number), north, east }));
    rings.push({ points: isPolygon ? [...points, { ...points[0]!, name: nameOf(start) }] : points });
  }
  return { rings, lost };
}
