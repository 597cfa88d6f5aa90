import { z } from 'zod';
import type { Contribution } from '../bound-rule.ts';
import { defineGroup } from '../define-group.ts';
import { numberFact } from '../fact-params.ts';
import { adminOf } from './admin-code.ts';
import { amountOfHa, m2Of } from './amounts.ts';
import { figurePiece, hectares, ROLE, rowsOf } from './group-rows.ts';

/** 控制面积逐级相等: the townships' control areas are the county's. One that is not filled in ends the comparison. */
export const controlArea = defineGroup({
  id: 'control-area',
  params: z.strictObject({
    filter: z.strictObject({ sum: z.literal('township.control_area_ha') }),
    thresholds: z.strictObject({ tolerance_ha: z.number().nonnegative() }),
  }),
  messages: ['control-area'],
  fieldsOf: () => ['code', 'name', 'control_area_ha'],
  contribute({ fields }, { role }): Contribution[] {
    const county = adminOf(fields, 'code')?.county;
    if (county === undefined) return [];
    const amount = amountOfHa(fields['control_area_ha']);
    if (role === 'county') return [{ group: county, row: { ...fields, [ROLE]: role } }];
    return [{ group: county, sums: amount === null ? { unknown: 1 } : { townships: 1, amount } }];
  },
  evaluate({ rows, sums }, { thresholds }, severity) {
    if (sums.has('unknown') || !sums.has('townships')) return [];
    return rowsOf(rows, 'county').flatMap((county) => {
      const own = amountOfHa(county.fields['control_area_ha']);
      if (own === null) return [];
      const diff = Math.abs((sums.get('amount') ?? 0) - own);
      if (diff <= (amountOfHa(thresholds.tolerance_ha) ?? 0)) return [];
      return [
        {
          subject: { ref: county.ref, fields: county.fields },
          counterpartLayer: null,
          pieces: [figurePiece(county, severity, { diff_m2: m2Of(diff) })],
        },
      ];
    });
  },
  sentences: (_subject, pieces) => [
    { key: 'control-area', params: { diff: hectares(numberFact(pieces[0]!, 'diff_m2')) } },
  ],
});
