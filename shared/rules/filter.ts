import { z } from 'zod';
import type { Fields, FieldValue } from '../model/record.ts';

const values = z.array(z.string()).min(1);

/** What one field must satisfy; all parts that are given must hold. */
export const condition = z.strictObject({
  in: values.optional(),
  not_in: values.optional(),
  prefix: values.optional(),
  not_prefix: values.optional(),
  empty: z.boolean().optional(),
});
export type Condition = z.infer<typeof condition>;

/** Field name to its condition; a feature passes when every field does. */
export const sideFilter = z.record(z.string().regex(/^[a-z][a-z0-9_]{0,62}$/), condition);
export type SideFilter = z.infer<typeof sideFilter>;

const asText = (value: FieldValue | undefined): string | null =>
  value === undefined || value === null || value === '' ? null : String(value);

/**
 * An unknown value passes what excludes (`not_in`, `not_prefix`): what is not known to be exempt is checked.
 * It fails what demands (`in`, `prefix`): what is not known to be construction land is not called so.
 */
export function meetsCondition(value: FieldValue | undefined, wanted: Condition): boolean {
  const text = asText(value);
  if (wanted.empty !== undefined && wanted.empty !== (text === null)) return false;
  if (text === null) return wanted.in === undefined && wanted.prefix === undefined;
  const starts = (prefix: string): boolean => text.startsWith(prefix);
  return (
    (wanted.in?.includes(text) ?? true) &&
    !(wanted.not_in?.includes(text) ?? false) &&
    (wanted.prefix?.some(starts) ?? true) &&
    !(wanted.not_prefix?.some(starts) ?? false)
  );
}

/** Whether a feature's fields pass; no filter passes all. */
export const passes = (fields: Fields, filter: SideFilter | undefined): boolean =>
  filter === undefined ||
  Object.entries(filter).every(([field, wanted]) => meetsCondition(fields[field], wanted));

/** The fields a filter reads. */
export const filterFields = (filter: SideFilter | undefined): string[] => Object.keys(filter ?? {});
