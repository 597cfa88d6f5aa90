import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow } from '../../../electron/jobs/package/part-folder.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import { call, openPackages, requestFor, smallCounty, value } from '../../fixtures/package/small-county.ts';

let folder: string;
let small: string;
let sample: string;
const at = (name: string): string => path.join(folder, name);
const hidden = (): string[] => fs.readdirSync(folder).filter((name) => name.startsWith('.'));

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-package-'));
  small = at('small.gpkg');
  sample = at('sample.gpkg');
  await smallCounty(small);
  value(await buildSample({ path: sample, parcels: 3000, dirty: false }, call()));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** What a file says; of a workbook, all its parts. */
function textOf(file: string): string {
  const bytes = fs.readFileSync(file);
  if (!file.endsWith('.xlsx')) return bytes.toString('utf8');
  return Object.values(unzipSync(bytes))
    .map((part) => new TextDecoder().decode(part))
    .join('\n');
}
const readable = (root: string): Manifest =>
  value(readManifest(fs.readFileSync(path.join(root, 'manifest.json'), 'utf8')));

describe('a plan package of the sample county', () => {
  it('is the same to the byte each time, agrees with itself, and holds what the blueprint holds', async () => {
    const packages = await openPackages(sample, at('scratch'));
    try {
      const layers = [
        'industrial_park',
        'land_use',
        'functional_zone',
        'ecological_redline',
        'basic_farmland',
        'township',
      ];
      const request = (name: string) => requestFor(at(name), { layers, naming: 'own' });
      const report = value(await packages.make(request('one.zip')));
      value(await packages.make(request('two.zip')));
      expect(fs.readFileSync(at('one.zip')).equals(fs.readFileSync(at('two.zip')))).toBe(true);
      const verified = value(await packages.verify(at('one.zip')));
      expect(verified.checks.filter(({ state }) => state !== 'equal')).toEqual([]);
      expect(verified.checks.length).toBe(report.compared);
      // The generator fixes the areas of the county; nothing is lost on the way.
      const byLayer = new Map(report.layers.map((layer) => [layer.layer, layer]));
      expect(byLayer.get('land_use')).toMatchObject({ count: 3000, areaM2: '2036400000.07' });
      expect(Object.values(report.findings).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20);
      expect(hidden()).toEqual([]);
    } finally {
      await packages.close();
    }
  });
});

describe('a plan package', () => {
  it('is the same as folder and as archive, and its sums are those of sha256sum', async () => {
    const packages = await openPackages(small, at('scratch'));
    fs.writeFileSync(at('文本.pdf'), 'text of the plan');
    const attachments = [
      { folder: 'text' as const, path: at('文本.pdf') },
      { folder: 'maps' as const, path: at('small.gpkg') },
      { folder: 'text' as const, path: at('文本.pdf') },
    ];
    value(await packages.make(requestFor(at('folder'), { kind: 'folder', attachments })));
    value(await packages.make(requestFor(at('archive.zip'), { attachments: attachments.toReversed() })));
    await packages.close();
    fs.mkdirSync(at('unpacked'));
    execFileSync('python3', ['-m', 'zipfile', '-e', at('archive.zip'), at('unpacked')]);
    const names = await filesBelow(at('folder'));
    expect(await filesBelow(at('unpacked'))).toEqual(names);
    for (const name of names) {
      const [a, b] = [at('folder'), at('unpacked')].map((root) => fs.readFileSync(path.join(root, name)));
      expect(a!.equals(b!), name).toBe(true);
    }
    expect(fs.readdirSync(at('unpacked')).sort()).toEqual(fs.readdirSync(at('folder')).sort());
    const sums = spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS.txt'], {
      cwd: at('folder'),
      encoding: 'utf8',
    });
    expect([sums.status, sums.stderr]).toEqual([0, '']);
    expect(sums.stdout.split('\n').filter(Boolean)).toHaveLength(names.length - 1);
    // The mark is on every part: in what is written here, and in the name of what is not.
    expect(names).toContain('1规划文本/文本（内部）.pdf');
    expect(names).toContain('1规划文本/文本（内部）-2.pdf');
    const manifest = readable(at('folder'));
    expect(manifest.files.every(({ mark }) => mark === 'internal')).toBe(true);
    for (const { path: name, kind } of manifest.files.filter(
      (one) => !['vector', 'ruleset', 'attachment'].includes(one.kind),
    ))
      expect([kind, /内部|internal/.test(textOf(path.join(at('folder'), name)))]).toEqual([kind, true]);
    const hash = createHash('sha256')
      .update(fs.readFileSync(at('文本.pdf')))
      .digest('hex');
    expect(manifest.files.find(({ path: name }) => name.endsWith('文本（内部）.pdf'))?.hash).toBe(hash);
  });

  it('never says that a plan complies, and ends every report with the fixed statement', async () => {
    const root = at('folder');
    const texts = (await filesBelow(root)).filter((name) => /\.(html|txt|csv|json|xlsx)$/.test(name));
    expect(texts).toEqual(
      expect.arrayContaining(['7其他/质量检查报告.html', '7其他/质量检查报告.json', '5附表/规划附表.xlsx']),
    );
    for (const name of texts) {
      const content = textOf(path.join(root, name));
      if (!name.includes('规则集')) expect(/合规|检查通过/.test(content), name).toBe(false);
      if (/检查报告|检查结果|说明|规划附表/.test(name))
        expect(content, name).toContain(
          '检查结果仅供规划协调参考，不具有行政效力；以2026-11-22前录入的数据为准',
        );
    }
    expect(fs.readFileSync(path.join(root, '7其他/检查报告.html'), 'utf8')).not.toMatch(/<script|<b>&amp;/);
  });

  it('needs a reason while something is open or unchecked, and keeps it', async () => {
    const packages = await openPackages(small, at('scratch'));
    const refused = await packages.make(requestFor(at('gate.zip'), { override: null }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'package.gate' } });
    expect(fs.existsSync(at('gate.zip'))).toBe(false);
    expect(hidden()).toEqual([]);
    await packages.close();
    expect(readable(at('folder')).override).toEqual({
      reason: '内部试验',
      by: '张三',
      inspection: { made: '2026-11-22', rev: 0, model: 'lantu-inspection 2026.1', blocking: [] },
    });
    expect(fs.readFileSync(path.join(at('folder'), '说明.txt'), 'utf8')).toContain('内部试验（张三）');
  });

  it('is never put where something else is', async () => {
    const packages = await openPackages(small, at('scratch'));
    fs.mkdirSync(at('mine'));
    fs.writeFileSync(path.join(at('mine'), 'precious'), 'x');
    for (const kind of ['folder', 'zip'] as const) {
      const made = await packages.make(requestFor(at('mine'), { kind }));
      expect(made).toMatchObject({ ok: false, error: { code: 'package.exists' } });
    }
    expect(await packages.make(requestFor(at('no/such/place.zip')))).toMatchObject({
      error: { code: 'export.not-written' },
    });
    expect(
      await packages.make(requestFor(at('x.zip'), { attachments: [{ folder: 'text', path: at('none') }] })),
    ).toMatchObject({
      error: { code: 'package.attachment' },
    });
    expect(await packages.make(requestFor(at('x.zip'), { layers: ['nothing'] }))).toMatchObject({
      error: { code: 'package.no-layer' },
    });
    expect(await packages.make(requestFor(at('x.zip'), { version: 'none' }))).toMatchObject({
      error: { code: 'package.no-version' },
    });
    const abort = new AbortController();
    const cancelled = packages.make(requestFor(at('x.zip')), {
      signal: abort.signal,
      progress: () => abort.abort(),
    });
    expect(await cancelled).toMatchObject({ error: { code: 'cancelled' } });
    await packages.close();
    expect(fs.readdirSync(at('mine'))).toEqual(['precious']);
    expect(fs.existsSync(at('x.zip'))).toBe(false);
    expect(hidden()).toEqual([]);
    expect(fs.readdirSync(at('scratch'))).toEqual([]);
  });

  it('is English for those who ask for it', async () => {
    const packages = await openPackages(small, at('scratch'));
    value(await packages.make(requestFor(at('en'), { kind: 'folder', language: 'en' })));
    expect(value(await packages.verify(at('en'))).wrong).toBe(0);
    await packages.close();
    expect(fs.readFileSync(path.join(at('en'), 'readme.txt'), 'utf8')).toContain(
      'Classification mark: Internal',
    );
  });
});
