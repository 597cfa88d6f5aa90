import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, openIo, value } from '../../fixtures/import/io.ts';

/* Moments in files of every kind, put into a field that holds days. */

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);

const ZONED = '2026-03-01T16:00:00Z';
const PLAIN = '2026-03-01T20:00:00';

function source(name: string, moment: string): string {
  const ring = [
    [110.7, 30.1],
    [110.703, 30.1],
    [110.703, 30.102],
    [110.7, 30.102],
    [110.7, 30.1],
  ];
  const feature = {
    type: 'Feature',
    properties: { HXMC: '红线', RQ: moment },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  fs.writeFileSync(at(name), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  return at(name);
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-moments-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
  source('zoned.geojson', ZONED);
  source('plain.geojson', PLAIN);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

async function dayOf(name: string): Promise<{ readonly day: unknown; readonly told: readonly object[] }> {
  const mapping = { valid_from: 'RQ' };
  const report = value(await io.stage(at(name), 'ecological_redline', { mapping, epsg: 4490 }));
  return {
    day: report.sample[0]?.fields['valid_from'],
    told: report.notes.filter(({ code }) => code === 'date-zoned').map(({ params }) => params),
  };
}

const moved = [{ field: 'valid_from', count: 1, moved: 1 }];

describe('a moment', () => {
  it('of GeoJSON is the day in China where it names a zone, and told; else the day that is written', async () => {
    expect(await dayOf('zoned.geojson')).toEqual({ day: '2026-03-02', told: moved });
    expect(await dayOf('plain.geojson')).toEqual({ day: '2026-03-01', told: [] });
  });

  it.skipIf(!hasGdal).each([
    // FlatGeobuf keeps whether there is a zone.
    ['zoned', 'FlatGeobuf', 'fgb', '2026-03-02', moved],
    ['plain', 'FlatGeobuf', 'fgb', '2026-03-01', []],
    // A GeoPackage says UTC of every moment.
    ['zoned', 'GPKG', 'gpkg', '2026-03-02', moved],
    // These know no zones: the figures are those of the office that wrote them.
    ['plain', 'MapInfo File', 'tab', '2026-03-01', []],
    ['plain', 'OpenFileGDB', 'gdb', '2026-03-01', []],
  ])(
    `%s in a file of %s (${hasGdal ? 'running' : GDAL_MISSING})`,
    async (from, driver, ending, day, told) => {
      const name = `${from}.${ending}`;
      ogr2ogr('-f', driver, at(name), at(`${from}.geojson`));
      expect(await dayOf(name)).toEqual({ day, told });
    },
  );

  it('of TopoJSON is read as that of GeoJSON', async () => {
    for (const [name, moment] of [
      ['zoned', ZONED],
      ['plain', PLAIN],
    ]) {
      const object = {
        type: 'GeometryCollection',
        geometries: [{ type: 'Polygon', arcs: [[0]], properties: { HXMC: '红线', RQ: moment } }],
      };
      const arc = [
        [110.7, 30.1],
        [110.703, 30.1],
        [110.703, 30.102],
        [110.7, 30.1],
      ];
      fs.writeFileSync(
        at(`${name}.topojson`),
        JSON.stringify({ type: 'Topology', objects: { hx: object }, arcs: [arc] }),
      );
    }
    expect(await dayOf('zoned.topojson')).toEqual({ day: '2026-03-02', told: moved });
    expect(await dayOf('plain.topojson')).toEqual({ day: '2026-03-01', told: [] });
  });
});
