import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDbfValue } from '../../../electron/formats/dbf.ts';
import { geojsonFormat } from '../../../electron/formats/geojson.format.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';

const CODE = '500112000000000017';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-codes-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

it('a code of eighteen digits in a column of figures keeps its last digits', () => {
  const read = (text: string, type: string): unknown => {
    const record = new TextEncoder().encode(` ${text.padStart(20)}`);
    const field = { nameBytes: new Uint8Array(), type, offset: 1, length: 20, decimals: 0 };
    return readDbfValue(record, field, () => '');
  };
  expect(read(CODE, 'N')).toBe(CODE);
  expect(read(`-${CODE}`, 'F')).toBe(`-${CODE}`);
  expect(read('500112000000017', 'N')).toBe(500_112_000_000_017);
  expect(read('9007199254740991', 'N')).toBe(Number.MAX_SAFE_INTEGER);
  expect(read('123456789012345.25', 'N')).toBe(123_456_789_012_345.25);
});

it.each([
  ['20210603', '2021-06-03'],
  ['2021/6/3', '2021/6/3'],
  ['00000000', null],
  ['        ', null],
  ['  /  /  ', null],
])('a date of a table is no blank because it is written otherwise: %j', (text, expected) => {
  const record = new Uint8Array(Buffer.from(` ${text}`, 'latin1'));
  const field = { nameBytes: new Uint8Array(), type: 'D', offset: 1, length: 8, decimals: 0 };
  expect(readDbfValue(record, field, () => '')).toBe(expected);
});

it('a code of eighteen digits that GeoJSON has as a number keeps its last digits', async () => {
  const properties = `{"BSM":${CODE},"list":[${CODE}],"text":"${CODE}","area":1234567890123456.5,"big":1e20,"n":7}`;
  const geometry = '{"type":"Point","coordinates":[110.1234567890123456,30.5]}';
  const file = { path: path.join(folder, 'codes.geojson'), name: 'codes.geojson', scratch: folder };
  fs.writeFileSync(
    file.path,
    `{"type":"FeatureCollection","features":[{"type":"Feature","properties":${properties},"geometry":${geometry}}]}`,
  );
  const found: RawFeature[] = [];
  const { signal } = new AbortController();
  for await (const item of geojsonFormat.read(file, {
    layer: 'codes',
    encoding: null,
    signal,
    onShare: () => {},
  }))
    if (item.kind === 'feature') found.push(item);
  expect(found[0]!.values).toEqual({
    BSM: CODE,
    list: `["${CODE}"]`,
    text: CODE,
    area: 1234567890123456.5,
    big: 1e20,
    n: 7,
  });
  expect([...found[0]!.geometry!.xy]).toEqual([Number('110.1234567890123456'), 30.5]);
});
