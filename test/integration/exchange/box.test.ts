import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { peekBox, readBox } from '../../../electron/jobs/exchange/read-box.ts';
import { writeBox, type BoxPart } from '../../../electron/jobs/exchange/write-box.ts';

const UUID = '0198c0de-0000-7000-8000-000000000001';
const SIGNAL = new AbortController().signal;
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-box-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string): string => path.join(folder, name);

function part(name: string, content: Buffer, packed = false): BoxPart {
  const file = inFolder(`source-${name}`);
  fs.writeFileSync(file, content);
  return { name, path: file, packed };
}

const write = (
  parts: readonly BoxPart[],
  { passphrase = 'word' as string | null, volumeBytes = 1e9, target = 'a.lantu-field', uuid = UUID } = {},
) =>
  writeBox(inFolder(target), parts, {
    kind: 'field',
    uuid,
    passphrase,
    cost: 16384,
    volumeBytes,
    signal: SIGNAL,
    onBytes: () => undefined,
  });

const read = (file = 'a.lantu-field', passphrase: string | null = 'word', most = 1e9) =>
  readBox(inFolder(file), inFolder('out'), {
    passphrase,
    kind: 'field',
    most,
    signal: SIGNAL,
    onShare: () => undefined,
  });

const codeOf = async (result: Promise<{ ok: boolean; error?: { code: string } }>): Promise<string> => {
  const { ok, error } = await result;
  return ok ? 'ok' : (error?.code ?? '');
};

/** What is in the folder beside the sources. */
const left = (): string[] => fs.readdirSync(folder).filter((name) => !name.startsWith('source-'));

/** Runs a script that kills itself in the middle. */
async function killed(script: string): Promise<void> {
  fs.writeFileSync(inFolder('source-killed.mjs'), script);
  const child = spawn(process.execPath, [inFolder('source-killed.mjs')], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: 'inherit',
  });
  const signal = await new Promise((resolve) => child.on('exit', (_code, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

describe('a box', () => {
  it('gives back what was put in, of any size, packed or not, locked or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2_200_000 }), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(1e9, 700_001),
        async (sizes, packed, locked, volumeBytes) => {
          for (const name of left()) fs.rmSync(inFolder(name), { recursive: true });
          const passphrase = locked ? '口令 é' : null;
          const contents = sizes.map((size) => randomBytes(size));
          const parts = contents.map((content, i) => part(`p${i}.bin`, content, packed));
          const written = await write(parts, { passphrase, volumeBytes });
          expect(written).toMatchObject({ ok: true });
          const files = written.ok ? written.value : [];
          expect(left().sort()).toEqual(files.map((file) => path.basename(file)).sort());
          for (const file of files) expect(fs.statSync(file).size).toBeLessThanOrEqual(volumeBytes);
          // Another way to write the same passphrase.
          const again = passphrase === null ? null : passphrase.normalize('NFD');
          expect(await read(path.basename(files.at(-1)!), again)).toMatchObject({
            ok: true,
            value: { names: parts.map(({ name }) => name) },
          });
          for (const [i, content] of contents.entries())
            expect(fs.readFileSync(inFolder(`out/p${i}.bin`)).equals(content)).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('shows nothing of its content, not even names, to who has no passphrase', async () => {
    await write([part('secret-name.txt', Buffer.from('永久基本农田'.repeat(500)))]);
    const bytes = fs.readFileSync(inFolder('a.lantu-field'));
    expect(bytes.includes('secret-name')).toBe(false);
    expect(bytes.includes('永久')).toBe(false);
    expect(await peekBox(inFolder('a.lantu-field'))).toMatchObject({
      ok: true,
      value: { kind: 'field', uuid: UUID },
    });
    expect(await codeOf(read('a.lantu-field', null))).toBe('exchange.passphrase-needed');
    expect(await codeOf(read('a.lantu-field', 'Word'))).toBe('exchange.wrong-passphrase');
    expect(left()).toEqual(['a.lantu-field']);
  });

  it(
    'is refused wherever one bit of it is another, and leaves nothing behind',
    { timeout: 120_000 },
    async () => {
      await write([part('a.bin', randomBytes(3000)), part('b.txt', Buffer.alloc(9000, 'x'), true)], {
        passphrase: null,
      });
      const whole = fs.readFileSync(inFolder('a.lantu-field'));
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: whole.length * 8 - 1 }), async (bit) => {
          const bytes = Buffer.from(whole);
          bytes[bit >> 3]! ^= 1 << (bit & 7);
          fs.writeFileSync(inFolder('b.lantu-field'), bytes);
          expect(await codeOf(read('b.lantu-field', null))).toMatch(/^exchange\./);
          expect(left().sort()).toEqual(['a.lantu-field', 'b.lantu-field']);
        }),
        { numRuns: 400 },
      );
    },
  );

  it('is refused when its end is missing, wherever it was cut, or something follows', async () => {
    await write([part('a.bin', randomBytes(5000))]);
    const whole = fs.readFileSync(inFolder('a.lantu-field'));
    for (const length of [0, 5, 20, 100, whole.length - 5000, whole.length - 1]) {
      fs.writeFileSync(inFolder('b.lantu-field'), whole.subarray(0, length));
      expect(await codeOf(read('b.lantu-field'))).toMatch(/^exchange\.(not-box|cut-off)$/);
    }
    fs.writeFileSync(inFolder('b.lantu-field'), Buffer.concat([whole, Buffer.from([0])]));
    expect(await codeOf(read('b.lantu-field'))).toBe('exchange.damaged');
    expect(left().sort()).toEqual(['a.lantu-field', 'b.lantu-field']);
  });

  it('says which volume is missing or belongs to another box', async () => {
    await write([part('a.bin', randomBytes(50_000))], { volumeBytes: 20_000 });
    expect(left().sort()).toEqual(['a.lantu-field.001', 'a.lantu-field.002', 'a.lantu-field.003']);
    await write([part('a.bin', randomBytes(50_000))], {
      volumeBytes: 20_000,
      target: 'other.lantu-field',
      uuid: UUID.replace('1', '2'),
    });
    fs.copyFileSync(inFolder('other.lantu-field.002'), inFolder('a.lantu-field.002'));
    expect(await read('a.lantu-field.001')).toMatchObject({
      error: { code: 'exchange.volume-foreign', params: { name: 'a.lantu-field.002' } },
    });
    fs.rmSync(inFolder('a.lantu-field.002'));
    expect(await read('a.lantu-field.003')).toMatchObject({
      error: { code: 'exchange.volume-missing', params: { name: 'a.lantu-field.002' } },
    });
  });

  it('is stopped where it unpacks to more than there is room for', async () => {
    await write([part('zeros.bin', Buffer.alloc(60_000_000), true)]);
    expect(fs.statSync(inFolder('a.lantu-field')).size).toBeLessThan(200_000);
    expect(await codeOf(read('a.lantu-field', 'word', 1_000_000))).toBe('exchange.too-large');
    expect(left()).toEqual(['a.lantu-field']);
  });

  it('never overwrites a folder', async () => {
    await write([part('a.bin', randomBytes(10))]);
    fs.mkdirSync(inFolder('out'));
    fs.writeFileSync(inFolder('out/mine.txt'), 'mine');
    expect(await codeOf(read())).toBe('exchange.exists');
    expect(fs.readdirSync(inFolder('out'))).toEqual(['mine.txt']);
  });

  it('is not there at all when whoever writes it is killed', { timeout: 60_000 }, async () => {
    part('large.bin', randomBytes(40_000_000));
    await killed(`
      import { writeBox } from ${JSON.stringify(path.resolve('electron/jobs/exchange/write-box.ts'))};
      await writeBox(${JSON.stringify(inFolder('a.lantu-field'))},
        [{ name: 'large.bin', path: ${JSON.stringify(inFolder('source-large.bin'))}, packed: true }],
        { kind: 'field', uuid: '${UUID}', passphrase: 'word', volumeBytes: 1e9,
          signal: new AbortController().signal,
          onBytes: (n) => { if (n > 20_000_000) process.kill(process.pid, 'SIGKILL'); } });`);
    expect(fs.existsSync(inFolder('a.lantu-field'))).toBe(false);
    // What it left has a name of its own that nobody takes for a box.
    expect(left().every((name) => name.startsWith('.a.lantu-field.') && name.endsWith('.tmp'))).toBe(true);
  });

  // The system takes the part of the last frame that has room, without an error.
  it.skipIf(process.platform === 'win32')('is none where the disk has no room for its end', async () => {
    part('large.bin', randomBytes(3500));
    fs.writeFileSync(
      inFolder('source-full.mjs'),
      `import { writeBox } from ${JSON.stringify(path.resolve('electron/jobs/exchange/write-box.ts'))};
       const written = await writeBox(${JSON.stringify(inFolder('a.lantu-field'))},
         [{ name: 'large.bin', path: ${JSON.stringify(inFolder('source-large.bin'))}, packed: false }],
         { kind: 'field', uuid: '${UUID}', passphrase: null, volumeBytes: 1e9,
           signal: new AbortController().signal, onBytes: () => {} });
       console.log(JSON.stringify(written));`,
    );
    const full = spawn(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 3; exec "$0" "$1"`, process.execPath, inFolder('source-full.mjs')],
      { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    full.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
    await new Promise((resolve) => full.on('close', resolve));
    expect(JSON.parse(said)).toEqual({
      ok: false,
      error: { code: 'exchange.cannot-write', params: { detail: 'EFBIG' } },
    });
    expect(left()).toEqual([]);
  });

  it('is unpacked whole or not at all when whoever opens it is killed, and the next time clears what is left', async () => {
    const parts = Array.from({ length: 12 }, (_, n) => part(`p${n}.bin`, randomBytes(2_000_000)));
    await write(parts);
    for (const at of [0.1, 0.5, 0.9]) {
      await killed(`
        import { readBox } from ${JSON.stringify(path.resolve('electron/jobs/exchange/read-box.ts'))};
        await readBox(${JSON.stringify(inFolder('a.lantu-field'))}, ${JSON.stringify(inFolder('out'))},
          { passphrase: 'word', kind: 'field', most: 1e9, signal: new AbortController().signal,
            onShare: () => {
              if ((process.seen = (process.seen ?? 0) + 1) > ${at * parts.length}) process.kill(process.pid, 'SIGKILL');
            } });`);
      expect(fs.existsSync(inFolder('out'))).toBe(false);
      expect(left().filter((name) => name.startsWith('.out.'))).toHaveLength(1);
    }
    expect(await codeOf(read())).toBe('ok');
    expect(fs.readdirSync(inFolder('out'))).toHaveLength(parts.length);
    expect(left().filter((name) => name.startsWith('.out.'))).toEqual([]);
  }, 60_000);
});
