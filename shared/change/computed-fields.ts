import { polygonAreaM2 } from '../geometry/area.ts';
import { lineLengthM } from '../geometry/measure.ts';
import type { Packed } from '../geometry/packed.ts';
import { codeEntry } from '../model/code-list.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { FieldValue, Fields } from '../model/record.ts';

/** Hundredths: areas are stored to 0.01 m2, lengths to 0.01 m. */
const hundredths = (value: number): number => Math.round(value * 100) / 100;

const numberOf = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);

interface Formula {
  /** What it is made from: fields, or `geometry`. */
  readonly from: readonly string[];
  readonly make: (fields: Fields, geometry: Packed | null) => FieldValue;
  /** A figure before it is rounded; left out where it is no figure. */
  readonly exact?: Exact;
}

type Exact = (fields: Fields, geometry: Packed | null) => number | null;

/** A figure, stored in hundredths. */
const figure = (from: readonly string[], exact: Exact): Formula => ({
  from,
  exact,
  make: (fields, geometry) => {
    const value = exact(fields, geometry);
    return value === null ? null : hundredths(value);
  },
});

/** Name of a code as the standards write it. */
const codeName = (domain: string, field: string): Formula => ({
  from: [field],
  make: (fields) => {
    const code = fields[field];
    return typeof code === 'string' ? (codeEntry(domain, code)?.label['zh-CN'] ?? null) : null;
  },
});

/** How a field is filled, by the words the schema uses in `computed`. Fields with other words are filled elsewhere. */
const FORMULAS: Readonly<Record<string, Formula>> = {
  'ellipsoid_area(geometry), written with every geometry change': figure(['geometry'], (_fields, geometry) =>
    geometry === null ? null : polygonAreaM2(geometry),
  ),
  'geodesic_length(geometry)': figure(['geometry'], (_fields, geometry) =>
    geometry === null ? null : lineLengthM(geometry),
  ),
  'area_m2 * ridge_coefficient': figure(['area_m2', 'ridge_coefficient'], (fields) => {
    const area = numberOf(fields.area_m2);
    const share = numberOf(fields.ridge_coefficient);
    return area === null || share === null ? null : area * share;
  }),
  'area_m2 - deducted_area_m2': figure(['area_m2', 'deducted_area_m2'], (fields) => {
    const area = numberOf(fields.area_m2);
    return area === null ? null : area - (numberOf(fields.deducted_area_m2) ?? 0);
  }),
  'name of land_class in the class edition': codeName('land_use_class', 'land_class'),
  'name of zone_code': codeName('planning_zone', 'zone_code'),
};

/** Fills the fields that have a formula and are wanted, in the order of the schema: later ones build on earlier ones. */
function make(
  layer: LayerSchema,
  fields: Fields,
  geometry: Packed | null,
  wanted: (name: string, formula: Formula) => boolean,
): Record<string, FieldValue> {
  const all: Record<string, FieldValue> = { ...fields };
  const made: Record<string, FieldValue> = {};
  for (const field of layer.fields) {
    const formula = field.computed ? FORMULAS[field.computed] : undefined;
    if (formula === undefined || !wanted(field.name, formula)) continue;
    const value = formula.make(all, geometry);
    // A name that no list knows is left as it was given.
    if (value === null && field.type === 'text') continue;
    all[field.name] = value;
    made[field.name] = value;
  }
  return made;
}

/**
 * The computed fields of a feature: ellipsoid area, ridge deduction and net area (m2), length (m), names of codes.
 * With `changed` (field names, `geometry`) only those that follow from it come back: an edit of one field does not
 * touch figures that have nothing to do with it.
 */
export function computedFields(
  layer: LayerSchema,
  fields: Fields,
  geometry: Packed | null,
  changed?: Iterable<string>,
): Fields {
  if (changed === undefined) return make(layer, fields, geometry, () => true);
  const fresh = new Set(changed);
  return make(layer, fields, geometry, (name, { from }) => {
    const follows = from.some((source) => fresh.has(source));
    if (follows) fresh.add(name);
    return follows;
  });
}

/** A computed figure of a feature before it is rounded to hundredths; null where the field has no such figure. */
export const exactFigure = (field: Field, fields: Fields, geometry: Packed | null): number | null =>
  (field.computed === undefined ? undefined : FORMULAS[field.computed]?.exact)?.(fields, geometry) ?? null;

/**
 * The fields of a feature that comes from outside, with what is computed where it brought nothing: a figure of
 * the source is kept, and checked by the rules.
 */
export function fillComputed(layer: LayerSchema, fields: Fields, geometry: Packed | null): Fields {
  return { ...fields, ...make(layer, fields, geometry, (name) => (fields[name] ?? null) === null) };
}

/** Names of the fields that are computed, and of those that they are made from. */
export function computedSources(layer: LayerSchema): readonly string[] {
  const names = new Set<string>();
  for (const { name, computed } of layer.fields) {
    const formula = computed ? FORMULAS[computed] : undefined;
    if (formula === undefined) continue;
    for (const one of [...formula.from, name]) if (one !== 'geometry') names.add(one);
  }
  return [...names];
}
