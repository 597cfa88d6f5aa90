import { describe, expect, it } from 'vitest';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { diffRulesets, isEmptyDifference, sameData } from '../../../shared/rules/ruleset-diff.ts';
import {
  problemsOfRule,
  withConstruction,
  withIndustryCell,
  withRule,
  withThreshold,
  withZoneCell,
} from '../../../shared/rules/ruleset-edit.ts';
import { rulesetInForce } from '../../../shared/rules/ruleset-in-force.ts';
import { rulesetRecord } from '../../../shared/rules/ruleset-format.ts';
import { asEdited, asNewVersion, sameName } from '../../../shared/rules/ruleset-version.ts';
import { differenceRows } from '../../../shared/rules/ruleset-words.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';

const BARRED = DEFAULT_RULESET.matrices.zone_compatibility.find(
  ({ zone, class: landClass }) => zone === '100' && landClass === '07',
)!;
const changesOf = (after: Ruleset, before = DEFAULT_RULESET) => diffRulesets(before, after);

describe('the difference of two rulesets', () => {
  it('is empty for the same content under another name', () => {
    expect(isEmptyDifference(changesOf({ ...DEFAULT_RULESET, id: 'x', version: '9' }))).toBe(true);
    expect(isEmptyDifference(changesOf(structuredClone(DEFAULT_RULESET)))).toBe(true);
    expect(sameData({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toBe(true);
    expect(sameData({ a: [1, 2] }, { a: { 0: 1, 1: 2 } })).toBe(false);
    expect(sameData({ a: undefined }, {})).toBe(true);
  });

  it('names switch, severity, thresholds old and new, and other parts of a rule', () => {
    let after = withRule(DEFAULT_RULESET, 'park-redline', { on: false, severity: 'warning' });
    after = withThreshold(after, 'town-zone', 'min_area_m2', 30);
    after = {
      ...after,
      rules: after.rules.map((rule) => (rule.id === 'town-zone' ? { ...rule, note: 'own' } : rule)),
    };
    const { rules, cells, parts, lowered } = changesOf(after);
    expect(cells).toEqual([]);
    expect(parts).toEqual([]);
    expect(rules).toEqual([
      {
        rule: 'park-redline',
        title: expect.anything(),
        on: { before: true, after: false },
        severity: { before: 'blocking', after: 'warning' },
        thresholds: [],
        parts: [],
      },
      {
        rule: 'town-zone',
        title: expect.anything(),
        thresholds: [{ name: 'min_area_m2', unit: 'm2', before: 1, after: 30 }],
        parts: ['note'],
      },
    ]);
    expect(lowered.map(({ rule }) => rule)).toEqual(['park-redline']);
    expect(
      differenceRows('zh-CN', changesOf(after)).map(({ what, before, after: now }) => [what, before, now]),
    ).toEqual([
      ['园区压占生态保护红线 · 开关', '开', '关'],
      ['园区压占生态保护红线 · 级别', '底线冲突', '预警'],
      ['城镇中心与规划分区 · 最小面积', '1平方米', '30平方米'],
      ['城镇中心与规划分区 · 说明', '', '已改动'],
    ]);
  });

  it('counts as lowered only a bottom-line rule that was on', () => {
    const lowered = (after: Ruleset, before = DEFAULT_RULESET): readonly string[] =>
      changesOf(after, before).lowered.map(({ rule }) => rule);
    expect(lowered(withRule(DEFAULT_RULESET, 'town-zone', { on: false }))).toEqual([]);
    expect(lowered(withRule(DEFAULT_RULESET, 'park-redline', { severity: 'error' }))).toEqual([
      'park-redline',
    ]);
    const off = withRule(DEFAULT_RULESET, 'park-redline', { on: false });
    expect(lowered(withRule(off, 'park-redline', { severity: 'notice' }), off)).toEqual([]);
    expect(lowered(DEFAULT_RULESET, off)).toEqual([]);
  });

  it('takes a rule that one side does not name as switched off', () => {
    const without: Ruleset = {
      ...DEFAULT_RULESET,
      rules: DEFAULT_RULESET.rules.filter(({ id }) => id !== 'park-redline'),
    };
    const gone = changesOf(without);
    expect(gone.rules).toMatchObject([{ rule: 'park-redline', on: { before: true, after: false } }]);
    expect(gone.lowered).toHaveLength(1);
    expect(changesOf(DEFAULT_RULESET, without).rules).toMatchObject([{ on: { before: false, after: true } }]);
  });

  it('names cells of matrices, and the construction classes', () => {
    const cell = withZoneCell(DEFAULT_RULESET, '100', '07', 'conditional');
    expect(changesOf(cell).cells).toEqual([
      {
        matrix: 'zone_compatibility',
        cell: ['100', '07'],
        before: 'barred',
        after: 'conditional',
        beside: false,
      },
    ]);
    expect(differenceRows('zh-CN', changesOf(cell))[0]).toMatchObject({
      what: '100 生态保护区 × 07 居住用地',
      before: '禁止',
      after: '有条件',
    });
    const gone = withZoneCell(DEFAULT_RULESET, '100', '07', null);
    expect(changesOf(gone).cells).toMatchObject([{ before: 'barred', after: null }]);
    // Back to what ships is what ships, with its mark and source.
    expect(isEmptyDifference(changesOf(withZoneCell(cell, '100', '07', 'barred')))).toBe(true);
    expect(
      cell.matrices.zone_compatibility.find(({ zone, class: c }) => zone === '100' && c === '07'),
    ).toEqual({
      zone: '100',
      class: '07',
      relation: 'conditional',
      verified: 'no',
      source: 'own',
    });
    expect(BARRED.verified).toBe('yes');
    const industry = withIndustryCell(DEFAULT_RULESET, ['ecological', '3', 'chemical_park'], 'conditional');
    expect(changesOf(industry).cells).toMatchObject([{ matrix: 'function_industry', before: 'barred' }]);
    expect(changesOf(withConstruction(DEFAULT_RULESET, ['07', '07', '06'])).parts).toEqual([
      'constructionPrefixes',
    ]);
    expect(withConstruction(DEFAULT_RULESET, ['07', '07', '06']).constructionPrefixes).toEqual(['06', '07']);
  });

  it('finds a row of equal place that was added beside the first', () => {
    const { conversion } = DEFAULT_RULESET.matrices;
    const twice: Ruleset = {
      ...DEFAULT_RULESET,
      matrices: {
        ...DEFAULT_RULESET.matrices,
        conversion: [...conversion, { ...conversion[0]!, precedence: 4 }],
      },
    };
    expect(changesOf(twice).cells).toMatchObject([{ matrix: 'conversion', before: null }]);
  });
});

describe('an edited ruleset', () => {
  const place = { county: '990121', edits: 0 };

  it('has its own id and version, and keeps what it was made from', () => {
    const first = asEdited(DEFAULT_RULESET, place);
    expect([first.id, first.version, first.base]).toEqual([
      'lantu-default-990121',
      '2026.1+1',
      { id: 'lantu-default', version: '2026.1' },
    ]);
    const second = asEdited(first, { ...place, edits: 1 });
    expect([second.version, second.base]).toEqual(['2026.1+2', first.base]);
    // After an undo the numbers go on: two contents never share a name.
    expect(asEdited(first, { ...place, edits: 2 }).version).toBe('2026.1+3');
    expect(asEdited(second, place).version).toBe('2026.1+3');
    expect(asEdited(DEFAULT_RULESET, { county: '', edits: 0 }).id).toBe('lantu-default-own');
  });

  it('from a file keeps its name where that is free, and gets a new one where it is taken', () => {
    const edited = withRule(DEFAULT_RULESET, 'town-zone', { on: false });
    expect(asNewVersion(edited, DEFAULT_RULESET, place).version).toBe('2026.1+1');
    const province = { ...edited, id: 'province', version: '3' };
    expect(asNewVersion(province, DEFAULT_RULESET, place)).toBe(province);
    expect(asNewVersion(DEFAULT_RULESET, province, place)).toBe(DEFAULT_RULESET);
    const named = asEdited(edited, place);
    expect(asNewVersion(edited, named, { ...place, edits: 1 })).toBe(named);
    expect(sameName(named, edited)).toBe(false);
  });

  it('has problems with one rule named, and none where it fits', () => {
    expect(problemsOfRule(DEFAULT_RULESET, 'park-redline')).toEqual([]);
    const wrong = withThreshold(DEFAULT_RULESET, 'park-redline', 'sliver_elongation', 0);
    expect(problemsOfRule(wrong, 'park-redline')).toMatchObject([
      { code: 'above', rule: 'park-redline', where: 'thresholds.sliver_elongation' },
    ]);
    expect(problemsOfRule(wrong, 'town-zone')).toEqual([]);
  });
});

describe('the ruleset in force', () => {
  it('is the default where none is kept, the kept one where it can be used, else the default and why', () => {
    expect(rulesetInForce(null, 2)).toEqual({
      ruleset: DEFAULT_RULESET,
      own: false,
      problems: [],
      missing: [],
      edits: 2,
    });
    const own = asEdited(withRule(DEFAULT_RULESET, 'town-zone', { on: false }), { county: '', edits: 0 });
    expect(rulesetInForce(rulesetRecord(own))).toMatchObject({ ruleset: own, own: true, problems: [] });
    const broken = rulesetInForce('{"rules": []}');
    expect(broken).toMatchObject({ ruleset: DEFAULT_RULESET, own: true });
    expect(broken.problems.length).toBeGreaterThan(3);
  });
});
