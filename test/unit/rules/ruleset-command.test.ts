import { describe, expect, it } from 'vitest';
import { createFeature } from '../../../shared/commands/create-feature.command.ts';
import { setRuleset } from '../../../shared/commands/set-ruleset.command.ts';
import { failureText, text } from '../../../shared/i18n/text.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { withRule, withThreshold } from '../../../shared/rules/ruleset-edit.ts';
import { rulesetRecord, rulesetText } from '../../../shared/rules/ruleset-format.ts';
import { asEdited } from '../../../shared/rules/ruleset-version.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { feature, opsOf, outcome, run, snapshotOf } from '../commands/snapshot.ts';

const place = { county: '990121', edits: 0 };
const edited = asEdited(withThreshold(DEFAULT_RULESET, 'town-zone', 'min_area_m2', 30), place);
const info = (uid: string, value: string) => feature('lantu_info', uid, null, { value });
const version = info('ruleset_version', '2026.1');
const fresh = snapshotOf([version]);
const keeping = (ruleset: Ruleset | string) =>
  snapshotOf([version, info('ruleset', typeof ruleset === 'string' ? ruleset : rulesetRecord(ruleset))]);
const given = (ruleset: Ruleset | null) => ({ ruleset: ruleset === null ? null : rulesetText(ruleset) });

describe('set-ruleset', () => {
  it('keeps the ruleset as a record, with its version beside it', () => {
    expect(opsOf(setRuleset, fresh, given(edited))).toEqual([
      {
        at: { table: 'lantu_info', uid: 'ruleset' },
        kind: 'put',
        after: { fields: { value: rulesetRecord(edited) } },
      },
      {
        at: { table: 'lantu_info', uid: 'ruleset_version' },
        kind: 'patch',
        after: { fields: { value: '2026.1+1' } },
      },
    ]);
    const again = asEdited(withRule(edited, 'town-zone', { on: false }), { ...place, edits: 1 });
    expect(opsOf(setRuleset, keeping(edited), given(again))[0]).toMatchObject({ kind: 'patch' });
  });

  it('goes back to the default by taking the record away', () => {
    expect(opsOf(setRuleset, keeping(edited), given(null))).toMatchObject([
      { at: { uid: 'ruleset' }, kind: 'delete' },
      { at: { uid: 'ruleset_version' }, after: { fields: { value: DEFAULT_RULESET.version } } },
    ]);
    expect(outcome(setRuleset, fresh, given(null))).toBe('command.unchanged');
  });

  it('is labelled with version and number of changes, and names bottom-line rules that were lowered', () => {
    const label = (ruleset: Ruleset): string => {
      const done = run(setRuleset, fresh, given(ruleset));
      if (!done.ok) throw new Error(done.error.code);
      return text('zh-CN', done.value.label, done.value.params as Record<string, string>);
    };
    expect(label(edited)).toBe('修改规则集为 2026.1+1：规则1条，矩阵0格');
    const lowered = asEdited(withRule(DEFAULT_RULESET, 'park-redline', { severity: 'warning' }), place);
    expect(label(lowered)).toBe(
      '修改规则集为 2026.1+1：规则1条，矩阵0格；底线规则关闭或降级：园区压占生态保护红线',
    );
  });

  it('refuses what is broken, unchanged, or would go by a name that stands for something else', () => {
    expect(outcome(setRuleset, keeping(edited), given(edited))).toBe('command.unchanged');
    const disguised = withRule(DEFAULT_RULESET, 'town-zone', { on: false });
    expect(outcome(setRuleset, fresh, given(disguised))).toBe('ruleset-same-version');
    const sameAgain = { ...disguised, id: edited.id, version: edited.version };
    expect(outcome(setRuleset, keeping(edited), given(sameAgain))).toBe('ruleset-same-version');
    const broken = run(setRuleset, fresh, { ruleset: '{"rules": 1}' });
    expect(broken.ok).toBe(false);
    if (broken.ok) return;
    expect(broken.error.code).toBe('ruleset-broken');
    for (const language of ['zh-CN', 'en'] as const) {
      expect(failureText(language, broken.error)).not.toMatch(/\{\w+\}/);
    }
  });

  it('replaces a record that cannot be used, even by the content of the default', () => {
    expect(outcome(setRuleset, keeping('not JSON'), given(edited))).toBe('done');
    expect(outcome(setRuleset, keeping('not JSON'), given(null))).toBe('done');
  });
});

describe('a quota', () => {
  const fields = {
    admin_code: '990121',
    year: 2035,
    quota_kind: 'forest_cover',
    value: 1234.5,
    unit: 'ha',
    nature: 'binding',
    direction: 'floor',
    source: '市级规划分解下达',
  };

  it('is a record without geometry: its uid is given, every other field is asked for', () => {
    const [op] = opsOf(createFeature, snapshotOf([]), { layer: 'quota', geometry: null, fields });
    expect(op).toMatchObject({ kind: 'put', after: { fields, geometry: null } });
    const { value: _value, ...without } = fields;
    expect(outcome(createFeature, snapshotOf([]), { layer: 'quota', geometry: null, fields: without })).toBe(
      'command.required',
    );
  });
});
