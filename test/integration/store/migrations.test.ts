import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../electron/store/migrations/index.ts';
import type { Migration } from '../../../electron/store/migrations/migration.ts';
import { closeSession, openSession } from '../../../electron/store/write/open-session.ts';
import type { StoreHost } from '../../../electron/store/write/host.ts';
import { addPark, call, content, COUNTY, newStore, rectangle, rows, tempFolder } from './harness.ts';

const newest = MIGRATIONS.at(-1)!.id;
const next: Migration = {
  id: newest + 1,
  name: 'test',
  up: (db) => db.exec('CREATE TABLE lantu_test (id INTEGER PRIMARY KEY)'),
};
const broken: Migration = {
  id: newest + 2,
  name: 'broken',
  up: (db) => {
    db.exec('CREATE TABLE lantu_half (id INTEGER PRIMARY KEY)');
    db.exec('INSERT INTO no_such_table VALUES (1)');
  },
};

async function blueprint(folder: string): Promise<{ file: string; host: StoreHost }> {
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  await addPark(store, 'a', rectangle(110, 30));
  await store.shutdown();
  const host: StoreHost = {
    now: () => new Date('2026-11-22T10:00:00Z'),
    random: (count) => new Uint8Array(count),
    author: () => 'x',
    hostName: 'test-host',
    pid: process.pid,
    backupDir: path.join(folder, 'backups'),
    log: () => {},
  };
  return { file, host };
}

const openWith = (host: StoreHost, file: string, migrations: readonly Migration[], readOnly = false) =>
  openSession(host, { path: file, readOnly, announce: () => {}, migrations });

describe('migrations', () => {
  it('run once, each with its row, after a backup of the file as it was', async () => {
    const folder = tempFolder();
    const { file, host } = await blueprint(folder);
    const before = content(file);
    const opened = await openWith(host, file, [...MIGRATIONS, next]);
    if (!opened.ok) throw new Error(opened.error.code);
    await closeSession(opened.value);
    expect(rows(file, 'SELECT id, name FROM lantu_migration ORDER BY id')).toEqual([
      ...MIGRATIONS.map(({ id, name }) => ({ id, name })),
      { id: newest + 1, name: 'test' },
    ]);
    const backups = fs.readdirSync(host.backupDir);
    expect(backups).toEqual([`a.before-migration-${newest + 1}-2026-11-22T100000.000Z.gpkg`]);
    const backup = path.join(host.backupDir, backups[0]!);
    expect(content(backup)).toEqual(before);
    expect(rows(backup, 'SELECT max(id) id FROM lantu_migration')).toEqual([{ id: newest }]);
    const again = await openWith(host, file, [...MIGRATIONS, next]);
    if (!again.ok) throw new Error(again.error.code);
    await closeSession(again.value);
    expect(fs.readdirSync(host.backupDir)).toHaveLength(1);
  });

  it('that fail change nothing', async () => {
    const folder = tempFolder();
    const { file, host } = await blueprint(folder);
    await expect(openWith(host, file, [...MIGRATIONS, next, broken])).rejects.toThrow('no_such_table');
    expect(rows(file, 'SELECT max(id) id FROM lantu_migration')).toEqual([{ id: newest + 1 }]);
    expect(rows(file, `SELECT name FROM sqlite_master WHERE name = 'lantu_half'`)).toEqual([]);
    expect(fs.existsSync(`${file}.lock`)).toBe(false);
  });

  it('refuse a newer file and a foreign one, and a backup that cannot be made', async () => {
    const folder = tempFolder();
    const { file, host } = await blueprint(folder);
    const blocked = { ...host, backupDir: path.join(file, 'no-folder') };
    expect(await openWith(blocked, file, [...MIGRATIONS, next])).toMatchObject({
      ok: false,
      error: { code: 'store.backup-failed' },
    });
    expect(await openWith(host, file, [...MIGRATIONS, next], true)).toMatchObject({
      ok: false,
      error: { code: 'store.older-schema' },
    });
    const opened = await openWith(host, file, [...MIGRATIONS, next]);
    if (opened.ok) await closeSession(opened.value);
    expect(await openWith(host, file, MIGRATIONS)).toMatchObject({
      ok: false,
      error: { code: 'store.newer-schema', params: { found: newest + 1, known: MIGRATIONS.length } },
    });
    expect(await openWith(host, file, [...MIGRATIONS, { ...next, name: 'other' }])).toMatchObject({
      ok: false,
      error: { code: 'store.foreign-schema' },
    });
  });
});
