import type { Geometry, Position as GeoPosition } from 'geojson';
import { fail, ok, type Result } from '../result.ts';
import {
  type BuildOptions,
  emptyPacked,
  packLines,
  packMultiPolygon,
  packPoints,
  type Position,
} from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import type { Packed } from './packed.ts';

const isPosition = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number';

const isLine = (value: unknown): value is Position[] => Array.isArray(value) && value.every(isPosition);

const isPolygon = (value: unknown): value is Position[][] => Array.isArray(value) && value.every(isLine);

const isMultiPolygon = (value: unknown): value is Position[][][] =>
  Array.isArray(value) && value.every(isPolygon);

/**
 * A GeoJSON geometry of untrusted origin as a packed one. Positions are rounded to the grid unless
 * `raw`; rings are closed and turned. Heights are dropped.
 *
 * @returns failure `geometry-type` (params: type) for what is no supported geometry, and
 * `geometry-coordinates` (params: type) when its coordinates have the wrong shape.
 */
export function fromGeoJson(geometry: unknown, options: BuildOptions = {}): Result<Packed> {
  if (geometry === null || typeof geometry !== 'object') {
    return fail('geometry-type', { type: geometry === null ? 'null' : typeof geometry });
  }
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  const name = String(type);
  switch (type) {
    case 'Point':
      if (Array.isArray(coordinates) && coordinates.length === 0) return ok(emptyPacked('point'));
      if (isPosition(coordinates)) return ok(packPoints([coordinates], options));
      break;
    case 'MultiPoint':
      if (isLine(coordinates)) return ok(packPoints(coordinates, options));
      break;
    case 'LineString':
      if (isLine(coordinates)) return ok(packLines([coordinates], options));
      break;
    case 'MultiLineString':
      if (isPolygon(coordinates)) return ok(packLines(coordinates, options));
      break;
    case 'Polygon':
      if (isPolygon(coordinates)) return ok(packMultiPolygon([coordinates], options));
      break;
    case 'MultiPolygon':
      if (isMultiPolygon(coordinates)) return ok(packMultiPolygon(coordinates, options));
      break;
    default:
      return fail('geometry-type', { type: name });
  }
  return fail('geometry-coordinates', { type: name });
}

function positions(ring: ArrayLike<number>): GeoPosition[] {
  const out: GeoPosition[] = [];
  for (let i = 0; i < ring.length; i += 2) out.push([ring[i]!, ring[i + 1]!]);
  return out;
}

/**
 * The geometry as GeoJSON (RFC 7946 ring order). One part gives the simple type, more or none the
 * Multi type; `multi` asks for the Multi type always.
 */
export function toGeoJson(packed: Packed, options: { readonly multi?: boolean } = {}): Geometry {
  const parts: GeoPosition[][][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    parts.push(partOf(packed, part).map(positions));
  }
  const first = parts.length === 1 && !options.multi ? parts[0] : undefined;
  switch (packed.kind) {
    case 'point':
      return first
        ? { type: 'Point', coordinates: first[0]![0]! }
        : { type: 'MultiPoint', coordinates: parts.map((rings) => rings[0]![0]!) };
    case 'line':
      return first
        ? { type: 'LineString', coordinates: first[0]! }
        : { type: 'MultiLineString', coordinates: parts.map((rings) => rings[0]!) };
    case 'polygon':
      return first ? { type: 'Polygon', coordinates: first } : { type: 'MultiPolygon', coordinates: parts };
  }
}
