import { describe, expect, it } from 'vitest';
import { emptyPacked, packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Finding, FindingNote } from '../../../shared/rules/rule.ts';
import {
  findingLines,
  findingsCsv,
  findingsGeoJson,
  type FileParts,
} from '../../../shared/check/findings-file.ts';
import { makeFacts } from '../../../shared/check/finding-facts.ts';

const RULE = DEFAULT_RULESET.rules.find(({ id }) => id === 'park-basic-farmland')!;
const facts = makeFacts({
  ruleset: DEFAULT_RULESET,
  language: 'zh-CN',
  townships: null,
  today: '2026-11-22',
});
const parts: FileParts = {
  language: 'zh-CN',
  facts,
  rule: (id) => (id === RULE.id ? RULE : undefined),
  reason: (one) => facts.standing(one).exception?.number ?? '',
  today: '2026-11-22',
};

const finding = (name: string, areaM2: number, geometry: Packed, memory: FindingNote[] = []): Finding => ({
  key: `key-${name}`,
  rule: RULE.id,
  severity: 'blocking',
  subject: { table: 'industrial_park', uid: 'p' },
  counterpartLayer: 'basic_farmland',
  areaM2,
  box: geometry.box,
  pieces: [{ key: 'k', other: null, areaM2, severity: 'blocking', geometry, box: geometry.box }],
  message: {
    key: 'park-x-farmland',
    params: {
      a: { kind: 'text', value: name },
      area: { kind: 'area', m2: areaM2 },
      net: { kind: 'area', m2: areaM2 },
      n: { kind: 'count', value: 1 },
    },
  },
  rulesetVersion: '2026.1',
  memory,
});
const square = packPolygon([
  [
    [110, 30],
    [110.001, 30],
    [110.001, 30.001],
  ],
]);

/** A reader of CSV of its own: quotes, doubled quotes, line ends in quotes. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted && c === '"' && text[i + 1] === '"') cell += text[++i]!;
    else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (!quoted && c === '\n') {
      rows.at(-1)!.push(cell.replace(/\r$/, ''));
      cell = '';
      rows.push([]);
    } else cell += c;
  }
  return rows;
}

const said: FindingNote = {
  uid: 'm',
  status: 'exception',
  reason: 'approved',
  number: '示范〔2026〕1号',
  note: '见"批复"，\n第二条',
  author: '=王工',
  time: '2026-03-04T05:06:07Z',
  piece: null,
  matchedBy: 'key',
};

describe('the list as a file', () => {
  const all = [finding('甲园, 东"区', 23_740, square, [said]), finding('乙园', 0, emptyPacked('polygon'))];

  it('is a table that spreadsheet programs take for UTF-8, with the fixed statement', () => {
    const csv = findingsCsv(findingLines(all, parts), parts);
    expect(csv.startsWith('\uFEFF序号,级别,检查结果,')).toBe(true);
    const [head = [], first = [], second = [], , statement = []] = readCsv(csv.slice(1));
    const of = (row: readonly string[], name: string): string | undefined => row[head.indexOf(name)];
    expect(of(first, '检查结果')).toContain('甲园, 东"区');
    expect(of(first, '面积（平方米）')).toBe('23740');
    expect(of(first, '面积（公顷）')).toBe('2.374');
    expect(of(first, '面积（亩）')).toBe('35.61');
    expect(of(first, '依据')).toBe(RULE.citation.text);
    expect(of(first, '依据核实')).not.toBe('');
    expect(of(first, '状态')).toBe('例外');
    expect(of(first, '理由')).toBe('示范〔2026〕1号');
    expect(of(first, '说明')).toBe('见"批复"，\n第二条');
    // A name that begins like a formula stays a text.
    expect(of(first, '记录人')).toBe("'=王工");
    expect(of(first, '记录日期')).toBe('2026-03-04');
    expect(of(first, '规则集')).toBe('2026.1');
    expect(of(second, '状态')).toBe('未处理');
    expect(statement[0]).toContain('2026-11-22');
    expect(first).toHaveLength(head.length);
    expect(second).toHaveLength(head.length);
  });

  it('is GeoJSON with the shapes of the findings, or none', () => {
    const lines = [
      packLines([
        [
          [110, 30],
          [110.1, 30.1],
        ],
      ]),
    ].map((line) => finding('丙园', 0, line));
    const listed = [...all, ...lines];
    const json = JSON.parse(findingsGeoJson(listed, findingLines(listed, parts), parts)) as {
      crs: { properties: { name: string } };
      statement: string;
      features: { id: string; geometry: { type: string } | null; properties: Record<string, unknown> }[];
    };
    expect(json.crs.properties.name).toBe('urn:ogc:def:crs:EPSG::4490');
    expect(json.features.map(({ geometry }) => geometry?.type ?? null)).toEqual([
      'Polygon',
      null,
      'LineString',
    ]);
    expect(json.features[0]!.properties).toMatchObject({
      areaM2: 23740,
      areaMu: 35.61,
      severityCode: 'blocking',
    });
    expect(json.statement).toContain('不具有行政效力');
  });
});
