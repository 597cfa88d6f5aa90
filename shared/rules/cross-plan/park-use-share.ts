import { z } from 'zod';
import { polygonAreaM2 } from '../../geometry/area.ts';
import { defineRule, overlapFilter } from '../define-rule.ts';
import { numberFact, textOf } from '../fact-params.ts';
import { nameOf } from '../sentence-params.ts';

const prefixes = z.array(z.string().min(1)).min(1);
const params = z.strictObject({
  filter: overlapFilter.extend({ numerator: prefixes, denominator: prefixes }),
  thresholds: z.strictObject({
    /** Share of the planned construction land, 0 to 1. */
    min_share: z.number().min(0).max(1),
    /** Less planned construction land than this is none, m2. */
    min_area_m2: z.number().nonnegative().default(1),
  }),
});
const startsWithOne = (code: string | null, among: readonly string[]): boolean =>
  code !== null && among.some((prefix) => code.startsWith(prefix));

/**
 * 园区工业仓储占比. A park needs roads, green and dormitories; but where little of what is planned to be built in it
 * is industry or storage, it is a town by another name. About the park as a whole: the finding has its area.
 * A park without planned construction land has no share.
 */
export const parkUseShare = defineRule({
  id: 'park-use-share',
  locality: { kind: 'group', by: ['subject'] },
  operation: 'together',
  needs: { subject: ['name'], counterpart: ['land_class'] },
  params,
  messages: ['park-use-share'],
  admitsCounterpart: (fields, _role, { filter }) =>
    startsWithOne(textOf(fields, 'land_class'), filter.denominator),
  evaluate(unit, { filter, thresholds }, severity) {
    let built = 0;
    let industry = 0;
    for (const { counterpart, areaM2 } of unit.near ?? []) {
      built += areaM2;
      if (startsWithOne(textOf(counterpart.fields, 'land_class'), filter.numerator)) industry += areaM2;
    }
    if (built === 0 || built < thresholds.min_area_m2) return [];
    const share = industry / built;
    if (share >= thresholds.min_share) return [];
    const { geometry } = unit.subject;
    return [{ other: null, areaM2: polygonAreaM2(geometry), severity, geometry, facts: { share } }];
  },
  sentences: (subject, [piece], _measure, { thresholds }) => [
    {
      key: 'park-use-share',
      params: {
        a: nameOf(subject),
        share: { kind: 'share', value: piece === undefined ? 0 : numberFact(piece, 'share') },
        min: { kind: 'share', value: thresholds.min_share },
      },
    },
  ],
});
