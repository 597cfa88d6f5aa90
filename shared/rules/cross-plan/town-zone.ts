import { z } from 'zod';
import type { Fields } from '../../model/record.ts';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, codesOf, nameOf } from '../sentence-params.ts';

const codes = z.array(z.string().min(1));
const params = z.strictObject({
  filter: overlapFilter.extend({
    /** Zones that admit a town centre, by town level; `*` for every level without a list of its own. */
    admitted: z.record(z.string(), codes).refine((lists) => Object.hasOwn(lists, '*'), {
      message: 'needs a list for *',
    }),
    /** A zone whose code begins so is a bottom line. */
    blocking_prefix: codes.default([]),
  }),
  thresholds: overlapThresholds,
});
type Params = z.infer<typeof params>;

const codeOf = (fields: Fields, name: string): string | null => {
  const value = fields[name];
  return value === null || value === undefined || value === '' ? null : String(value);
};

function admits({ filter }: Params, level: string | null, zone: string): boolean {
  const own = level !== null && Object.hasOwn(filter.admitted, level) ? filter.admitted[level] : undefined;
  return (own ?? filter.admitted['*'] ?? []).includes(zone);
}

/** 城镇中心与规划分区. A zone without a code is not known to refuse a town: the attribute rules name it. */
export const townZone = defineRule({
  id: 'town-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name', 'town_level'], counterpart: ['zone_code'] },
  params,
  messages: ['town-x-zone'],
  concerns(subject, counterpart, values) {
    const zone = codeOf(counterpart, 'zone_code');
    return zone !== null && !admits(values, codeOf(subject, 'town_level'), zone);
  },
  evaluate(unit, { filter, thresholds }, severity) {
    const zone = codeOf(unit.counterpart?.fields ?? {}, 'zone_code') ?? '';
    const bottomLine = filter.blocking_prefix.some((prefix) => zone.startsWith(prefix));
    return overlapPiece(unit, thresholds, bottomLine ? 'blocking' : severity, ['zone_code']);
  },
  sentences: (subject, pieces, measure) => [
    {
      key: 'town-x-zone',
      params: {
        a: nameOf(subject),
        area: areaOf(measure(pieces)),
        zone: codesOf(pieces, 'zone_code', 'planning_zone'),
      },
    },
  ],
});
