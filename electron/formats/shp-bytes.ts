import { ringXY } from '../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../shared/geometry/packed.ts';
import type { GeomType } from '../../shared/model/layer.ts';
import { RECORD_HEADER_BYTES, SHP_HEADER_BYTES } from './shp.ts';

/* Shapefile main file as bytes; the layout is described in `shp.ts`. */

const FILE_CODE = 9994;
const VERSION = 1000;
const NULL_SHAPE = 0;

/** Shape type a layer is written as. */
export const shapeType = (geometry: GeomType): number =>
  geometry === 'POINT' ? 1 : geometry === 'LINESTRING' ? 3 : 5;

/** Header of `.shp` and `.shx`. @param length bytes of the whole file */
export function shpHeader(type: number, length: number, box: Box): Uint8Array {
  const bytes = new Uint8Array(SHP_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, FILE_CODE, false);
  view.setInt32(24, length / 2, false);
  view.setInt32(28, VERSION, true);
  view.setInt32(32, type, true);
  box.forEach((value, i) => view.setFloat64(36 + 8 * i, Number.isFinite(value) ? value : 0, true));
  return bytes;
}

function pointContent(packed: Packed): Uint8Array {
  const bytes = new Uint8Array(20);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 1, true);
  view.setFloat64(4, packed.xy[0]!, true);
  view.setFloat64(12, packed.xy[1]!, true);
  return bytes;
}

/** Rings one after the other: shells run clockwise and holes counter-clockwise here, the other way round from memory. */
function partsContent(packed: Packed, type: number): Uint8Array {
  const rings = packed.rings.length - 1;
  const points = packed.xy.length / 2;
  const bytes = new Uint8Array(44 + 4 * rings + 16 * points);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, type, true);
  packed.box.forEach((value, i) => view.setFloat64(4 + 8 * i, value, true));
  view.setInt32(36, rings, true);
  view.setInt32(40, points, true);
  let at = 44 + 4 * rings;
  for (let r = 0; r < rings; r++) {
    view.setInt32(44 + 4 * r, packed.rings[r]!, true);
    const ring = ringXY(packed, r);
    for (let i = 0; i < ring.length; i += 2) {
      const from = type === 5 ? ring.length - 2 - i : i;
      view.setFloat64(at, ring[from]!, true);
      view.setFloat64(at + 8, ring[from + 1]!, true);
      at += 16;
    }
  }
  return bytes;
}

/** Content of a record; a feature without a shape has a null shape. */
export function shapeContent(packed: Packed | null, type: number): Uint8Array {
  if (packed === null || packed.xy.length === 0) {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setInt32(0, NULL_SHAPE, true);
    return bytes;
  }
  return type === 1 ? pointContent(packed) : partsContent(packed, type);
}

/** Header of a record in `.shp`. @param number 1-based @param length bytes of its content */
export function recordHeader(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(RECORD_HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, number, false);
  view.setInt32(4, length / 2, false);
  return bytes;
}

/** Entry of a record in `.shx`. @param offset bytes from the start of `.shp` @param length bytes of its content */
export const indexEntry = (offset: number, length: number): Uint8Array => recordHeader(offset / 2, length);
