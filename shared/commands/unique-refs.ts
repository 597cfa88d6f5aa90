import type { RecordRef } from '../model/record.ts';

/** The refs, each feature once, in the order they come. */
export function uniqueRefs(refs: readonly RecordRef[]): RecordRef[] {
  const known = new Set<string>();
  return refs.filter(({ table, uid }) => {
    const key = `${table} ${uid}`;
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
