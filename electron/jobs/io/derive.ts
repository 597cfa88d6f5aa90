import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { computedFields } from '../../../shared/change/computed-fields.ts';
import { lineLengthM } from '../../../shared/geometry/measure.ts';
import { splitFields } from '../../../shared/change/split-merge-fields.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';

/** An imported area may differ from the ellipsoid area by this share, or by a square metre, before it is said. */
const AREA_SHARE = 0.05;

/** What parts of one feature have of its fields. */
export interface PartFields {
  /** The part that stands for the whole and keeps its identity. */
  readonly largest: number;
  readonly fields: readonly Record<string, FieldValue>[];
}

/**
 * Fields of the parts of one feature by the policies of the schema, as a split makes them: numbers and identifiers stay
 * with the largest alone, figures are shared by area so that they add up to those of the whole; the area is that of each
 * shape. Null for a feature that stays whole.
 */
export function fieldsOfParts(
  schema: LayerSchema,
  given: Readonly<Record<string, FieldValue>>,
  shapes: readonly Packed[],
): PartFields | null {
  if (shapes.length < 2) return null;
  const sizes = shapes.map((shape) => (shape.kind === 'polygon' ? polygonAreaM2(shape) : lineLengthM(shape)));
  const areas = sizes.some((size) => size > 0) ? sizes : sizes.map(() => 1);
  const names = Object.keys(given);
  const fields = splitFields(schema, given, areas).map((part) =>
    Object.fromEntries(
      names.flatMap((name) =>
        name in part ? [[name, name === 'area_m2' ? null : (part[name] ?? null)] as const] : [],
      ),
    ),
  );
  return { largest: areas.indexOf(Math.max(...areas)), fields };
}

export interface Derived {
  readonly fields: Record<string, FieldValue>;
  /** Ellipsoid area of the shape, m2. */
  readonly areaM2: number;
  /** The area that came with the feature when it is far from that of its shape, else null. */
  readonly differs: number | null;
}

/**
 * Fills what follows from shape and codes (area, net area, names of codes) where the source left it empty.
 *
 * @param fields the feature's own, which are filled in
 */
export function derive(schema: LayerSchema, fields: Record<string, FieldValue>, geometry: Packed): Derived {
  const stated = fields['area_m2'];
  const computed = computedFields(schema, fields, geometry);
  for (const name in computed) fields[name] ??= computed[name] ?? null;
  const area = computed['area_m2'];
  const areaM2 = typeof area === 'number' ? area : polygonAreaM2(geometry);
  const far = typeof stated === 'number' && Math.abs(stated - areaM2) > Math.max(1, AREA_SHARE * areaM2);
  return { fields, areaM2, differs: far ? stated : null };
}
