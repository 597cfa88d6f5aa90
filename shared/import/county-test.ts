import { boxesIntersect } from '../geometry/box.ts';
import { toSteps } from '../geometry/grid.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { pointInRing } from '../geometry/predicates.ts';
import { unionBoxes } from '../geometry/box.ts';

/** Vertices of a feature that are tried; a shape with all of them outside is called outside. */
const TRIED = 24;

/** Tells whether something lies outside the county altogether. */
export interface CountyTest {
  readonly box: Box;
  outside(packed: Packed): boolean;
}

/** @param counties the features of the county layer; null when there are none with a shape */
export function createCountyTest(counties: readonly Packed[]): CountyTest | null {
  const polygons = counties.filter((county) => county.kind === 'polygon' && county.xy.length > 0);
  if (polygons.length === 0) return null;
  const parts = polygons.flatMap((polygon) =>
    Array.from({ length: partCount(polygon) }, (_, part) =>
      partOf(polygon, part).map((ring) => ring.map(toSteps)),
    ),
  );
  const box = unionBoxes(polygons.map((polygon) => polygon.box));
  const within = (x: number, y: number): boolean =>
    parts.some(([shell, ...holes]) =>
      shell === undefined || pointInRing(shell, x, y) === 'outside'
        ? false
        : !holes.some((hole) => pointInRing(hole, x, y) === 'inside'),
    );
  return {
    box,
    outside: (packed) => {
      if (!boxesIntersect(packed.box, box)) return true;
      const points = packed.xy.length / 2;
      const step = Math.max(1, Math.floor(points / TRIED));
      for (let i = 0; i < points; i += step) {
        if (within(toSteps(packed.xy[2 * i]!), toSteps(packed.xy[2 * i + 1]!))) return false;
      }
      // A shape that holds the whole county has no vertex in it.
      return !(
        packed.box[0] <= box[0] &&
        packed.box[1] <= box[1] &&
        packed.box[2] >= box[2] &&
        packed.box[3] >= box[3]
      );
    },
  };
}
