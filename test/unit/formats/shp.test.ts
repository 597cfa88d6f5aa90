import { describe, expect, it } from 'vitest';
import { readDbfHeader, readDbfValue } from '../../../electron/formats/dbf.ts';
import { readShape, readShpHeader } from '../../../electron/formats/shp.ts';
import { groupRings } from '../../../electron/formats/shp-rings.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';

/** A polygon record as the format's description lays it out: type, box, counts, part starts, points. */
function polygonRecord(rings: readonly (readonly number[])[]): Uint8Array {
  const points = rings.reduce((sum, ring) => sum + ring.length / 2, 0);
  const bytes = new Uint8Array(44 + 4 * rings.length + 16 * points);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, 5, true);
  view.setInt32(36, rings.length, true);
  view.setInt32(40, points, true);
  let start = 0;
  let at = 44 + 4 * rings.length;
  rings.forEach((ring, i) => {
    view.setInt32(44 + 4 * i, start, true);
    start += ring.length / 2;
    for (const value of ring) {
      view.setFloat64(at, value, true);
      at += 8;
    }
  });
  return bytes;
}

const SHELL = [0, 0, 0, 10, 10, 10, 10, 0, 0, 0];
const HOLE = [2, 2, 4, 2, 4, 4, 2, 4, 2, 2];
const ISLAND = [2.5, 2.5, 2.5, 3, 3, 3, 3, 2.5, 2.5, 2.5];
const reversed = (ring: readonly number[]): number[] => {
  const out: number[] = [];
  for (let i = ring.length - 2; i >= 0; i -= 2) out.push(ring[i]!, ring[i + 1]!);
  return out;
};

describe('shapes', () => {
  it('give shells with their holes', () => {
    const shape = readShape(polygonRecord([SHELL, ISLAND, HOLE]));
    expect(shape).toMatchObject({ ok: true, value: { kind: 'polygon' } });
    if (!shape.ok || shape.value === null) return;
    expect([...shape.value.parts]).toEqual([0, 2, 3]);
    expect([...shape.value.xy.subarray(10, 20)]).toEqual(HOLE);
  });

  it('are told by containment when all rings are turned the wrong way', () => {
    const rings = [SHELL, HOLE, ISLAND].map((ring) => Float64Array.from(ring));
    const wrong = [reversed(SHELL), HOLE, reversed(ISLAND)].map((ring) => Float64Array.from(ring));
    expect(groupRings(rings).map((part) => part.length)).toEqual([2, 1]);
    expect(
      groupRings(wrong)
        .map((part) => part.length)
        .sort((a, b) => a - b),
    ).toEqual([1, 2]);
  });

  it('of other types', () => {
    expect(readShape(Uint8Array.of(0, 0, 0, 0))).toEqual({ ok: true, value: null });
    expect(readShape(Uint8Array.of(31, 0, 0, 0))).toMatchObject({
      error: { code: 'shp-type', params: { type: 'MultiPatch' } },
    });
    expect(readShape(Uint8Array.of(77, 0, 0, 0))).toMatchObject({
      error: { code: 'shp-type', params: { type: 77 } },
    });
    expect(readShape(Uint8Array.of(5, 0))).toMatchObject({ error: { code: 'shp-record' } });
  });

  it('never break, whatever the bytes', () => {
    const random = seeded(11);
    const record = polygonRecord([SHELL, HOLE]);
    for (let i = 0; i < 4000; i++) {
      const shape = readShape(mutate(record, random));
      expect(shape.ok ? 'shp-record' : shape.error.code).toMatch(/^shp-(record|type)$/);
    }
    for (let i = 0; i < 500; i++)
      expect(typeof readShpHeader(mutate(new Uint8Array(100), random)).ok).toBe('boolean');
  });
});

/** A table of one record: name (C 12), area (N 10.2), day (D), flag (L), count (I). */
function table(): Uint8Array {
  const fields = [
    ['NAME', 'C', 12, 0],
    ['AREA', 'N', 10, 2],
    ['DAY', 'D', 8, 0],
    ['FLAG', 'L', 1, 0],
    ['COUNT', 'I', 4, 0],
  ] as const;
  const width = 1 + fields.reduce((sum, [, , length]) => sum + length, 0);
  const header = 32 + 32 * fields.length + 1;
  const bytes = new Uint8Array(header + width);
  const view = new DataView(bytes.buffer);
  bytes[0] = 3;
  view.setUint32(4, 1, true);
  view.setUint16(8, header, true);
  view.setUint16(10, width, true);
  bytes[29] = 0x4d;
  fields.forEach(([name, type, length, decimals], i) => {
    bytes.set(new TextEncoder().encode(name), 32 + 32 * i);
    bytes[32 + 32 * i + 11] = type.charCodeAt(0);
    bytes[32 + 32 * i + 16] = length;
    bytes[32 + 32 * i + 17] = decimals;
  });
  bytes[header - 1] = 0x0d;
  bytes.set(new TextEncoder().encode(' 桐渡镇      12.5020210603T'), header);
  bytes.set(new TextEncoder().encode(' 桐渡镇   '), header);
  bytes.set(new TextEncoder().encode('     12.5020210603T'), header + 13);
  view.setInt32(header + 32, -7, true);
  return bytes;
}

describe('tables', () => {
  const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  it('give values by type', () => {
    const bytes = table();
    const header = readDbfHeader(bytes);
    if (!header.ok) throw new Error(header.error.code);
    expect(header.value).toMatchObject({ records: 1, language: 0x4d });
    const record = bytes.subarray(header.value.headerLength);
    expect(header.value.fields.map((field) => readDbfValue(record, field, decode))).toEqual([
      '桐渡镇',
      12.5,
      '2021-06-03',
      true,
      -7,
    ]);
  });

  it('never break, whatever the bytes', () => {
    const random = seeded(12);
    for (let i = 0; i < 4000; i++) {
      const bytes = mutate(table(), random);
      const header = readDbfHeader(bytes);
      expect(header.ok ? 'dbf-header' : header.error.code).toBe('dbf-header');
      if (!header.ok) continue;
      const record = bytes.slice(
        header.value.headerLength,
        header.value.headerLength + header.value.recordLength,
      );
      for (const field of header.value.fields) readDbfValue(record, field, decode);
    }
  });
});
