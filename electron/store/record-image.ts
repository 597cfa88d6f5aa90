import { decodeGrid, encodeGrid } from '../../shared/geometry/grid-bytes.ts';
import type { FieldValue } from '../../shared/model/record.ts';
import { readGeometryBlob, writeGeometryBlob } from './geopackage/header.ts';
import type { RecordTable } from './record-table.ts';

/**
 * A record, or the touched part of one, as it was before a change: the payload of `lantu_change_item.before`.
 *
 * Layout: length of the JSON (uint32, little-endian), JSON of the fields in UTF-8, then one byte that says how
 * the geometry follows: 0 not touched, 1 null, 2 the bytes as they stood in the column, 3 grid bytes from
 * which those bytes are made again (a third of the size, used where they come back bit for bit).
 */
export interface RecordImage {
  /** Columns by name; `revision` among them. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Bytes of the geometry column; null where there was none, undefined where it was not touched. */
  readonly geometry: Uint8Array | null | undefined;
}

const UNTOUCHED = 0;
const NONE = 1;
const STORED = 2;
const GRID = 3;

type GeometryColumn = RecordTable['geometry'];

/** Grid bytes of a stored blob, or undefined where they would not give the same blob again. */
function compacted(blob: Uint8Array, column: NonNullable<GeometryColumn>): Uint8Array | undefined {
  if (column.encoding !== 'gpkg') return undefined;
  const packed = readGeometryBlob(blob);
  if (!packed.ok) return undefined;
  const again = writeGeometryBlob(packed.value, column);
  return Buffer.compare(again, blob) === 0 ? encodeGrid(packed.value) : undefined;
}

function geometryPart(image: RecordImage, column: GeometryColumn): readonly [tag: number, bytes: Uint8Array] {
  const none = new Uint8Array(0);
  if (image.geometry === undefined) return [UNTOUCHED, none];
  if (image.geometry === null) return [NONE, none];
  const compact = column === null ? undefined : compacted(image.geometry, column);
  return compact === undefined ? [STORED, image.geometry] : [GRID, compact];
}

/** `column` is the geometry column of the table the record belongs to. */
export function encodeImage(image: RecordImage, column: GeometryColumn): Uint8Array {
  const json = Buffer.from(JSON.stringify(image.fields), 'utf8');
  const [tag, shape] = geometryPart(image, column);
  const out = Buffer.allocUnsafe(4 + json.length + 1 + shape.length);
  out.writeUInt32LE(json.length, 0);
  json.copy(out, 4);
  out[4 + json.length] = tag;
  out.set(shape, 5 + json.length);
  return out;
}

export function decodeImage(bytes: Uint8Array, column: GeometryColumn): RecordImage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = buffer.readUInt32LE(0);
  const fields = JSON.parse(buffer.toString('utf8', 4, 4 + length)) as Record<string, FieldValue>;
  const shape = buffer.subarray(5 + length);
  switch (buffer[4 + length]) {
    case UNTOUCHED:
      return { fields, geometry: undefined };
    case NONE:
      return { fields, geometry: null };
    case GRID:
      return { fields, geometry: writeGeometryBlob(decodeGrid(shape), { multi: column?.multi ?? false }) };
    default:
      return { fields, geometry: shape };
  }
}
