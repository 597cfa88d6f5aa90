import { beforeEach, describe, expect, it } from 'vitest';
import { filterLines } from '../../../renderer/panels/ruleset/filter-lines.ts';
import {
  industryCells,
  moveCell,
  zoneAxes,
  zoneCells,
  zoneGroup,
} from '../../../renderer/panels/ruleset/matrix-model.ts';
import {
  needsSetting,
  ruleGroups,
  shownRule,
  templateParts,
} from '../../../renderer/panels/ruleset/rule-list-model.ts';
import { parseThreshold, standardValue } from '../../../renderer/panels/ruleset/threshold-model.ts';
import { findingSentence, ruleData, rulesOn } from '../../../renderer/i18n/rules.ts';
import { useRuleset } from '../../../renderer/state/ruleset.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { withRule, withThreshold } from '../../../shared/rules/ruleset-edit.ts';
import type { Finding, RuleData } from '../../../shared/rules/rule.ts';

const { rules, matrices } = DEFAULT_RULESET;
const ruleOf = (id: string): RuleData => rules.find((rule) => rule.id === id)!;

describe('the list of rules', () => {
  it('has every rule once, in its group, with how many are on', () => {
    const groups = ruleGroups(rules, '');
    expect(
      groups
        .flatMap((group) => group.rules)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(rules.map(({ id }) => id).sort());
    expect(groups[0]!.id).toBe('cross-plan');
    for (const { on, of, rules: inside } of groups) {
      expect(of).toBe(inside.length);
      expect(on).toBe(inside.filter((rule) => rule.on).length);
    }
  });

  it('finds by title in both languages, id, basis and threshold; nothing for what is not there', () => {
    const ids = (search: string): string[] =>
      ruleGroups(rules, search).flatMap((group) => group.rules.map(({ id }) => id));
    expect(ids('压占生态')).toEqual(['park-redline']);
    expect(ids('  PARK-REDLINE ')).toContain('park-redline');
    expect(ids('park in the redline')).toEqual(['park-redline']);
    expect(ids('第三十五条')).toContain('park-basic-farmland');
    expect(ids('medical_km')).toEqual(['park-service-distance']);
    expect(ids('没有这样的')).toEqual([]);
    // The figure of a group is that of all its rules, whatever is searched.
    expect(ruleGroups(rules, '压占生态')[0]!.of).toBeGreaterThan(1);
  });

  it('shows a group that nobody knows, and keeps the picked rule while it is listed', () => {
    const odd = [...rules, { ...ruleOf('park-redline'), id: 'odd', group: 'odd' }];
    const groups = ruleGroups(odd, '');
    expect(groups.at(-1)!.id).toBe('odd');
    expect(shownRule(groups, 'odd')).toBe('odd');
    expect(shownRule(ruleGroups(odd, '压占生态'), 'town-zone')).toBe('park-redline');
    expect(shownRule([], 'town-zone')).toBeNull();
  });

  it('cuts templates at their holes', () => {
    expect(templateParts('园区「{a}」占{area}。')).toEqual([
      { text: '园区「', hole: false },
      { text: '{a}', hole: true },
      { text: '」占', hole: false },
      { text: '{area}', hole: true },
      { text: '。', hole: false },
    ]);
    expect(templateParts('')).toEqual([]);
  });

  it('knows which rules rest on local settings', () => {
    expect(needsSetting(ruleOf('park-residential-separation'))).toBe(true);
    expect(needsSetting(ruleOf('park-redline'))).toBe(false);
  });
});

describe('a threshold as it is typed', () => {
  const parse = (text: string, name = 'min_area_m2') =>
    parseThreshold(DEFAULT_RULESET, 'park-redline', name, text);

  it('is a number within the bounds of its rule', () => {
    expect(parse('25')).toEqual({ value: 25 });
    expect(parse(' 0 ')).toEqual({ value: 0 });
    expect(parse('1e3')).toEqual({ value: 1000 });
    expect(parse('.5')).toEqual({ value: 0.5 });
    expect(parse('-0.01')).toMatchObject({ problem: { code: 'at-least' } });
    expect(parse('4', 'sliver_shape_tests')).toEqual({ value: 4 });
    expect(parse('5', 'sliver_shape_tests')).toMatchObject({ problem: { code: 'at-most' } });
    expect(parse('2.5', 'sliver_shape_tests')).toMatchObject({ problem: { code: 'type' } });
  });

  it.each(['', 'x', '1.2.3', '--1', 'Infinity', '0x10', '1 2'])('%j is no number', (text) => {
    expect(parse(text)).toEqual({ problem: 'number' });
  });

  it('is judged alone: another wrong value of the rule is not its fault', () => {
    const other = withThreshold(DEFAULT_RULESET, 'park-redline', 'sliver_elongation', -1);
    expect(parseThreshold(other, 'park-redline', 'min_area_m2', '3')).toEqual({ value: 3 });
  });

  it('has the value that ships', () => {
    expect(standardValue('park-redline', 'min_area_m2')).toBe(1);
    expect(standardValue('park-redline', 'none')).toBeUndefined();
  });
});

describe('conditions in words', () => {
  it('name fields, kinds and classes by their labels', () => {
    expect(filterLines('zh-CN', ruleOf('park-basic-farmland'))).toEqual([
      { key: 'subject.park_kind', name: '检查对象 · 园区类型', value: '不含 现代农业产业园' },
    ]);
    const classes = filterLines('zh-CN', ruleOf('park-planned-non-construction'));
    expect(classes.find(({ key }) => key === 'counterpart.land_class')?.value).toMatch(
      /^属于 01 耕地、02 园地/,
    );
  });

  it('are said for every rule in both languages, without a raw object', () => {
    for (const rule of rules) {
      for (const language of ['zh-CN', 'en'] as const) {
        const lines = filterLines(language, rule);
        for (const { name, value } of lines) {
          expect(`${name}${value}`).not.toMatch(/\[object|undefined|ruleset\./);
          expect(value).not.toBe('');
        }
      }
    }
  });
});

describe('the matrices', () => {
  it('take a cell from the longest class prefix that has one', () => {
    const cell = zoneCells(matrices.zone_compatibility, 'zh-CN');
    expect(cell('100', '07')).toMatchObject({ relation: 'barred', inherited: false });
    expect(cell('100', '0703').inherited).toBe(false);
    expect(cell('100', '0799')).toEqual({ relation: 'barred', inherited: true, beside: null });
    expect(cell('999', '07')).toEqual({ relation: null, inherited: false, beside: null });
    const { zones, classes } = zoneAxes(matrices.zone_compatibility);
    expect(zones).toEqual([...zones].sort());
    expect(classes).toContain('07');
    expect([zoneGroup('411'), zoneGroup('400'), zoneGroup('5M0')]).toEqual(['400', '400', '500']);
  });

  it('have a cell for every function, class and kind of park', () => {
    const cell = industryCells(matrices.function_industry, 'en');
    expect(cell('urbanised 1', 'development_zone').relation).toBe('allowed');
    expect(cell('urbanised 4', 'development_zone').relation).toBeNull();
  });

  it('are walked through by keys, never out of the table', () => {
    const size = [3, 4] as const;
    expect(moveCell('ArrowDown', [2, 0], size)).toEqual([2, 0]);
    expect(moveCell('ArrowUp', [0, 1], size)).toEqual([0, 1]);
    expect(moveCell('ArrowRight', [1, 3], size)).toEqual([1, 3]);
    expect(moveCell('ArrowLeft', [1, 1], size)).toEqual([1, 0]);
    expect(moveCell('End', [1, 1], size)).toEqual([1, 3]);
    expect(moveCell('Home', [1, 1], size)).toEqual([1, 0]);
    expect(moveCell('a', [1, 1], size)).toBeNull();
  });
});

describe('what the page says by the ruleset in force', () => {
  beforeEach(() => useRuleset.getState().reset());

  it('follows a ruleset that is taken, and forgets it', () => {
    const before = rulesOn();
    const off = withRule(DEFAULT_RULESET, 'park-redline', { on: false, severity: 'notice' });
    const changed = {
      ...off,
      rules: off.rules.map((rule) =>
        rule.id === 'park-redline'
          ? {
              ...rule,
              messages: rule.messages.map((message) => ({ ...message, 'zh-CN': '自定语句「{a}」' })),
            }
          : rule,
      ),
    };
    useRuleset.getState().take({ ruleset: changed, own: true, problems: [], missing: [], edits: 1 });
    expect(rulesOn()).toBe(before - 1);
    expect(ruleData('park-redline')?.severity).toBe('notice');
    const finding = {
      rule: 'park-redline',
      message: { key: ruleOf('park-redline').messages[0]!.key, params: { a: { kind: 'text', value: '甲' } } },
    } as unknown as Finding;
    expect(findingSentence('zh-CN', finding)).toBe('自定语句「甲」');
    useRuleset.getState().reset();
    expect(rulesOn()).toBe(before);
    expect(ruleData('park-redline')?.severity).toBe('blocking');
    expect(ruleData('no-such-rule')).toBeUndefined();
  });
});
