import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-unread-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasGdal)(
  `a shapefile with fields that cannot be read (${hasGdal ? 'running' : GDAL_MISSING})`,
  () => {
    it('names them with the reason, in the probe and in the report, and offers only the others', async () => {
      const ring = [
        [110.7, 30.1],
        [110.703, 30.1],
        [110.703, 30.102],
        [110.7, 30.1],
      ];
      const properties = { MC: '地块', BZ: 'memo', PIC: 'pic' };
      const feature = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
      fs.writeFileSync(at('s.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
      ogr2ogr(
        '-f',
        'ESRI Shapefile',
        at('s.shp'),
        at('s.geojson'),
        '-a_srs',
        'EPSG:4490',
        '-lco',
        'ENCODING=UTF-8',
      );
      const dbf = fs.readFileSync(at('s.dbf'));
      for (const [name, type] of [
        ['BZ', 'M'],
        ['PIC', 'G'],
      ] as const)
        dbf[dbf.indexOf(name, 32) + 11] = type.charCodeAt(0);
      fs.writeFileSync(at('s.dbf'), dbf);

      const probe = value(await io.probe(at('s.shp')));
      expect(must(probe.layers[0]).fields.map(({ name }) => name)).toEqual(['MC']);
      const told = [
        { code: 'dbf-memo', level: 'warning', feature: null, params: { layer: 's', field: 'BZ', type: 'M' } },
        {
          code: 'dbf-binary',
          level: 'warning',
          feature: null,
          params: { layer: 's', field: 'PIC', type: 'G' },
        },
      ];
      expect(probe.notes.filter(({ code }) => code.startsWith('dbf-'))).toEqual(told);
      const report = value(await io.stage(at('s.shp'), 'land_use'));
      expect(report.notes.filter(({ code }) => code.startsWith('dbf-'))).toEqual(told);
      expect(report).toMatchObject({ read: 1, staged: 1 });
    });
  },
);
