import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import type { PackageContent } from '../../../shared/bridge/package-contract.ts';
import { requestFor, smallCounty, value } from '../../fixtures/package/small-county.ts';

let folder: string;
let local: LocalServices;
const at = (name: string): string => path.join(folder, name);
const content: PackageContent = {
  layers: ['industrial_park', 'basic_farmland'],
  version: null,
  language: 'zh-CN',
  asOf: '2026-11-22',
  stage: '',
};

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-state-'));
  await smallCounty(at('a.gpkg'));
  local = startLocalServices({ backupDir: folder, author: '李四' });
  value(await local.storeControl.open({ path: at('a.gpkg'), readOnly: false }));
  value(await local.queryControl.open({ path: at('a.gpkg'), cacheDir: folder, scratchDir: at('scratch') }));
});
afterAll(async () => {
  await local.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function make(
  name: string,
  change: Partial<PackageContent> & { reason?: string | null } = {},
): Promise<Manifest> {
  const { path: target, attachments: _none, ...request } = requestFor(at(name), { kind: 'folder' });
  const { reason = '内部试验', ...given } = change;
  await local.queryControl.grant({ token: name, path: target, access: 'write' });
  value(
    await local.query.packageMake({
      ...request,
      ...content,
      ...given,
      override: reason === null ? null : { reason, by: '张三' },
      file: name,
      attachments: [],
      key: null,
    }),
  );
  return value(readManifest(fs.readFileSync(path.join(target, 'manifest.json'), 'utf8')));
}
const execute = async (command: string, params: unknown): Promise<void> =>
  void value(await local.store.execute({ command, params }));

describe('the state that is packed', () => {
  it('is that of a named version, whatever was edited since', async () => {
    await execute('create-version', {
      plan: 'industrial',
      seq: null,
      name: 'v1',
      standing: 'submitted',
      note: '',
    });
    const [version] = value(await local.query.versions({}));
    const before = await make('v1', { version: version!.uid });
    const [park] = value(
      await local.query.table({
        layer: 'industrial_park',
        fields: [],
        sort: null,
        search: '',
        offset: 0,
        limit: 1,
      }),
    ).rows;
    await execute('delete-features', { refs: [{ table: 'industrial_park', uid: park!.uid }] });
    const again = await make('v1-again', { version: version!.uid });
    const now = await make('now');
    const parks = (one: Manifest) => one.layers.find(({ id }) => id === 'industrial_park')!;
    expect(again.layers).toEqual(before.layers);
    expect(again.vector).toEqual(before.vector);
    expect(again.findings).toEqual(before.findings);
    expect(again.version).toEqual({
      uid: version!.uid,
      name: 'v1',
      plan: 'industrial',
      standing: 'submitted',
    });
    expect(again.state.seq).toBe(version!.seq);
    expect(now.version).toBeNull();
    expect(parks(now).count).toBe(parks(before).count - 1);
    // Bytes too: the vector data of the version are those of then.
    const bytes = (name: string) => fs.readFileSync(path.join(at(name), before.vector[0]!.path));
    expect(bytes('v1').equals(bytes('v1-again'))).toBe(true);
    await local.store.undo({});
  });
});

describe('the gate', () => {
  it('counts what is open on the day, and exceptions with their reasons go into the package', async () => {
    const survey = value(await local.query.packageSurvey(content));
    expect(survey.counts.blocking).toBeGreaterThan(0);
    expect(survey.openTotal).toBe(survey.counts.blocking);
    expect(survey.open.some(({ sentence }) => sentence.startsWith('园区「'))).toBe(true);
    expect(survey.name).toBe('990121试点县县级国土空间总体规划电子成果');
    const findings = value(await local.query.check({})).findings.filter(
      ({ severity }) => severity === 'blocking',
    );
    for (const finding of findings) {
      const target = {
        rule: finding.rule,
        subject: finding.subject,
        counterpartLayer: finding.counterpartLayer,
        piece: null,
        shape: null,
        areaM2: finding.areaM2,
        severity: finding.severity,
      };
      await execute('mark-exception', {
        targets: [target],
        reason: 'approved',
        number: '鄂政土批〔2025〕1号',
        note: '已批',
        expires: '2099-12-31',
      });
    }
    const then = value(await local.query.packageSurvey(content));
    expect(then.openTotal).toBe(0);
    expect(then.exceptions.blocking).toBe(then.counts.blocking);
    // The day after they expire they are open again.
    const later = value(await local.query.packageSurvey({ ...content, asOf: '2100-01-01' }));
    expect(later.openTotal).toBe(later.counts.blocking);
    const manifest = await make('excepted');
    expect(manifest.findings.exceptions.blocking).toBe(manifest.findings.counts.blocking);
    const json = fs.readFileSync(path.join(at('excepted'), manifest.findings.path), 'utf8');
    const { findings: written } = JSON.parse(json) as {
      findings: { severity: string; status: string; exception: unknown }[];
    };
    for (const one of written.filter(({ severity }) => severity === 'blocking'))
      expect(one).toMatchObject({
        status: 'exception',
        exception: {
          reason: 'approved',
          number: '鄂政土批〔2025〕1号',
          note: '已批',
          author: '李四',
          expires: '2099-12-31',
        },
      });
    const csv = fs.readFileSync(path.join(at('excepted'), '7其他/检查结果.csv'), 'utf8');
    expect(csv).toContain('鄂政土批〔2025〕1号');
    expect(csv.trimEnd().split('\r\n').at(-1)).toBe('密级标识：内部');
  });
});
