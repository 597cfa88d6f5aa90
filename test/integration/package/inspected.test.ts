import fs from 'node:fs';
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import type { PackageContent, PackageRequest } from '../../../shared/bridge/package-contract.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { manifestText, readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import { sumsText } from '../../../shared/package/sums.ts';
import { spoil } from '../../fixtures/inspection/spoiled.ts';
import { polygon, rectangle, writeSmallCounty } from '../../fixtures/inspection/small-county.ts';
import { call, openPackages, requestFor, value } from '../../fixtures/package/small-county.ts';

/* A county with one shape that crosses itself (T2, class A: blocks) and one overlap (T3: does not). */

let folder: string;
let local: LocalServices;
const at = (name: string): string => path.join(folder, name);
const content: PackageContent = {
  layers: [
    'functional_zone',
    'ecological_redline',
    'basic_farmland',
    'urban_boundary',
    'major_project',
    'township',
    'county',
  ],
  version: null,
  language: 'zh-CN',
  asOf: '2026-11-22',
  stage: '',
};
const BLOCKING = [{ check: 'T2', class: 'A', count: 1 }];
const REASON = '自相交图形待测绘单位更正';

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-inspected-'));
  await writeSmallCounty(at('clean.gpkg'));
  spoil(at('clean.gpkg'), at('a.gpkg'), (s) => {
    s.reshape(
      'major_project',
      1,
      packFlat('polygon', [
        [[110.018, 30.004, 110.02, 30.006, 110.02, 30.004, 110.018, 30.006, 110.018, 30.004]],
      ]),
    );
    s.add('functional_zone', 3, 9, { identifier: null }, polygon(rectangle(110.01, 30.008, 110.011, 30.009)));
    // As a file that was edited by this product: nothing waits to be adopted.
    s.db.exec('DELETE FROM lantu_outside');
  });
  local = startLocalServices({ backupDir: folder, author: '李四' });
  value(await local.storeControl.open({ path: at('a.gpkg'), readOnly: false }));
  value(await local.queryControl.open({ path: at('a.gpkg'), cacheDir: folder, scratchDir: at('scratch') }));
});
afterAll(async () => {
  await local.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const execute = async (command: string, params: unknown): Promise<void> =>
  void value(await local.store.execute({ command, params }));

async function ask(name: string, change: Partial<PackageRequest> = {}) {
  const { path: target, ...request } = requestFor(at(name), { kind: 'folder' });
  await local.queryControl.grant({ token: name, path: target, access: 'write' });
  return local.query.packageMake({
    ...request,
    ...content,
    override: { reason: REASON, by: '张三' },
    ...change,
    file: name,
    attachments: [],
    key: null,
  });
}
const readManifestOf = (name: string): Manifest =>
  value(readManifest(fs.readFileSync(path.join(at(name), 'manifest.json'), 'utf8')));
async function make(name: string, change: Partial<PackageRequest> = {}): Promise<Manifest> {
  value(await ask(name, change));
  return readManifestOf(name);
}
const textIn = (name: string, inside: string): string => fs.readFileSync(path.join(at(name), inside), 'utf8');
async function verify(name: string) {
  await local.queryControl.grant({ token: `verify ${name}`, path: at(name), access: 'read' });
  return local.query.packageVerify({ file: `verify ${name}`, known: [] });
}
const wrongIn = async (name: string): Promise<string[]> =>
  value(await verify(name))
    .checks.filter(({ state }) => state === 'wrong')
    .map(({ code, detail }) => `${code} ${detail}`.trim());
let copies = 0;
/** A copy with another manifest and sums that fit it, as somebody would who wants to deceive. */
function forge(name: string, change: (manifest: Manifest) => void): string {
  const copy = `copy-${(copies += 1)}`;
  fs.cpSync(at(name), at(copy), { recursive: true });
  const manifest = structuredClone(readManifestOf(name));
  change(manifest);
  const text = manifestText(manifest);
  fs.writeFileSync(path.join(at(copy), 'manifest.json'), text);
  const hash = createHash('sha256').update(text).digest('hex');
  fs.writeFileSync(path.join(at(copy), 'SHA256SUMS.txt'), sumsText(manifest, hash));
  return copy;
}

describe('the gate of the inspection', () => {
  it('stands beside that of the check: number, class and first defects', async () => {
    const survey = value(await local.query.packageSurvey(content));
    const { blocking, blockingTotal, defects } = survey.inspection;
    expect(blocking).toMatchObject(BLOCKING);
    expect(blocking[0]!.title).toMatch(/^T2 /);
    expect(blocking[0]!.defects).toHaveLength(1);
    expect([blockingTotal, defects.A]).toEqual([1, 1]);
    const refused = await ask('gate', { override: null });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'package.gate',
        params: { open: survey.openTotal, unchecked: survey.notChecked.length, blocking: 1 },
      },
    });
    expect(await ask('gate', { override: { reason: '试', by: '张三' } })).toMatchObject({
      error: { code: 'inspection.reason' },
    });
    expect(fs.existsSync(at('gate'))).toBe(false);
  });

  it('is gone over with the one reason, and the package keeps over what', async () => {
    const manifest = await make('over');
    const model = 'lantu-inspection 2026.1';
    expect(manifest.override).toEqual({
      reason: REASON,
      by: '张三',
      inspection: { made: '2026-11-22', rev: manifest.state.seq, model, blocking: BLOCKING },
    });
    expect(await wrongIn('over')).toEqual([]);
    for (const file of ['说明.txt', '7其他/检查报告.html'])
      expect(textIn('over', file), file).toMatch(/T2 .*：A 类1处/);
  });

  it('finds what an inspection by itself finds, which runs every rule anew', async () => {
    const report = value(await local.query.inspect({}));
    const manifest = readManifestOf('over');
    expect(manifest.inspection).toMatchObject({
      rev: report.rev,
      score: report.total.score,
      defects: report.total.counts,
      excepted: 0,
      unchecked: report.unchecked.length,
    });
    const written = JSON.parse(textIn('over', manifest.inspection!.path)) as {
      blueprint: { classification: string };
      defects: { check: string; uid: string | null; message: string }[];
      checks: { id: string; defects: number; looked: string }[];
    };
    expect(written.blueprint.classification).toBe('internal');
    expect(written.defects.map(({ check, uid }) => [check, uid])).toEqual(
      report.defects.map(({ check, uid }) => [check, uid]),
    );
    expect(written.checks.map(({ id, defects, looked }) => [id, defects, looked])).toEqual(
      report.checks.map(({ check, found, looked }) => [check, found, looked]),
    );
    const page = textIn('over', '7其他/质量检查报告.html');
    expect(page).toContain('密级：内部');
    expect(page).toContain(written.defects[0]!.message);
    expect(page).toContain('以2026-11-22前录入的数据为准');
  });

  it('is of the state that is packed, whatever was edited since', async () => {
    await execute('create-version', {
      plan: 'industrial',
      seq: null,
      name: 'v1',
      standing: 'submitted',
      note: '',
    });
    const [version] = value(await local.query.versions({}));
    const before = await make('v1', { version: version!.uid });
    const { rows } = value(
      await local.query.table({
        layer: 'major_project',
        fields: [],
        sort: null,
        search: '',
        offset: 0,
        limit: 10,
      }),
    );
    const report = value(await local.query.inspect({}));
    const crossing = report.defects.find(({ check }) => check === 'T2')!.uid!;
    expect(rows.some(({ uid }) => uid === crossing)).toBe(true);
    await execute('delete-features', { refs: [{ table: 'major_project', uid: crossing }] });
    const now = await make('now');
    const again = await make('v1-again', { version: version!.uid });
    expect(now.override?.inspection?.blocking).toEqual([]);
    expect(now.inspection?.defects.A).toBe(0);
    expect(again.inspection).toEqual(before.inspection);
    expect(again.override).toEqual(before.override);
    expect(again.override?.inspection).toMatchObject({ rev: version!.seq, blocking: BLOCKING });
    for (const file of ['7其他/质量检查报告.json', '7其他/质量检查报告.html', '5附表/规划附表.xlsx'])
      expect(
        fs.readFileSync(path.join(at('v1'), file)).equals(fs.readFileSync(path.join(at('v1-again'), file))),
        file,
      ).toBe(true);
    await local.store.undo({});
  });

  it('lets pass what is set aside on the day', async () => {
    const finding = value(await local.query.check({})).findings.find(
      ({ rule }) => rule === 'self-intersection',
    )!;
    await execute('mark-exception', {
      targets: [
        {
          rule: finding.rule,
          subject: finding.subject,
          counterpartLayer: finding.counterpartLayer,
          piece: null,
          shape: finding.pieces[0]!.geometry,
          areaM2: finding.areaM2,
          severity: finding.severity,
        },
      ],
      reason: 'existing',
      note: '原始测量如此',
      number: null,
      expires: '2027-12-31',
    });
    const then = value(await local.query.packageSurvey(content)).inspection;
    expect([then.blockingTotal, then.excepted]).toEqual([0, 1]);
    const later = value(await local.query.packageSurvey({ ...content, asOf: '2028-01-01' })).inspection;
    expect([later.blockingTotal, later.excepted]).toEqual([1, 0]);
    await local.store.undo({});
  });
});

describe('figures of the inspection', () => {
  type Change = (manifest: Manifest) => void;
  const cases: readonly (readonly [string, Change, string])[] = [
    ['a number of defects', (one) => (one.inspection!.defects.A = 0), 'inspection A'],
    ['what was set aside', (one) => (one.inspection!.excepted += 1), 'inspection excepted'],
    ['what was not looked at', (one) => (one.inspection!.unchecked -= 1), 'inspection unchecked'],
    ['the score', (one) => (one.inspection!.score = 100), 'inspection score'],
    ['the day', (one) => (one.inspection!.made = '2026-11-21'), 'inspection run'],
    ['what was gone over', (one) => (one.override!.inspection!.blocking = []), 'gate'],
    ['that anything was', (one) => (one.override = null), 'gate'],
    ['the revision gone over', (one) => (one.override!.inspection!.rev += 1), 'gate run'],
    ['the report', (one) => (one.inspection!.path = '说明.txt'), 'inspection'],
  ];
  it.each(cases)('that differ in %s are named, though the sums fit', async (_what, change, named) => {
    expect(await wrongIn(forge('over', change))).toContain(named);
  });

  it('are missing in packages of before them, which are read as ever; not in those of today', async () => {
    const old = forge('over', (one) => {
      one.format = 'lantu-package/1';
      delete one.inspection;
      delete one.tables;
      delete one.override!.inspection;
      one.files = one.files.filter(({ kind }) => kind !== 'inspection');
    });
    for (const file of ['质量检查报告.json', '质量检查报告.html'])
      fs.rmSync(path.join(at(old), '7其他', file));
    expect(await wrongIn(old)).toEqual([]);
    const bare = forge('over', (one) => delete one.inspection);
    expect(await verify(bare)).toMatchObject({
      error: { code: 'package.manifest-broken', params: { where: 'inspection' } },
    });
  });
});

describe('the official tables', () => {
  const bookIn = (name: string) => {
    const book = readManifestOf(name).tables!.path!;
    const parts = unzipSync(fs.readFileSync(path.join(at(name), book)));
    const part = (inside: string): string => new TextDecoder().decode(parts[inside]);
    const sheets = [...part('xl/workbook.xml').matchAll(/<sheet name="([^"]+)"/g)].map(([, one]) => one);
    return { book, sheets, part };
  };

  it('are one workbook with the mark on every sheet; what cannot be made is told', async () => {
    const { book, sheets, part } = bookIn('over');
    expect(book).toBe('5附表/规划附表.xlsx');
    const { made, left } = readManifestOf('over').tables!;
    expect(sheets).toHaveLength(made.length);
    expect(sheets[0]).toBe('三区三线指标汇总表');
    for (const i of made.keys()) {
      const sheet = part(`xl/worksheets/sheet${i + 1}.xml`);
      expect(sheet).toContain('内部');
      expect(sheet).toContain('以2026-11-22前录入的数据为准');
    }
    expect([...made, ...left.map(({ table }) => table)].toSorted()).toEqual(
      ['conversion', 'indicators', 'lines', 'parks', 'structure', 'townships'].toSorted(),
    );
    expect(left.find(({ table }) => table === 'parks')?.missing).toEqual(['industrial_park']);
    expect(textIn('over', '说明.txt')).toContain('未制作的附表：产业园区一览表（缺少产业园区）');
  });

  it('hold nothing of layers that are left out, and there is no book without a table', async () => {
    const one = await make('few', { layers: ['major_project'] });
    expect([one.tables!.path, one.tables!.made]).toEqual([null, []]);
    expect(fs.readdirSync(path.join(at('few'), '5附表')).some((name) => name.endsWith('.xlsx'))).toBe(false);
    const lines = await make('lines', { layers: ['urban_boundary'] });
    expect(lines.tables!.made).toEqual(['lines']);
    const sheet = bookIn('lines').part('xl/worksheets/sheet1.xml');
    expect(sheet).toContain('<t>城镇开发边界</t>');
    expect(sheet).not.toContain('<t>永久基本农田</t>');
    expect(bookIn('over').part('xl/worksheets/sheet1.xml')).toContain('<t>永久基本农田</t>');
  });
});

it('a package with all of it is the same to the byte each time, and takes over a run that is still true', async () => {
  const packages = await openPackages(at('a.gpkg'), at('scratch-2'));
  const request = (name: string) => requestFor(at(name), { layers: [...content.layers] });
  value(await packages.make(request('one.zip')));
  const stagesOf = async (name: string): Promise<Set<string>> => {
    const stages = new Set<string>();
    const progress = ({ stage }: { readonly stage: string }): void => void stages.add(stage);
    value(await packages.make(request(name), { signal: new AbortController().signal, progress }));
    return stages;
  };
  expect((await stagesOf('two.zip')).has('inspection.progress')).toBe(true);
  value(await packages.io.packageSurvey(content, call()));
  expect((await stagesOf('three.zip')).has('inspection.progress')).toBe(false);
  await packages.close();
  expect(fs.readFileSync(at('one.zip')).equals(fs.readFileSync(at('three.zip')))).toBe(true);
  expect(fs.readFileSync(at('one.zip')).equals(fs.readFileSync(at('two.zip')))).toBe(true);
});
