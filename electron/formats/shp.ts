import type { Packed } from '../../shared/geometry/packed.ts';
import { emptyPacked, packFlat } from '../../shared/geometry/build-packed.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { groupRings } from './shp-rings.ts';

/*
 * Shapefile main file (ESRI Shapefile Technical Description, July 1998): a header of 100 bytes, then records of a
 * big-endian number and length (in 16-bit words) and little-endian content. Z and M values are skipped.
 */

export const SHP_HEADER_BYTES = 100;
export const RECORD_HEADER_BYTES = 8;
const FILE_CODE = 9994;

const NAMES: Readonly<Record<number, string>> = {
  0: 'Null',
  1: 'Point',
  3: 'PolyLine',
  5: 'Polygon',
  8: 'MultiPoint',
  11: 'PointZ',
  13: 'PolyLineZ',
  15: 'PolygonZ',
  18: 'MultiPointZ',
  21: 'PointM',
  23: 'PolyLineM',
  25: 'PolygonM',
  28: 'MultiPointM',
  31: 'MultiPatch',
};

export interface ShpHeader {
  /** Length the file says it has, bytes. */
  readonly length: number;
  readonly type: string;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export const isShp = (head: Uint8Array): boolean =>
  head.length >= 4 && viewOf(head).getInt32(0, false) === FILE_CODE;

/** @returns failure `shp-header` for bytes that are no main file */
export function readShpHeader(bytes: Uint8Array): Result<ShpHeader> {
  if (bytes.length < SHP_HEADER_BYTES || !isShp(bytes)) return fail('shp-header');
  const view = viewOf(bytes);
  const type = NAMES[view.getInt32(32, true)];
  return type === undefined ? fail('shp-header') : ok({ length: 2 * view.getInt32(24, false), type });
}

/** Record number and content length in bytes. */
export function readRecordHeader(bytes: Uint8Array): { readonly number: number; readonly length: number } {
  const view = viewOf(bytes);
  return { number: view.getInt32(0, false), length: 2 * view.getInt32(4, false) };
}

/**
 * The geometry of a record's content; null for a null shape.
 *
 * @returns failures `shp-record` for content that contradicts itself and `shp-type` (params: type) for a MultiPatch
 * or an unknown type
 */
export function readShape(bytes: Uint8Array): Result<Packed | null> {
  if (bytes.length < 4) return fail('shp-record');
  const view = viewOf(bytes);
  const code = view.getInt32(0, true);
  if (code === 0) return ok(null);
  switch (code % 10) {
    case 1:
      return bytes.length < 20 || code > 21
        ? unknownOr(code)
        : ok(packFlat('point', [[readPoints(view, 4, 1)]]));
    case 8:
      return readMultiPoint(view);
    case 3:
    case 5:
      return code > 25 ? unknownOr(code) : readParts(view, code % 10 === 5);
    default:
      return unknownOr(code);
  }
}

const unknownOr = (code: number): Result<never> =>
  NAMES[code] !== undefined && code !== 31
    ? fail('shp-record')
    : fail('shp-type', { type: NAMES[code] ?? code });

function readPoints(view: DataView, at: number, count: number): Float64Array {
  const xy = new Float64Array(2 * count);
  for (let i = 0; i < xy.length; i++) xy[i] = view.getFloat64(at + 8 * i, true);
  return xy;
}

function readMultiPoint(view: DataView): Result<Packed> {
  if (view.byteLength < 40) return fail('shp-record');
  const count = view.getInt32(36, true);
  if (count < 0 || 40 + 16 * count > view.byteLength) return fail('shp-record');
  const xy = readPoints(view, 40, count);
  return ok(
    packFlat(
      'point',
      Array.from({ length: count }, (_, i) => [xy.subarray(2 * i, 2 * i + 2)]),
    ),
  );
}

function readParts(view: DataView, polygon: boolean): Result<Packed> {
  if (view.byteLength < 44) return fail('shp-record');
  const parts = view.getInt32(36, true);
  const points = view.getInt32(40, true);
  if (parts < 0 || points < 0 || 44 + 4 * parts + 16 * points > view.byteLength) return fail('shp-record');
  const kind = polygon ? 'polygon' : 'line';
  if (parts === 0 || points === 0) return ok(emptyPacked(kind));
  const xy = readPoints(view, 44 + 4 * parts, points);
  const rings: Float64Array[] = [];
  for (let part = 0; part < parts; part++) {
    const from = view.getInt32(44 + 4 * part, true);
    const to = part + 1 < parts ? view.getInt32(48 + 4 * part, true) : points;
    if (from < 0 || to < from || to > points) return fail('shp-record');
    if (to > from) rings.push(xy.subarray(2 * from, 2 * to));
  }
  return ok(packFlat(kind, polygon ? groupRings(rings) : rings.map((ring) => [ring])));
}
