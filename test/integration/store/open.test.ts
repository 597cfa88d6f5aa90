import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  addPark,
  call,
  content,
  COUNTY,
  execute,
  newStore,
  park,
  rectangle,
  rows,
  tempFolder,
} from './harness.ts';

const openFile = (store: ReturnType<typeof newStore>, file: string, readOnly = false) =>
  store.control.open({ path: file, readOnly }, call);

async function blueprint(folder: string): Promise<string> {
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  await addPark(store, 'a', rectangle(110, 30));
  await store.shutdown();
  return file;
}

describe('opening', () => {
  it('tells apart what is not there, no GeoPackage, and no blueprint', async () => {
    const folder = tempFolder();
    const store = newStore(folder);
    const text = path.join(folder, 'text.gpkg');
    fs.writeFileSync(text, 'hello '.repeat(100));
    const sqlite = path.join(folder, 'sqlite.gpkg');
    new Database(sqlite).exec('CREATE TABLE t (a)').close();
    const foreign = path.join(folder, 'foreign.gpkg');
    const db = new Database(foreign);
    db.pragma('application_id = 1196444487');
    db.exec('CREATE TABLE t (a)');
    db.close();
    const code = async (file: string): Promise<unknown> => {
      const result = await openFile(store, file);
      return result.ok ? 'opened' : result.error.code;
    };
    expect(await code(path.join(folder, 'none.gpkg'))).toBe('store.missing');
    expect(await code(text)).toBe('store.not-geopackage');
    expect(await code(sqlite)).toBe('store.not-geopackage');
    expect(await code(foreign)).toBe('store.not-blueprint');
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.lock'))).toEqual([]);
    expect(await store.page.state({}, call)).toMatchObject({
      ok: false,
      error: { code: 'store.nothing-open' },
    });
  });

  it('refuses a damaged file, and leaves it as it is', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const bytes = fs.readFileSync(file);
    for (let page = 3; page * 4096 < bytes.length; page += 2)
      bytes.fill(0xa5, page * 4096, page * 4096 + 600);
    fs.writeFileSync(file, bytes);
    const result = await openFile(newStore(folder), file);
    expect(result).toMatchObject({ ok: false, error: { code: 'store.corrupt' } });
    expect(fs.existsSync(`${file}.lock`)).toBe(false);
  });

  it('mends a missing trigger and an RTree out of step', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const db = new Database(file);
    db.exec('DROP TRIGGER lantu_outside_industrial_park_insert; DELETE FROM rtree_industrial_park_geom');
    db.close();
    const store = newStore(folder);
    expect((await openFile(store, file)).ok).toBe(true);
    expect(store.log).toEqual([
      'warn mended triggers of industrial_park',
      'warn mended RTree of industrial_park',
    ]);
    expect(rows(file, 'SELECT id FROM rtree_industrial_park_geom')).toEqual([{ id: 1 }]);
  });

  it('read-only: shows everything, writes nothing, needs no lock', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const before = fs.readFileSync(file);
    const store = newStore(folder);
    expect(await openFile(store, file, true)).toMatchObject({
      ok: true,
      value: { readOnly: true, rev: 1, countyName: '试验县' },
    });
    const refused = await execute(store, 'create-feature', {
      layer: 'industrial_park',
      geometry: rectangle(1, 1),
      fields: park('b'),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.opened-read-only' } });
    expect(fs.existsSync(`${file}.lock`)).toBe(false);
    await store.shutdown();
    expect(Buffer.compare(fs.readFileSync(file), before)).toBe(0);
  });
});

describe('the lock', () => {
  it('lets one session write, names the holder to the second, and lets it read', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const first = newStore(folder, { author: () => '李四' });
    await openFile(first, file);
    const second = newStore(folder);
    expect(await openFile(second, file)).toMatchObject({
      ok: false,
      error: { code: 'store.locked', params: { user: '李四', host: 'test-host', pid: process.pid } },
    });
    expect((await openFile(second, file, true)).ok).toBe(true);
    await second.control.close({}, call);
    await first.shutdown();
    expect((await openFile(second, file)).ok).toBe(true);
  });

  it('of a dead process on this host is taken over; of another host it is not', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const gone = spawnSync(process.execPath, ['-e', ''], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    }).pid;
    const since = new Date().toISOString();
    const lock = (host: string, pid: number, bootedAt = Date.now() - os.uptime() * 1000) =>
      fs.writeFileSync(
        `${file}.lock`,
        JSON.stringify({
          host,
          pid,
          user: '王五',
          since,
          heartbeat: since,
          bootedAt,
        }),
      );
    const store = newStore(folder);
    lock('other-host', gone);
    expect(await openFile(store, file)).toMatchObject({
      ok: false,
      error: { code: 'store.locked', params: { user: '王五' } },
    });
    lock('test-host', gone);
    expect((await openFile(store, file)).ok).toBe(true);
    expect(store.log[0]).toContain('took over the lock');
    await store.control.close({}, call);
    // A process number that lives again after a restart of the machine.
    lock('test-host', 1, 0);
    expect((await openFile(store, file)).ok).toBe(true);
    await store.control.close({}, call);
    lock('test-host', 1);
    expect((await openFile(store, file)).ok).toBe(false);
  });
});

describe('closing', () => {
  it('with a reader left open keeps the log beside the file, complete', async () => {
    const folder = tempFolder();
    const file = await blueprint(folder);
    const store = newStore(folder);
    await openFile(store, file);
    const reader = new Database(file, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM industrial_park').get();
    await addPark(store, 'b', rectangle(111, 30));
    const full = content(file);
    await store.shutdown();
    expect(store.log).toEqual(['warn a reader holds the file open: its log stays beside it']);
    reader.close();
    expect(content(file)).toEqual(full);
    const again = newStore(folder);
    await openFile(again, file);
    await again.shutdown();
    expect(fs.readdirSync(folder)).toEqual(['a.gpkg']);
    expect(content(file)).toEqual(full);
  });
});
