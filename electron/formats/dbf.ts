import type { RawValue } from '../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Decode } from './encoding.ts';

/*
 * dBASE III table as shapefiles use it: a header of 32 bytes, 32 bytes a field, then records of fixed width. dBASE 7 has
 * another header: 68 bytes, 48 a field.
 */

export interface DbfField {
  /** Bytes of the name, up to ten; their encoding is that of the texts. */
  readonly nameBytes: Uint8Array;
  /** Type letter: C, N, F, D, L, M, I, O, B, @ and so on. */
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
  /** A field of dBASE 7, whose whole numbers begin with the highest byte and have the sign turned. */
  readonly level7?: boolean;
  /** A field of the database program itself (which values are null), nothing of the user's. */
  readonly system?: boolean;
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

/** Versions that are known to have one of these layouts. */
const VERSIONS = [
  0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0x8e, 0x8c, 0xcb, 0xf5, 0xfb,
];

export const dbfHeaderLength = (fixed: Uint8Array): number => (fixed[8] ?? 0) + 256 * (fixed[9] ?? 0);

/** Where the parts of a field's description lie. */
interface Layout {
  readonly version: number;
  readonly start: number;
  readonly step: number;
  readonly name: number;
  readonly type: number;
  readonly length: number;
  readonly decimals: number;
}
const USUAL: Layout = { version: 3, start: 32, step: 32, name: 11, type: 11, length: 16, decimals: 17 };
const LEVEL_7: Layout = { version: 4, start: 68, step: 48, name: 32, type: 32, length: 33, decimals: 34 };
/** Flag (byte 18 of the usual layout, of FoxPro) of a field that is not the user's. */
const SYSTEM_FLAG = 0x01;
const FOXPRO = [0x30, 0x31, 0x32];

/** The fields that a header describes; null where they do not fit into a record. */
function readFields(
  bytes: Uint8Array,
  headerLength: number,
  layout: Layout,
  recordLength: number,
): DbfField[] | null {
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = layout.start; at + layout.step <= headerLength && bytes[at] !== 0x0d; at += layout.step) {
    if (fields.length >= MAX_FIELDS) return null;
    const end = bytes.subarray(at, at + layout.name).indexOf(0);
    const type = String.fromCharCode(bytes[at + layout.type]!);
    const decimals = bytes[at + layout.decimals]!;
    const length = bytes[at + layout.length]! + (type === 'C' ? 256 * decimals : 0);
    if (offset + length > recordLength) return null;
    fields.push({
      nameBytes: bytes.slice(at, at + (end < 0 ? layout.name : end)),
      type,
      offset,
      length,
      decimals: type === 'C' ? 0 : decimals,
      ...(layout === LEVEL_7 && { level7: true }),
      ...(FOXPRO.includes(bytes[0]!) && (bytes[at + 18]! & SYSTEM_FLAG) > 0 && { system: true }),
    });
    offset += length;
  }
  return fields;
}

/** @returns failure `dbf-header` for bytes that are no such table */
export function readDbfHeader(bytes: Uint8Array): Result<DbfHeader> {
  if (bytes.length < DBF_FIXED_BYTES || !VERSIONS.includes(bytes[0]!)) return fail('dbf-header');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerLength = view.getUint16(8, true);
  const recordLength = view.getUint16(10, true);
  if (bytes.length < headerLength || headerLength < DBF_FIXED_BYTES || recordLength < 1)
    return fail('dbf-header');
  const layouts = (bytes[0]! & 7) === LEVEL_7.version ? [LEVEL_7, USUAL] : [USUAL];
  for (const layout of layouts) {
    const fields = readFields(bytes, headerLength, layout, recordLength);
    // Some programs write the version of dBASE 7 over the usual layout: only widths that add up are believed.
    const whole = fields?.reduce((sum, { length }) => sum + length, 1);
    if (fields === null || (layout === LEVEL_7 && (whole !== recordLength || fields.length === 0))) continue;
    return ok({ records: view.getUint32(4, true), headerLength, recordLength, language: bytes[29]!, fields });
  }
  return fail('dbf-header');
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

/** Day 0 of 1970 in days since 4713 before our era, as FoxPro counts them. */
const JULIAN_1970 = 2_440_588;
const DAY_MS = 86_400_000;

/** A moment of FoxPro, which knows no zones: days, then milliseconds of the day. */
function foxproMoment(view: DataView): RawValue {
  const day = view.getInt32(0, true);
  // Nothing is zeros, or blanks where a program filled the record with them.
  if (day <= 0 || day === 0x20202020) return null;
  const time = (day - JULIAN_1970) * DAY_MS + Math.round(view.getInt32(4, true) / 1000) * 1000;
  const moment = new Date(time);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString().slice(0, 19);
}

/** Money of FoxPro: ten-thousandths in eight bytes. */
function foxproMoney(view: DataView): RawValue {
  const parts = view.getBigInt64(0, true);
  if (Number.isSafeInteger(Number(parts))) return Number(parts) / 10_000;
  const sign = parts < 0n ? '-' : '';
  const digits = String(parts < 0n ? -parts : parts);
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

/**
 * Why a field cannot be read: `dbf-memo` (its text lies in another file), `dbf-binary` (pictures and the like), or
 * `dbf-type` (how it is stored is not known for sure). Null for one that can.
 */
export function whyUnread({ type, length, level7 = false }: DbfField): string | null {
  if (type === 'M') return 'dbf-memo';
  if (['G', 'P', 'W', 'Q'].includes(type) || (type === 'B' && length !== 8)) return 'dbf-binary';
  const known = level7 ? 'CNFDLI+' : 'CVNFDLI+OBYT';
  return known.includes(type) ? null : 'dbf-type';
}

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
    case '+': {
      const bits = view(4);
      if (bits === null) return null;
      return field.level7 === true ? (bits.getInt32(0, false) ^ 0x80000000) | 0 : bits.getInt32(0, true);
    }
    case 'O':
    case 'B': {
      if (whyUnread(field) !== null) return null;
      return view(8)?.getFloat64(0, true) ?? null;
    }
    case 'T': {
      const bits = view(8);
      return bits === null ? null : foxproMoment(bits);
    }
    case 'Y': {
      const bits = view(8);
      return bits === null ? null : foxproMoney(bits);
    }
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
    T: 'datetime',
  };
  if (['I', '+', 'O', 'B', 'Y'].includes(field.type)) return 'number';
  const name = names[field.type] ?? field.type;
  if (name === 'text') return `text ${field.length}`;
  return name === 'number' ? `number ${field.length}${field.decimals > 0 ? `.${field.decimals}` : ''}` : name;
}
