import { describe, expect, it } from 'vitest';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { notCheckedText } from '../../../shared/rules/sentence.ts';
import { checkerOver, findingsIn } from '../../fixtures/check/checking.ts';
import { PAIR_RULES } from '../../fixtures/check/rulesets.ts';
import { memorySource, put } from '../../fixtures/check/memory-source.ts';
import { rect } from '../../fixtures/check/shapes.ts';

const park = put('industrial_park', 1, rect(0, 0, 1000, 1000), { name: '甲园', park_kind: 'logistics_park' });

describe('a rule without its layer', () => {
  it('is not checked, once, and no park is outside a boundary that is not there', async () => {
    const { checker } = await findingsIn([park], PAIR_RULES);
    expect(checker.findings()).toEqual([]);
    const said = checker.notChecked();
    expect(new Set(said.map(({ rule }) => rule)).size).toBe(said.length);
    for (const expected of [
      { rule: 'park-basic-farmland', missing: ['basic_farmland'] },
      { rule: 'park-redline', missing: ['ecological_redline'] },
      { rule: 'park-outside-boundary', missing: ['urban_boundary'] },
      { rule: 'park-planned-non-construction', missing: ['land_use'] },
      { rule: 'town-zone', missing: ['town_center', 'functional_zone'] },
      { rule: 'ecological-zone-construction', missing: ['ecological_zone', 'land_use'] },
    ]) {
      expect(said).toContainEqual(expected);
    }
  });

  it('is not checked where the subject layer is empty', async () => {
    const { checker } = await findingsIn([put('urban_boundary', 1, rect(0, 0, 10, 10))]);
    expect(checker.notChecked()).toContainEqual({
      rule: 'park-outside-boundary',
      missing: ['industrial_park'],
    });
  });

  it('is not checked from either side where one of two sides is empty', async () => {
    const rule = 'urban-zone-boundary-identity';
    const zone = put('functional_zone', 1, rect(0, 0, 10, 10), { zone_code: '410' });
    const boundary = put('urban_boundary', 1, rect(0, 0, 10, 10));
    const missing = async (...edits: Parameters<typeof findingsIn>[0]) =>
      (await findingsIn(edits)).checker.notChecked().find((one) => one.rule === rule)?.missing;
    expect(await missing(zone)).toEqual(['urban_boundary']);
    expect(await missing(boundary)).toEqual(['functional_zone']);
    expect(await missing(park)).toEqual(['functional_zone', 'urban_boundary']);
    expect(await missing(zone, boundary)).toBeUndefined();
  });

  it('is not checked where the features have no shape', async () => {
    const { checker } = await findingsIn([park, put('urban_boundary', 1, null)], PAIR_RULES);
    expect(checker.findings()).toEqual([]);
    expect(checker.notChecked()).toContainEqual({
      rule: 'park-outside-boundary',
      missing: ['urban_boundary'],
    });
  });

  it('is not checked where a filter of the ruleset leaves nothing of the boundary', async () => {
    const ruleset: Ruleset = {
      ...PAIR_RULES,
      rules: PAIR_RULES.rules.map((rule) =>
        rule.id === 'park-outside-boundary'
          ? { ...rule, filter: { ...rule.filter, counterpart: { boundary_kind: { in: ['01'] } } } }
          : rule,
      ),
    };
    const special = put('urban_boundary', 1, rect(0, 0, 500, 1000), { boundary_kind: '03' });
    const { checker, source } = await findingsIn([park, special], ruleset);
    expect(checker.findings()).toEqual([]);
    expect(checker.notChecked()).toContainEqual({
      rule: 'park-outside-boundary',
      missing: ['urban_boundary'],
    });

    const changed = source.commit([put('urban_boundary', 1, rect(0, 0, 500, 1000), { boundary_kind: '01' })]);
    await checker.follow([changed]);
    expect(checker.findings().map(({ rule }) => rule)).toEqual(['park-outside-boundary']);
    expect(checker.notChecked().map(({ rule }) => rule)).not.toContain('park-outside-boundary');
  });

  it('starts by itself when the layer is filled, and stops when it is emptied', async () => {
    const { checker, source } = await findingsIn([park], PAIR_RULES);
    const filled = source.commit([put('urban_boundary', 1, rect(0, 0, 500, 1000))]);
    const first = await checker.follow([filled]);
    expect(first?.added.map(({ rule }) => rule)).toEqual(['park-outside-boundary']);
    expect(first?.notChecked.map(({ rule }) => rule)).not.toContain('park-outside-boundary');
    const emptied = source.commit([{ layer: 'urban_boundary', fid: 1, remove: true }]);
    const second = await checker.follow([emptied]);
    expect(second?.removed).toEqual(first?.added.map(({ key }) => key));
    expect(second?.notChecked).toContainEqual({ rule: 'park-outside-boundary', missing: ['urban_boundary'] });
  });

  it('is said in the words of the office', () => {
    expect(notCheckedText('zh-CN', ['城镇开发边界'])).toBe('未检查：缺少城镇开发边界数据。补入后自动检查。');
    expect(notCheckedText('en', ['Urban development boundary'])).toBe(
      'Not checked: no data in Urban development boundary. It runs by itself once data is added.',
    );
  });
});

describe('several layers of one role', () => {
  const own = [{ id: 'nature_reserve', role: 'redline' }];

  it('give a finding each, and one of them empty does not stop the rule', async () => {
    const source = memorySource(own);
    source.commit([park, put('nature_reserve', 1, rect(900, 0, 1100, 100))]);
    const checker = await checkerOver(source, { ruleset: PAIR_RULES });
    await checker.runAll();
    expect(checker.findings().map(({ counterpartLayer }) => counterpartLayer)).toEqual(['nature_reserve']);
    expect(checker.notChecked().map(({ rule }) => rule)).not.toContain('park-redline');

    await checker.follow([source.commit([put('ecological_redline', 1, rect(0, 0, 100, 100))])]);
    const both = checker.findings();
    expect(both.map(({ counterpartLayer }) => counterpartLayer)).toEqual([
      'ecological_redline',
      'nature_reserve',
    ]);
    expect(new Set(both.map(({ key }) => key)).size).toBe(2);
  });

  it('bound a park together', async () => {
    const source = memorySource([{ id: 'flexible_area', role: 'boundary' }]);
    source.commit([
      park,
      put('urban_boundary', 1, rect(-10, -10, 500, 1010)),
      put('flexible_area', 1, rect(500, -10, 1010, 1010)),
    ]);
    const checker = await checkerOver(source, { ruleset: PAIR_RULES });
    await checker.runAll();
    expect(checker.findings()).toEqual([]);
  });
});
