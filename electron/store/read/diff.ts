import type { FeatureDiff } from '../../../shared/bridge/query-contract.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import type { Reader } from './reader-types.ts';

/** Same identity, attributes and shape; revisions only ever grow and do not count. */
export function sameContent(a: FeatureRecord, b: FeatureRecord): boolean {
  if (a.uid !== b.uid) return false;
  const names = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  for (const name of names) if ((a.fields[name] ?? null) !== (b.fields[name] ?? null)) return false;
  if (a.geometry === null || b.geometry === null) return a.geometry === b.geometry;
  return samePacked(a.geometry, b.geometry);
}

/** The difference of two states for the records that may differ. Closes both readers when the iteration ends. */
export async function* diffStates(
  before: Reader,
  after: Reader,
  records: readonly { readonly table: string; readonly fid: number }[],
): AsyncGenerator<FeatureDiff> {
  try {
    for (const { table, fid } of records) {
      const old = before.featuresByFid(table, [fid])[0] ?? null;
      const now = after.featuresByFid(table, [fid])[0] ?? null;
      const known = now ?? old;
      if (known === null || (old !== null && now !== null && sameContent(old, now))) continue;
      yield { ref: { table, uid: known.uid }, before: old, after: now };
    }
  } finally {
    before.close();
    after.close();
  }
}
