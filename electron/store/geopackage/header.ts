import { fail, ok, type Result } from '../../../shared/result.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { Box, GeometryKind, Packed } from '../../../shared/geometry/packed.ts';
import { readWkb, writeWkbAfter } from '../../../shared/geometry/wkb.ts';
import { STORED_SRS } from './srs.ts';

/*
 * The geometry blob of OGC 12-128r19 (GeoPackage 1.4) clause 2.1.3: `GP`, version 0, flags, srs_id,
 * envelope, then WKB. Ours are little-endian with the envelope [minx, maxx, miny, maxy] as doubles,
 * so that a box is read without touching the coordinates; an empty geometry has none.
 */

const MAGIC_G = 0x47;
const MAGIC_P = 0x50;
const FLAG_LITTLE = 0x01;
const FLAG_ENVELOPE_XY = 0x02;
const FLAG_EMPTY = 0x10;
/** Bytes of the envelope by its indicator: none, XY, XYZ, XYM, XYZM. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64] as const;
const FIXED_BYTES = 8;

export interface GeometryHeader {
  readonly srsId: number;
  readonly empty: boolean;
  /** Null when the blob has no envelope. */
  readonly box: Box | null;
  /** Where the WKB begins. */
  readonly wkbAt: number;
}

/** Reads the header only. Failure `geometry-header` for bytes that are not a GeoPackage geometry. */
export function readGeometryHeader(blob: Uint8Array): Result<GeometryHeader> {
  if (blob.length < FIXED_BYTES || blob[0] !== MAGIC_G || blob[1] !== MAGIC_P) return fail('geometry-header');
  const flags = blob[3]!;
  const little = (flags & FLAG_LITTLE) !== 0;
  const envelopeBytes = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelopeBytes === undefined || blob.length < FIXED_BYTES + envelopeBytes)
    return fail('geometry-header');
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const at = (index: number): number => view.getFloat64(FIXED_BYTES + 8 * index, little);
  const box: Box | null = envelopeBytes === 0 ? null : [at(0), at(2), at(1), at(3)];
  return ok({
    srsId: view.getInt32(4, little),
    empty: (flags & FLAG_EMPTY) !== 0 || (box !== null && box.some(Number.isNaN)),
    box,
    wkbAt: FIXED_BYTES + envelopeBytes,
  });
}

/** The geometry of a blob; coordinates come back as they stand. Failures of the header and of `readWkb`. */
export function readGeometryBlob(blob: Uint8Array): Result<Packed> {
  const header = readGeometryHeader(blob);
  return header.ok ? readWkb(blob, header.value.wkbAt) : header;
}

/**
 * The blob of a geometry. `multi` as in `writeWkb`: true for a MULTI column.
 *
 * @param options.srsId reference system of a file that goes out; the stored one without
 */
export function writeGeometryBlob(
  packed: Packed,
  { multi, srsId = STORED_SRS }: { readonly multi: boolean; readonly srsId?: number },
): Uint8Array {
  const empty = isEmptyPacked(packed);
  const blob = writeWkbAfter(packed, { multi }, FIXED_BYTES + (empty ? 0 : 32));
  const view = new DataView(blob.buffer);
  blob[0] = MAGIC_G;
  blob[1] = MAGIC_P;
  blob[3] = FLAG_LITTLE | (empty ? FLAG_EMPTY : FLAG_ENVELOPE_XY);
  view.setInt32(4, srsId, true);
  if (!empty) {
    const [minX, minY, maxX, maxY] = packed.box;
    [minX, maxX, minY, maxY].forEach((value, index) => view.setFloat64(FIXED_BYTES + 8 * index, value, true));
  }
  return blob;
}

/**
 * The box of a blob: from its envelope, else from its coordinates; null for an empty or unreadable one.
 */
export function boxOfBlob(blob: Uint8Array): Box | null {
  const header = readGeometryHeader(blob);
  if (!header.ok || header.value.empty) return null;
  if (header.value.box !== null) return header.value.box;
  const geometry = readWkb(blob, header.value.wkbAt);
  return geometry.ok && !isEmptyPacked(geometry.value) ? geometry.value.box : null;
}

/** The kind of geometry a column of this GeoPackage type holds, and whether it is written as a Multi type. */
export function columnKind(type: string): { readonly kind: GeometryKind; readonly multi: boolean } {
  const multi = type.startsWith('MULTI');
  const simple = multi ? type.slice('MULTI'.length) : type;
  return { kind: simple === 'POINT' ? 'point' : simple === 'LINESTRING' ? 'line' : 'polygon', multi };
}
