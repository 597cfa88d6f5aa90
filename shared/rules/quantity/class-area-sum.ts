import { z } from 'zod';
import { defineGroup } from '../define-group.ts';
import { textOf } from '../fact-params.ts';
import { adminOf } from './admin-code.ts';
import { amountOfHa, amountOfM2, m2Of } from './amounts.ts';
import { figurePiece, hectares, ROLE, rowsOf, unitName } from './group-rows.ts';

/**
 * 图斑面积之和等于控制面积, for each township and each layer of classes. A township of which a layer has nothing is
 * the coverage rules' matter.
 */
export const classAreaSum = defineGroup({
  id: 'class-area-sum',
  params: z.strictObject({
    filter: z.strictObject({ sum: z.literal('area of the class layer by township') }),
    thresholds: z.strictObject({ tolerance_ha: z.number().nonnegative() }),
  }),
  messages: ['class-area-sum'],
  fieldsOf: ({ role }) =>
    role === 'township' ? ['code', 'name', 'control_area_ha'] : ['admin_code', 'area_m2'],
  contribute({ ref, fields }, { role }) {
    const township = role === 'township';
    const unit = adminOf(fields, township ? 'code' : 'admin_code')?.unit;
    if (unit === undefined) return [];
    if (township) return [{ group: unit, row: { ...fields, [ROLE]: role } }];
    return [{ group: unit, sums: { [ref.table]: amountOfM2(fields['area_m2']) ?? 0 } }];
  },
  evaluate({ rows, sums }, { thresholds }, severity) {
    const tolerance = amountOfHa(thresholds.tolerance_ha) ?? 0;
    return rowsOf(rows, 'township').flatMap((township) => {
      const own = amountOfHa(township.fields['control_area_ha']);
      if (own === null) return [];
      return [...sums].flatMap(([layer, amount]) => {
        const diff = Math.abs(amount - own);
        if (diff <= tolerance) return [];
        const areaM2 = m2Of(diff);
        return [
          {
            subject: { ref: township.ref, fields: township.fields },
            counterpartLayer: layer,
            pieces: [figurePiece(township, severity, { layer, diff_m2: areaM2 }, { areaM2 })],
          },
        ];
      });
    });
  },
  sentences: ({ fields }, pieces, measure) => [
    {
      key: 'class-area-sum',
      params: {
        township: unitName(fields),
        layer: { kind: 'layer', id: textOf(pieces[0]!.facts, 'layer') ?? '' },
        diff: hectares(measure(pieces).areaM2),
      },
    },
  ],
});
