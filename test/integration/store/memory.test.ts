import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openConnection } from '../../../electron/store/read/connection.ts';
import { rememberedNotes } from '../../../electron/store/read/memory.ts';
import { addPark, call, content, COUNTY, execute, newStore, rectangle, rows, tempFolder } from './harness.ts';

const ADDED = [
  'reason',
  'number',
  'assignee',
  'due',
  'expires',
  'area_m2',
  'severity',
  'closed',
  'closed_by',
  'closed_note',
];

const target = (uid: string, x = 110) => ({
  rule: 'park-basic-farmland',
  subject: { table: 'industrial_park', uid },
  counterpartLayer: 'basic_farmland',
  piece: null,
  shape: rectangle(x, 30, 0.001, 0.001),
  areaM2: 10_700,
  severity: 'blocking' as const,
});
const exception = (uid: string, more: Record<string, unknown> = {}) => ({
  targets: [target(uid), target(uid, 110.002)],
  reason: 'approved',
  note: '按批复实施',
  number: '示范〔2026〕1号',
  expires: null,
  ...more,
});

async function blueprint() {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  const { uid } = await addPark(store, '甲园', rectangle(110, 30));
  return { folder, file, store, uid };
}

const remembered = (file: string) => {
  const connection = openConnection(file);
  try {
    return rememberedNotes(connection);
  } finally {
    connection.close();
  }
};

describe('the memory of findings in the file', () => {
  it('keeps every part of an exception, as one step that undo takes back whole', async () => {
    const { file, store, uid } = await blueprint();
    const before = content(file);
    const done = await execute(store, 'mark-exception', exception(uid));
    expect(done).toMatchObject({
      ok: true,
      value: { label: 'history.mark-exception', params: { count: 2 } },
    });
    const [word, second] = remembered(file);
    expect(word).toMatchObject({
      rule: 'park-basic-farmland',
      subject: { table: 'industrial_park', uid },
      pieceUid: null,
      status: 'exception',
      reason: 'approved',
      note: '按批复实施',
      number: '示范〔2026〕1号',
      author: '张三',
      areaM2: 10_700,
      severity: 'blocking',
      expires: null,
      closed: null,
    });
    expect(word!.shape!.box).toEqual(rectangle(110, 30, 0.001, 0.001).box);
    expect(second!.uid).not.toBe(word!.uid);

    const kept = content(file);
    const reopened = await execute(store, 'reopen-finding', { memories: [word!.uid], note: '批复已失效' });
    expect(reopened.ok).toBe(true);
    expect(remembered(file)[0]).toMatchObject({
      reason: 'approved',
      closedBy: '张三',
      closedNote: '批复已失效',
    });
    expect(await execute(store, 'reopen-finding', { memories: [word!.uid], note: '' })).toMatchObject({
      ok: false,
      error: { code: 'command.exception-closed' },
    });
    expect((await store.page.undo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(kept);
    expect((await store.page.undo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(before);
    expect((await store.page.redo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(kept);
  });

  it('names the person as he signs, from then on', async () => {
    const { file, store, uid } = await blueprint();
    await store.control.setAuthor({ author: ' 王工 ' }, call);
    await execute(store, 'mark-exception', exception(uid));
    await store.control.setAuthor({ author: '' }, call);
    await execute(store, 'mark-exception', exception(uid));
    expect(remembered(file).map(({ author }) => author)).toEqual(['王工', '王工', '张三', '张三']);
  });

  it('writes nothing of a refused exception', async () => {
    const { file, store, uid } = await blueprint();
    expect(await execute(store, 'mark-exception', exception(uid, { number: ' ' }))).toMatchObject({
      ok: false,
      error: { code: 'command.exception-number' },
    });
    expect(await execute(store, 'mark-exception', exception(uid, { reason: 'agreed' }))).toMatchObject({
      ok: false,
      error: { code: 'command.exception-bottom-line', params: { count: 2 } },
    });
    expect(remembered(file)).toEqual([]);
  });

  it('takes a file of the first schema with it, after a backup, and what was noted stays as it was', async () => {
    const { folder, file, store, uid } = await blueprint();
    await execute(store, 'note-finding', {
      memory: null,
      rule: 'park-basic-farmland',
      subject: { table: 'industrial_park', uid },
      counterpartLayer: 'basic_farmland',
      piece: null,
      status: 'follow-up',
      note: '待核',
      shape: rectangle(110, 30, 0.001, 0.001),
    });
    await store.shutdown();
    // As the first schema left it: without the new columns and without their row.
    const db = new Database(file);
    for (const column of ADDED) db.exec(`ALTER TABLE lantu_memory DROP COLUMN ${column}`);
    db.exec('ALTER TABLE lantu_layer DROP COLUMN style');
    for (const table of [
      'lantu_version',
      'lantu_sheet',
      'lantu_task',
      'lantu_attachment',
      'lantu_exchange',
      'lantu_blob',
    ]) {
      db.exec(`DROP TABLE ${table}`);
      db.exec(`DELETE FROM gpkg_extensions WHERE table_name = '${table}'`);
    }
    db.exec('DELETE FROM lantu_migration WHERE id >= 2');
    db.close();
    const old = rows(file, 'SELECT * FROM lantu_memory');
    // Who only reads does not migrate: what later columns would say is not known.
    expect(remembered(file)).toMatchObject([
      { status: 'follow-up', note: '待核', reason: null, areaM2: null },
    ]);

    const again = newStore(folder);
    const opened = await again.control.open({ path: file, readOnly: false }, call);
    expect(opened).toMatchObject({ ok: true });
    const [note] = remembered(file);
    expect(note).toMatchObject({
      status: 'follow-up',
      note: '待核',
      author: '张三',
      reason: null,
      areaM2: null,
    });
    expect((await execute(again, 'mark-exception', exception(uid))).ok).toBe(true);
    expect(remembered(file)).toHaveLength(3);
    await again.shutdown();
    const [backup] = fs.readdirSync(path.join(folder, 'backups'));
    expect(backup).toMatch(/before-migration-\d+-/);
    expect(rows(path.join(folder, 'backups', backup!), 'SELECT * FROM lantu_memory')).toEqual(old);
  });
});
