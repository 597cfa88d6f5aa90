import type { FeatureDiff } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord, FieldValue } from '../../../shared/model/record.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

/** What one step did to one record. */
export interface RecordChange {
  readonly layer: string;
  readonly uid: string;
  readonly kind: 'added' | 'deleted' | 'changed';
  readonly title: string;
  readonly geometry: boolean;
  readonly fields: readonly FieldChange[];
}

const sameArray = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};
const sameGeometry = (a: Packed | null, b: Packed | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    sameArray(a.xy, b.xy) &&
    sameArray(a.rings, b.rings) &&
    sameArray(a.parts, b.parts));

/** What a feature is called: its name, else its identifier, else the head of its uid. */
export function titleOf(record: Pick<FeatureRecord, 'fields' | 'uid'>): string {
  for (const field of ['name', 'identifier']) {
    const value = record.fields[field];
    if (typeof value === 'string' && value.trim() !== '') return value;
  }
  return record.uid.slice(0, 8);
}

/** The change of one record, with the fields a person sees. */
export function recordChange(
  { ref, before, after }: FeatureDiff,
  schema: LayerSchema | undefined,
): RecordChange {
  const shown = new Set((schema?.fields ?? []).filter(({ system }) => !system).map(({ name }) => name));
  const names = [...new Set([...Object.keys(before?.fields ?? {}), ...Object.keys(after?.fields ?? {})])];
  const fields = names
    .filter((field) => shown.size === 0 || shown.has(field))
    .map((field) => ({
      field,
      before: before?.fields[field] ?? null,
      after: after?.fields[field] ?? null,
    }))
    .filter((change) => change.before !== change.after);
  const record = after ?? before;
  return {
    layer: ref.table,
    uid: ref.uid,
    kind: before === null ? 'added' : after === null ? 'deleted' : 'changed',
    title: record === null ? ref.uid.slice(0, 8) : titleOf(record),
    geometry: !sameGeometry(before?.geometry ?? null, after?.geometry ?? null),
    fields,
  };
}
