import type { Crs } from '../crs/catalogue.ts';
import { transformOf } from '../crs/transform.ts';
import { boxOfXY } from '../geometry/box.ts';
import type { Packed } from '../geometry/packed.ts';

/** Steps a metre is printed in: a tenth of a millimetre, about that of the stored grid. */
const STEPS_A_METRE = 10_000;

/**
 * A stored geometry in the system it goes out in; the same object for degrees. Vertices are carried over one by one,
 * so that neighbours stay equal at shared ones; no points are put on edges in between.
 */
export function toPlane(stored: Packed, crs: Crs): Packed {
  if (crs.kind === 'geographic') return stored;
  const { fromDegrees } = transformOf(crs);
  const xy = stored.xy.slice();
  for (let i = 0; i < xy.length; i += 2) {
    fromDegrees(xy, i);
    xy[i] = Math.round(xy[i]! * STEPS_A_METRE) / STEPS_A_METRE;
    xy[i + 1] = Math.round(xy[i + 1]! * STEPS_A_METRE) / STEPS_A_METRE;
  }
  return { ...stored, xy, box: boxOfXY(xy) };
}
