import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filegdbWriter } from '../../../electron/formats/filegdb-writer.ts';
import { readHere } from '../../../electron/jobs/io/grid-reading.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { packLines, packMultiPolygon, packPoints } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { fatal } from '../../../shared/import/raw.ts';
import type { GeomType } from '../../../shared/model/layer.ts';
import { layerOf, square } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';

const home = newFolder();
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

let io: Awaited<ReturnType<typeof openIo>>;
beforeAll(async () => {
  await newBlueprint(path.join(home, 'blueprint.gpkg'));
  io = await openIo(path.join(home, 'blueprint.gpkg'), path.join(home, 'scratch'));
});

/**
 * A geodatabase of one layer whose last record has a moment of no calendar. The moment is the last field, a number of
 * days in eight bytes, and the highest of them is the last byte of the table.
 */
async function withBadMoment(type: GeomType, shapes: readonly Packed[]): Promise<string> {
  const { file, result } = await writeWith(
    filegdbWriter,
    [layerOf('shapes', '图形', type, shapes, 4490)],
    home,
  );
  value(result);
  const name = must(
    fs
      .readdirSync(file)
      .filter((one) => one.endsWith('.gdbtable'))
      .toSorted()
      .at(-1),
  );
  const table = path.join(file, name);
  const bytes = fs.readFileSync(table);
  bytes[bytes.length - 1] = 0xff;
  fs.writeFileSync(table, bytes);
  return file;
}

const west = (k: number): number => 110 + (k % 60) * 0.002;
const south = (k: number): number => 30 + Math.floor(k / 60) * 0.002;
const many = <T>(count: number, make: (k: number) => T): T[] =>
  Array.from({ length: count }, (_, k) => make(k));
const polygon = (k: number): Packed => packMultiPolygon([[square(west(k), south(k), 0.001)]]);
const line = (k: number): Packed =>
  packLines([
    [
      [west(k), south(k)],
      [west(k) + 0.001, south(k)],
    ],
  ]);
const point = (k: number): Packed => packPoints([[west(k), south(k)]]);

describe('what GDAL complains of', () => {
  // More than 256 features are converted twice, the first of them before the others.
  it.each<[string, GeomType, string, Packed[]]>([
    ['few polygons', 'MULTIPOLYGON', 'survey_parcel', many(3, polygon)],
    ['many polygons', 'MULTIPOLYGON', 'survey_parcel', many(300, polygon)],
    ['lines', 'LINESTRING', 'track', many(3, line)],
    ['points', 'POINT', 'observation', many(3, point)],
  ])('of %s stands in the report, once', async (_what, type, layer, shapes) => {
    const report = value(await io.stage(await withBadMoment(type, shapes), layer, { mapping: {} }));
    expect(report.staged).toBe(shapes.length);
    expect(noteCounts(report)['gdal-said']).toBe(1);
    const [note] = report.notes.filter(({ code }) => code === 'gdal-said');
    expect(note?.params).toMatchObject({ layer: 'shapes', message: expect.stringContaining('Invalid days') });
  });
});

describe('the first pass over a source', () => {
  it('fails where the reading ends with a fatal problem', async () => {
    const reading = readHere({
      format: {
        id: 'broken',
        extensions: [],
        recognises: () => true,
        probe: () => Promise.reject(new Error('not asked')),
        read: async function* () {
          yield await Promise.resolve({
            kind: 'feature' as const,
            number: 1,
            values: {},
            geometry: polygon(0),
          });
          yield fatal('gdal-failed', { cause: 'short' });
        },
      },
      file: { path: '/x', name: '图斑.gdb', scratch: '/x' },
      layer: 'shapes',
      encoding: null,
      place: { crs: must(crsByEpsg(4490)), swapped: false },
      type: 'MULTIPOLYGON',
    });
    const collected = await reading.collect({ signal: new AbortController().signal, onShare: () => {} });
    expect(collected).toEqual({
      ok: false,
      error: { code: 'import.gdal-failed', params: { file: '图斑.gdb', feature: 0, cause: 'short' } },
    });
  });
});
