import { z } from 'zod';
import type { Fields } from '../../model/record.ts';
import { defineNearest } from '../define-nearest.ts';
import { overlapFilter } from '../define-rule.ts';
import { codeOf, numberFact, textOf } from '../fact-params.ts';
import { nearestPiece } from '../nearest-piece.ts';
import { nameOf } from '../sentence-params.ts';

const metres = z.number().nonnegative();
const params = z.strictObject({
  filter: overlapFilter.omit({ operation: true }),
  /** Least distance by the park's highest industry class, m; 0 is not set. There is no general legal distance. */
  thresholds: z.strictObject({
    class_1_m: metres.default(0),
    class_2_m: metres.default(0),
    class_3_m: metres.default(0),
  }),
});
type Params = z.infer<typeof params>;

const HOUSING = 'housing';

/** The distance a park must keep, m; 0 where none is set or its class is not known. */
function settingOf(park: Fields, { thresholds }: Params): number {
  switch (textOf(park, 'industry_class')) {
    case '1':
      return thresholds.class_1_m;
    case '2':
      return thresholds.class_2_m;
    case '3':
      return thresholds.class_3_m;
    default:
      return 0;
  }
}

/** 园区与居住用地间距. Housing planned inside the park itself does not count: it is a matter of the park's shares. */
export const parkResidentialSeparation = defineNearest({
  id: 'park-residential-separation',
  needs: { subject: ['name', 'industry_class'], counterpart: ['land_class'] },
  params,
  messages: ['separation'],
  notWithinSubject: true,
  groupsOf: () => [HOUSING],
  searches(subject, values) {
    const setting = settingOf(subject, values);
    return setting === 0 ? [] : [{ group: HOUSING, withinM: setting }];
  },
  evaluate({ subject, hits }, values, severity) {
    const setting = settingOf(subject.fields, values);
    return hits.flatMap(({ hit }) =>
      hit === null || hit.distanceM >= setting
        ? []
        : [
            nearestPiece(subject, hit, setting, severity, {
              land_class: textOf(hit.counterpart.fields, 'land_class'),
            }),
          ],
    );
  },
  sentences: (subject, [piece]) => {
    const facts = piece?.facts ?? {};
    return [
      {
        key: 'separation',
        params: {
          a: nameOf(subject),
          b: codeOf(facts, 'land_class', 'land_use_class'),
          dist: { kind: 'length', m: numberFact({ facts }, 'distance_m'), unit: 'm' },
          min: { kind: 'length', m: numberFact({ facts }, 'setting_m'), unit: 'm' },
        },
      },
    ];
  },
});
