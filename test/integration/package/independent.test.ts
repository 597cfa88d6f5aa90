import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import { hasPython, runPythonBoth } from '../../fixtures/debian-python.ts';
import { openPackages, requestFor, smallCounty, value } from '../../fixtures/package/small-county.ts';

let folder: string;
let root: string;
let manifest: Manifest;
const hasGdal = hasPython('osgeo.ogr');
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl) console.log('skipped: no openssl here');
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-independent-'));
  root = at('package');
  await smallCounty(at('a.gpkg'));
  if (hasOpenssl) execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', at('key.pem')]);
  const packages = await openPackages(at('a.gpkg'), at('scratch'));
  const key = hasOpenssl ? { path: at('key.pem'), passphrase: null } : null;
  value(await packages.make(requestFor(root, { kind: 'folder', key, formats: ['shapefile'] })));
  await packages.close();
  manifest = value(readManifest(fs.readFileSync(path.join(root, 'manifest.json'), 'utf8')));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Counted {
  readonly layer: string;
  readonly count: number;
  readonly points: number;
  readonly extent: [number, number, number, number] | null;
  readonly epsg: string | null;
  readonly sums: Readonly<Record<string, string>>;
}

describe('what independent programs make of a package', () => {
  it.skipIf(!hasGdal)('GDAL opens the vector data without a word, and counts what the manifest says', () => {
    const main = manifest.vector.find((one) => one.main)!;
    expect(main).toMatchObject({
      path: '4矢量数据/990121试点县县级国土空间总体规划矢量数据.gpkg',
      format: 'geopackage',
      epsg: 4490,
    });
    const columns = manifest.layers.flatMap(({ id, sums, fields }) =>
      Object.keys(sums).map((field) => `${id}:${fields.find((one) => one.field === field)!.column}`),
    );
    const { printed, stderr } = runPythonBoth('count_layers.py', [path.join(root, main.path), ...columns]);
    expect(stderr).toBe('');
    const counted = new Map((printed as Counted[]).map((one) => [one.layer, one]));
    expect([...counted.keys()].sort()).toEqual(main.layers.map(({ table }) => table).sort());
    for (const { id, count, vertices, extent, sums, fields, geometry } of manifest.layers) {
      const found = counted.get(id)!;
      expect([id, found.count, found.points]).toEqual([id, count, vertices]);
      expect([id, found.extent]).toEqual([id, extent]);
      expect([id, found.epsg]).toEqual([id, geometry === null ? null : '4490']);
      for (const [field, sum] of Object.entries(sums))
        expect([id, field, found.sums[fields.find((one) => one.field === field)!.column]]).toEqual([
          id,
          field,
          sum,
        ]);
    }
  });

  it.skipIf(!hasGdal)('the further format holds as many features', () => {
    const more = manifest.vector.filter((one) => one.format === 'shapefile');
    expect(more.length).toBeGreaterThan(4);
    for (const { path: name, layers } of more) {
      const { printed, stderr } = runPythonBoth('count_layers.py', [path.join(root, name)]);
      expect([stderr, (printed as Counted[])[0]?.count]).toEqual(['', layers[0]!.count]);
    }
  });

  it.skipIf(!hasOpenssl)('OpenSSL verifies the signature over the canonical manifest, made by Python', () => {
    const canonical = execFileSync(
      'python3',
      [
        '-c',
        'import json,sys; sys.stdout.buffer.write(json.dumps(json.load(open(sys.argv[1], encoding="utf-8")), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8"))',
        path.join(root, 'manifest.json'),
      ],
      { maxBuffer: 1 << 26 },
    );
    const { signature, fingerprint } = JSON.parse(
      fs.readFileSync(path.join(root, 'manifest.sig.json'), 'utf8'),
    ) as { signature: string; fingerprint: string };
    fs.writeFileSync(at('canonical'), canonical);
    fs.writeFileSync(at('signature'), Buffer.from(signature, 'base64'));
    fs.writeFileSync(at('pub.der'), Buffer.from(manifest.signer!.publicKey, 'base64'));
    const run = spawnSync(
      'openssl',
      [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-keyform',
        'DER',
        '-inkey',
        at('pub.der'),
        '-rawin',
        '-in',
        at('canonical'),
        '-sigfile',
        at('signature'),
      ],
      { encoding: 'utf8' },
    );
    expect([run.status, run.stderr]).toEqual([0, '']);
    // The fingerprint is that of the public key of the bureau's own file.
    const der = execFileSync('openssl', ['pkey', '-in', at('key.pem'), '-pubout', '-outform', 'DER']);
    const hash = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: der, encoding: 'utf8' });
    expect(hash.slice(0, 64)).toBe(fingerprint);
  });
});
