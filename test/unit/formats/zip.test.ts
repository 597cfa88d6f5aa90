import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSafePath, readZipDirectory, unpackEntry } from '../../../electron/formats/zip.ts';
import { must } from '../../fixtures/import/must.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-zip-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const { signal } = new AbortController();
const text = new TextEncoder().encode('地类图斑'.repeat(1000));

function write(name: string, bytes: Uint8Array): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, bytes);
  return file;
}

const directory = async (file: string): Promise<string> => {
  const read = await readZipDirectory(file);
  return read.ok ? read.value.map(({ name }) => name).join(' ') : read.error.code;
};

describe('archives', () => {
  it('are unpacked to the byte', async () => {
    const file = write('good.zip', zipSync({ 'a/b.shp': text, 'c.dbf': [text, { level: 0 }] }));
    const read = await readZipDirectory(file);
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.map(({ name }) => name)).toEqual(['a/b.shp', 'c.dbf']);
    for (const [i, entry] of read.value.entries()) {
      const target = path.join(folder, `out${i}`);
      expect(await unpackEntry(file, entry, target, signal)).toEqual({ ok: true, value: null });
      expect(fs.readFileSync(target).equals(text)).toBe(true);
    }
  });

  it.each(['../x.shp', 'a/../../x.shp', '/etc/x.shp', 'C:\\x.shp', 'a\\..\\..\\x.shp', 'x\u0000.shp'])(
    'that lead out are refused: %j',
    async (name) => {
      expect(isSafePath(name)).toBe(false);
      if (name.includes('\u0000')) return;
      expect(await directory(write('path.zip', zipSync({ [name]: text })))).toBe('zip-path');
    },
  );

  it('are not unpacked over a file, nor to a place that is full: the error is thrown, and nothing hangs', async () => {
    const noise = new Uint8Array(3_000_000).map((_, i) => (i * 7919) >> 3);
    const file = write('noise.zip', zipSync({ a: noise }, { level: 1 }));
    const read = await readZipDirectory(file);
    if (!read.ok) throw new Error(read.error.code);
    const there = write('there', text);
    await expect(unpackEntry(file, read.value[0]!, there, signal)).rejects.toThrow('EEXIST');
    expect(fs.readFileSync(there).equals(text)).toBe(true);
    const nowhere = path.join(folder, 'nowhere', 'a');
    await expect(unpackEntry(file, read.value[0]!, nowhere, signal)).rejects.toThrow('ENOENT');
  });

  it('that blow up are refused before anything is unpacked', async () => {
    const bomb = zipSync({ 'x.shp': new Uint8Array(64 * 1024 * 1024) }, { level: 9 });
    expect(await directory(write('bomb.zip', bomb))).toBe('zip-bomb');
  });

  it('that lie about their size are stopped while unpacking', async () => {
    const bytes = zipSync({ 'x.shp': text });
    const view = new DataView(bytes.buffer);
    const at = bytes.findLastIndex(
      (_, i) => view.byteLength >= i + 4 && view.getUint32(i, true) === 0x02014b50,
    );
    view.setUint32(at + 24, 100, true);
    const file = write('liar.zip', bytes);
    const read = await readZipDirectory(file);
    if (!read.ok) throw new Error(read.error.code);
    const target = path.join(folder, 'liar.out');
    expect(await unpackEntry(file, must(read.value[0]), target, signal)).toMatchObject({
      error: { code: 'zip-broken' },
    });
    expect(fs.statSync(target).size).toBeLessThanOrEqual(100);
  });

  it('with too many entries, encryption or a link are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 2001 }, (_, i) => [`${i}.txt`, new Uint8Array(1)]));
    expect(await directory(write('many.zip', zipSync(many)))).toBe('zip-too-many');
    const encrypted = zipSync({ 'x.shp': text });
    const view = new DataView(encrypted.buffer);
    const at = encrypted.findLastIndex(
      (_, i) => view.byteLength >= i + 4 && view.getUint32(i, true) === 0x02014b50,
    );
    view.setUint16(at + 8, 1, true);
    expect(await directory(write('encrypted.zip', encrypted))).toBe('zip-encrypted');
    const link = zipSync({ 'x.shp': [text, { os: 3, attrs: 0o120777 << 16 }] });
    expect(await directory(write('link.zip', link))).toBe('zip-link');
  });

  it('cut short or changed never break the reader', async () => {
    const good = zipSync({ 'a.shp': text, 'a.dbf': text.slice(0, 500) });
    const random = seeded(5);
    const wrong: number[] = [];
    for (let i = 0; i < 600; i++) {
      const file = write('mutant.zip', mutate(good, random));
      const read = await readZipDirectory(file);
      for (const entry of read.ok ? read.value : []) {
        const target = path.join(folder, 'mutant.out');
        fs.rmSync(target, { force: true });
        const done = await unpackEntry(file, entry, target, signal);
        // What is unpacked is what was packed: the checksum sees to it.
        const written = fs.statSync(target, { throwIfNoEntry: false })?.size ?? 0;
        if (done.ok && written !== entry.size) wrong.push(i);
      }
    }
    expect(wrong).toEqual([]);
  });
});
