import { z } from 'zod';
import { defineNearest } from '../define-nearest.ts';
import { overlapFilter } from '../define-rule.ts';
import { numberFact } from '../fact-params.ts';
import { nearestPiece } from '../nearest-piece.ts';
import { nameOf } from '../sentence-params.ts';

const TOWN = 'town';
const KM = 1000;

/** 园区与城镇中心距离. A park that touches a town centre is at no distance from it. */
export const parkTownDistance = defineNearest({
  id: 'park-town-distance',
  needs: { subject: ['name'], counterpart: [] },
  params: z.strictObject({
    filter: overlapFilter.omit({ operation: true }),
    /** Greatest distance to the nearest town centre, km; 0 is not set. */
    thresholds: z.strictObject({ max_km: z.number().nonnegative() }),
  }),
  messages: ['park-to-town-distance'],
  notWithinSubject: false,
  groupsOf: () => [TOWN],
  searches: (_subject, { thresholds }) => (thresholds.max_km === 0 ? [] : [{ group: TOWN, withinM: null }]),
  evaluate({ subject, hits }, { thresholds }, severity) {
    const setting = KM * thresholds.max_km;
    return hits.flatMap(({ hit }) =>
      hit === null || setting === 0 || hit.distanceM <= setting
        ? []
        : [nearestPiece(subject, hit, setting, severity)],
    );
  },
  sentences: (subject, [piece]) => {
    const facts = piece?.facts ?? {};
    return [
      {
        key: 'park-to-town-distance',
        params: {
          a: nameOf(subject),
          dist: { kind: 'length', m: numberFact({ facts }, 'distance_m'), unit: 'km' },
          max: { kind: 'length', m: numberFact({ facts }, 'setting_m'), unit: 'km' },
        },
      },
    ];
  },
});
