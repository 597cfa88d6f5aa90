import { z } from 'zod';
import { toSteps } from '../../geometry/grid.ts';
import { metresPerDegree } from '../../geometry/measure.ts';
import type { Packed } from '../../geometry/packed.ts';
import { orientation } from '../../geometry/predicates.ts';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, placesPiece, subjectParams } from '../self-piece.ts';
import { onlyThresholds } from './params.ts';

/** An edge shorter than this has no direction on a grid of 0.1 mm: it is passed over. */
const LEAST_EDGE_M = 0.001;

interface Sharp {
  readonly places: number[];
  /** The sharpest, degrees. */
  readonly leastDeg: number;
}

/** The vertices at which two edges enclose less than `limitDeg`, measured in metres at the polygon's latitude. */
function sharpVertices({ xy, rings, box }: Packed, limitDeg: number): Sharp {
  const places: number[] = [];
  let leastDeg = Infinity;
  const { lon, lat } = metresPerDegree((box[1] + box[3]) / 2);
  const tangent = Math.tan((limitDeg * Math.PI) / 180);
  const shortest2 = LEAST_EDGE_M * LEAST_EDGE_M;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const from = 2 * rings[ring]!;
    const last = 2 * rings[ring + 1]! - 2;
    // Once round to know the edge that comes into the first vertex, then once more to look.
    let ux = 0;
    let uy = 0;
    let before = from;
    for (let i = last; i > from && ux === 0 && uy === 0; i -= 2) {
      const x = (xy[i]! - xy[i - 2]!) * lon;
      const y = (xy[i + 1]! - xy[i - 1]!) * lat;
      if (x * x + y * y < shortest2) continue;
      ux = x;
      uy = y;
      before = i - 2;
    }
    for (let i = from; i < last; i += 2) {
      const vx = (xy[i + 2]! - xy[i]!) * lon;
      const vy = (xy[i + 3]! - xy[i + 1]!) * lat;
      if (vx * vx + vy * vy < shortest2) continue;
      const along = -(ux * vx + uy * vy);
      if (along > 0) {
        const aside = Math.abs(ux * vy - uy * vx);
        if (aside < tangent * along && !turnsBack(xy, before, i)) {
          places.push(xy[i]!, xy[i + 1]!);
          leastDeg = Math.min(leastDeg, (Math.atan2(aside, along) * 180) / Math.PI);
        }
      }
      ux = vx;
      uy = vy;
      before = i;
    }
  }
  return { places, leastDeg };
}

/** Whether the border goes back exactly the way it came: a spike, which the rule on crossing names. */
function turnsBack(xy: Float64Array, before: number, at: number): boolean {
  const turn = orientation(
    toSteps(xy[before]!),
    toSteps(xy[before + 1]!),
    toSteps(xy[at]!),
    toSteps(xy[at + 1]!),
    toSteps(xy[at + 2]!),
    toSteps(xy[at + 3]!),
  );
  return turn === 0;
}

/** 尖锐角: two edges of a border that enclose less than the least angle. */
export const acuteAngle = defineSelf({
  id: 'acute-angle',
  params: onlyThresholds({ min_angle_deg: z.number().nonnegative().max(89) }),
  messages: ['acute-angle'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate({ geometry }, _schema, { thresholds }, severity) {
    if (geometry?.kind !== 'polygon') return [];
    const { places, leastDeg } = sharpVertices(geometry, thresholds.min_angle_deg);
    return places.length === 0 ? [] : [placesPiece(places, severity, { angle_deg: leastDeg })];
  },
  sentences: (subject, pieces) => [
    {
      key: 'acute-angle',
      params: {
        ...subjectParams(subject),
        angle: { kind: 'number', value: numberFact(pieces[0]!, 'angle_deg'), digits: 1 },
      },
    },
  ],
});
