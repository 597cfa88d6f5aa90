import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addPark,
  call,
  COUNTY,
  execute,
  newStore,
  PYTHON,
  rectangle,
  tempFolder,
  type TestStore,
} from './harness.ts';

const VALIDATOR = [
  '/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py',
  '/usr/share/doc/python3-gdal/examples/validate_gpkg.py',
].find((file) => fs.existsSync(file));
const hasOgr = spawnSync('ogrinfo', ['--version']).status === 0;
if (VALIDATOR === undefined) console.warn('skipped: validate_gpkg.py (python3-gdal) is not installed');
if (!hasOgr) console.warn('skipped: ogrinfo (gdal-bin) is not installed');

/** A file with a bit of everything: edited, undone, with holes and parts, notes, an empty layer beside. */
async function livedIn(folder: string): Promise<{ file: string; store: TestStore }> {
  const file = path.join(folder, '澄川.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  const { uid } = await addPark(store, '甲园', rectangle(110, 30));
  const ref = { table: 'industrial_park', uid };
  await execute(store, 'add-hole', {
    ref,
    part: 0,
    ring: [
      [110.002, 30.002],
      [110.004, 30.002],
      [110.004, 30.004],
    ],
  });
  await execute(store, 'add-part', {
    ref,
    rings: [
      [
        [110.1, 30],
        [110.11, 30],
        [110.11, 30.01],
      ],
    ],
  });
  await execute(store, 'edit-attributes', {
    refs: [ref],
    fields: { approved_on: '2024-05-06', announced_area_ha: 12.5 },
  });
  await addPark(store, '乙园', rectangle(111, 30));
  await store.page.undo({}, call);
  await execute(store, 'create-feature', {
    layer: 'land_use',
    geometry: rectangle(110, 31),
    fields: { land_class: '0101', class_edition: '2023', ridge_coefficient: 0.1 },
  });
  await execute(store, 'note-finding', {
    memory: null,
    rule: 'r',
    subject: ref,
    counterpartLayer: 'land_use',
    piece: null,
    status: 'follow-up',
    note: '待核',
    shape: rectangle(110, 31),
  });
  return { file, store };
}

describe('the file', () => {
  it.skipIf(VALIDATOR === undefined)("is accepted by GDAL's validator", async () => {
    const { file, store } = await livedIn(tempFolder());
    await store.shutdown();
    const run = spawnSync(PYTHON, [VALIDATOR!, file], { encoding: 'utf8' });
    expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
  });

  it.skipIf(!hasOgr)(
    'is read by ogrinfo without a warning, also while it is open, and lists our layers alone',
    async () => {
      const { file, store } = await livedIn(tempFolder());
      const read = (): string => {
        const run = spawnSync('ogrinfo', ['-al', '-so', file], { encoding: 'utf8' });
        expect([run.status, run.stderr]).toEqual([0, '']);
        expect(run.stdout).not.toMatch(/warning|error/i);
        return run.stdout;
      };
      read();
      await store.shutdown();
      const sections = new Map(
        read()
          .split(/^Layer name: /m)
          .slice(1)
          .map((section) => [section.slice(0, section.indexOf('\n')), section] as const),
      );
      expect([...sections.keys()].filter((name) => name.startsWith('lantu_'))).toEqual(['lantu_info']);
      const parks = sections.get('industrial_park') ?? '';
      expect(parks).toContain('Geometry: Multi Polygon');
      expect(parks).toContain('Feature Count: 1');
      expect(parks).toContain('ID["EPSG",4490]');
      expect(parks).toContain('Extent: (110.000000, 30.000000) - (110.110000, 30.010000)');
      expect(sections.get('ecological_redline')).toContain('Feature Count: 0');
      expect(sections.get('quota')).toContain('Geometry: None');
      const text = execFileSync('ogrinfo', ['-al', file, 'industrial_park'], { encoding: 'utf8' });
      expect(text).toContain('approved_on (Date) = 2024/05/06');
      expect(text).not.toMatch(/warning/i);
    },
  );

  it('is one clean file after closing: DELETE mode, no log, no lock', async () => {
    const folder = tempFolder();
    const { file, store } = await livedIn(folder);
    expect(fs.readdirSync(folder).sort()).toContain('澄川.gpkg.lock');
    await store.shutdown();
    expect(fs.readdirSync(folder)).toEqual(['澄川.gpkg']);
    const head = fs.readFileSync(file).subarray(0, 100);
    // Bytes 18 and 19: file format write and read version, 1 for a rollback journal and 2 for WAL.
    expect([head[18], head[19]]).toEqual([1, 1]);
    expect(head.toString('latin1', 68, 72)).toBe('GPKG');
    expect(head.readUInt32BE(60)).toBe(10300);
  });

  it('is never made over another one', async () => {
    const folder = tempFolder();
    const file = path.join(folder, 'a.gpkg');
    fs.writeFileSync(file, 'mine');
    const store = newStore(folder);
    expect(await store.control.create({ path: file, blueprint: COUNTY }, call)).toMatchObject({
      ok: false,
      error: { code: 'store.exists' },
    });
    expect(fs.readFileSync(file, 'utf8')).toBe('mine');
    expect(fs.readdirSync(folder)).toEqual(['a.gpkg']);
  });
});
