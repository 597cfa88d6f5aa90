import { describe, expect, it } from 'vitest';
import { findingsGpx, findingsKml } from '../../../shared/check/findings-places.ts';
import type { FileParts, FindingLine } from '../../../shared/check/findings-file.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Finding } from '../../../shared/rules/rule.ts';

const square = packFlat('polygon', [[[110, 30, 110.01, 30, 110.01, 30.01, 110, 30.01, 110, 30]]]);

const finding = (key: string, placed: boolean): Finding => ({
  key,
  rule: 'C01',
  severity: 'blocking',
  subject: { table: 'industrial_park', uid: 'u' },
  counterpartLayer: null,
  areaM2: 2000,
  box: placed ? square.box : [Infinity, Infinity, -Infinity, -Infinity],
  pieces: placed
    ? [{ key: 'p', other: null, areaM2: 2000, severity: 'blocking', geometry: square, box: square.box }]
    : [],
  message: { key: 'm', params: {} },
  rulesetVersion: '1',
});

const line = (number: number): FindingLine => ({
  number,
  severity: '底线冲突',
  sentence: '园区「A & B」占用 <永久基本农田>',
  rule: '',
  ruleId: 'C01',
  citation: '',
  verified: '',
  areaM2: 2000,
  township: '桐渡镇',
  status: '未处理',
  reason: '',
  text: '',
  person: '',
  date: '',
  assignee: '王测',
  due: '',
  ruleset: '1',
  subject: 'u',
  key: 'k',
});

const parts = { language: 'zh-CN', today: '2026-11-30', title: '澄川 检查结果' } as unknown as FileParts & {
  title: string;
};
const findings = [finding('a', true), finding('b', false)];
const lines = [line(1), line(2)];

describe('findings for phones', () => {
  it('have a pin inside their ground, and the ground, in KML', () => {
    const kml = findingsKml(findings, lines, parts);
    const [lon, lat] = /<Point><coordinates>([^<]+)</.exec(kml)![1]!.split(',').map(Number);
    expect(lon).toBeGreaterThan(110);
    expect(lon).toBeLessThan(110.01);
    expect(lat).toBeGreaterThan(30);
    expect(lat).toBeLessThan(30.01);
    expect(kml.match(/<Placemark>/g)).toHaveLength(2);
    expect(kml.match(/<Polygon>/g)).toHaveLength(1);
    expect(kml).toContain('<coordinates>110,30 110.01,30 110.01,30.01 110,30.01 110,30</coordinates>');
    expect(kml).toContain('园区「A &amp; B」占用 &lt;永久基本农田&gt;');
    // 2,000 m² are three mu.
    expect(kml).toContain('3.00');
    expect(kml).toContain('检查结果仅供规划协调参考');
  });

  it('are waypoints in GPX, but for those that lie nowhere', () => {
    const gpx = findingsGpx(findings, lines, parts);
    expect(gpx.match(/<wpt /g)).toHaveLength(1);
    expect(gpx).toContain('<name>1 底线冲突</name>');
    expect(gpx).toContain('王测');
  });
});
