import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvFormat } from '../../../electron/formats/csv.format.ts';
import type { Format } from '../../../electron/formats/define-format.ts';
import { geojsonFormat } from '../../../electron/formats/geojson.format.ts';
import { shapefileFormat } from '../../../electron/formats/shapefile.format.ts';
import { shapefileWriter } from '../../../electron/formats/shapefile-writer.ts';
import { packPoints } from '../../../shared/geometry/build-packed.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';
import { outField, outLayerOf, writeOptions } from '../../fixtures/export/out.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-late-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What the file gives as values, feature by feature, and what is said of it. */
async function read(format: Format, name: string): Promise<{ values: object[]; notes: string[] }> {
  const { signal } = new AbortController();
  const file = { path: path.join(folder, name), name, scratch: folder };
  const probe = await format.probe(file, { encoding: null, signal });
  if (!probe.ok) throw new Error(probe.error.code);
  const layer = probe.value.layers[0]!.name;
  const found: RawFeature[] = [];
  for await (const item of format.read(file, { layer, encoding: null, signal, onShare: () => {} }))
    if (item.kind === 'feature') found.push(item);
  return { values: found.map(({ values }) => values), notes: probe.value.notes.map(({ code }) => code) };
}

const write = (name: string, text: string, encoding: string): void =>
  fs.writeFileSync(path.join(folder, name), iconv.encode(text, encoding));

describe('texts that come after megabytes of plain ASCII', () => {
  it.each(['gbk', 'utf-8'])('are read in their encoding: GeoJSON in %s', async (encoding) => {
    const border = Array.from({ length: 260_000 }, () => '[110.123456,30.123456]').join(',');
    const feature = `{"type":"Feature","geometry":{"type":"LineString","coordinates":[${border}]},"properties":{"name":"桐渡镇"}}`;
    write('late.geojson', `{"type":"FeatureCollection","features":[${feature}]}`, encoding);
    const { values, notes } = await read(geojsonFormat, 'late.geojson');
    expect(values).toEqual([{ name: '桐渡镇' }]);
    expect(notes).toEqual(encoding === 'gbk' ? ['encoding-taken'] : []);
  });

  it.each(['gbk', 'utf-8'])('are read in their encoding: CSV in %s', async (encoding) => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `${110 + i / 1e6},30.123456,parcel ${i}`);
    write('late.csv', ['lon,lat,name', ...rows, '110.5,30.5,桐渡镇'].join('\n'), encoding);
    const { values } = await read(csvFormat, 'late.csv');
    expect(values.at(-1)).toMatchObject({ name: '桐渡镇' });
  });

  it.each(['gbk', 'utf-8'] as const)('are read in their encoding: Shapefile in %s', async (encoding) => {
    const geometry = packPoints([[110, 30]]);
    const rows = Array.from({ length: 5000 }, (_, i) => ({
      values: [i < 4990 ? `parcel ${i}` : '桐渡镇'],
      geometry,
    }));
    const layer = outLayerOf('late', 'POINT', [outField('name', 'text', { length: 60 })], rows);
    const place = { folder, stem: `late-${encoding}` };
    expect((await shapefileWriter.write([layer], place, writeOptions(folder, { encoding }))).ok).toBe(true);
    // Neither the file of the code page nor the language of the table says anything.
    fs.rmSync(path.join(folder, `late-${encoding}.cpg`));
    const table = path.join(folder, `late-${encoding}.dbf`);
    const bytes = fs.readFileSync(table);
    bytes[29] = 0;
    fs.writeFileSync(table, bytes);
    const { values } = await read(shapefileFormat, `late-${encoding}.shp`);
    expect(values.at(-1)).toEqual({ name: '桐渡镇' });
  });
});
