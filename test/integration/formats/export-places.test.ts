import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { exportLayers } from '../../../electron/jobs/export/export-layers.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { generateCounty } from '../../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../../fixtures/county/generated-blueprint.ts';

let folder: string;
let blueprint: string;
let home: string;
let reader: Reader;
const at = (name: string): string => path.join(home, name);
const call = { signal: new AbortController().signal, progress: () => {} };

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-places-'));
  blueprint = path.join(folder, 'blueprint.gpkg');
  await writeGenerated(generateCounty(300, folder), WHOLE_COUNTY, blueprint);
  reader = openReader(blueprint);
});
beforeEach(() => {
  home = fs.mkdtempSync(path.join(folder, 'home-'));
});
afterAll(() => {
  reader.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const send = (file: string, format: string, layers: readonly string[] = ['land_use']) =>
  exportLayers(
    reader,
    {
      layers: layers.map((layer) => ({ layer, fids: null, fields: null })),
      format,
      epsg: 4490,
      naming: 'own',
      language: 'zh-CN',
      encoding: null,
      own: {},
      path: file,
    },
    path.join(folder, 'scratch'),
    call,
  );

describe('an export', () => {
  it('never takes the place of the blueprint it comes from, by whatever name it is reached', async () => {
    const before = fs.readFileSync(blueprint);
    const refused = { ok: false, error: { code: 'export.own-file', params: { file: 'blueprint.gpkg' } } };
    expect(await send(blueprint, 'geopackage')).toMatchObject(refused);
    fs.symlinkSync(folder, at('link'));
    expect(await send(path.join(at('link'), 'blueprint.gpkg'), 'geopackage')).toMatchObject(refused);
    expect(fs.readFileSync(blueprint).equals(before)).toBe(true);
  });
});
