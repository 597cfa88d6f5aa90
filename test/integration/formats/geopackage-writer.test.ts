import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { geopackageFormat } from '../../../electron/formats/geopackage.format.ts';
import { geopackageWriter } from '../../../electron/formats/geopackage-writer.ts';
import { toGeoJson } from '../../../shared/geometry/geojson.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { must } from '../../../shared/result.ts';
import { dumpLayers, hasGdalPython } from '../../fixtures/export/gdal-dump.ts';
import {
  FIELDS,
  layerOf,
  lineLayer,
  pointLayer,
  POLYGONS,
  polygonLayer,
  rowsOf,
  tableLayer,
} from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';

const VALIDATOR = '/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py';
const home = newFolder();
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const all = (epsg: number): OutLayer[] => [
  polygonLayer(epsg),
  pointLayer(epsg),
  lineLayer(epsg),
  tableLayer(),
];

/** What GDAL prints for a value of each type of field. */
const printed = (value: string | number | null, type: string): string | number | null =>
  typeof value !== 'string'
    ? value
    : type === 'date'
      ? value.replaceAll('-', '/')
      : type === 'datetime'
        ? value.replaceAll('-', '/').replace('T', ' ').replace('Z', '+00')
        : value;

describe('a GeoPackage that goes out', () => {
  it.skipIf(!hasGdalPython).each([4490, 4525, 4546, 4499])(
    'in EPSG:%i is read by GDAL without a warning, with all it was given',
    async (epsg) => {
      const layers = all(epsg);
      const { file, result } = await writeWith(geopackageWriter, layers, home);
      expect(must(result)).toEqual({ features: 13, renamed: [], notes: [] });
      const { layers: found, stderr } = dumpLayers(file);
      expect(stderr).toBe('');
      expect(found.map(({ name, count }) => [name, count])).toEqual([
        ['land_use', 6],
        ['public_facility', 3],
        ['track', 1],
        ['quota', 3],
      ]);
      for (const [k, layer] of layers.entries()) {
        const rows = await rowsOf(layer);
        const dumped = found[k]!;
        if (layer.geometry !== null) expect(dumped.epsg).toBe(String(epsg));
        expect(dumped.fields.map(({ name }) => name)).toEqual(FIELDS.map(({ name }) => name));
        expect(dumped.features.map(({ values }) => values)).toEqual(
          rows.map(({ values }) => values.map((value, i) => printed(value, FIELDS[i]!.type))),
        );
        expect(dumped.features.map(({ shape }) => shape?.coordinates ?? null)).toEqual(
          rows.map(({ geometry }) =>
            geometry === null
              ? null
              : (
                  toGeoJson(geometry, { multi: layer.geometry === 'MULTIPOLYGON' }) as {
                    coordinates: unknown;
                  }
                ).coordinates,
          ),
        );
      }
    },
  );

  it.skipIf(!fs.existsSync(VALIDATOR))('passes the validator of GDAL', async () => {
    // The validator looks for the flag of an empty geometry in the wrong bit, so there is none here.
    const shapes = POLYGONS.filter((shape) => shape === null || shape.xy.length > 0);
    const layers = [layerOf('land_use', '规划用地用海', 'MULTIPOLYGON', shapes, 4525), ...all(4490).slice(1)];
    const { file } = await writeWith(geopackageWriter, layers, home);
    const run = spawnSync('/usr/bin/python3', [VALIDATOR, file], { encoding: 'utf8' });
    expect(`${run.stdout}${run.stderr}`.trim()).toBe('');
    expect(run.status).toBe(0);
  });

  it('is one file in DELETE mode, marked as a GeoPackage, with the same bytes each time', async () => {
    const first = await writeWith(geopackageWriter, all(4525), home);
    const second = await writeWith(geopackageWriter, all(4525), home);
    const bytes = fs.readFileSync(first.file);
    expect(fs.readdirSync(first.folder)).toEqual([path.basename(first.file)]);
    expect([bytes[18], bytes[19]]).toEqual([1, 1]);
    expect(bytes.readUInt32BE(60)).toBe(10300);
    expect(bytes.toString('latin1', 68, 72)).toBe('GPKG');
    expect(bytes.equals(fs.readFileSync(second.file))).toBe(true);
  });

  it('comes back through the import with the same values and positions', async () => {
    const layer = polygonLayer(4525);
    const { file } = await writeWith(geopackageWriter, [layer, pointLayer(4490)], home);
    const ref = { path: file, name: 'x.gpkg', scratch: home };
    const signal = new AbortController().signal;
    const probe = must(await geopackageFormat.probe(ref, { encoding: null, signal }));
    expect(probe.layers.map(({ name, crs }) => [name, crs])).toEqual([
      ['land_use', { kind: 'known', epsg: 4525, wgs84: false }],
      ['public_facility', { kind: 'known', epsg: 4490, wgs84: false }],
    ]);
    const read: RawFeature[] = [];
    const options = { layer: 'land_use', encoding: null, signal, onShare: () => {} };
    for await (const item of geopackageFormat.read(ref, options))
      if (item.kind === 'feature') read.push(item);
    const rows = await rowsOf(layer);
    expect(read.map(({ geometry }) => geometry?.xy ?? null)).toEqual(
      rows.map(({ geometry }) => (geometry === null || geometry.xy.length === 0 ? null : geometry.xy)),
    );
    expect(read.map(({ values }) => values['bsm'])).toEqual(rows.map(({ values }) => values[3]));
  });

  it('renames what would stand in the way of its own columns, and says so', async () => {
    const fields = [
      { ...FIELDS[1]!, name: 'FID' },
      { ...FIELDS[2]!, name: 'Geom' },
      { ...FIELDS[3]!, label: '名称' },
    ];
    const layer = layerOf('own_layer', '自定', 'POINT', [null], 4490, fields);
    const { file, result } = await writeWith(geopackageWriter, [layer], home);
    expect(must(result).renamed).toEqual([
      { layer: '自定', from: 'FID', to: 'FID_2' },
      { layer: '自定', from: 'Geom', to: 'Geom_2' },
    ]);
    if (!hasGdalPython) return;
    const { layers, stderr } = dumpLayers(file);
    expect(stderr).toBe('');
    expect(layers[0]?.fields.map(({ name }) => name)).toEqual(['FID_2', 'Geom_2', 'bsm']);
  });

  it('stops when it is cancelled', async () => {
    const { result } = await writeWith(geopackageWriter, all(4490), home, { signal: AbortSignal.abort() });
    expect(result).toEqual({ ok: false, error: { code: 'cancelled' } });
  });
});
