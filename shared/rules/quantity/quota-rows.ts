import type { Fields, RecordRef } from '../../model/record.ts';
import type { Contribution, GroupRow } from '../bound-rule.ts';
import { textOf } from '../fact-params.ts';
import { adminOf } from './admin-code.ts';
import { amountIn } from './amounts.ts';
import { ROLE, rowsOf } from './group-rows.ts';

/** Fields of the quota table, and of the units quotas are handed down to. */
export const QUOTA_FIELDS = [
  'admin_code',
  'year',
  'quota_kind',
  'value',
  'unit',
  'nature',
  'direction',
] as const;
export const UNIT_FIELDS = ['code', 'name'] as const;

/** A quota in force. */
export interface Quota {
  readonly ref: RecordRef;
  /** Code of the county (6 digits) or township (9). */
  readonly unit: string;
  readonly kind: string;
  readonly direction: string | null;
  readonly binding: boolean;
  readonly value: number;
  readonly unitOfValue: string | null;
  /** The value in 0.0001 m2; null where it is no area. */
  readonly amount: number | null;
}

/** A row of quotas, a township or a county as part of its county's group. */
export function unitOrQuota(fields: Fields, role: string | null): Contribution[] {
  const county = adminOf(fields, role === 'quota' ? 'admin_code' : 'code')?.county;
  return county === undefined ? [] : [{ group: county, row: { ...fields, [ROLE]: role } }];
}

function quotaOf({ ref, fields }: GroupRow): (Quota & { readonly year: number }) | null {
  const unit = adminOf(fields, 'admin_code')?.unit;
  const kind = textOf(fields, 'quota_kind');
  const value = fields['value'];
  if (unit === undefined || kind === null || typeof value !== 'number') return null;
  const unitOfValue = textOf(fields, 'unit');
  const year = fields['year'];
  return {
    ref,
    unit,
    kind,
    direction: textOf(fields, 'direction'),
    binding: textOf(fields, 'nature') !== 'expected',
    value,
    unitOfValue,
    amount: amountIn(value, unitOfValue),
    year: typeof year === 'number' ? year : -Infinity,
  };
}

/** The quotas of the last year of each unit, kind and direction: what the plan as a whole must hold. */
export function quotasIn(rows: readonly GroupRow[]): Quota[] {
  const latest = new Map<string, Quota & { readonly year: number }>();
  for (const row of rowsOf(rows, 'quota')) {
    const quota = quotaOf(row);
    if (quota === null) continue;
    const key = [quota.unit, quota.kind, quota.direction ?? ''].join(' ');
    if (quota.year > (latest.get(key)?.year ?? -Infinity) || !latest.has(key)) latest.set(key, quota);
  }
  return [...latest.values()];
}

/** The townships and the county of a group, by the code of `Quota.unit`. */
export function unitsIn(rows: readonly GroupRow[], roles: readonly string[]): Map<string, GroupRow> {
  const units = new Map<string, GroupRow>();
  for (const row of roles.flatMap((role) => rowsOf(rows, role))) {
    const unit = adminOf(row.fields, 'code')?.unit;
    if (unit !== undefined && !units.has(unit)) units.set(unit, row);
  }
  return units;
}
