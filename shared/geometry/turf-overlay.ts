import { difference, featureCollection, intersect, multiPolygon, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { emptyPacked, packFlat } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import { faces } from './faces.ts';
import { toGeoJson } from './geojson.ts';
import { toFractionalSteps } from './grid.ts';
import { compareOperands } from './operand-order.ts';
import type { BoolOp, Overlay, Piece } from './overlay.ts';
import type { Packed } from './packed.ts';
import { piecesOf } from './pieces.ts';

type Areal = Feature<Polygon | MultiPolygon>;

/**
 * The overlay seam over Turf, for the contract tests only: a second, independently written kernel shows
 * that the seam describes an overlay and not one library. It is about a thousand times slower than the
 * Clipper2 one on county data and is never behind a reported figure. Areas come from area.ts like
 * everywhere: Turf's are spherical. Operands must be valid.
 */
export function createTurfOverlay(): Overlay {
  const combine = (op: BoolOp, a: Packed, b: Packed): Areal | null => {
    const first = feature(a);
    const second = feature(b);
    if (first === null || second === null) {
      if (op === 'intersection') return null;
      return op === 'difference' ? first : (first ?? second);
    }
    const both = featureCollection([first, second]);
    if (op === 'intersection') return intersect(both);
    if (op === 'difference') return difference(both);
    if (op === 'union') return union(both);
    const one = difference(both);
    const other = difference(featureCollection([second, first]));
    return one && other ? union(featureCollection([one, other])) : (one ?? other);
  };
  return {
    measure(op, first, second) {
      const swap = op !== 'difference' && compareOperands(first, second) > 0;
      return pieces(combine(op, swap ? second : first, swap ? first : second));
    },
    common(a, b) {
      return { parts: this.measure('intersection', a, b), local: false };
    },

    intersectionAreaM2(a, b) {
      return this.measure('intersection', a, b).reduce((sum, { areaM2 }) => sum + areaM2, 0);
    },

    filled: (a) => pieces(feature(a)),

    differenceMany(a, others) {
      const subject = feature(a);
      const rest = [...others]
        .sort(compareOperands)
        .map(feature)
        .filter((f) => f !== null);
      if (subject === null) return [];
      return pieces(rest.length === 0 ? subject : difference(featureCollection([subject, ...rest])));
    },
    unionAll(polygons) {
      const areas = [...polygons]
        .sort(compareOperands)
        .map(feature)
        .filter((f) => f !== null);
      if (areas.length === 0) return emptyPacked('polygon');
      const all = areas.length === 1 ? areas[0]! : union(featureCollection(areas));
      return packFlat(
        'polygon',
        pieces(all).map(({ geometry }) => partOf(geometry, 0)),
      );
    },
    faces,
  };
}

function feature(packed: Packed): Areal | null {
  if (packed.kind !== 'polygon' || partCount(packed) === 0) return null;
  return multiPolygon((toGeoJson(packed, { multi: true }) as MultiPolygon).coordinates);
}

function pieces(result: Areal | null): Piece[] {
  if (result === null) return [];
  const { geometry } = result;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return piecesOf(
    polygons.flatMap((rings) => rings.map((ring) => Float64Array.from(ring.flat(), toFractionalSteps))),
  );
}
