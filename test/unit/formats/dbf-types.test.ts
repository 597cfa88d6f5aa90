import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDbfHeader, readDbfValue, whyUnread } from '../../../electron/formats/dbf.ts';
import { must } from '../../../shared/result.ts';

/* Tables of one record, laid out byte by byte as the formats of Visual FoxPro and dBASE 7 are described. */

interface Column {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly flags?: number;
}

const bytesOf = (size: number, fill: (view: DataView) => void): Uint8Array => {
  const bytes = new Uint8Array(size);
  fill(new DataView(bytes.buffer));
  return bytes;
};
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function table(version: number, columns: readonly Column[]): Uint8Array {
  const level7 = (version & 7) === 4;
  const [start, step, type, length] = level7 ? [68, 48, 32, 33] : [32, 32, 11, 16];
  // FoxPro keeps the path of its database behind the fields.
  const header = start + step * columns.length + 1 + (version === 0x30 ? 263 : 0);
  const width = 1 + columns.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const all = new Uint8Array(header + width);
  const view = new DataView(all.buffer);
  all[0] = version;
  view.setUint32(4, 1, true);
  view.setUint16(8, header, true);
  view.setUint16(10, width, true);
  if (level7) all.set(text('DBWINUS0'), 32);
  let at = header + 1;
  columns.forEach((column, i) => {
    const head = start + step * i;
    all.set(text(column.name), head);
    all[head + type] = column.type.charCodeAt(0);
    all[head + length] = column.bytes.length;
    if (!level7) all[head + 18] = column.flags ?? 0;
    all.set(column.bytes, at);
    at += column.bytes.length;
  });
  all[start + step * columns.length] = 0x0d;
  all[header] = 0x20;
  return all;
}

function read(bytes: Uint8Array): Record<string, unknown> {
  const header = must(readDbfHeader(bytes));
  const record = bytes.slice(header.headerLength, header.headerLength + header.recordLength);
  const decode = (one: Uint8Array): string => new TextDecoder().decode(one);
  return Object.fromEntries(
    header.fields.map((field) => [decode(field.nameBytes), readDbfValue(record, field, decode)]),
  );
}

const money = (parts: bigint): Uint8Array => bytesOf(8, (view) => view.setBigInt64(0, parts, true));
const moment = (day: number, ms: number): Uint8Array =>
  bytesOf(8, (view) => {
    view.setInt32(0, day, true);
    view.setInt32(4, ms, true);
  });

describe('a table of Visual FoxPro', () => {
  it('gives whole numbers, doubles, money and moments', () => {
    const bytes = table(0x30, [
      { name: 'N', type: 'I', bytes: bytesOf(4, (view) => view.setInt32(0, -70_000, true)) },
      { name: 'D', type: 'B', bytes: bytesOf(8, (view) => view.setFloat64(0, -12.375, true)) },
      { name: 'Y', type: 'Y', bytes: money(-12_345_678n) },
      { name: 'BIG', type: 'Y', bytes: money(90_071_992_547_409_931_234n % 2n ** 63n) },
      // The Julian day of 2000-01-01 is 2451545.
      { name: 'T', type: 'T', bytes: moment(2_451_545, ((16 * 60 + 5) * 60 + 9) * 1000) },
      // FoxPro's own rounding leaves a millisecond off.
      { name: 'LATE', type: 'T', bytes: moment(2_451_545, 59_999) },
      { name: 'NONE', type: 'T', bytes: moment(0, 0) },
      { name: 'BLANK', type: 'T', bytes: text('        ') },
    ]);
    const big = 90_071_992_547_409_931_234n % 2n ** 63n;
    expect(read(bytes)).toEqual({
      N: -70_000,
      D: -12.375,
      Y: -1234.5678,
      BIG: `${big / 10_000n}.${String(big % 10_000n).padStart(4, '0')}`,
      T: '2000-01-01T16:05:09',
      LATE: '2000-01-01T00:01:00',
      NONE: null,
      BLANK: null,
    });
  });

  it('tells memos, pictures and its own columns apart', () => {
    const bytes = table(0x30, [
      { name: 'MEMO', type: 'M', bytes: new Uint8Array(4) },
      { name: 'PIC', type: 'G', bytes: new Uint8Array(4) },
      { name: 'OLD', type: 'B', bytes: text('         7') },
      { name: 'TEXT', type: 'C', bytes: text('x') },
      { name: 'ODD', type: '@', bytes: new Uint8Array(8) },
      { name: '_NullFlags', type: '0', bytes: new Uint8Array(1), flags: 1 },
    ]);
    const { fields } = must(readDbfHeader(bytes));
    expect(fields.map(whyUnread)).toEqual([
      'dbf-memo',
      'dbf-binary',
      'dbf-binary',
      null,
      'dbf-type',
      'dbf-type',
    ]);
    expect(fields.map(({ system = false }) => system)).toEqual([false, false, false, false, false, true]);
    expect(Object.values(read(bytes))).toEqual([null, null, null, 'x', null, null]);
  });
});

describe('a table of dBASE 7', () => {
  it('gives whole numbers by their turned sign, highest byte first', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        // The bytes are ordered as the numbers are: the least number is all zeros.
        const stored = bytesOf(4, (view) => view.setUint32(0, value + 2 ** 31, false));
        const bytes = table(0x04, [
          { name: 'A_NAME_OF_MORE_THAN_TEN', type: '+', bytes: stored },
          { name: 'N', type: 'I', bytes: stored },
          { name: 'C', type: 'C', bytes: text('桐') },
        ]);
        expect(read(bytes)).toEqual({ A_NAME_OF_MORE_THAN_TEN: value, N: value, C: '桐' });
      }),
    );
  });

  it('names what it is not sure of', () => {
    const bytes = table(0x8c, [
      { name: 'O', type: 'O', bytes: new Uint8Array(8) },
      { name: '@', type: '@', bytes: new Uint8Array(8) },
      { name: 'M', type: 'M', bytes: text('0000000001') },
    ]);
    expect(must(readDbfHeader(bytes)).fields.map(whyUnread)).toEqual(['dbf-type', 'dbf-type', 'dbf-memo']);
    expect(Object.values(read(bytes))).toEqual([null, null, null]);
  });

  it('is told from the usual layout under its version', () => {
    const bytes = table(3, [{ name: 'NAME', type: 'C', bytes: text('abc') }]);
    bytes[0] = 4;
    expect(read(bytes)).toEqual({ NAME: 'abc' });
  });
});
