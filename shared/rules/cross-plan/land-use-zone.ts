import { z } from 'zod';
import type { Fields } from '../../model/record.ts';
import type { RulesetContext } from '../bind-params.ts';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode, textOf } from '../fact-params.ts';
import { zoneRelation } from '../matrix.ts';
import { overlapPiece } from '../overlap-piece.ts';
import type { ZoneCompatibility } from '../rule.ts';
import { areaOf, codesOf } from '../sentence-params.ts';

const params = z.strictObject({
  filter: overlapFilter.extend({
    /** The table of the ruleset that is asked. */
    matrix: z.literal('zone_compatibility'),
    /** Answers of the table that are a finding. */
    emit: z.array(z.enum(['main', 'compatible', 'conditional', 'barred'])).min(1),
    match: z.literal('longest prefix').optional(),
  }),
  thresholds: overlapThresholds,
});

/** What the table says of a parcel in a zone; null where class or zone are not known to it. */
function relation(land: Fields, zone: Fields, { matrices }: RulesetContext): ZoneCompatibility | null {
  const landClass = textOf(land, 'land_class');
  const code = textOf(zone, 'zone_code');
  if (landClass === null || code === null) return null;
  return zoneRelation(matrices.zone_compatibility, code, landClass);
}

/**
 * 规划用地与规划分区. Only what the table bars is a finding, as grave as its row says; a condition is not one.
 * A class or zone that the table does not know gives none: the attribute rules name it.
 */
export const landUseZone = defineRule({
  id: 'land-use-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['land_class'], counterpart: ['zone_code'] },
  params,
  messages: ['land-use-x-zone'],
  concerns(subject, counterpart, { filter }, context) {
    const row = relation(subject, counterpart, context);
    return row !== null && filter.emit.includes(row.relation);
  },
  evaluate(unit, { thresholds }, severity, context) {
    const row = relation(unit.subject.fields, unit.counterpart?.fields ?? {}, context);
    return overlapPiece(unit, thresholds, row?.severity ?? severity, ['zone_code']);
  },
  sentences: (subject, pieces, measure) => [
    {
      key: 'land-use-x-zone',
      params: {
        class: subjectCode(subject, 'land_class', 'land_use_class'),
        area: areaOf(measure(pieces)),
        zone: codesOf(pieces, 'zone_code', 'planning_zone'),
      },
    },
  ],
});
