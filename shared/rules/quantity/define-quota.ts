import { z } from 'zod';
import type { GroupFinding, PieceDraft, SubjectFacts } from '../bound-rule.ts';
import { defineGroup } from '../define-group.ts';
import type { RuleDefinition } from '../define-rule.ts';
import { codeOf, numberFact, textOf } from '../fact-params.ts';
import type { FindingMessage } from '../rule.ts';
import { amountOfHa, m2Of } from './amounts.ts';
import { figurePiece, hectares, unitName } from './group-rows.ts';
import { addedBy, measured, measuredFields, measuredRoles, measures } from './measures.ts';
import { QUOTA_FIELDS, quotasIn, UNIT_FIELDS, unitOrQuota, unitsIn } from './quota-rows.ts';

/** Units quotas are handed down to. */
const UNITS = ['county', 'township'];

/** A rule that holds what the layers have of each kind against the quotas of townships and county. */
export function defineQuota(spec: {
  readonly id: string;
  readonly direction: 'ceiling' | 'floor';
  /** The sentence for a kind; the default for kinds not named. */
  readonly messageOf: (kind: string) => string;
  readonly messages: readonly string[];
  /** Name in the sentence of what is too much or too little. */
  readonly excess: string;
}): RuleDefinition {
  const { direction } = spec;
  const sentence = ({ fields }: SubjectFacts, piece: PieceDraft): FindingMessage => {
    const kind = textOf(piece.facts, 'quota_kind') ?? '';
    return {
      key: spec.messageOf(kind),
      params: {
        township: unitName(fields),
        kind: codeOf(piece.facts, 'quota_kind', 'quota_kind'),
        value: hectares(numberFact(piece, 'measured_m2')),
        [spec.excess]: hectares(piece.areaM2),
      },
    };
  };
  return defineGroup({
    id: spec.id,
    params: z.strictObject({
      filter: z.strictObject({
        direction: z.literal(direction),
        /** How grave a quota that is expected only (预期性) is. */
        expected: z.enum(['blocking', 'error', 'warning', 'notice']),
        measures,
      }),
      thresholds: z.strictObject({ tolerance_ha: z.number().nonnegative() }),
    }),
    messages: spec.messages,
    alsoReads: ({ filter }) => measuredRoles(filter.measures),
    fieldsOf: (schema, { filter }) =>
      schema.role === 'quota'
        ? QUOTA_FIELDS
        : UNITS.includes(schema.role ?? '')
          ? UNIT_FIELDS
          : measuredFields(filter.measures, schema),
    contribute({ fields }, schema, { filter }) {
      if (schema.role === 'quota' || UNITS.includes(schema.role ?? ''))
        return unitOrQuota(fields, schema.role);
      const added = addedBy(fields, schema, filter.measures);
      return added === null ? [] : [added];
    },
    evaluate(group, { filter, thresholds }, severity) {
      const tolerance = amountOfHa(thresholds.tolerance_ha) ?? 0;
      const units = unitsIn(group.rows, UNITS);
      const found = new Map<string, GroupFinding & { pieces: PieceDraft[] }>();
      for (const quota of quotasIn(group.rows)) {
        const unit = units.get(quota.unit);
        if (quota.direction !== direction || quota.amount === null || unit === undefined) continue;
        const has = measured(group, filter.measures, quota.kind, quota.unit);
        if (has === null) continue;
        const beyond = direction === 'ceiling' ? has - quota.amount : quota.amount - has;
        if (beyond <= tolerance) continue;
        const finding = found.get(quota.unit) ?? {
          subject: { ref: unit.ref, fields: unit.fields },
          counterpartLayer: quota.ref.table,
          pieces: [],
        };
        finding.pieces.push(
          figurePiece(
            unit,
            quota.binding ? severity : filter.expected,
            { quota_kind: quota.kind, measured_m2: m2Of(has) },
            { areaM2: m2Of(beyond), other: quota.ref },
          ),
        );
        found.set(quota.unit, finding);
      }
      return [...found.values()];
    },
    sentences(subject, pieces) {
      const [first, ...rest] = pieces;
      return [sentence(subject, first!), ...rest.map((piece) => sentence(subject, piece))];
    },
  });
}
