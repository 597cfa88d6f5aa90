import { sameShape } from '../analysis/versions/describe-change.ts';
import type { FieldDifference } from '../analysis/versions/types.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Field, FieldType } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';
import type { Failure } from '../result.ts';

/** What happens to a feature here when the package is taken. */
export const COMPARED_KINDS = ['added', 'removed', 'changed'] as const;
export type ComparedKind = (typeof COMPARED_KINDS)[number];

/** One feature that differs. `before` is what is here, `after` what the package holds. */
export interface ComparedFeature {
  readonly kind: ComparedKind;
  readonly uid: string;
  /** Its fid here; null for one that is added. */
  readonly fid: number | null;
  readonly title: string;
  readonly fields: readonly FieldDifference[];
  readonly moved: boolean;
  readonly areaBefore: number | null;
  readonly areaAfter: number | null;
}

/** A layer of a package beside the layer here. */
export interface ComparedLayer {
  readonly layer: string;
  readonly name: { readonly 'zh-CN': string; readonly en: string };
  /** Why it cannot be taken: `no-layer`, `geometry`; null where it can. */
  readonly refused: 'no-layer' | 'geometry' | null;
  readonly inPackage: number;
  readonly here: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly same: number;
  /** Features of the package that cannot be read as features of the layer. */
  readonly unreadable: number;
  /** Why the first of them cannot. */
  readonly why: Failure | null;
  /** Of the changed ones: how many moved, and how many differ in each field. */
  readonly moved: number;
  readonly fields: Readonly<Record<string, number>>;
  /** Fields of the package that the layer here does not have; they are not taken. */
  readonly unknownFields: readonly string[];
  /** The first that differ, as many as were asked for. */
  readonly features: readonly ComparedFeature[];
}

/** What a package would change in the open blueprint. */
export interface Comparison {
  readonly layers: readonly ComparedLayer[];
  /** Whether the package says it is of another county, or of another blueprint. */
  readonly otherCounty: boolean;
  readonly otherBlueprint: boolean;
  /** State of the blueprint that was compared. */
  readonly rev: number;
}

/** A feature as it is compared: fields of the schema and shape. */
export interface Compared {
  readonly fields: Fields;
  readonly geometry: Packed | null;
}

/** A field as it is compared. */
export type ComparedField = Pick<Field, 'name' | 'type'>;

/** A moment is the same however it is written: formats write it their own way. */
const same = (type: FieldType, a: FieldValue, b: FieldValue): boolean =>
  Object.is(a, b) ||
  (type === 'datetime' && typeof a === 'string' && typeof b === 'string' && Date.parse(a) === Date.parse(b));

/** Fields that differ between two features, in their order. */
export const differing = (
  fields: readonly ComparedField[],
  before: Fields,
  after: Fields,
): FieldDifference[] =>
  fields
    .map(({ name, type }) => ({
      type,
      field: name,
      before: valueOf(before, name),
      after: valueOf(after, name),
    }))
    .filter((one) => !same(one.type, one.before, one.after))
    .map(({ field, before: was, after: is }) => ({ field, before: was, after: is }));

const valueOf = (fields: Fields, name: string): FieldValue => {
  const value = fields[name] ?? null;
  // -0 and 0 are one number to every file.
  return value === 0 ? 0 : value;
};

/** How a feature here differs from that of the package; null where it does not. */
export function difference(
  compared: readonly ComparedField[],
  before: Compared,
  after: Compared,
): { readonly fields: readonly FieldDifference[]; readonly moved: boolean } | null {
  const fields = differing(compared, before.fields, after.fields);
  const moved = !sameShape(before.geometry, after.geometry);
  return fields.length === 0 && !moved ? null : { fields, moved };
}

const isFilled = (value: FieldValue | undefined): value is string | number =>
  value !== null && value !== undefined && value !== '';

/** What a feature is called in a list. */
export function titleOf(fields: Fields, uid: string): string {
  const found = ['name', 'identifier', 'code'].map((field) => fields[field]).find(isFilled);
  return found === undefined ? uid : String(found);
}
