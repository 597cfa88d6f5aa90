import { z } from 'zod';
import type { GroupRow, GroupState, PieceDraft } from '../bound-rule.ts';
import { defineGroup } from '../define-group.ts';
import { codeOf, numberFact, textOf } from '../fact-params.ts';
import { condition, meetsCondition } from '../filter.ts';
import type { FindingMessage, MessageParams, Severity } from '../rule.ts';
import { m2Of } from './amounts.ts';
import { figurePiece, hectares } from './group-rows.ts';
import { addedBy, measured, measuredFields, measuredRoles, measures } from './measures.ts';
import { type Quota, QUOTA_FIELDS, quotasIn, UNIT_FIELDS, unitOrQuota, unitsIn } from './quota-rows.ts';

const params = z.strictObject({
  filter: z.strictObject({
    quota_kind: condition,
    /** Capacities in area: what of the layers counts. */
    measures,
    /** Capacities in a figure of the county itself: its field, and the unit that figure is kept in. */
    county_fields: z.record(z.string(), z.strictObject({ field: z.string(), unit: z.string() })),
  }),
  thresholds: z.strictObject({}),
});
type Params = z.infer<typeof params>;

/** What is over a capacity, by area or by a figure of the county; null where it is kept, or cannot be told. */
function overload(
  group: GroupState,
  county: GroupRow,
  quota: Quota,
  { filter }: Params,
  severity: Severity,
): PieceDraft | null {
  const facts = { quota_kind: quota.kind };
  const has = measured(group, filter.measures, quota.kind, quota.unit);
  if (has !== null && quota.amount !== null) {
    if (has <= quota.amount) return null;
    const areas = { ...facts, value_m2: m2Of(has), most_m2: m2Of(quota.amount) };
    return figurePiece(county, severity, areas, { areaM2: m2Of(has - quota.amount), other: quota.ref });
  }
  const figure = Object.hasOwn(filter.county_fields, quota.kind)
    ? filter.county_fields[quota.kind]
    : undefined;
  const value = figure === undefined ? null : county.fields[figure.field];
  if (typeof value !== 'number' || figure?.unit !== quota.unitOfValue || value <= quota.value) return null;
  const figures = { ...facts, value, most: quota.value, unit: quota.unitOfValue };
  return figurePiece(county, severity, figures, { other: quota.ref });
}

/** A figure of an area in hectares, any other with the unit it was handed down in. */
function figureParam(piece: PieceDraft, area: string, plain: string): MessageParams[string] {
  if (area in piece.facts) return hectares(numberFact(piece, area));
  const unit = textOf(piece.facts, 'unit') ?? '';
  return { kind: 'text', value: `${numberFact(piece, plain).toFixed(2)}${unit}` };
}

/** 超出承载上限: people or construction land beyond what water and land carry. */
export const carryingCapacity = defineGroup({
  id: 'carrying-capacity',
  params,
  messages: ['capacity'],
  alsoReads: ({ filter }) => measuredRoles(filter.measures),
  fieldsOf: (schema, { filter }) =>
    schema.role === 'quota'
      ? QUOTA_FIELDS
      : schema.role === 'county'
        ? [...UNIT_FIELDS, ...Object.values(filter.county_fields).map(({ field }) => field)]
        : measuredFields(filter.measures, schema),
  contribute({ fields }, schema, { filter }) {
    if (schema.role === 'quota' || schema.role === 'county') return unitOrQuota(fields, schema.role);
    const added = addedBy(fields, schema, filter.measures);
    return added === null ? [] : [added];
  },
  evaluate(group, given, severity) {
    const quotas = quotasIn(group.rows).filter(
      ({ kind, direction }) => meetsCondition(kind, given.filter.quota_kind) && direction !== 'floor',
    );
    return [...unitsIn(group.rows, ['county'])].flatMap(([code, county]) => {
      const pieces = quotas
        .filter(({ unit }) => unit === code)
        .flatMap((quota) => overload(group, county, quota, given, severity) ?? []);
      const layer = pieces[0]?.other?.table ?? null;
      if (pieces.length === 0) return [];
      return [{ subject: { ref: county.ref, fields: county.fields }, counterpartLayer: layer, pieces }];
    });
  },
  sentences(_subject, pieces) {
    const sentence = (piece: PieceDraft): FindingMessage => ({
      key: 'capacity',
      params: {
        kind: codeOf(piece.facts, 'quota_kind', 'quota_kind'),
        value: figureParam(piece, 'value_m2', 'value'),
        max: figureParam(piece, 'most_m2', 'most'),
      },
    });
    const [first, ...rest] = pieces;
    return [sentence(first!), ...rest.map(sentence)];
  },
});
