import { randomBytes } from 'node:crypto';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { findCommand } from '../../../shared/commands/catalogue.ts';
import { executeCommand } from '../../../electron/store/write/execute.ts';
import { closeSession, openSession } from '../../../electron/store/write/open-session.ts';
import type { Session } from '../../../electron/store/write/session.ts';
import { addPark, call, content, COUNTY, newStore, park, rectangle, tempFolder } from './harness.ts';

const sessions: Session[] = [];
afterEach(async () => {
  for (const session of sessions.splice(0)) await closeSession(session);
});

/** A session without its service, so that the test can reach its connection. */
async function openDirectly(): Promise<{ file: string; session: Session }> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  await addPark(store, 'a', rectangle(110, 30));
  await store.shutdown();
  const opened = await openSession(
    {
      now: () => new Date(),
      random: (count) => new Uint8Array(randomBytes(count)),
      author: () => 'x',
      hostName: 'test-host',
      pid: process.pid,
      backupDir: folder,
      log: () => {},
    },
    { path: file, readOnly: false, announce: () => {} },
  );
  if (!opened.ok) throw new Error(opened.error.code);
  sessions.push(opened.value);
  return { file, session: opened.value };
}

const create = (session: Session, remark: string) =>
  executeCommand(
    session,
    findCommand('create-feature')!,
    { layer: 'industrial_park', geometry: rectangle(111, 30), fields: { ...park('b'), remark } },
    [],
    call,
  );

describe('when the disk is full', () => {
  it('says so, leaves the file as it was, and goes on once there is room', async () => {
    const { file, session } = await openDirectly();
    const before = content(file);
    const pages = Number(session.db.pragma('page_count', { simple: true }));
    session.db.pragma(`max_page_count = ${pages}`);
    // Small rows may find room in pages that are there; sooner or later one does not.
    let result = await create(session, 'x'.repeat(255));
    for (let i = 0; result.ok && i < 100; i++) result = await create(session, 'x'.repeat(255));
    expect(result).toMatchObject({ ok: false, error: { code: 'store.disk-full' } });
    const rev = session.rev;
    expect((content(file)['industrial_park'] ?? []).length).toBe(
      (before['industrial_park'] ?? []).length + rev - 1,
    );
    session.db.pragma('max_page_count = 1000000');
    expect(await create(session, 'y')).toMatchObject({ ok: true, value: { seq: rev + 1 } });
  });
});

describe('when another program holds the file', () => {
  it('says so after waiting, and writes nothing', async () => {
    const { file, session } = await openDirectly();
    session.db.pragma('busy_timeout = 50');
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    expect(await create(session, 'x')).toMatchObject({ ok: false, error: { code: 'store.busy' } });
    other.exec('ROLLBACK');
    other.close();
    expect((await create(session, 'x')).ok).toBe(true);
  });
});

describe('when a command ends in a bug', () => {
  it('rolls back, tells the caller, and the next command works', async () => {
    const { file, session } = await openDirectly();
    const before = content(file);
    const broken = {
      ...findCommand('create-feature')!,
      run: () => ({
        ok: true as const,
        value: {
          label: 'x',
          params: {},
          ops: (function* () {
            yield {
              at: { table: 'industrial_park', uid: 'u' },
              kind: 'put' as const,
              after: { fields: { name: 'half' } },
            };
            throw new Error('a bug');
          })(),
        },
      }),
    };
    const params = { layer: 'industrial_park', geometry: null, fields: {} };
    await expect(executeCommand(session, broken, params, [], call)).rejects.toThrow('a bug');
    expect(content(file)).toEqual(before);
    expect((await create(session, 'x')).ok).toBe(true);
  });
});
