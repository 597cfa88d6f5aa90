import { polygonAreaM2 } from '../../geometry/area.ts';
import { concatPacked } from '../../geometry/build-packed.ts';
import { isEmptyPacked, samePacked } from '../../geometry/counts.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { Packed } from '../../geometry/packed.ts';
import type { LayerSchema } from '../../model/layer.ts';
import type { FeatureRecord, Fields } from '../../model/record.ts';
import { classFieldOf } from './class-field.ts';
import type { ChangeKind, FieldDifference, VersionChange } from './types.ts';

/** A record before and after; null where it was not there. Not both are. */
export interface RecordPair {
  readonly before: FeatureRecord | null;
  readonly after: FeatureRecord | null;
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : typeof value === 'number' ? String(value) : null;

export const sameShape = (a: Packed | null, b: Packed | null): boolean =>
  a === null || b === null ? a === b : samePacked(a, b);

const areaOf = (geometry: Packed | null): number =>
  geometry === null || geometry.kind !== 'polygon' ? 0 : polygonAreaM2(geometry);

/** Fields that people fill; the others follow from them, from the shape or from the history. */
function differingFields(schema: LayerSchema, before: Fields, after: Fields): FieldDifference[] {
  return schema.fields
    .filter(({ system, computed, name }) => system !== true && computed === undefined && name !== 'uid')
    .map(({ name: field }) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((one) => one.before !== one.after);
}

/** The ground that a moved border gave and took. */
function moved(overlay: Overlay, before: Packed, after: Packed): { areaM2: number; geometry: Packed } {
  const pieces = [
    ...overlay.measure('difference', after, before),
    ...overlay.measure('difference', before, after),
  ];
  return {
    areaM2: pieces.reduce((sum, piece) => sum + piece.areaM2, 0),
    geometry: concatPacked(
      'polygon',
      pieces.map((piece) => piece.geometry),
    ),
  };
}

const isPolygon = (geometry: Packed | null): geometry is Packed =>
  geometry !== null && geometry.kind === 'polygon' && !isEmptyPacked(geometry);

/** A border that moved by less ground than this runs as before: vertices were added, or rounding. m2. */
const STILL_M2 = 0.01;

/**
 * What happened to a feature between two states; null where nothing did that a person would see (its revision alone
 * differs, or what is computed).
 *
 * @param townshipAt the township of a place, for features that do not say where they lie
 */
export function describeChange(
  schema: LayerSchema,
  { before, after }: RecordPair,
  overlay: Overlay,
  townshipAt: (geometry: Packed) => string | null,
): VersionChange | null {
  const record = after ?? before;
  if (record === null) return null;
  const field = classFieldOf(schema)?.name;
  const classOf = (one: FeatureRecord | null): string | null =>
    one === null || field === undefined ? null : textOf(one.fields[field]);
  const fields =
    before === null || after === null ? [] : differingFields(schema, before.fields, after.fields);
  const place = before === null || after === null ? null : borderBetween(overlay, before, after);
  const kinds: ChangeKind[] = [];
  if (before === null) kinds.push('added');
  else if (after === null) kinds.push('deleted');
  else {
    if (classOf(before) !== classOf(after)) kinds.push('class');
    if (place?.moved === true) kinds.push('shape');
    if (fields.some((one) => one.field !== field)) kinds.push('attributes');
    if (place?.moved === false) kinds.push('nodes');
  }
  const [kind] = kinds;
  if (kind === undefined) return null;
  // A moved border alone is seen where it moved; everything else in the feature as a whole.
  const border = kind === 'shape' && place !== null && place.geometry !== null;
  const geometry = border ? place.geometry : record.geometry;
  const admin = /^\d{9}/.exec(textOf(record.fields['admin_code']) ?? '')?.[0] ?? null;
  return {
    ref: { table: record.layer, uid: record.uid },
    fid: record.fid,
    kinds,
    name: textOf(record.fields['name']),
    identifier: textOf(record.fields['identifier']),
    township: admin ?? (geometry === null ? null : townshipAt(geometry)),
    classBefore: classOf(before),
    classAfter: classOf(after),
    fields,
    areaM2: changedArea(overlay, { before, after }, kinds, place?.areaM2 ?? 0),
    geometry,
    box: geometry?.box ?? null,
  };
}

/** Ground that is covered otherwise than before: moved, or all of it where the feature came, went or changed class. */
function changedArea(
  overlay: Overlay,
  { before, after }: RecordPair,
  kinds: readonly ChangeKind[],
  movedM2: number,
): number {
  if (before === null || after === null) return areaOf((after ?? before)?.geometry ?? null);
  if (!kinds.includes('class')) return kinds.includes('shape') ? movedM2 : 0;
  const [was, is] = [before.geometry, after.geometry];
  if (!isPolygon(was) || !isPolygon(is)) return 0;
  return movedM2 + (samePacked(was, is) ? polygonAreaM2(is) : overlay.intersectionAreaM2(was, is));
}

interface Border {
  /** False where it has other vertices and runs as before. */
  readonly moved: boolean;
  readonly areaM2: number;
  readonly geometry: Packed | null;
}

/** What a border gave and took; null where the shapes are the same. Lines and points only move. */
function borderBetween(
  overlay: Overlay,
  { geometry: was }: FeatureRecord,
  { geometry: is }: FeatureRecord,
): Border | null {
  if (sameShape(was, is)) return null;
  if (!isPolygon(was) || !isPolygon(is))
    return { moved: true, areaM2: areaOf(was) + areaOf(is), geometry: null };
  const border = moved(overlay, was, is);
  return { ...border, moved: border.areaM2 >= STILL_M2 };
}
