import { generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { zipSync, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKeyPair, readPrivateKey, readPublicKey } from '../../../electron/jobs/package/keys.ts';
import { signManifest } from '../../../electron/jobs/package/signing.ts';
import { manifestText, readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import { sumsText } from '../../../shared/package/sums.ts';
import { createHash } from 'node:crypto';
import { mutateFolder } from '../../fixtures/package/mutate.ts';
import { openPackages, requestFor, smallCounty, value } from '../../fixtures/package/small-county.ts';

let folder: string;
let packages: Awaited<ReturnType<typeof openPackages>>;
const at = (name: string): string => path.join(folder, name);
const passphrase = '口令 1';

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-verify-'));
  await smallCounty(at('a.gpkg'));
  packages = await openPackages(at('a.gpkg'), at('scratch'));
  value(await makeKeyPair({ privateFile: at('k.pem'), publicFile: at('k.pub.pem') }, passphrase));
  const key = { path: at('k.pem'), passphrase };
  const attachments = [{ folder: 'text' as const, path: at('k.pub.pem') }];
  value(await packages.make(requestFor(at('signed'), { kind: 'folder', key, attachments })));
  value(await packages.make(requestFor(at('plain'), { kind: 'folder', attachments })));
  value(await packages.make(requestFor(at('signed.zip'), { key, attachments })));
});
afterAll(async () => {
  await packages.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

let copies = 0;
function copyOf(name: string): string {
  copies += 1;
  const copy = at(`copy-${copies}${path.extname(name)}`);
  fs.cpSync(at(name), copy, { recursive: true });
  return copy;
}
/** What is named as wrong; the failure where the package is refused as a whole. */
async function wrongIn(file: string): Promise<{ refused: string | null; names: string[]; codes: string[] }> {
  const verified = await packages.verify(file);
  if (!verified.ok) return { refused: verified.error.code, names: [], codes: [] };
  const wrong = verified.value.checks.filter(({ state }) => state === 'wrong');
  expect(wrong).toHaveLength(verified.value.wrong);
  return { refused: null, names: wrong.map(({ subject }) => subject), codes: wrong.map(({ code }) => code) };
}
const readManifestOf = (root: string): Manifest =>
  value(readManifest(fs.readFileSync(path.join(root, 'manifest.json'), 'utf8')));
/** Puts a manifest into a package with sums that fit it, as somebody would who wants to deceive. */
function writeManifest(root: string, manifest: Manifest): void {
  const content = manifestText(manifest);
  fs.writeFileSync(path.join(root, 'manifest.json'), content);
  const hash = createHash('sha256').update(content).digest('hex');
  fs.writeFileSync(path.join(root, 'SHA256SUMS.txt'), sumsText(manifest, hash));
}

describe.each(['signed', 'plain'])('a %s package folder', (name) => {
  it('is clean as it was made, whatever the folder is called', async () => {
    expect(await wrongIn(at(name))).toEqual({ refused: null, names: [], codes: [] });
    expect(await wrongIn(copyOf(name))).toEqual({ refused: null, names: [], codes: [] });
  });

  it('with any one thing changed is found out, and what was changed is named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
          minLength: 6,
          maxLength: 6,
        }),
        async (numbers) => {
          const copy = copyOf(name);
          let i = 0;
          const mutation = await mutateFolder(copy, () => numbers[i++ % numbers.length]!);
          const found = await wrongIn(copy);
          fs.rmSync(copy, { recursive: true, force: true });
          // A broken manifest is no package to be compared at all.
          if (mutation.names === 'manifest.json' && found.refused !== null) return;
          expect(found.refused, mutation.what).toBeNull();
          const same = (one: string): boolean => one.toLowerCase() === mutation.names.toLowerCase();
          const named =
            found.names.some(same) || (mutation.names === 'manifest.json' && found.names.length > 0);
          expect([mutation.what, named, found.names]).toEqual([mutation.what, true, found.names]);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a package archive', () => {
  it('with any one byte changed is found out', async () => {
    const whole = fs.readFileSync(at('signed.zip'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 7 }), async (place, bit) => {
        const bytes = Buffer.from(whole);
        bytes[place] = bytes[place]! ^ (1 << bit);
        fs.writeFileSync(at('flipped.zip'), bytes);
        const found = await wrongIn(at('flipped.zip'));
        expect([place, found.refused !== null || found.names.length > 0]).toEqual([place, true]);
      }),
      { numRuns: 60 },
    );
    // The ends too, where the directory and its comment are.
    for (let place = whole.length - 120; place < whole.length; place++) {
      const bytes = Buffer.from(whole);
      bytes[place] = bytes[place]! ^ 1;
      fs.writeFileSync(at('flipped.zip'), bytes);
      const found = await wrongIn(at('flipped.zip'));
      expect([place, found.refused !== null || found.names.length > 0]).toEqual([place, true]);
    }
  });

  it('that was packed anew by another program is compared by its contents', async () => {
    const entries = unzipSync(fs.readFileSync(at('signed.zip')));
    const inFolder = Object.fromEntries(
      Object.entries(entries).map(([name, bytes]) => [`包/${name}`, bytes]),
    );
    for (const again of [entries, inFolder]) {
      fs.writeFileSync(at('again.zip'), zipSync(again));
      const verified = value(await packages.verify(at('again.zip')));
      expect(verified.wrong).toBe(0);
      expect(verified.checks.filter(({ state }) => state === 'note').map(({ code }) => code)).toEqual([
        'archive',
      ]);
    }
  });

  it.each([
    ['a way out', { '../x': 'x' }, 'import.zip-path'],
    ['a root', { '/x': 'x' }, 'import.zip-path'],
    ['no manifest', { 'readme.txt': 'x' }, 'package.no-package'],
    ['a newer manifest', { 'manifest.json': '{"format":"lantu-package/9"}' }, 'package.newer'],
    ['a broken manifest', { 'manifest.json': '{"format":"lantu-package/1"' }, 'package.manifest-broken'],
  ])('with %s is refused', async (_what, entries, code) => {
    const bytes = Object.fromEntries(
      Object.entries(entries).map(([name, text]) => [name, new TextEncoder().encode(text)]),
    );
    fs.writeFileSync(at('odd.zip'), zipSync(bytes));
    expect((await wrongIn(at('odd.zip'))).refused).toBe(code);
  });

  it('that would unpack without end is refused before it is unpacked', async () => {
    const entries = { ...unzipSync(fs.readFileSync(at('signed.zip'))), 'bomb.bin': new Uint8Array(64 << 20) };
    fs.writeFileSync(at('bomb.zip'), zipSync(entries, { level: 9 }));
    expect((await wrongIn(at('bomb.zip'))).refused).toBe('import.zip-bomb');
    expect(fs.readdirSync(at('scratch'))).toEqual([]);
  });

  it('with names that some file systems take for one is named', async () => {
    const entries = unzipSync(fs.readFileSync(at('signed.zip')));
    fs.writeFileSync(
      at('twins.zip'),
      zipSync({ ...entries, 'MANIFEST.JSON': new Uint8Array(1), 'aux.txt': new Uint8Array(1) }),
    );
    const found = await wrongIn(at('twins.zip'));
    expect(found.names).toEqual(expect.arrayContaining(['MANIFEST.JSON', 'aux.txt']));
  });

  it.each([
    ['an ordinary file', 'just text'],
    ['an empty file', ''],
    ['half an archive', 'PK\u0003\u0004 and no more'],
  ])('%s is none', async (_what, text) => {
    fs.writeFileSync(at('none.zip'), text);
    expect((await wrongIn(at('none.zip'))).refused).toMatch(/^(package\.no-package|import\.zip-broken)$/);
    expect((await wrongIn(at('not-there.zip'))).refused).toBe('package.not-read');
  });
});

describe('figures of a manifest', () => {
  const bump = (text: string): string =>
    text.replace(/\d(?=\.\d\d$)/, (digit) => String((Number(digit) + 1) % 10));
  type Change = (manifest: Manifest) => void;
  const parkOf = (manifest: Manifest): Manifest['layers'][number] =>
    manifest.layers.find(({ id }) => id === 'industrial_park')!;
  const cases: readonly (readonly [string, Change, string])[] = [
    ['a count', (one) => (parkOf(one).count += 1), 'count'],
    ['a number of vertices', (one) => (parkOf(one).vertices -= 1), 'vertices'],
    ['a side of an extent', (one) => (parkOf(one).extent![2] += 1e-9), 'extent'],
    ['an ellipsoid area', (one) => (parkOf(one).areaM2 = bump(parkOf(one).areaM2)), 'area'],
    [
      'a sum of stored areas',
      (one) => (parkOf(one).sums['area_m2'] = bump(parkOf(one).sums['area_m2']!)),
      'sum',
    ],
    ['a size', (one) => (one.files[0]!.size += 1), 'file'],
    ['a hash', (one) => (one.files[0]!.hash = 'a'.repeat(64)), 'file'],
    ['a number of findings', (one) => (one.findings.counts.error += 1), 'findings'],
    ['a number of exceptions', (one) => (one.findings.exceptions.notice += 1), 'findings'],
    ['a rule that was not checked', (one) => one.findings.notChecked.pop(), 'findings'],
    ['the version of the ruleset', (one) => (one.ruleset.version = '1'), 'ruleset'],
    ['the mark of a part', (one) => (one.files[0]!.mark = 'public'), 'marks'],
    ['a layer less', (one) => one.layers.pop(), 'layer'],
    ['a layer more', (one) => one.layers.push({ ...parkOf(one), id: 'town_center' }), 'layer'],
    ['a file twice', (one) => one.files.push(one.files[0]!), 'extra'],
  ];

  it.each(cases)(
    'that differ in %s are named, though the sums were made to fit',
    async (_what, change, code) => {
      const copy = copyOf('plain');
      const manifest = structuredClone(readManifestOf(copy));
      change(manifest);
      writeManifest(copy, manifest);
      expect((await wrongIn(copy)).codes).toContain(code);
    },
  );
});

describe('a signature', () => {
  const known = [{ fingerprint: '', name: '试点县局' }];
  beforeAll(async () => {
    known[0]!.fingerprint = value(await readPublicKey(at('k.pub.pem'))).fingerprint;
  });

  it('says who signed, and whether that is somebody known', async () => {
    for (const file of [at('signed'), at('signed.zip')]) {
      expect(value(await packages.verify(file, known)).signature).toEqual({
        state: 'valid',
        fingerprint: known[0]!.fingerprint,
        known: true,
        name: '试点县局',
      });
      expect(value(await packages.verify(file)).signature).toMatchObject({ state: 'valid', known: false });
    }
    expect(value(await packages.verify(at('plain'), known)).signature).toEqual({
      state: 'unsigned',
      fingerprint: null,
      known: false,
      name: null,
    });
  });

  it('does not outlive a change of the manifest, nor a change of hands', async () => {
    const edited = copyOf('signed');
    writeManifest(edited, { ...readManifestOf(edited), title: '别的县' });
    expect((await wrongIn(edited)).names).toEqual(['manifest.sig.json']);
    // Somebody else signs the same content with a key of his own: true, and not the one that is known.
    const other = copyOf('signed');
    value(await makeKeyPair({ privateFile: at('o.pem'), publicFile: at('o.pub.pem') }, null));
    const key = value(await readPrivateKey(at('o.pem'), null));
    const { der: publicKey, fingerprint } = key.publicKey;
    const manifest = { ...readManifestOf(other), signer: { publicKey, fingerprint } };
    writeManifest(other, manifest);
    fs.writeFileSync(path.join(other, 'manifest.sig.json'), signManifest(manifest, key));
    expect(value(await packages.verify(other, known))).toMatchObject({
      wrong: 0,
      signature: { state: 'valid', known: false },
    });
    // The known fingerprint over a foreign key.
    writeManifest(other, { ...manifest, signer: { publicKey, fingerprint: known[0]!.fingerprint } });
    expect(value(await packages.verify(other, known)).signature).toMatchObject({
      state: 'invalid',
      known: false,
    });
    // Without its file, and with one where nobody signed.
    const bare = copyOf('signed');
    fs.rmSync(path.join(bare, 'manifest.sig.json'));
    expect((await wrongIn(bare)).names).toEqual(['manifest.sig.json']);
    const odd = copyOf('plain');
    fs.cpSync(path.join(at('signed'), 'manifest.sig.json'), path.join(odd, 'manifest.sig.json'));
    expect((await wrongIn(odd)).names).toEqual(['manifest.sig.json']);
  });

  it('is made with keys of this kind alone, for the eyes of their owner, and never over another key', async () => {
    expect(fs.statSync(at('k.pem')).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(at('k.pem'), 'utf8')).toContain('ENCRYPTED PRIVATE KEY');
    const again = await makeKeyPair({ privateFile: at('k.pem'), publicFile: at('n.pub.pem') }, null);
    expect(again).toMatchObject({ ok: false, error: { code: 'package.key-exists' } });
    const half = await makeKeyPair({ privateFile: at('n.pem'), publicFile: at('k.pub.pem') }, null);
    expect(half).toMatchObject({ ok: false, error: { code: 'package.key-exists' } });
    expect([fs.existsSync(at('n.pem')), fs.existsSync(at('n.pub.pem'))]).toEqual([false, false]);
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    fs.writeFileSync(at('rsa.pem'), rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    for (const [file, word, code] of [
      ['k.pem', null, 'package.key-locked'],
      ['k.pem', 'wrong', 'package.key-locked'],
      ['rsa.pem', null, 'package.key-wrong'],
      ['k.pub.pem', null, 'package.key-wrong'],
      ['none.pem', null, 'package.not-read'],
    ] as const)
      expect(await readPrivateKey(at(file), word)).toMatchObject({ ok: false, error: { code } });
    expect(await readPublicKey(at('o.pem'))).toMatchObject({
      ok: false,
      error: { code: 'package.key-wrong' },
    });
    const key = { path: at('k.pem'), passphrase: 'wrong' };
    expect(await packages.make(requestFor(at('x.zip'), { key }))).toMatchObject({
      error: { code: 'package.key-locked' },
    });
  });
});
