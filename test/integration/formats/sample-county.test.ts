import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../../electron/formats/catalogue.ts';
import { outLayer } from '../../../electron/jobs/export/out-layers.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { must as value } from '../../../shared/result.ts';
import { lineOf, plain } from '../../fixtures/export/as-lines.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { must } from '../../fixtures/import/must.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

/** Formats that hold any shape with attributes. Drawings and boundary points have tests of their own. */
const FORMS = ['geopackage', 'filegdb', 'flatgeobuf', 'shapefile', 'geojson', 'kml', 'kmz', 'csv'];
/** What is compared beside the shape: a key, a name, a class, a figure. */
const FIELDS = ['uid', 'name', 'land_class', 'zone_code', 'identifier', 'area_m2'];

let home: string;
let reader: Reader;
beforeAll(async () => {
  home = newFolder();
  const file = path.join(home, 'county.gpkg');
  const call = { signal: new AbortController().signal, progress: () => {} };
  value(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
  reader = openReader(file);
});
afterAll(() => {
  reader.close();
  fs.rmSync(home, { recursive: true, force: true });
});

describe('the sample county', () => {
  it.each(FORMS)('goes through %s and comes back feature by feature', { timeout: 300_000 }, async (id) => {
    const writer = must(FORMATS.find((format) => format.id === id)?.writer);
    const crs = must(crsByEpsg(4490));
    const filled = reader.layers().filter(({ schema, count }) => schema.geometry !== null && count > 0);
    expect(filled.length).toBeGreaterThan(10);
    for (const { schema, count } of filled) {
      const fields = FIELDS.filter((name) => schema.fields.some((field) => field.name === name));
      const layer = must(
        outLayer(
          reader,
          { layer: schema.id, fids: null, fields, crs, naming: 'own', language: 'zh-CN' },
          () => {},
        ),
      );
      const { result, file, folder } = await writeWith(writer, [layer], home, { encoding: 'utf-8' });
      const report = value(result);
      expect([schema.id, report.features, report.notes]).toEqual([schema.id, count, []]);
      const read = value(await readAll(file, home));
      const renamed = new Map(report.renamed.map(({ from, to }) => [from, to]));
      const like = layer.fields.map(({ type }) => (type === 'real' || type === 'int' ? 0 : ''));
      const [wanted, found]: [string[], string[]] = [[], []];
      for await (const { values, geometry } of layer.features()) wanted.push(lineOf(values, geometry, 4490));
      for (const { features } of read.layers)
        for (const { values, geometry } of features) {
          const back = layer.fields.map(({ name }, i) => plain(values[renamed.get(name) ?? name], like[i]!));
          found.push(lineOf(back, geometry, 4490));
        }
      expect(found.length, schema.id).toBe(count);
      wanted.sort();
      found.sort();
      expect(found.filter((line, i) => line !== wanted[i]).slice(0, 2), schema.id).toEqual([]);
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});
