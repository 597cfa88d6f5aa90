import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTables } from '../../../electron/formats/geopackage-tables.ts';
import { withGdal, type GdalConversion, type GdalSource } from '../../../electron/gis/gdal-client.ts';
import { must } from '../../../shared/result.ts';
import { layerOf, pointLayer, polygonLayer, round } from '../../fixtures/export/layers.ts';
import { newFolder } from '../../fixtures/export/write.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';

const home = newFolder();
const at = (name: string): string => path.join(home, name);
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const signal = new AbortController().signal;
const geopackage = (file: string): GdalSource => ({
  folder: null,
  files: [{ name: 'source.gpkg', path: at(file) }],
  driver: 'GPKG',
  options: [],
});
const toGeoPackage = (file: string, out: string, ...words: readonly string[]): GdalConversion => ({
  source: geopackage(file),
  out: at(out),
  settings: {},
  arguments: ['-f', 'GPKG', ...words],
});
/** A query without an end, which reads nothing. */
const ENDLESS = [
  '-dialect',
  'SQLITE',
  '-sql',
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c',
];

beforeAll(async () => {
  const options = { language: 'zh-CN', mark: 'internal', signal, index: true } as const;
  must(await writeTables([polygonLayer(4525), pointLayer(4490)], at('some.gpkg'), options));
  const shapes = Array.from({ length: 20_000 }, (_, k) =>
    packMultiPolygon([[round(110 + (k % 200) * 0.002, 30 + Math.floor(k / 200) * 0.002, 0.0009, 60)]]),
  );
  must(await writeTables([layerOf('many', '许多', 'MULTIPOLYGON', shapes)], at('many.gpkg'), options));
});

describe('GDAL in a process of its own', () => {
  it('says what a file holds: layers, counts, systems, fields with what people call them', async () => {
    const { info, said } = must(await withGdal(signal, (gdal) => gdal.info(geopackage('some.gpkg'))));
    expect(said).toEqual({ errors: [], warnings: [] });
    expect(info.driverShortName).toBe('GPKG');
    expect(info.layers.map(({ name, featureCount }) => [name, featureCount])).toEqual([
      ['land_use', 6],
      ['public_facility', 3],
    ]);
    expect(info.layers[0]?.geometryFields[0]?.coordinateSystem?.wkt).toContain('ID["EPSG",4525]');
    expect(info.layers[0]?.fields.map(({ name, alias }) => [name, alias]).slice(0, 4)).toEqual([
      ['uid', '标识'],
      ['name', '名称'],
      ['land_class', '地类编码'],
      ['bsm', '标识码'],
    ]);
  });

  it('converts files and tells how far it is', async () => {
    const shares: number[] = [];
    const source = { ...geopackage('many.gpkg'), driver: 'GPKG' };
    must(
      await withGdal(signal, async (gdal) => {
        const first = await gdal.convert({
          source,
          out: at('many.fgb'),
          settings: {},
          arguments: ['-f', 'FlatGeobuf'],
        });
        if (!first.ok) return first;
        const flat = {
          folder: null,
          files: [{ name: 'many.fgb', path: at('many.fgb') }],
          driver: 'FlatGeobuf',
          options: [],
        };
        return gdal.convert(
          { source: flat, out: at('again.gpkg'), settings: {}, arguments: ['-f', 'GPKG'] },
          (share) => shares.push(share),
        );
      }),
    );
    const { info } = must(await withGdal(signal, (gdal) => gdal.info(geopackage('again.gpkg'))));
    expect(info.layers[0]?.featureCount).toBe(20_000);
    expect(shares.every((share, i) => share > 0 && share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true);
  });

  it('is killed in the middle of its work, while whoever asked goes on, and starts anew', async () => {
    const stop = new AbortController();
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks++;
      if (ticks === 40) stop.abort();
    }, 20);
    const answer = await withGdal(stop.signal, (gdal) =>
      gdal.convert(toGeoPackage('many.gpkg', 'endless.gpkg', ...ENDLESS)),
    );
    clearInterval(ticking);
    expect(answer).toEqual({ ok: false, error: { code: 'cancelled' } });
    // The timer could run only because nothing held this thread.
    expect(ticks).toBeGreaterThanOrEqual(40);
    expect(fs.existsSync(at('endless.gpkg'))).toBe(false);
    expect((await withGdal(signal, (gdal) => gdal.info(geopackage('some.gpkg')))).ok).toBe(true);
  });

  it('is killed when it stands still', async () => {
    const answer = await withGdal(
      signal,
      (gdal) => gdal.convert(toGeoPackage('many.gpkg', 'still.gpkg', ...ENDLESS)),
      { quietMs: 1000 },
    );
    expect(answer).toEqual({ ok: false, error: { code: 'gdal-stuck', params: { seconds: 1 } } });
    expect(fs.existsSync(at('still.gpkg'))).toBe(false);
  });

  it('without memory gives a failure, and the next job is done', async () => {
    // A point every 6 micrometres of a circle of some 600 m: more than the module can ever have.
    const answer = await withGdal(signal, (gdal) =>
      gdal.convert(toGeoPackage('many.gpkg', 'memory.gpkg', '-segmentize', '0.00000000006', '-limit', '1')),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'gdal-failed' } });
    expect(fs.existsSync(at('memory.gpkg'))).toBe(false);
    expect((await withGdal(signal, (gdal) => gdal.info(geopackage('some.gpkg')))).ok).toBe(true);
  });

  it('does nothing once it is cancelled', async () => {
    const answer = await withGdal(AbortSignal.abort(), (gdal) => gdal.info(geopackage('some.gpkg')));
    expect(answer).toEqual({ ok: false, error: { code: 'cancelled' } });
  });

  it('answers for files that are gone or are something else', async () => {
    expect(await withGdal(signal, (gdal) => gdal.info(geopackage('gone.gpkg')))).toMatchObject({
      error: { code: 'gdal-failed' },
    });
    fs.writeFileSync(at('text.gpkg'), '这不是数据库');
    expect(await withGdal(signal, (gdal) => gdal.info(geopackage('text.gpkg')))).toMatchObject({
      error: { code: 'gdal-failed' },
    });
  });

  it('opens nothing that follows paths, whichever driver is named', async () => {
    fs.writeFileSync(
      at('follow.vrt'),
      `<OGRVRTDataSource><OGRVRTLayer name="land_use"><SrcDataSource>${at('some.gpkg')}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`,
    );
    const files = [{ name: 'follow.vrt', path: at('follow.vrt') }];
    for (const driver of ['OGR_VRT', 'GPKG', 'WMTS', 'VRT']) {
      const answer = await withGdal(signal, (gdal) =>
        gdal.info({ folder: null, files, driver, options: [] }),
      );
      expect(answer).toMatchObject({ ok: false, error: { code: 'gdal-failed' } });
    }
  });

  it('serves several jobs at once, each with a process of its own', async () => {
    const counts = await Promise.all(
      [0, 1, 2].map(() => withGdal(signal, (gdal) => gdal.info(geopackage('some.gpkg')))),
    );
    expect(counts.map((answer) => must(answer).info.layers.length)).toEqual([2, 2, 2]);
  });
});
