import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
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

const send = (
  file: string,
  format: string,
  layers: readonly string[] = ['land_use'],
  from: Reader = reader,
) =>
  exportLayers(
    from,
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

  it('over a GeoPackage leaves nothing of the log of the old one', async () => {
    const old = new Database(at('parcels.gpkg'));
    old.pragma('journal_mode = WAL');
    old.exec('CREATE TABLE somebody (id INTEGER)');
    const insert = old.prepare('INSERT INTO somebody VALUES (?)');
    for (let i = 0; i < 5000; i++) insert.run(i);
    expect(await send(at('parcels.gpkg'), 'geopackage')).toMatchObject({ ok: true });
    const made = new Database(at('parcels.gpkg'), { readonly: true });
    expect(made.pragma('integrity_check', { simple: true })).toBe('ok');
    const count = made.prepare('SELECT count(*) FROM land_use').pluck();
    expect(count.get()).toBe(reader.count('land_use'));
    made.close();
    old.close();
  });

  it('replaces no file beside its own that nobody was asked about', async () => {
    fs.writeFileSync(at('parcels.dbf'), 'a table of somebody');
    expect(await send(at('parcels.shp'), 'shapefile')).toMatchObject({
      ok: false,
      error: { code: 'export.exists', params: { file: 'parcels.dbf' } },
    });
    expect(fs.readdirSync(home)).toEqual(['parcels.dbf']);
    expect(fs.readFileSync(at('parcels.dbf'), 'utf8')).toBe('a table of somebody');
  });

  it('leaves no index of the shapes that were there before', async () => {
    expect(await send(at('parcels.shp'), 'shapefile', ['industrial_park'])).toMatchObject({ ok: true });
    for (const ending of ['sbn', 'sbx', 'qix', 'shp.xml'])
      fs.writeFileSync(at(`parcels.${ending}`), 'of what was there before');
    fs.writeFileSync(at('parcels.pdf'), 'another file');
    expect(await send(at('parcels.shp'), 'shapefile')).toMatchObject({ ok: true });
    expect(fs.readdirSync(home).sort()).toEqual(
      ['cpg', 'dbf', 'pdf', 'prj', 'shp', 'shx'].map((ending) => `parcels.${ending}`),
    );
  });

  it('is of one state, whatever is edited while it is written', async () => {
    const edit = new Database(blueprint);
    edit.pragma('journal_mode = WAL');
    for (const name of edit
      .prepare(
        `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('land_use', 'industrial_park')`,
      )
      .pluck()
      .all() as string[])
      edit.exec(`DROP TRIGGER "${name}"`);
    let edits = 0;
    const busy: Reader = {
      ...reader,
      scan: (query) => {
        // Somebody edits both layers each time the second is about to be read.
        if (query.layer === 'industrial_park') {
          edits += 1;
          edit.transaction(() => {
            for (const table of ['land_use', 'industrial_park'])
              edit.prepare(`UPDATE ${table} SET remark = ?`).run(`edit ${edits}.`);
          })();
        }
        return reader.scan(query);
      },
    };
    expect(await send(at('two.csv'), 'csv', ['land_use', 'industrial_park'], busy)).toMatchObject({
      ok: true,
    });
    edit.close();
    const remarks = fs
      .readdirSync(home)
      .flatMap((name) => fs.readFileSync(at(name), 'utf8').match(/edit \d+\./g));
    expect(edits).toBeGreaterThan(0);
    expect(new Set(remarks).size).toBe(1);
    expect(remarks.length).toBeGreaterThan(300);
  });

  it.each([
    ['shapefile', '.shp'],
    ['flatgeobuf', '.fgb'],
    ['csv', '.csv'],
  ])('of layers with one name makes a file of each (%s)', async (format, ending) => {
    const alike: Reader = {
      ...reader,
      schema: (id) => {
        const schema = reader.schema(id);
        const name = id === 'land_use' ? 'Parcels' : 'parcels';
        return schema && { ...schema, name: { 'zh-CN': name, en: name } };
      },
    };
    const made = await send(at(`two${ending}`), format, ['land_use', 'industrial_park'], alike);
    const files = [`two_Parcels${ending}`, `two_parcels-2${ending}`];
    expect(made).toMatchObject({ ok: true, value: { files } });
    for (const file of files) expect(fs.statSync(at(file)).size).toBeGreaterThan(100);
  });

  it('of several layers to a format that GDAL writes makes a file of each', async () => {
    expect(await send(at('two.fgb'), 'flatgeobuf', ['land_use', 'industrial_park'])).toMatchObject({
      ok: true,
    });
    expect(fs.readdirSync(home)).toHaveLength(2);
  });

  it('copies no rows of a newer state than the one that another job holds', async () => {
    const db = new Database(blueprint);
    db.pragma('journal_mode = WAL');
    for (const name of db
      .prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'land_use'`)
      .pluck()
      .all() as string[])
      db.exec(`DROP TRIGGER "${name}"`);
    // Nobody holds a state: rows are copied, and none is read one by one.
    const copying: Reader = {
      ...reader,
      scan: () => {
        throw new Error('read one by one');
      },
    };
    expect(await send(at('copied.gpkg'), 'geopackage', ['land_use'], copying)).toMatchObject({ ok: true });
    const held = await reader.at();
    db.prepare('UPDATE land_use SET geom = (SELECT geom FROM land_use WHERE fid = 200) WHERE fid = 2').run();
    db.close();
    expect(await send(at('held.gpkg'), 'geopackage')).toMatchObject({ ok: true });
    held.release();
    const made = new Database(at('held.gpkg'), { readonly: true });
    const shape = made.prepare('SELECT geom FROM land_use WHERE fid = ?').pluck();
    const box = made.prepare('SELECT minx FROM rtree_land_use_geom WHERE id = 2').pluck().get() as number;
    const [blob, other] = [shape.get(2) as Buffer, shape.get(200) as Buffer];
    expect(blob.readDoubleLE(8)).toBeCloseTo(box, 4);
    expect(blob.equals(other)).toBe(false);
    made.close();
  });
});
