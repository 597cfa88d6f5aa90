import { fromGeoJson } from '../geometry/geojson.ts';
import type { Packed } from '../geometry/packed.ts';
import type { FieldValue } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Clipboard, ClipboardFeature } from './clipboard.ts';
import { readWktGeometries } from './read-wkt.ts';
import type { SourceField } from './suggest-mapping.ts';

/** The layer that features from other programs are said to come from. */
export const OUTSIDE = 'outside';
const MAX_FEATURES = 10_000;
const MAX_POINTS = 2_000_000;
/** More different properties than this are not offered. */
const MAX_FIELDS = 200;
const MAX_VALUE = 4_000;

interface Raw {
  readonly geometry: unknown;
  readonly properties: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The features of a GeoJSON value; null for what is none. */
function geoJsonFeatures(value: unknown): Raw[] | null {
  if (!isObject(value)) return null;
  if (value['type'] === 'FeatureCollection' && Array.isArray(value['features'])) {
    const list: unknown[] = value['features'];
    return list.every(isObject) ? list.map(({ geometry, properties }) => ({ geometry, properties })) : null;
  }
  if (value['type'] === 'Feature') return [{ geometry: value['geometry'], properties: value['properties'] }];
  if (value['type'] === 'GeometryCollection' && Array.isArray(value['geometries'])) {
    return value['geometries'].map((geometry: unknown) => ({ geometry, properties: null }));
  }
  return typeof value['type'] === 'string' && 'coordinates' in value
    ? [{ geometry: value, properties: null }]
    : null;
}

function scalar(value: unknown): FieldValue {
  if (typeof value === 'string') return value.slice(0, MAX_VALUE);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? Number(value) : null;
}

/**
 * Features from a parsed GeoJSON value or the text of WKT geometries. Properties become fields `p1`, `p2` ... labelled
 * with their names, whatever script those are in. Coordinates are taken for longitude and latitude in degrees.
 *
 * Failures: `paste.nothing`, `paste.too-much` (params: limit), `paste.geometry` (params: number) for a feature whose
 * geometry cannot be read, `paste.not-degrees` (params: number, x, y).
 */
export function readOutside(raw: unknown): Result<Clipboard> {
  const found = typeof raw === 'string' ? readWktGeometries(raw) : geoJsonFeatures(raw);
  if (found === null || found.length === 0) return fail('paste.nothing');
  if (found.length > MAX_FEATURES) return fail('paste.too-much', { limit: MAX_FEATURES });
  const names = new Map<string, SourceField>();
  const features: ClipboardFeature[] = [];
  let points = 0;
  for (const [i, { geometry, properties }] of found.entries()) {
    const number = i + 1;
    const packed = fromGeoJson(geometry);
    if (!packed.ok || packed.value.xy.length === 0) return fail('paste.geometry', { number });
    const beyond = outOfDegrees(packed.value);
    if (beyond !== null) return fail('paste.not-degrees', { number, x: beyond[0], y: beyond[1] });
    points += packed.value.xy.length / 2;
    if (points > MAX_POINTS) return fail('paste.too-much', { limit: MAX_FEATURES });
    const fields: Record<string, FieldValue> = {};
    for (const [name, value] of isObject(properties) ? Object.entries(properties) : []) {
      const field = fieldOf(names, name, value);
      if (field !== undefined) fields[field.name] = scalar(value);
    }
    features.push({ geometry: packed.value, fields, layer: OUTSIDE, uid: `outside-${number}` });
  }
  return ok({ schema: { fields: [...names.values()] }, features });
}

function fieldOf(names: Map<string, SourceField>, name: string, value: unknown): SourceField | undefined {
  const known = names.get(name);
  if (known !== undefined || names.size >= MAX_FIELDS) return known;
  const label = name.slice(0, 100);
  const field: SourceField = {
    name: `p${names.size + 1}`,
    label: { 'zh-CN': label, en: label },
    aliases: [label],
    type: typeof value === 'number' ? 'real' : 'text',
  };
  names.set(name, field);
  return field;
}

function outOfDegrees({ xy }: Packed): readonly [number, number] | null {
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) return [x, y];
  }
  return null;
}
