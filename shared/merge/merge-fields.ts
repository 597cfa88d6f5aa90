import { computedFields } from '../change/computed-fields.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FieldValue, Fields } from '../model/record.ts';
import type { FieldDispute, RecordState } from './types.ts';

export const valueOf = (fields: Fields, name: string): FieldValue => fields[name] ?? null;

/** Where a feature came from: what either side knows of it. */
const ORIGIN = 'derived_from';

/** Uids in a text, as {@link ORIGIN} lists them. */
const uidsOf = (value: FieldValue): string[] =>
  typeof value === 'string' ? value.split(/[\s,;，；]+/).filter((part) => part !== '') : [];

const bothOrigins = (mine: FieldValue, theirs: FieldValue): string =>
  [...new Set([...uidsOf(mine), ...uidsOf(theirs)])].sort().join(',');

export interface MergedFields {
  /** Fields that get another value than mine has, and no dispute. */
  readonly taken: Fields;
  readonly disputes: readonly FieldDispute[];
}

/**
 * Joins two edits of the fields of one record, field by field. Fields that follow from others (areas, names of codes)
 * are left out; see {@link derivedOf}.
 *
 * @param derived names of the fields to leave out
 */
export function mergeFields(
  base: Fields,
  mine: Fields,
  theirs: Fields,
  derived: ReadonlySet<string>,
): MergedFields {
  const taken: Record<string, FieldValue> = {};
  const disputes: FieldDispute[] = [];
  for (const field of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    if (derived.has(field)) continue;
    const [was, own, other] = [valueOf(base, field), valueOf(mine, field), valueOf(theirs, field)];
    if (own === other || was === other) continue;
    if (was === own) taken[field] = other;
    else if (field === ORIGIN) taken[field] = bothOrigins(own, other);
    else disputes.push({ field, base: was, mine: own, theirs: other });
  }
  return { taken, disputes };
}

/** Names of what differs between two states, `geometry` among them. */
export function changedNames(a: RecordState, b: RecordState, sameShape: boolean): string[] {
  const names = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [
    ...[...names].filter((name) => valueOf(a.fields, name) !== valueOf(b.fields, name)),
    ...(sameShape ? [] : ['geometry']),
  ];
}

/** Fields that follow from what either side changed: nobody's edit, made again from what comes of both. */
export function derivedOf(
  layer: LayerSchema | null,
  state: RecordState,
  changed: readonly string[],
): ReadonlySet<string> {
  if (layer === null || changed.length === 0) return new Set();
  const sources = changed.filter(
    (name) => name === 'geometry' || layer.fields.every((field) => field.name !== name || !field.computed),
  );
  return new Set(Object.keys(computedFields(layer, state.fields, state.geometry, sources)));
}

/** The derived fields of what came of both, those alone that differ from what mine has. */
export function derivedFields(
  layer: LayerSchema | null,
  fields: Fields,
  geometry: Packed | null,
  changed: readonly string[],
  mine: Fields,
): Fields {
  if (layer === null || changed.length === 0) return {};
  return Object.fromEntries(
    Object.entries(computedFields(layer, fields, geometry, changed)).filter(
      ([name, value]) => valueOf(mine, name) !== value,
    ),
  );
}
