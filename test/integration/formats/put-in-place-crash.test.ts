import fs from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { putInPlace, workFolder } from '../../../electron/jobs/export/put-in-place.ts';
import { clearLeftovers } from '../../../electron/jobs/io/temporary.ts';
import { writeTextFile } from '../../../electron/jobs/io/write-text.ts';

/** What is done before each renaming. */
const renaming = vi.hoisted(() => ({
  before: (_from: string, _to: string): void | Promise<void> => {},
}));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    rename: async (from: string, to: string): Promise<void> => {
      await renaming.before(from, to);
      await real.rename(from, to);
    },
  };
});

let home: string;
const at = (...names: string[]): string => path.join(home, ...names);
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-place-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  renaming.before = () => {};
  fs.rmSync(home, { recursive: true, force: true });
});

/** From now on a process that looks takes every other for dead, as one does after a restart. */
const restart = (): void => {
  vi.spyOn(process, 'kill').mockImplementation(() => {
    throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  });
};

/** What is synced, by the number that a file keeps when it is renamed, with the content of `a` at that time. */
async function watchSync(): Promise<Map<number, string>> {
  const probe = await open(at('probe'), 'w');
  const methods = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  fs.rmSync(at('probe'));
  const seen = new Map<number, string>();
  // oxlint-disable-next-line typescript/unbound-method
  const real = methods.sync;
  vi.spyOn(methods, 'sync').mockImplementation(function (this: FileHandle) {
    seen.set(fs.fstatSync(this.fd).ino, fs.existsSync(at('a')) ? fs.readFileSync(at('a'), 'utf8') : '');
    return real.call(this);
  });
  return seen;
}

it('old files that could not be brought back have a name that is seen, told and left alone', async () => {
  fs.writeFileSync(at('a'), 'old');
  const work = await workFolder(at('a'));
  for (const name of ['a', 'b']) fs.writeFileSync(path.join(work, name), 'new');
  let full = false;
  renaming.before = (_, to) => {
    full ||= to === at('b');
    if (full) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  };
  await expect(putInPlace(work, at('a'))).rejects.toMatchObject({ code: `ENOSPC: ${at('a.old')}` });
  restart();
  await clearLeftovers(at('a'));
  expect(fs.readFileSync(at('a.old', 'a'), 'utf8')).toBe('old');
});

it('old files are left alone that were aside when the power went', async () => {
  fs.writeFileSync(at('a'), 'old');
  fs.mkdirSync(at('a.old'));
  const work = await workFolder(at('a'));
  fs.writeFileSync(path.join(work, 'a'), 'new');
  restart();
  let found = '';
  renaming.before = async (from) => {
    if (from !== path.join(work, 'a')) return;
    await clearLeftovers(at('a'));
    found = fs.readFileSync(at('a.old-2', 'a'), 'utf8');
  };
  // What was new is cleared as half-made: the old file comes back.
  await expect(putInPlace(work, at('a'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(found).toBe('old');
  expect(fs.readFileSync(at('a'), 'utf8')).toBe('old');
  expect(fs.readdirSync(home)).toEqual(['a', 'a.old']);
});

it('the disk has every new file, below folders too, before an old one is set aside', async () => {
  fs.writeFileSync(at('a'), 'old');
  const work = await workFolder(at('a'));
  fs.writeFileSync(path.join(work, 'a'), 'new');
  fs.mkdirSync(path.join(work, 'b.gdb'));
  fs.writeFileSync(path.join(work, 'b.gdb', 'gdb'), 'new');
  const seen = await watchSync();
  await putInPlace(work, at('a'));
  for (const name of ['a', 'b.gdb', 'b.gdb/gdb'])
    if (process.platform !== 'win32' || name !== 'b.gdb')
      expect([name, seen.get(fs.statSync(at(name)).ino)]).toEqual([name, 'old']);
  expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
  expect(fs.readdirSync(home).filter((name) => at(name) !== work)).toEqual(['a', 'b.gdb']);
});

it('the disk has a text before it takes the place of the old one', async () => {
  fs.writeFileSync(at('a'), 'old');
  const seen = await watchSync();
  expect((await writeTextFile(at('a'), 'new')).ok).toBe(true);
  expect(seen.get(fs.statSync(at('a')).ino)).toBe('old');
  expect(fs.readFileSync(at('a'), 'utf8')).toBe('new');
});
