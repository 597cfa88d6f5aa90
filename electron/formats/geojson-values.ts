import { fromGeoJson } from '../../shared/geometry/geojson.ts';
import { refused, type Problem, type RawFeature, type RawValue } from '../../shared/import/raw.ts';
import type { Packed } from '../../shared/geometry/packed.ts';

/** A property as a flat value: objects and arrays become their JSON text. */
const flat = (value: unknown): RawValue => {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value) ?? null;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an object is a feature in Esri's own JSON, which looks alike. */
export const isEsriFeature = (value: unknown): boolean =>
  isObject(value) && isObject(value['attributes']) && value['type'] === undefined;

/** A parsed GeoJSON feature as a raw one, or why it cannot be used. */
export function toRawFeature(value: unknown, number: number): RawFeature | Problem {
  if (!isObject(value) || value['type'] !== 'Feature') return refused(number, 'not-a-feature');
  const properties = isObject(value['properties']) ? value['properties'] : {};
  const entries: [string, RawValue][] = Object.entries(properties).map(([name, one]) => [name, flat(one)]);
  const { id } = value;
  if ((typeof id === 'string' || typeof id === 'number') && !Object.hasOwn(properties, 'id'))
    entries.push(['id', id]);
  const geometry = value['geometry'];
  let packed: Packed | null = null;
  if (geometry !== null && geometry !== undefined) {
    const read = fromGeoJson(geometry, { raw: true });
    if (!read.ok) return refused(number, read.error.code, { ...read.error.params });
    packed = read.value;
  }
  // fromEntries defines own properties, so that a member called __proto__ is nothing but a name.
  return { kind: 'feature', number, values: Object.fromEntries(entries), geometry: packed };
}
