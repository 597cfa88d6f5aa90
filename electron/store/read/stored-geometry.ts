import { boxOfXY } from '../../../shared/geometry/box.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readGeometryBlob } from '../geopackage/header.ts';
import type { Cell } from './connection.ts';

/**
 * The geometry of a cell; null for null, for an empty geometry, and for bytes that are no geometry of
 * ours (another program may have written them: adoption and the checks speak of them).
 */
export function geometryOf(cell: Cell | undefined): Packed | null {
  if (!(cell instanceof Uint8Array)) return null;
  const packed = readGeometryBlob(cell);
  return packed.ok && packed.value.xy.length > 0 ? packed.value : null;
}

const LITTLE_ENDIAN_HOST = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
/** "GP", version 0, little-endian with an envelope of four doubles, not empty: how this product writes. */
const OUR_HEADER = 0x03_00_50_47;
const WKB_AT = 40;
const POLYGON = 3;
const MULTI_POLYGON = 6;
const NO_STARTS: readonly number[] = [];

/** Where the rings lie; empty when the blob is not the usual one. Fills `rings` and `parts`. */
function locate(blob: Buffer, rings: number[], parts: number[]): readonly number[] {
  if (!LITTLE_ENDIAN_HOST || blob.length < WKB_AT + 9 || blob.readInt32LE(0) !== OUR_HEADER) return NO_STARTS;
  const type = blob.readUInt32LE(WKB_AT + 1);
  if (blob[WKB_AT] !== 1 || (type !== POLYGON && type !== MULTI_POLYGON)) return NO_STARTS;
  const multi = type === MULTI_POLYGON;
  const partCount = multi ? blob.readUInt32LE(WKB_AT + 5) : 1;
  const starts: number[] = [];
  let at = multi ? WKB_AT + 9 : WKB_AT;
  let points = 0;
  for (let part = 0; part < partCount; part++) {
    if (at + 9 > blob.length || blob[at] !== 1 || blob.readUInt32LE(at + 1) !== POLYGON) return NO_STARTS;
    const ringCount = blob.readUInt32LE(at + 5);
    if (ringCount === 0) return NO_STARTS;
    at += 9;
    for (let ring = 0; ring < ringCount; ring++) {
      if (at + 4 > blob.length) return NO_STARTS;
      const count = blob.readUInt32LE(at);
      at += 4;
      if (count === 0 || at + 16 * count > blob.length) return NO_STARTS;
      starts.push(at);
      points += count;
      rings.push(points);
      at += 16 * count;
    }
    parts.push(starts.length);
  }
  return starts;
}

/**
 * Reads polygons into one array that is used again: a tile reads thousands, and making arrays for each costs
 * more than reading them. What is returned is right until the next call. Anything but the usual blob of this
 * product goes to the general reader.
 */
export function borrowingReader(): (cell: Cell | undefined) => Packed | null {
  let room = new Float64Array(8192);
  let bytes = Buffer.from(room.buffer);

  return (cell) => {
    if (!Buffer.isBuffer(cell)) return geometryOf(cell);
    const rings = [0];
    const parts = [0];
    const starts = locate(cell, rings, parts);
    if (starts.length === 0) return geometryOf(cell);
    const points = rings.at(-1)!;
    if (room.length < 2 * points) {
      room = new Float64Array(4 * points);
      bytes = Buffer.from(room.buffer);
    }
    for (let ring = 0; ring < starts.length; ring++) {
      const from = starts[ring]!;
      cell.copy(bytes, 16 * rings[ring]!, from, from + 16 * (rings[ring + 1]! - rings[ring]!));
    }
    const xy = room.subarray(0, 2 * points);
    return {
      kind: 'polygon',
      xy,
      rings: Int32Array.from(rings),
      parts: Int32Array.from(parts),
      box: boxOfXY(xy),
    };
  };
}

/** Bytes of the polygon that `packed` was read from, as this product writes it: header, counts, positions. */
const polygonBytes = ({ xy, rings, parts }: Packed, multi: boolean): number =>
  WKB_AT + (multi ? 9 : 0) + 9 * (parts.length - 1) + 4 * (rings.length - 1) + 8 * xy.length;

/**
 * Whether a blob is what this product would write for the polygons read from it, byte for byte.
 *
 * @param packed what was read from the blob
 * @param multi whether the column holds multipolygons
 * @param srsId the reference system of the column
 */
export function isOwnPolygon(blob: Uint8Array, packed: Packed, multi: boolean, srsId: number): boolean {
  const several = multi || packed.parts.length > 2;
  if (!Buffer.isBuffer(blob) || blob.length !== polygonBytes(packed, several)) return false;
  if (blob.readInt32LE(4) !== srsId) return false;
  const [minX, minY, maxX, maxY] = packed.box;
  const sides = [minX, maxX, minY, maxY];
  if (sides.some((side, i) => blob.readDoubleLE(8 + 8 * i) !== side)) return false;
  return locate(blob, [0], [0]).length === packed.rings.length - 1;
}
