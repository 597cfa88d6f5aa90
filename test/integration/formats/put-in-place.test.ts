import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AsideLeft, bringBack, putInPlace, workFolder } from '../../../electron/jobs/export/put-in-place.ts';

let home: string;
const at = (...names: string[]): string => path.join(home, ...names);
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-place-'));
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

describe('putting files in place', () => {
  it('leaves all as it was where a folder is in the way of the second', async () => {
    fs.writeFileSync(at('a'), 'old');
    fs.mkdirSync(at('b'));
    fs.writeFileSync(at('b', 'mine'), 'mine');
    const work = await workFolder(at('a'));
    for (const name of ['a', 'b']) fs.writeFileSync(path.join(work, name), 'new');
    await expect(putInPlace(work, at('a'))).rejects.toMatchObject({ code: 'EISDIR' });
    expect(fs.readFileSync(at('a'), 'utf8')).toBe('old');
    expect(
      fs
        .readdirSync(home)
        .filter((name) => at(name) !== work)
        .sort(),
    ).toEqual(['a', 'b']);
  });

  it('keeps what was set aside where it cannot be brought back, and brings back the rest', async () => {
    const aside = await workFolder(at('a'));
    fs.writeFileSync(path.join(aside, 'a'), 'old a');
    fs.writeFileSync(path.join(aside, 'c'), 'old c');
    // Somebody made a folder with something in it where the file was.
    fs.mkdirSync(at('a'));
    fs.writeFileSync(at('a', 'x'), 'x');
    fs.writeFileSync(at('c'), 'new c');
    expect(await bringBack(home, aside, ['c'], ['a', 'c'])).toBe(true);
    expect(fs.readFileSync(path.join(aside, 'a'), 'utf8')).toBe('old a');
    expect(fs.readFileSync(at('c'), 'utf8')).toBe('old c');
    const told = new AsideLeft(aside, Object.assign(new Error('full'), { code: 'ENOSPC' }));
    expect(told.code).toBe(`ENOSPC: ${aside}`);
  });
});
