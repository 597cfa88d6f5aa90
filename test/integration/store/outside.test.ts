import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/store/sqlite.ts';
import { isUuid } from '../../../shared/model/ids.ts';
import {
  addPark,
  call,
  content,
  COUNTY,
  newStore,
  PYTHON,
  rectangle,
  rows,
  tempFolder,
  type TestStore,
} from './harness.ts';

const hasGdal = (() => {
  try {
    execFileSync(PYTHON, ['-c', 'from osgeo import ogr'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('skipped: python3-gdal is not installed');
    return false;
  }
})();

/** Runs python with `ds` open for update on the file and `layer` the parks. */
function gdal(file: string, code: string): void {
  const script = `
import sys
from osgeo import ogr
ogr.UseExceptions()
ds = ogr.Open(sys.argv[1], 1)
layer = ds.GetLayerByName('industrial_park')
${code}
ds = None
`;
  execFileSync(PYTHON, ['-c', script, file], { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function begin(): Promise<{
  folder: string;
  file: string;
  store: TestStore;
  parks: { uid: string; fid: number }[];
}> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  const parks = [];
  for (const [i, name] of ['甲园', '乙园', '丙园'].entries())
    parks.push(await addPark(store, name, rectangle(110 + i, 30)));
  return { folder, file, store, parks };
}

const EDITS = `
f = layer.GetFeature(1); f['name'] = "O'Brien 园区"; layer.SetFeature(f)
f = layer.GetFeature(2); f.SetGeometry(ogr.CreateGeometryFromWkt('MULTIPOLYGON(((111 30,111.0200000004 30,111.01 30.01,111 30.01,111 30)))')); layer.SetFeature(f)
layer.DeleteFeature(3)
g = ogr.Feature(layer.GetLayerDefn()); g['name'] = '丁园'; g['park_kind'] = 'industrial_park'
g.SetGeometry(ogr.CreateGeometryFromWkt('MULTIPOLYGON(((113 30,113 30.01,113.01 30.01,113.01 30,113 30)))')); layer.CreateFeature(g)
c = layer.GetFeature(1).Clone(); c.SetFID(-1); layer.CreateFeature(c)
`;

function expectAdopted(file: string, parks: { uid: string; fid: number }[]): void {
  const now = rows<{
    fid: number;
    uid: string;
    name: string;
    revision: number;
    area_m2: number;
    geom: Buffer;
  }>(file, 'SELECT fid, uid, name, revision, area_m2, geom FROM industrial_park ORDER BY fid');
  expect(now.map(({ fid, name, revision }) => [fid, name, revision])).toEqual([
    [1, "O'Brien 园区", 4],
    [2, '乙园', 4],
    [4, '丁园', 4],
    [5, "O'Brien 园区", 4],
  ]);
  expect(now[0]!.uid).toBe(parks[0]!.uid);
  expect(now[1]!.uid).toBe(parks[1]!.uid);
  // New rows have a uid of their own, also the copy that came with its original's.
  expect(new Set(now.map(({ uid }) => uid)).size).toBe(4);
  expect(now.every(({ uid }) => isUuid(uid))).toBe(true);
  // The first eastern vertex of the second park is back on the grid.
  const ring = now[1]!.geom;
  expect(ring.readDoubleLE(40 + 9 + 9 + 4 + 16)).toBe(111.02);
  expect(now[2]!.area_m2).toBeGreaterThan(1_000_000);
  expect(
    rows(
      file,
      "SELECT kind, label, json_extract(params, '$.records') n FROM lantu_change ORDER BY seq DESC LIMIT 1",
    ),
  ).toEqual([{ kind: 'outside', label: 'history.outside', n: 5 }]);
  expect(rows(file, 'SELECT count(*) n FROM lantu_outside')).toEqual([{ n: 0 }]);
  expect(rows(file, 'SELECT id FROM rtree_industrial_park_geom ORDER BY id')).toEqual([
    { id: 1 },
    { id: 2 },
    { id: 4 },
    { id: 5 },
  ]);
}

describe.skipIf(!hasGdal)('a file edited by GDAL', () => {
  it('between two opens: seen, in the history, undoable', async () => {
    const { folder, file, store, parks } = await begin();
    const before = content(file);
    await store.shutdown();
    gdal(file, EDITS);
    const second = newStore(folder);
    await second.control.open({ path: file, readOnly: false }, call);
    expect(second.log).toEqual([]);
    expectAdopted(file, parks);
    const adopted = content(file);
    expect((await second.page.undo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(before);
    expect((await second.page.redo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(adopted);
  });

  it('while it is open: noticed within seconds and announced', async () => {
    const { file, store, parks } = await begin();
    const before = content(file);
    gdal(file, EDITS);
    await expect
      .poll(() => store.news.some(({ committed }) => committed?.kind === 'outside'), { timeout: 5_000 })
      .toBe(true);
    expectAdopted(file, parks);
    const state = await store.page.state({}, call);
    expect(state).toMatchObject({
      ok: true,
      value: { rev: 4, outside: 0, undo: { label: 'history.outside' } },
    });
    const layers = await store.page.layers({}, call);
    expect(layers.ok && layers.value.find(({ schema }) => schema.id === 'industrial_park')?.count).toBe(4);
    await store.page.undo({}, call);
    expect(content(file)).toEqual(before);
  });

  it('just before a command of ours: comes first in the history', async () => {
    const { file, store, parks } = await begin();
    gdal(file, `f = layer.GetFeature(1); f['remark'] = 'elsewhere'; layer.SetFeature(f)`);
    const ref = { table: 'industrial_park', uid: parks[0]!.uid };
    const edited = await store.page.execute(
      {
        command: 'edit-attributes',
        params: { refs: [ref], fields: { remark: 'here' } },
        expect: [{ ...ref, rev: 1 }],
      },
      call,
    );
    expect(edited).toMatchObject({ ok: false, error: { code: 'store.stale', params: { rev: 4 } } });
    expect(rows(file, 'SELECT remark FROM industrial_park WHERE fid = 1')).toEqual([{ remark: 'elsewhere' }]);
    expect(rows(file, 'SELECT kind FROM lantu_change ORDER BY seq')).toEqual(
      ['do', 'do', 'do', 'outside'].map((kind) => ({ kind })),
    );
  });
});

describe('an edit in plain SQL', () => {
  it('that replaces a row keeps its before-image', async () => {
    const { file, store, parks } = await begin();
    const before = content(file);
    const db = openDatabase(file, { readOnly: false });
    db.exec(`CREATE TEMP TABLE copy AS SELECT * FROM industrial_park WHERE fid = 2; UPDATE copy SET name = 'X', geom = NULL, uid = NULL;
      INSERT OR REPLACE INTO industrial_park SELECT * FROM copy;`);
    db.close();
    const adopted = await store.page.adoptOutside({}, call);
    expect(adopted).toMatchObject({
      ok: true,
      value: { kind: 'outside', params: { records: 1, identified: 1 } },
    });
    expect(rows(file, 'SELECT uid, name, geom FROM industrial_park WHERE fid = 2')).toEqual([
      { uid: parks[1]!.uid, name: 'X', geom: null },
    ]);
    await store.page.undo({}, call);
    expect({ ...content(file), 'rtree industrial_park': null }).toEqual({
      ...before,
      'rtree industrial_park': null,
    });
  });

  it('that is taken back leaves no trace', async () => {
    const { file, store } = await begin();
    const db = openDatabase(file, { readOnly: false });
    db.exec(
      `UPDATE industrial_park SET remark = 'x' WHERE fid = 1; UPDATE industrial_park SET remark = NULL WHERE fid = 1`,
    );
    db.close();
    expect(await store.page.adoptOutside({}, call)).toMatchObject({
      ok: false,
      error: { code: 'store.nothing-to-do' },
    });
    expect(rows(file, 'SELECT count(*) n FROM lantu_outside')).toEqual([{ n: 0 }]);
    expect(rows(file, 'SELECT count(*) n FROM lantu_change')).toEqual([{ n: 3 }]);
  });
});
