import { emptyPacked } from '../../geometry/build-packed.ts';
import type { Fields, RecordRef } from '../../model/record.ts';
import type { GroupRow, PieceDraft } from '../bound-rule.ts';
import type { MessageParams, Severity } from '../rule.ts';
import { textOf } from '../fact-params.ts';

const NOTHING = emptyPacked('polygon');

/** The field of a group's row that says what record it is of, by the role of its layer. */
export const ROLE = 'role';

export const rowsOf = (rows: readonly GroupRow[], role: string): GroupRow[] =>
  rows.filter(({ fields }) => fields[ROLE] === role);

/** A figure that does not fit, at the place of the unit it is about. */
export const figurePiece = (
  { box }: Pick<GroupRow, 'box'>,
  severity: Severity,
  facts: Fields,
  { areaM2 = 0, other = null }: { readonly areaM2?: number; readonly other?: RecordRef | null } = {},
): PieceDraft => ({
  other,
  areaM2,
  severity,
  geometry: NOTHING,
  ...(box === null ? {} : { box }),
  facts,
});

/** The name of a township or county, or its code. */
export const unitName = (fields: Fields): MessageParams[string] => ({
  kind: 'text',
  value: textOf(fields, 'name') ?? textOf(fields, 'code') ?? '',
});

/** Figures of areas are kept in hectares by tables and quotas. */
export const hectares = (m2: number): MessageParams[string] => ({ kind: 'area', m2, unit: 'ha' });
