import { z } from 'zod';
import type {
  IndicatorAggregates,
  IndicatorFact,
  IndicatorUnit,
} from '../../../shared/analysis/tables/indicators.ts';
import { codeList } from '../../../shared/model/code-list.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import { bindParams } from '../../../shared/rules/bind-params.ts';
import type { GroupRow, GroupState } from '../../../shared/rules/bound-rule.ts';
import { textOf } from '../../../shared/rules/fact-params.ts';
import { amountIn } from '../../../shared/rules/quantity/amounts.ts';
import { ROLE } from '../../../shared/rules/quantity/group-rows.ts';
import {
  addedBy,
  measured,
  measuredFields,
  measuredRoles,
  measures,
  type Measures,
} from '../../../shared/rules/quantity/measures.ts';
import { quotasIn, unitsIn, type Quota } from '../../../shared/rules/quantity/quota-rows.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { gathered, lacking, layerOfRole, type Gathered, type GatherTools } from './gather-tools.ts';

/** Rules that say how each kind of figure is measured; the table measures as they do. */
const MEASURING = ['quota-exceeded', 'quota-shortfall', 'carrying-capacity'];
const params = z.looseObject({
  filter: z.looseObject({
    measures,
    county_fields: z.record(z.string(), z.looseObject({ field: z.string(), unit: z.string() })).optional(),
  }),
});

interface Measuring {
  readonly measures: Measures;
  /** Figures of the county itself, by kind: the field, and the unit it is kept in. */
  readonly fields: Readonly<Record<string, { readonly field: string; readonly unit: string }>>;
}

function measuringOf(ruleset: Ruleset): Measuring {
  let found: Measuring = { measures: {}, fields: {} };
  for (const id of MEASURING) {
    const data = ruleset.rules.find((rule) => rule.id === id);
    if (data === undefined) continue;
    const context = { construction: ruleset.constructionPrefixes, matrices: ruleset.matrices };
    const bound = bindParams(id, params, [], data, context);
    if (!bound.ok) continue;
    const { filter } = bound.value;
    found = {
      measures: { ...found.measures, ...filter.measures },
      fields: { ...found.fields, ...filter.county_fields },
    };
  }
  return found;
}

type RowTools = Pick<GatherTools, 'source' | 'pace'>;

/** The records of a layer, with or without shapes. */
async function* recordsOf(
  { source, pace }: RowTools,
  { id }: LayerSchema,
  fields: readonly string[],
): AsyncGenerator<{ readonly fid: number; readonly uid: string; readonly fields: Fields }> {
  for await (const batch of source.scan({ layer: id, fields: [...new Set(fields)], order: 'fid' })) {
    for (const [i, uid] of batch.uids.entries()) {
      const own: Record<string, FieldValue> = {};
      for (const [name, values] of Object.entries(batch.fields)) own[name] = values[i] ?? null;
      yield { fid: batch.fids[i]!, uid, fields: own };
      const rest = pace();
      if (rest !== undefined) await rest;
    }
  }
}

const QUOTA = ['admin_code', 'year', 'quota_kind', 'value', 'unit', 'nature', 'direction', 'source'];

async function groupOf(tools: GatherTools, { measures: how, fields }: Measuring): Promise<GroupState> {
  const rows: GroupRow[] = [];
  const sums = new Map<string, number>();
  const countyFields = Object.values(fields).map(({ field }) => field);
  for (const role of ['quota', 'county', 'township']) {
    const layer = layerOfRole(tools.source, role, false);
    if (layer === undefined) continue;
    const wanted = role === 'quota' ? QUOTA : ['code', 'name', ...(role === 'county' ? countyFields : [])];
    for await (const record of recordsOf(tools, layer.schema, wanted))
      rows.push({
        ref: { table: layer.schema.id, uid: record.uid },
        fid: record.fid,
        fields: { ...record.fields, [ROLE]: role },
        box: null,
      });
  }
  const roles = [...new Set(measuredRoles(how))];
  for (const [i, role] of roles.entries()) {
    const layer = layerOfRole(tools.source, role);
    if (layer === undefined) continue;
    for await (const record of recordsOf(tools, layer.schema, measuredFields(how, layer.schema))) {
      for (const [key, amount] of Object.entries(addedBy(record.fields, layer.schema, how)?.sums ?? {}))
        sums.set(key, (sums.get(key) ?? 0) + amount);
    }
    tools.onShare((i + 1) / roles.length);
  }
  return { key: '', sums, rows };
}

/** Figures handed down to county and townships, and what the plan has of each, measured as the rules do. */
export async function gatherIndicators(tools: GatherTools): Promise<Gathered<IndicatorAggregates>> {
  if (layerOfRole(tools.source, 'quota', false) === undefined) return lacking('quota');
  const how = measuringOf(tools.ruleset);
  const group = await groupOf(tools, how);
  const order = (codeList('quota_kind') ?? []).map(({ code }) => code);
  const quotas = quotasIn(group.rows).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const byUid = new Map(group.rows.map((row) => [row.ref.uid, row.fields]));
  const counties = unitsIn(group.rows, ['county']);
  const townships = unitsIn(group.rows, ['township']);
  const names = [
    ...new Set([...counties.keys(), ...townships.keys(), ...quotas.map(({ unit }) => unit)]),
  ].sort((a, b) => Number(isTownship(a)) - Number(isTownship(b)) || (a < b ? -1 : 1));
  const planned = (quota: Quota): number | null => {
    const amount = measured(group, how.measures, quota.kind, quota.unit);
    const one = amountIn(1, quota.unitOfValue);
    if (amount !== null && one !== null) return amount / one;
    const own = Object.hasOwn(how.fields, quota.kind) ? how.fields[quota.kind] : undefined;
    const value = own === undefined ? undefined : counties.get(quota.unit)?.fields[own.field];
    return typeof value === 'number' && own?.unit === quota.unitOfValue ? value : null;
  };
  const units = names.map((unit): IndicatorUnit => {
    const row = counties.get(unit) ?? townships.get(unit);
    return {
      name: (row === undefined ? null : textOf(row.fields, 'name')) ?? unit,
      county: !isTownship(unit),
      facts: quotas
        .filter((quota) => quota.unit === unit)
        .map((quota) => factOf(quota, byUid.get(quota.ref.uid) ?? {}, planned(quota))),
    };
  });
  return gathered({ units: units.filter(({ facts }) => facts.length > 0) });
}

const COUNTY_DIGITS = 6;
const isTownship = (unit: string): boolean => unit.length > COUNTY_DIGITS;

function factOf(quota: Quota, fields: Fields, planned: number | null): IndicatorFact {
  const year = fields['year'];
  return {
    kind: quota.kind,
    nature: textOf(fields, 'nature'),
    direction: quota.direction,
    year: typeof year === 'number' ? year : null,
    unit: quota.unitOfValue,
    target: quota.value,
    planned,
    source: textOf(fields, 'source'),
  };
}
