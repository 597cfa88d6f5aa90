import { describe, expect, it } from 'vitest';
import { failureText } from '../../../shared/i18n/text.ts';
import { manifestText, readManifest } from '../../../shared/package/manifest.ts';
import { sumsText } from '../../../shared/package/sums.ts';
import { oldManifest, smallManifest } from '../../fixtures/package/manifest.ts';

const changed = (change: Record<string, unknown>): string =>
  JSON.stringify({ ...smallManifest(), ...change });
const failureOf = (content: string) => {
  const read = readManifest(content);
  return read.ok ? null : read.error;
};

describe('a manifest', () => {
  it('is read as it was written', () => {
    const read = readManifest(manifestText(smallManifest()));
    expect(read).toEqual({ ok: true, value: smallManifest() });
  });

  it('of before the inspection is read as ever; one of today lacks nothing of it', () => {
    expect(readManifest(manifestText(oldManifest()))).toEqual({ ok: true, value: oldManifest() });
    for (const part of ['inspection', 'tables'])
      expect(failureOf(changed({ [part]: undefined }))).toEqual({
        code: 'package.manifest-broken',
        params: { where: part },
      });
    expect(failureOf(changed({ override: { reason: '内部试验', by: '张三' } }))?.params).toEqual({
      where: 'override.inspection',
    });
  });

  it('of a newer format is refused with both versions, whatever else is in it', () => {
    const failure = failureOf(JSON.stringify({ format: 'lantu-package/3', anything: [1, 2] }))!;
    expect(failure).toEqual({ code: 'package.newer', params: { found: 3, known: 2 } });
    expect(failureText('zh-CN', failure)).toContain('请升级');
  });

  it('with an algorithm that is not known names it', () => {
    expect(failureOf(changed({ algorithms: { hash: 'sm3', signature: null } }))).toEqual({
      code: 'package.algorithm',
      params: { algorithm: 'sm3' },
    });
    expect(failureOf(changed({ algorithms: { hash: 'sha256', signature: 'sm2' } }))).toEqual({
      code: 'package.algorithm',
      params: { algorithm: 'sm2' },
    });
  });

  it.each([
    ['no JSON', 'nothing', 'package.manifest-broken'],
    ['another file', '{}', 'package.no-manifest'],
    ['another format', '{"format":"lantu-rules/1"}', 'package.no-manifest'],
    ['null', 'null', 'package.no-manifest'],
    ['a member it does not know', changed({ extra: 1 }), 'package.manifest-broken'],
    [
      'a way out',
      changed({ files: [{ ...smallManifest().files[0], path: '../x' }] }),
      'package.manifest-broken',
    ],
    [
      'a short hash',
      changed({ files: [{ ...smallManifest().files[0], hash: 'ab' }] }),
      'package.manifest-broken',
    ],
    [
      'a figure that is none',
      changed({ layers: [{ ...smallManifest().layers[0], count: 1.5 }] }),
      'package.manifest-broken',
    ],
    ['no vector data', changed({ vector: [] }), 'package.manifest-broken'],
  ])('that is %s is refused', (_what, content, code) => {
    expect(failureOf(content)?.code).toBe(code);
  });

  it('with a member of every object changes nothing, and is not in its form', () => {
    const content = manifestText(smallManifest()).replace('"area_m2": "', '"__proto__": "');
    const read = readManifest(content);
    expect(read.ok && Object.getPrototypeOf(read.value.layers[0]!.sums)).toBe(Object.prototype);
    expect(read.ok && manifestText(read.value)).not.toBe(content);
  });

  it('lists the sums of all files and of itself as sha256sum does', () => {
    expect(sumsText(smallManifest(), 'f'.repeat(64))).toBe(
      `${'a'.repeat(64)}  4矢量数据/a.gpkg\n${'f'.repeat(64)}  manifest.json\n`,
    );
  });
});
