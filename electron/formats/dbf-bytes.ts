import type { OutEncoding } from '../../shared/export/out-layer.ts';
import type { DbfColumn } from './dbf-columns.ts';
import { encodeText } from './encode-text.ts';
import { DBF_FIXED_BYTES } from './dbf.ts';

/* dBASE III table as bytes; the layout is described in `dbf.ts`. */

const FIELD_BYTES = 32;
const VERSION = 3;
/** Language driver "Chinese GBK (PRC), Windows"; UTF-8 has none and is said by the `.cpg`. */
const GBK_DRIVER = 0x4d;
/** Date of the last update, years since 1900, month, day: always the same, so that equal content gives equal bytes. */
const DATE = [126, 1, 1];
export const DBF_END = 0x1a;
/** Longest record the two bytes of its length can name. */
export const MAX_RECORD_BYTES = 65_535;

/** Bytes of one record: the mark of deletion and all columns. */
export const recordLength = (columns: readonly DbfColumn[]): number =>
  1 + columns.reduce((sum, { length }) => sum + length, 0);

/** Header of a table. @param names of the columns, ten bytes at most */
export function dbfHeader(
  columns: readonly DbfColumn[],
  names: readonly string[],
  records: number,
  encoding: OutEncoding,
): Uint8Array {
  const length = DBF_FIXED_BYTES + FIELD_BYTES * columns.length + 1;
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes[0] = VERSION;
  bytes.set(DATE, 1);
  view.setUint32(4, records, true);
  view.setUint16(8, length, true);
  view.setUint16(10, recordLength(columns), true);
  bytes[29] = encoding === 'gbk' ? GBK_DRIVER : 0;
  columns.forEach(({ type, length: width, decimals }, i) => {
    const at = DBF_FIXED_BYTES + FIELD_BYTES * i;
    bytes.set(encodeText(names[i]!, encoding).bytes, at);
    bytes[at + 11] = type.charCodeAt(0);
    bytes[at + 16] = width;
    bytes[at + 17] = decimals;
  });
  bytes[length - 1] = 0x0d;
  return bytes;
}
