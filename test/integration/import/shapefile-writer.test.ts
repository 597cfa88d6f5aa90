import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shapefileFormat } from '../../../electron/formats/shapefile.format.ts';
import { shapefileWriter } from '../../../electron/formats/shapefile-writer.ts';
import type { OutEncoding, OutLayer } from '../../../shared/export/out-layer.ts';
import { packMultiPolygon, packPoints } from '../../../shared/geometry/build-packed.ts';
import { normalisePacked } from '../../../shared/geometry/normalise.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { hasPython } from '../../fixtures/debian-python.ts';
import { outField, outLayerOf, readWithGdal, writeOptions } from '../../fixtures/export/out.ts';
import { must } from '../../fixtures/import/must.ts';

const hasOgr = hasPython('osgeo');

let folder: string;
let made = 0;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-shp-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const HOLED: Packed = packMultiPolygon([
  [square(110, 30, 0.01), square(110.002, 30.002, 0.003).toReversed()],
  [square(110.02, 30, 0.005)],
]);
const PLAIN: Packed = packMultiPolygon([[square(110.03, 30, 0.004)]]);

const FIELDS = [
  outField('uid', 'text', { length: 36 }),
  outField('BSM', 'code', { length: 18 }),
  outField('行政区名称说明', 'text', { length: 30 }),
  outField('area_m2', 'real', { precision: 2 }),
  outField('share', 'real'),
  outField('count', 'int'),
  outField('approved_on', 'date'),
  outField('approved_by', 'text', { length: 100 }),
];
const ROWS: { readonly values: readonly FieldValue[]; readonly geometry: Packed | null }[] = [
  {
    values: ['u1', '500112000000000017', '桐渡镇', 1234.56, 0.1, -7, '2026-11-28', '省厅'],
    geometry: HOLED,
  },
  { values: ['u2', null, null, null, null, null, null, null], geometry: PLAIN },
  {
    values: ['u3', '0', '镕喆', 0, 1 / 3, 9_007_199_254_740_991, '1999-01-01', 'x'.repeat(100)],
    geometry: null,
  },
];

async function write(layer: OutLayer, encoding: OutEncoding): Promise<{ file: string; report: unknown }> {
  const home = path.join(folder, `out-${++made}`);
  fs.mkdirSync(home);
  const report = await shapefileWriter.write(
    [layer],
    { folder: home, stem: '图斑' },
    writeOptions(home, { encoding }),
  );
  return { file: path.join(home, '图斑.shp'), report };
}

async function readBack(
  file: string,
): Promise<{ features: RawFeature[]; others: unknown[]; fields: string[] }> {
  const ref = { path: file, name: path.basename(file), scratch: folder };
  const { signal } = new AbortController();
  const probe = await shapefileFormat.probe(ref, { encoding: null, signal });
  if (!probe.ok) throw new Error(probe.error.code);
  const layer = must(probe.value.layers[0]);
  const features: RawFeature[] = [];
  const others: unknown[] = [...probe.value.notes];
  const options = { layer: layer.name, encoding: null, signal, onShare: () => {} };
  for await (const item of shapefileFormat.read(ref, options)) {
    if (item.kind === 'feature') features.push(item);
    else others.push(item);
  }
  return { features, others, fields: layer.fields.map(({ name }) => name) };
}

/** Positions with shells and holes turned as in memory. */
const plain = (feature: RawFeature | undefined): number[] => [...normalisePacked(must(feature?.geometry)).xy];

describe('a shapefile that is written', () => {
  for (const encoding of ['gbk', 'utf-8'] as const) {
    it(`in ${encoding} is read back with all it can hold`, async () => {
      const { file, report } = await write(outLayerOf('t', 'MULTIPOLYGON', FIELDS, ROWS), encoding);
      expect(report).toMatchObject({ ok: true, value: { features: 3, notes: [{ code: 'number-rounded' }] } });
      const { features, others, fields } = await readBack(file);
      expect(others.filter((one) => (one as { level: string }).level !== 'info')).toEqual([]);
      expect(fields.slice(0, 2)).toEqual(['uid', 'BSM']);
      expect(fields[2]).toBe(encoding === 'gbk' ? '行政区名称' : '行政区');
      expect(fields.slice(-2)).toEqual(['approved_o', 'approved_b']);
      features.forEach((feature, i) => {
        const values = Object.values(feature.values);
        ROWS[i]!.values.forEach((value, k) => {
          if (FIELDS[k]!.name === 'share' && value !== null) expect(values[k]).toBeCloseTo(Number(value), 14);
          else expect(values[k]).toEqual(value);
        });
      });
      expect(plain(features[0])).toEqual([...HOLED.xy]);
      expect([...must(features[0]?.geometry).parts]).toEqual([...HOLED.parts]);
      expect(plain(features[1])).toEqual([...PLAIN.xy]);
      expect(features[2]?.geometry).toBeNull();
    });
  }

  it('says which names were cut, and cuts none alike', async () => {
    const { report } = await write(outLayerOf('t', 'MULTIPOLYGON', FIELDS, ROWS), 'gbk');
    expect(report).toMatchObject({
      value: {
        renamed: [
          { from: '行政区名称说明', to: '行政区名称' },
          { from: 'approved_on', to: 'approved_o' },
          { from: 'approved_by', to: 'approved_b' },
        ],
      },
    });
    const alike = ['planned_area_a', 'planned_area_b', 'planned_ar'].map((name) => outField(name, 'int'));
    const two = await write(
      outLayerOf('t', 'POINT', alike, [{ values: [1, 2, 3], geometry: packPoints([[110, 30]]) }]),
      'utf-8',
    );
    const { features } = await readBack(two.file);
    expect(features[0]?.values).toEqual({ planned__1: 1, planned__2: 2, planned_ar: 3 });
  });

  it('marks characters that GBK lacks and texts that are too long, and says where', async () => {
    const fields = [outField('name', 'text', { length: 5 }), outField('note', 'text')];
    const rows = [
      { values: ['𠮷㙍镇', '长'.repeat(200)], geometry: packPoints([[110, 30]]) },
      { values: ['六个字的名称', null], geometry: packPoints([[110, 30]]) },
    ];
    const { file, report } = await write(outLayerOf('村庄', 'POINT', fields, rows), 'gbk');
    expect(report).toMatchObject({
      value: {
        notes: [
          { code: 'char-lost', layer: '村庄', params: { field: 'name', count: 1, example: '𠮷' } },
          { code: 'text-cut', params: { field: 'note', count: 1 } },
          { code: 'text-cut', params: { field: 'name', count: 1, example: '六个字的名称' } },
        ],
      },
    });
    const { features } = await readBack(file);
    expect(features.map(({ values }) => values)).toEqual([
      { name: '〓〓镇', note: '长'.repeat(127) },
      { name: '六个字的名', note: null },
    ]);
  });

  it('has the same bytes for the same content', async () => {
    const layer = outLayerOf('t', 'MULTIPOLYGON', FIELDS, ROWS, 4525);
    const [one, two] = [await write(layer, 'gbk'), await write(layer, 'gbk')];
    for (const ending of ['.shp', '.shx', '.dbf', '.prj', '.cpg']) {
      const other = (file: string): string => file.replace(/\.shp$/, ending);
      expect(fs.readFileSync(other(one.file)).equals(fs.readFileSync(other(two.file)))).toBe(true);
    }
  });

  it('keeps whatever texts and numbers fit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.string({ unit: 'grapheme', maxLength: 40 }),
            fc.oneof(fc.constant(null), fc.integer({ min: -1e15, max: 1e15 })),
            fc.oneof(
              fc.constant(null),
              fc.integer({ min: -1e12, max: 1e12 }).map((n) => n / 100),
            ),
          ),
          { minLength: 1, maxLength: 20 },
        ),
        async (values) => {
          const fields = [
            outField('t', 'text', { length: 254 }),
            outField('i', 'int'),
            outField('r', 'real', { precision: 2 }),
          ];
          const rows = values.map((row) => ({ values: row, geometry: PLAIN }));
          const { file, report } = await write(outLayerOf('t', 'MULTIPOLYGON', fields, rows), 'utf-8');
          const { features } = await readBack(file);
          expect(features).toHaveLength(values.length);
          const cut = JSON.stringify(report).includes('text-cut');
          features.forEach(({ values: got }, k) => {
            const [text, int, real] = values[k]!;
            // Blanks and zero bytes at either end are padding in this format.
            const kept = text.replace(/\0+$/, '').trim();
            if (!cut && !text.includes('\0')) expect(got['t']).toBe(kept === '' ? null : kept);
            expect(got['i']).toBe(int);
            expect(got['r']).toBe(real);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it.skipIf(!hasOgr)('is read by GDAL with its system, texts, nulls and shapes', async () => {
    for (const [epsg, meridian, easting] of [
      [4490, 0, 0],
      [4525, 111, 37_500_000],
      [4546, 111, 500_000],
      [4497, 111, 19_500_000],
    ] as const) {
      const { file } = await write(outLayerOf('t', 'MULTIPOLYGON', FIELDS, ROWS, epsg), 'gbk');
      const layer = must(readWithGdal(file)[0]);
      expect([layer.meridian, layer.easting]).toEqual([meridian, easting]);
      expect(layer.features.map(({ valid }) => valid)).toEqual([true, true, true]);
      expect(layer.features.map(({ values }) => values['行政区名称'])).toEqual(['桐渡镇', null, '镕喆']);
      expect(layer.features[0]?.values).toMatchObject({
        BSM: '500112000000000017',
        area_m2: 1234.56,
        count: -7,
        approved_o: '2026/11/28',
      });
      expect(layer.features[1]?.values).toMatchObject({ BSM: null, area_m2: null, count: null });
      expect(layer.features[0]?.geometry?.type).toBe('MultiPolygon');
      if (epsg === 4490) expect(layer.features[0]?.area).toBeCloseTo(1e-4 - 9e-6 + 2.5e-5, 12);
      expect(layer.features[2]?.geometry).toBeNull();
    }
  });
});
