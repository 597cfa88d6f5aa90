import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { must } from '../../fixtures/import/must.ts';
import { readAll } from '../../fixtures/import/read-all.ts';
import {
  indexFile,
  mainFile,
  nameTable,
  record,
  ringContent,
  writeShapefile,
} from '../../fixtures/import/shapefile-bytes.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-shx-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Found {
  /** Name and count of vertices (the last of a ring is the first) of each feature. */
  readonly shapes: readonly (readonly [unknown, number])[];
  readonly codes: readonly string[];
}

async function found(file: string): Promise<Found> {
  const read = await readAll(file, folder);
  if (!read.ok) throw new Error(read.error.code);
  const [layer] = read.value.layers;
  const { features, problems } = must(layer);
  return {
    shapes: features.map(({ values, geometry }) => [values.NAME ?? null, must(geometry).xy.length / 2]),
    codes: problems.map(({ code }) => code),
  };
}

/** Content lengths: a ring of n points has 48 + 16 n bytes. */
const bytesOf = (points: number): number => 48 + 16 * points;
const A: readonly [number, number] = [110, 30];
const B: readonly [number, number] = [110.1, 30];
const names = nameTable(['jia', 'yi']);
const small = record(1, ringContent(A, 5));
const second = record(2, ringContent(B, 6));
/** Where the second record and the third begin. */
const SECOND = 100 + small.length;
const THIRD = SECOND + second.length;

/** The first shape grew to nine points and stands at the end. */
const grown = mainFile(small, second, record(1, ringContent(A, 9)));
const grownIndex = indexFile([THIRD, bytesOf(9)], [SECOND, bytesOf(6)]);
/** The first shape had nine points and has five; the rest of its place is a gap. */
const gap = record(1, ringContent(A, 9)).subarray(small.length);
const shrunk = mainFile(small, gap, second);
const shrunkIndex = indexFile([100, bytesOf(5)], [SECOND + gap.length, bytesOf(6)]);

describe('a shapefile edited in place is read by its index', () => {
  it('a shape that grew stands at the end of the .shp', async () => {
    const file = writeShapefile(folder, 'grown', { shp: grown, shx: grownIndex, dbf: names });
    expect(await found(file)).toEqual({
      shapes: [
        ['jia', 9],
        ['yi', 6],
      ],
      codes: [],
    });
  });

  it('a shape that shrank leaves a gap', async () => {
    const file = writeShapefile(folder, 'shrunk', { shp: shrunk, shx: shrunkIndex, dbf: names });
    expect(await found(file)).toEqual({
      shapes: [
        ['jia', 5],
        ['yi', 6],
      ],
      codes: [],
    });
  });

  it('and so in an archive, and with more records than are read at once', async () => {
    const file = path.join(folder, 'grown.zip');
    fs.writeFileSync(file, zipSync({ 'a.shp': grown, 'a.shx': grownIndex, 'a.dbf': names }));
    expect((await found(file)).shapes).toEqual([
      ['jia', 9],
      ['yi', 6],
    ]);
    // 3000 rings of 40 points are 2 MB; every third one grew, from the last to the first.
    const all = Array.from({ length: 3000 }, (_, i) => record(i + 1, ringContent(A, 40)));
    const places = all.map((one, i): [number, number] => [100 + one.length * i, bytesOf(40)]);
    let end = 100 + all.length * must(all[0]).length;
    const moved: Buffer[] = [];
    for (let i = 2997; i >= 0; i -= 3) {
      const one = record(i + 1, ringContent(A, 50));
      places[i] = [end, bytesOf(50)];
      end += one.length;
      moved.push(one);
    }
    const many = writeShapefile(folder, 'many', {
      shp: mainFile(...all, ...moved),
      shx: indexFile(...places),
      dbf: nameTable(all.map((_, i) => String(i))),
    });
    expect(await found(many)).toEqual({
      shapes: all.map((_, i) => [String(i), i % 3 === 0 ? 50 : 40]),
      codes: [],
    });
  });

  it('as GDAL leaves it after an UPDATE without packing', async ({ skip }) => {
    if (!hasGdal) skip(GDAL_MISSING);
    const ring = (x: number, points: number): number[][] => [
      ...Array.from({ length: points - 3 }, (_, i) => [x, 30 + (0.01 * i) / (points - 4)]),
      [x + 0.01, 30.01],
      [x + 0.01, 30],
      [x, 30],
    ];
    const source = path.join(folder, 'source.geojson');
    const features = [9, 6, 8].map((points, i) => ({
      type: 'Feature',
      properties: { NAME: `n${i}` },
      geometry: { type: 'Polygon', coordinates: [ring(110 + i / 10, points)] },
    }));
    fs.writeFileSync(source, JSON.stringify({ type: 'FeatureCollection', features }));
    const file = path.join(folder, 'edited.shp');
    ogr2ogr('-f', 'ESRI Shapefile', file, source, '-lco', 'AUTO_REPACK=NO');
    const update = (fid: number, points: number): void => {
      const wkt = ring(110 + fid / 10, points)
        .map((point) => point.join(' '))
        .join(',');
      const sql = `UPDATE edited SET geometry = ST_GeomFromText('POLYGON((${wkt}))') WHERE rowid = ${fid}`;
      const options = ['-oo', 'AUTO_REPACK=NO', '-dialect', 'SQLite', '-sql', sql];
      const done = spawnSync('ogrinfo', ['-q', file, ...options], { encoding: 'utf8' });
      expect(done.stderr).not.toContain('ERROR');
    };
    update(0, 5);
    update(1, 12);
    const sizeOf = (points: number): number => 8 + bytesOf(points);
    // Nothing was packed: the three old places and one new.
    expect(fs.statSync(file).size).toBe(100 + sizeOf(9) + sizeOf(6) + sizeOf(8) + sizeOf(12));
    expect(await found(file)).toEqual({
      shapes: [
        ['n0', 5],
        ['n1', 12],
        ['n2', 8],
      ],
      codes: [],
    });
  });
});

describe('a shapefile whose index cannot be used', () => {
  const sound = mainFile(small, second);
  const soundIndex = indexFile([100, bytesOf(5)], [SECOND, bytesOf(6)]);
  const shapes = [
    ['jia', 5],
    ['yi', 6],
  ];

  it.each([
    ['cut short', soundIndex.subarray(0, 110)],
    ['no index', Buffer.alloc(116)],
    ['empty', mainFile()],
    ['outside of the .shp', indexFile([100, bytesOf(5)], [SECOND + 400, bytesOf(6)])],
    ['within another record', indexFile([100, bytesOf(5)], [108, bytesOf(5)])],
    ['twice the same', indexFile([100, bytesOf(5)], [100, bytesOf(5)])],
    ['of another length than the record has', indexFile([100, bytesOf(4)], [SECOND, bytesOf(6)])],
    ['of fewer shapes than there are rows', indexFile([100, bytesOf(5)])],
  ])('%s: it is noted and the shapes are read as they stand', async (_, shx) => {
    const file = writeShapefile(folder, 'damaged', { shp: sound, shx, dbf: names });
    expect(await found(file)).toEqual({ shapes, codes: ['shx-damaged'] });
  });

  it.each([
    ['a sound one', soundIndex, mainFile(small, second)],
    // Programs write such numbers, and the index says that each record is one of its own.
    ['a sound one of records without numbers', soundIndex, mainFile(small, record(1, ringContent(B, 6)))],
  ])('%s is read as ever', async (_, shx, shp) => {
    const file = writeShapefile(folder, 'sound', { shp, shx, dbf: names });
    expect(await found(file)).toEqual({ shapes, codes: [] });
  });

  it.each([
    ['counted from 1', [1, 2]],
    ['counted from 0', [0, 1]],
    ['never written', [0, 0]],
  ])('without one, numbers that are %s are read in order', async (_, [first = 0, next = 0]) => {
    const shp = mainFile(record(first, ringContent(A, 5)), record(next, ringContent(B, 6)));
    expect(await found(writeShapefile(folder, 'bare', { shp, dbf: names }))).toEqual({ shapes, codes: [] });
  });

  it.each([
    ['a shape that grew', grown, 3],
    ['a gap', shrunk, 2],
  ])('without one, %s is refused by the number of the record', async (_, shp, feature) => {
    const file = writeShapefile(folder, 'lost', { shp, dbf: names });
    const read = await readAll(file, folder);
    if (!read.ok) throw new Error(read.error.code);
    expect(must(must(read.value.layers[0]).problems.at(-1))).toMatchObject({
      code: 'shp-numbers',
      feature,
      fatal: true,
    });
  });

  it('both are told in both languages', () => {
    for (const key of ['import.note.shx-damaged', 'error.import.shp-numbers'])
      for (const texts of [TEXTS['zh-CN'], TEXTS.en]) expect(key in texts).toBe(true);
  });

  it('a .shp cut short is no fault of its index', async () => {
    const file = writeShapefile(folder, 'short', {
      shp: grown.subarray(0, THIRD + 20),
      shx: grownIndex,
      dbf: names,
    });
    const { codes } = await found(file);
    expect(codes).toEqual(['shp-truncated']);
  });
});
