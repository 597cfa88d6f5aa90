import fs from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../../electron/formats/catalogue.ts';
import type { Writer } from '../../../electron/formats/define-format.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { must as value } from '../../../shared/result.ts';
import { lineOf, plain } from '../../fixtures/export/as-lines.ts';
import { outField, outLayerOf } from '../../fixtures/export/out.ts';
import { NAMES, round, square } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { hasPython, runPythonBoth } from '../../fixtures/debian-python.ts';
import { readAll } from '../../fixtures/import/read-all.ts';
import { must } from '../../fixtures/import/must.ts';

/** Formats that hold polygons with attributes, and what each is asked for. */
const WRITTEN = [
  { id: 'geopackage', epsg: 4490 },
  { id: 'geopackage', epsg: 4525 },
  { id: 'filegdb', epsg: 4490 },
  { id: 'filegdb', epsg: 4546 },
  { id: 'flatgeobuf', epsg: 4490 },
  { id: 'shapefile', epsg: 4490 },
  { id: 'shapefile', epsg: 4525 },
  { id: 'geojson', epsg: 4490 },
  { id: 'kml', epsg: 4490 },
  { id: 'kmz', epsg: 4490 },
  { id: 'csv', epsg: 4490 },
  { id: 'xlsx', epsg: 4490 },
] as const;
const FIELDS = [
  outField('name', 'text', { length: 80, label: '名称' }),
  outField('code', 'text', { length: 18, label: '编码' }),
  outField('floors', 'int', { label: '层数' }),
  outField('share', 'real', { length: 18, precision: 4, label: '比率' }),
  outField('day', 'date', { label: '日期' }),
];
const writerOf = (id: string): Writer => must(FORMATS.find((format) => format.id === id)?.writer);

let home: string;
beforeAll(() => {
  home = newFolder();
});
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

/** A part: a square of a cell of its own, so that no two parts meet, with holes in cells of their own. */
const part = (cell: number, holes: number) => {
  const x = 110.6 + 0.01 * (cell % 30);
  const y = 30 + 0.01 * Math.floor(cell / 30);
  return [
    square(x, y, 0.009),
    ...Array.from({ length: holes }, (_, k) => square(x + 0.001 + 0.002 * k, y + 0.001, 0.001, true)),
  ];
};
const shapes = fc
  .uniqueArray(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 4 })
  .chain((cells) =>
    fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: cells.length, maxLength: cells.length })
      .map((holes) => packMultiPolygon(cells.map((cell, i) => part(cell, holes[i]!)))),
  );
/** Texts that a person may type: Chinese, rare characters of both planes, marks that have a meaning in some format. */
const texts = fc.oneof(
  fc.constantFrom(...NAMES),
  fc
    .array(fc.constantFrom(...'澄川县㙍𠮷𬇙园区〇Ⅱ①·—（）《》aZ09,;"\'<&>%#\\/=+-@_. '.match(/./gu)!), {
      minLength: 1,
      maxLength: 20,
    })
    .map((all) => all.join('').trim()),
);
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 5 });
const rows = fc.array(
  fc.record({
    geometry: shapes,
    values: fc.tuple(
      nullable(texts),
      nullable(fc.bigInt({ min: 100_000_000_000_000_000n, max: 999_999_999_999_999_999n }).map(String)),
      nullable(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 })),
      nullable(fc.integer({ min: -99_999_999, max: 99_999_999 }).map((n) => n / 10_000)),
      nullable(
        fc
          .integer({ min: 0, max: 40_000 })
          .map((days) => new Date(Date.UTC(1950, 0, 1 + days)).toISOString().slice(0, 10)),
      ),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

/** What a writer says of every layer: that a workbook has no shapes. */
const noted = (id: string): string[] => (id === 'xlsx' ? ['sheet-no-shapes'] : []);

/** A shapefile is in GBK unless asked otherwise; its losses are tested beside its writer. */
const OPTIONS = { encoding: 'utf-8' } as const;

describe.each(WRITTEN)('$id in EPSG:$epsg', ({ id, epsg }) => {
  it('gives back whatever was written', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (all) => {
        const layer = outLayerOf('parcels', 'MULTIPOLYGON', FIELDS, all, epsg);
        const { result, file, folder } = await writeWith(writerOf(id), [layer], home, OPTIONS);
        const report = value(result);
        expect(report.notes.map(({ code }) => code)).toEqual(noted(id));
        const read = value(await readAll(file, home));
        expect([read.format, read.layers.length]).toEqual([id, 1]);
        const { features, problems } = read.layers[0]!;
        expect(problems.filter(({ refused }) => refused)).toEqual([]);
        expect(features.length).toBe(all.length);
        const names = new Map(report.renamed.map(({ from, to }) => [from, to]));
        const wanted: string[] = [];
        const found: string[] = [];
        for await (const { values, geometry } of layer.features())
          wanted.push(lineOf(values, id === 'xlsx' ? null : geometry, epsg));
        const like = all[0]!.values.map(
          (_, i) => all.find(({ values }) => values[i] !== null)?.values[i] ?? null,
        );
        for (const { values, geometry } of features) {
          // A workbook heads its columns with what people call them.
          const back = FIELDS.map(({ name, label }, i) =>
            plain(values[names.get(name) ?? name] ?? values[label], like[i]!),
          );
          found.push(lineOf(back, geometry, epsg));
        }
        // A FlatGeobuf is in the order of its index.
        expect(found.toSorted()).toEqual(wanted.toSorted());
        fs.rmSync(folder, { recursive: true, force: true });
      }),
      { numRuns: 12, seed: 7 },
    );
  });

  it.skipIf(id === 'xlsx')('holds a shape of 180,000 vertices', { timeout: 120_000 }, async () => {
    const big = packMultiPolygon([[round(110.85, 30.15, 0.2, 180_000)]]);
    const row = { values: ['大', '990121000012345678', 1, 0.5, '2026-11-29'], geometry: big };
    const layer = outLayerOf('parcels', 'MULTIPOLYGON', FIELDS, [row], epsg);
    const { result, file } = await writeWith(writerOf(id), [layer], home, OPTIONS);
    value(result);
    const read = value(await readAll(file, home));
    expect(read.layers[0]!.features[0]!.geometry!.xy.length / 2).toBe(big.xy.length / 2);
  });
});

const qgis = hasPython('qgis');

interface Opened {
  readonly layers: readonly {
    valid: boolean;
    features: number;
    crs: string;
    area: number;
    names: string[];
  }[];
  readonly log: readonly unknown[];
}

describe.skipIf(!qgis)('in QGIS', () => {
  it('every file opens, with its system, features and texts', { timeout: 300_000 }, async () => {
    const all = [0, 1, 2].map((k) => ({
      values: [`澄川县㙍${k}`, `99012100001234567${k}`, k, k / 4, '2026-11-29'] as FieldValue[],
      geometry: packMultiPolygon([part(10 * k, k)]),
    }));
    const files: { id: string; epsg: number; file: string }[] = [];
    for (const { id, epsg } of WRITTEN) {
      if (id === 'xlsx' || id === 'csv') continue;
      const layer = outLayerOf('parcels', 'MULTIPOLYGON', FIELDS, all, epsg);
      const { result, file } = await writeWith(writerOf(id), [layer], home, OPTIONS);
      value(result);
      files.push({ id, epsg, file });
    }
    const { printed, stderr } = runPythonBoth(
      'qgis_open.py',
      files.map(({ file }) => file),
    );
    const opened = printed as readonly Opened[];
    files.forEach(({ id, epsg }, i) => {
      const { layers, log } = opened[i]!;
      expect([id, log]).toEqual([id, []]);
      expect(layers, id).toHaveLength(1);
      const crs =
        id === 'geojson' || id === 'kml' || id === 'kmz'
          ? expect.stringMatching(/^EPSG:(4326|4490)$|^OGC:CRS84$/)
          : `EPSG:${epsg}`;
      expect(layers[0], id).toMatchObject({ valid: true, features: 3, crs });
      expect(layers[0]!.names.toSorted(), id).toEqual(all.map(({ values }) => values[0]));
    });
    expect(stderr).not.toMatch(/error/i);
  });
});
