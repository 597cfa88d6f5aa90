import { z } from 'zod';
import type { PieceDraft } from '../bound-rule.ts';
import { defineGroup } from '../define-group.ts';
import { codeOf, numberFact } from '../fact-params.ts';
import type { FindingMessage } from '../rule.ts';
import { amountOfHa, m2Of } from './amounts.ts';
import { figurePiece, hectares } from './group-rows.ts';
import { type Quota, QUOTA_FIELDS, quotasIn, UNIT_FIELDS, unitOrQuota, unitsIn } from './quota-rows.ts';

/** How far the townships' share of a kind misses what the county was given, in 0.0001 m2; null where it does not. */
function missed(county: Quota, townships: readonly Quota[], tolerance: number): number | null {
  const amounts = townships.map(({ amount }) => amount);
  if (county.amount === null || amounts.length === 0 || amounts.includes(null)) return null;
  const sum = amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
  const diff = county.direction === 'ceiling' ? sum - county.amount : county.amount - sum;
  return diff > tolerance ? sum : null;
}

/** 指标分解合计: what townships are given may not pass a ceiling of the county, and must reach its floor. */
export const quotaSum = defineGroup({
  id: 'quota-sum',
  params: z.strictObject({
    filter: z.strictObject({
      sum: z.literal('township rows against the county row; floor: sum >= county, ceiling: sum <= county'),
    }),
    thresholds: z.strictObject({ tolerance_ha: z.number().nonnegative() }),
  }),
  messages: ['quota-sum'],
  fieldsOf: ({ role }) => (role === 'quota' ? QUOTA_FIELDS : UNIT_FIELDS),
  contribute: ({ fields }, { role }) => unitOrQuota(fields, role),
  evaluate({ rows }, { thresholds }, severity) {
    const tolerance = amountOfHa(thresholds.tolerance_ha) ?? 0;
    const quotas = quotasIn(rows);
    return [...unitsIn(rows, ['county'])].flatMap(([code, county]) => {
      const pieces = quotas
        .filter(({ unit, direction }) => unit === code && (direction === 'ceiling' || direction === 'floor'))
        .flatMap((own): PieceDraft[] => {
          const below = quotas.filter(
            ({ unit, kind, direction }) => unit !== code && kind === own.kind && direction === own.direction,
          );
          const sum = missed(own, below, tolerance);
          if (sum === null || own.amount === null) return [];
          const facts = { quota_kind: own.kind, sum_m2: m2Of(sum), county_m2: m2Of(own.amount) };
          const areaM2 = m2Of(Math.abs(sum - own.amount));
          return [figurePiece(county, severity, facts, { areaM2, other: own.ref })];
        });
      const layer = pieces[0]?.other?.table ?? null;
      if (pieces.length === 0) return [];
      return [{ subject: { ref: county.ref, fields: county.fields }, counterpartLayer: layer, pieces }];
    });
  },
  sentences(_subject, pieces) {
    const sentence = (piece: PieceDraft): FindingMessage => ({
      key: 'quota-sum',
      params: {
        kind: codeOf(piece.facts, 'quota_kind', 'quota_kind'),
        sum: hectares(numberFact(piece, 'sum_m2')),
        value: hectares(numberFact(piece, 'county_m2')),
        diff: hectares(piece.areaM2),
      },
    });
    const [first, ...rest] = pieces;
    return [sentence(first!), ...rest.map(sentence)];
  },
});
