import type { RawValue } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Decode } from './encoding.ts';

/* dBASE III table as shapefiles use it: a header of 32 bytes, 32 bytes a field, then records of fixed width. */

export interface DbfField {
  /** Bytes of the name, up to ten; their encoding is that of the texts. */
  readonly nameBytes: Uint8Array;
  /** Type letter: C, N, F, D, L, M, I, O, B, @ and so on. */
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
}

export interface DbfHeader {
  readonly records: number;
  readonly headerLength: number;
  readonly recordLength: number;
  /** Language driver id, byte 29. */
  readonly language: number;
  readonly fields: readonly DbfField[];
}

/** Bytes of the fixed part, which tells how long the header is. */
export const DBF_FIXED_BYTES = 32;
const MAX_FIELDS = 1024;

/** Whether a byte is a version that is known to have this layout. */
const VERSIONS = [0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8e, 0xcb, 0xf5, 0xfb];

export const dbfHeaderLength = (fixed: Uint8Array): number => (fixed[8] ?? 0) + 256 * (fixed[9] ?? 0);

/** @returns failure `dbf-header` for bytes that are no such table */
export function readDbfHeader(bytes: Uint8Array): Result<DbfHeader> {
  if (bytes.length < DBF_FIXED_BYTES || !VERSIONS.includes(bytes[0]!)) return fail('dbf-header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (bytes.length < headerLength || headerLength < DBF_FIXED_BYTES || recordLength < 1)
    return fail('dbf-header');
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = DBF_FIXED_BYTES; at + 32 <= headerLength && bytes[at] !== 0x0d; at += 32) {
    if (fields.length >= MAX_FIELDS) return fail('dbf-header');
    const end = bytes.subarray(at, at + 11).indexOf(0);
    const type = String.fromCharCode(bytes[at + 11]!);
    const wide = type === 'C' ? 256 * bytes[at + 17]! : 0;
    const length = bytes[at + 16]! + wide;
    if (offset + length > recordLength) return fail('dbf-header');
    fields.push({
      nameBytes: bytes.slice(at, at + (end < 0 ? 11 : end)),
      type,
      offset,
      length,
      decimals: type === 'C' ? 0 : bytes[at + 17]!,
    });
    offset += length;
  }
  return ok({ records: view.getUint32(4, true), headerLength, recordLength, language: bytes[29]!, fields });
}

/** Whether a record is marked as deleted. */
export const isDeleted = (record: Uint8Array): boolean => record[0] === 0x2a;

/** The bytes of a text field without the padding. */
export function textBytes(record: Uint8Array, field: DbfField): Uint8Array {
  let end = field.offset + field.length;
  while (end > field.offset && (record[end - 1] === 0x20 || record[end - 1] === 0)) end--;
  return record.subarray(field.offset, end);
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes).trim();

/** The value of a field. Stars, blanks and fields of other types are null; what is no figure or day stays a text. */
export function readDbfValue(record: Uint8Array, field: DbfField, decode: Decode): RawValue {
  const bytes = textBytes(record, field);
  const view = (size: number): DataView | null =>
    field.length >= size && record.length >= field.offset + size
      ? new DataView(record.buffer, record.byteOffset + field.offset, size)
      : null;
  switch (field.type) {
    case 'N':
    case 'F': {
      const text = ascii(bytes);
      if (text === '' || text.startsWith('*')) return null;
      const value = Number(text.replace(',', '.'));
      // A code of eighteen digits in a column of figures: a number would not hold the last of them.
      if (!Number.isSafeInteger(value) && /^[+-]?\d+$/.test(text)) return text;
      return Number.isFinite(value) ? value : text;
    }
    case 'D': {
      const text = ascii(bytes);
      if (/^\d{8}$/.test(text) && text !== '00000000')
        return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
      // Some programs write 2021/6/3; whoever takes the value says what is no day.
      return /^[0\s/.-]*$/.test(text) ? null : text;
    }
    case 'L': {
      const letter = ascii(bytes).toUpperCase();
      return ['T', 'Y', '1'].includes(letter) ? true : ['F', 'N', '0'].includes(letter) ? false : null;
    }
    case 'I':
    case '+':
      return view(4)?.getInt32(0, true) ?? null;
    case 'O':
    case 'B':
      return view(8)?.getFloat64(0, true) ?? null;
    case 'C':
    case 'V': {
      const text = decode(bytes).replace(/\0+$/, '').trim();
      return text === '' ? null : text;
    }
    default:
      return null;
  }
}

/** How a field's type is shown: `text 60`, `number 12.2`. */
export function typeLabel(field: DbfField): string {
  const names: Readonly<Record<string, string>> = {
    C: 'text',
    V: 'text',
    N: 'number',
    F: 'number',
    D: 'date',
    L: 'boolean',
  };
  const name = names[field.type] ?? field.type;
  if (name === 'text') return `text ${field.length}`;
  return name === 'number' ? `number ${field.length}${field.decimals > 0 ? `.${field.decimals}` : ''}` : name;
}
