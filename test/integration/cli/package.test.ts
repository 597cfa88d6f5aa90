import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { spoil } from '../../fixtures/inspection/spoiled.ts';
import { writeSmallCounty } from '../../fixtures/inspection/small-county.ts';
import { smallCounty } from '../../fixtures/package/small-county.ts';
import { lantu } from './lantu.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-cli-package-'));
  await smallCounty(at('a.gpkg'));
  fs.writeFileSync(at('word'), '口令\n');
  fs.writeFileSync(at('文本.pdf'), 'x');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const override = ['--override', '报审前试做', '--by', '王五', '--date', '2026-11-22'];

describe('plan packages on the command line', () => {
  it('are not made over open conflicts without a reason: status 1, and what is open is listed', () => {
    const run = lantu('package', at('a.gpkg'), at('gate.zip'));
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('底线冲突  园区「');
    expect(run.stdout).toContain('未检查');
    expect(run.stderr).toContain('--override');
    expect(fs.existsSync(at('gate.zip'))).toBe(false);
  });

  it('are not made over blocking defects either, which are told beside: number, class, the first', async () => {
    await writeSmallCounty(at('clean.gpkg'));
    spoil(at('clean.gpkg'), at('crossing.gpkg'), (s) =>
      s.reshape(
        'major_project',
        1,
        packFlat('polygon', [
          [[110.018, 30.004, 110.02, 30.006, 110.02, 30.004, 110.018, 30.006, 110.018, 30.004]],
        ]),
      ),
    );
    const run = lantu('package', at('crossing.gpkg'), at('gate.zip'));
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^T2 .*：A 类1处\n {2}\S/m);
    expect(run.stderr).toContain('1处质检门槛缺陷');
    expect(fs.existsSync(at('gate.zip'))).toBe(false);
    const made = lantu('package', at('crossing.gpkg'), at('over.zip'), ...override);
    expect([made.status, made.stderr]).toEqual([0, expect.stringContaining('未制作附表：')]);
    expect(lantu('verify', at('over.zip')).status).toBe(0);
    const short = lantu('package', at('crossing.gpkg'), at('x.zip'), '--override', '试', '--by', '王五');
    expect([short.status, short.stderr]).toEqual([2, expect.stringContaining('请写明理由')]);
  });

  it('are made, signed, verified, and told from one another', () => {
    const made = lantu('key', 'new', at('k.pem'), '--passphrase-file', at('word'));
    expect([made.status, made.stdout]).toEqual([
      0,
      expect.stringMatching(/^([0-9a-f]{4} ){15}[0-9a-f]{4}\n$/),
    ]);
    expect(fs.statSync(at('k.pem')).mode & 0o777).toBe(0o600);
    expect(lantu('key', 'show', at('k.pub.pem')).stdout).toBe(made.stdout);
    const again = lantu('key', 'new', at('k.pem'));
    expect([again.status, again.stderr]).toEqual([2, expect.stringContaining('不会覆盖')]);

    const run = lantu(
      'package',
      at('a.gpkg'),
      at('p.zip'),
      ...override,
      '--attach',
      `1=${at('文本.pdf')}`,
      '--key',
      at('k.pem'),
      '--passphrase-file',
      at('word'),
      '--stage',
      '报审稿',
    );
    expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('检查结果仅供规划协调参考')]);
    expect(run.stderr + run.stdout).not.toContain('PRIVATE');

    const unknown = lantu('verify', at('p.zip'));
    expect([unknown.status, unknown.stdout]).toEqual([0, '']);
    expect(unknown.stderr).toContain(`未知密钥签名，指纹 ${made.stdout.trim()}`);
    const known = lantu('verify', at('p.zip'), '--key', at('k.pub.pem'));
    expect([known.status, known.stderr]).toEqual([0, expect.stringContaining('由已知密钥签名：k.pub.pem')]);
    lantu('key', 'new', at('other.pem'));
    const other = lantu('verify', at('p.zip'), '--key', at('other.pub.pem'), '--json');
    expect(other.status).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      wrong: 0,
      known: false,
      signature: { state: 'valid', known: false },
    });
  });

  it('that were changed are told by what was changed: status 1; what is none: status 2', () => {
    expect(
      lantu('package', at('a.gpkg'), at('p'), ...override, '--plan', 'industrial', '--names', 'own').status,
    ).toBe(0);
    const manifest = JSON.parse(fs.readFileSync(path.join(at('p'), 'manifest.json'), 'utf8')) as {
      layers: { id: string }[];
      override: unknown;
    };
    expect(manifest.layers.map(({ id }) => id)).toEqual(['industrial_park']);
    expect(manifest.override).toMatchObject({ reason: '报审前试做', by: '王五' });
    expect(lantu('verify', at('p')).status).toBe(0);
    fs.appendFileSync(path.join(at('p'), '说明.txt'), ' ');
    const changed = lantu('verify', at('p'));
    expect([changed.status, changed.stdout]).toEqual([
      1,
      expect.stringMatching(/^文件 {2}说明\.txt {2}应为 [0-9a-f]{16}…，实为 [0-9a-f]{16}…\n$/),
    ]);
    const none = lantu('verify', at('a.gpkg'));
    expect([none.status, none.stderr]).toEqual([2, expect.stringContaining('不是规划成果包')]);
    expect(lantu('verify', at('nothing.zip')).status).toBe(2);
  });

  it('are compared with a blueprint and taken', () => {
    expect(
      lantu('new', at('w.gpkg'), '--county-name', '试点县', '--county-code', '990121', '--zone', '4525')
        .status,
    ).toBe(0);
    const compared = lantu('take', at('w.gpkg'), at('p.zip'), '--compare');
    expect([compared.status, compared.stdout]).toEqual([
      0,
      expect.stringContaining('产业园区：新增 7，修改 0，本地独有 0，相同 0'),
    ]);
    const taken = lantu('take', at('w.gpkg'), at('p.zip'));
    expect([taken.status, taken.stderr]).toEqual([0, expect.stringContaining('可一步撤销')]);
    expect(lantu('take', at('w.gpkg'), at('p.zip'), '--compare').stdout).toContain(
      '产业园区：新增 0，修改 0，本地独有 0，相同 7',
    );
    const nothing = lantu('take', at('w.gpkg'), at('p.zip'), '--replace');
    expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('没有可接收的内容')]);
    const broken = lantu('take', at('w.gpkg'), at('p'));
    expect([broken.status, broken.stderr]).toEqual([2, expect.stringContaining('不能接收')]);
  });

  it.each([
    ['a plan that there is not', ['--plan', 'x'], 'industrial'],
    ['a layer that there is not', ['--layer', 'x'], 'industrial_park'],
    ['a version that there is not', ['--version', 'v9'], 'v9'],
    ['a folder that is the product’s own', ['--attach', '4=x'], '矢量数据由软件写入'],
    ['a day that there is not', ['--date', '2026-02-30'], '2026-02-30'],
    ['a key that is none', [...override, '--key', 'none.pem'], 'none.pem'],
    ['a format that cannot be written', [...override, '--format', 'nothing'], 'nothing'],
  ])('refuse %s with status 2', (_what, words, message) => {
    const run = lantu('package', at('a.gpkg'), at('x.zip'), ...words);
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(fs.existsSync(at('x.zip'))).toBe(false);
  });
});

describe('a passphrase in a file', () => {
  it('that holds none makes nothing unlocked in its place', () => {
    for (const [name, content] of [
      ['empty', ''],
      ['line', '\r\n'],
      ['mark', '\ufeff\n'],
      ['blank', ' \n'],
    ] as const) {
      fs.writeFileSync(at(`word-${name}`), content);
      const words = ['--passphrase-file', at(`word-${name}`)];
      const field = lantu('field', 'out', at('a.gpkg'), at('none.lantu-field'), ...words);
      expect([field.status, field.stderr]).toEqual([2, expect.stringContaining(`word-${name}」是空的`)]);
      const key = lantu('key', 'new', at('none.pem'), ...words);
      expect([key.status, key.stderr]).toEqual([2, expect.stringContaining(`word-${name}」是空的`)]);
    }
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
  });

  it('is the same with a mark of the byte order and an end of the line, as without', () => {
    fs.writeFileSync(at('word-marked'), '\ufeff口令\r\n');
    const out = lantu(
      'field',
      'out',
      at('a.gpkg'),
      at('m.lantu-field'),
      '--passphrase-file',
      at('word-marked'),
    );
    expect([out.status, out.stderr]).toEqual([0, expect.any(String)]);
    const open = (file: string, ...words: string[]): number | null =>
      lantu('field', 'open', file, at('opened'), ...words).status;
    expect(open(at('m.lantu-field'))).toBe(2);
    expect(open(at('m.lantu-field'), '--passphrase-file', at('word'))).toBe(0);
  });
});
