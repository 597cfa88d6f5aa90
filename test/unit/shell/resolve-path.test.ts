import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolveUnder } from '../../../electron/main/resolve-path.ts';

let folder: string;
let root: string;

beforeAll(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-root-')));
  root = path.join(folder, 'page');
  fs.mkdirSync(path.join(root, 'assets'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'page-secret'));
  for (const file of ['page/index.html', 'page/assets/a b.js', 'secret.txt', 'page-secret/x.txt']) {
    fs.writeFileSync(path.join(folder, file), file);
  }
  fs.symlinkSync(path.join(folder, 'secret.txt'), path.join(root, 'assets', 'link.txt'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe('files of the page', () => {
  it.each([
    ['/index.html', 'index.html'],
    ['/assets/a%20b.js', 'assets/a b.js'],
    ['/assets/../index.html', 'index.html'],
  ])('%s is served', async (url, file) => {
    expect(await resolveUnder(root, url)).toBe(path.join(root, file));
  });

  it.each([
    ['a parent', '/../secret.txt'],
    ['an encoded parent', '/%2e%2e/secret.txt'],
    ['an encoded slash', '/..%2fsecret.txt'],
    ['a doubly encoded parent', '/%252e%252e/secret.txt'],
    ['a sibling with the same beginning', '/../page-secret/x.txt'],
    ['a link that leads out', '/assets/link.txt'],
    ['a backslash', '/..\\secret.txt'],
    ['a NUL', '/index.html%00.js'],
    ['broken encoding', '/%E0%A4%A'],
    ['the folder itself', '/'],
    ['what is not there', '/none.html'],
  ])('%s is refused', async (_name, url) => {
    expect(await resolveUnder(root, url)).toBeNull();
  });
});
