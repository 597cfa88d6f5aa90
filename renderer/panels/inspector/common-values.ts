import type { Fields, FieldValue } from '../../../shared/model/record.ts';

/** For a field: the value that all have, or that they differ. No value at all counts as one. */
export const commonValues =
  (all: readonly Fields[]) =>
  (name: string): { readonly value: FieldValue; readonly mixed: boolean } => {
    const first = all[0]?.[name] ?? null;
    return all.every((fields) => (fields[name] ?? null) === first)
      ? { value: first, mixed: false }
      : { value: null, mixed: true };
  };
