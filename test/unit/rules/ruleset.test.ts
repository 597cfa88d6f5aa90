import { describe, expect, it } from 'vitest';
import { RULES } from '../../../shared/rules/catalogue.ts';
import { DEFAULT_RULESET, parseRuleset } from '../../../shared/rules/ruleset.ts';
import { failureText } from '../../../shared/i18n/text.ts';
import { findingsIn } from '../../fixtures/check/checking.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { rect } from '../../fixtures/check/shapes.ts';

/** The ruleset that ships, with one thing changed. */
function changed(
  change: (copy: Record<string, never> & { rules: Record<string, never>[] }) => void,
): unknown {
  const copy = structuredClone(DEFAULT_RULESET) as unknown as Parameters<typeof change>[0];
  change(copy);
  return copy;
}
/** Where a rule stands in the list that ships. */
const at = (id: string): number => DEFAULT_RULESET.rules.findIndex((rule) => rule.id === id);
const FARMLAND = at('park-basic-farmland');
const REDLINE = at('park-redline');
const TOWN = at('town-zone');

const edit = (path: readonly (string | number)[], value: unknown): unknown =>
  changed((copy) => {
    let inner = copy as unknown as Record<string | number, unknown>;
    for (const step of path.slice(0, -1)) inner = inner[step] as Record<string | number, unknown>;
    inner[path.at(-1)!] = value;
  });

describe('a ruleset', () => {
  it('that ships names every rule of the catalogue, with citation and both languages', () => {
    expect(DEFAULT_RULESET.rules.map(({ id }) => id).sort()).toEqual(RULES.map(({ id }) => id).sort());
    for (const rule of DEFAULT_RULESET.rules) {
      expect(rule.citation.text).not.toBe('');
      for (const message of rule.messages) {
        const holes = (text: string): string[] =>
          [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort();
        expect(holes(message.en)).toEqual(holes(message['zh-CN']));
      }
    }
  });

  it('is read from text as from a value', () => {
    expect(parseRuleset(JSON.stringify(DEFAULT_RULESET))).toEqual({ ok: true, value: DEFAULT_RULESET });
  });

  const threshold = ['rules', FARMLAND, 'thresholds'];
  it.each([
    ['text that is not JSON', '{', 'ruleset-shape', { where: '' }],
    ['an unknown key', edit(['colour'], 1), 'ruleset-shape', {}],
    ['no version', edit(['version'], undefined), 'ruleset-shape', { where: 'version' }],
    [
      'an unknown severity',
      edit(['rules', REDLINE, 'severity'], 'fatal'),
      'ruleset-rule',
      { rule: 'park-redline', where: 'severity' },
    ],
    [
      'a citation without its mark',
      edit(['rules', REDLINE, 'citation'], { text: '无' }),
      'ruleset-rule',
      { rule: 'park-redline', where: 'citation.verified' },
    ],
    [
      'a rule nobody wrote',
      edit(['rules', FARMLAND, 'id'], 'park-moon'),
      'ruleset-rule',
      { rule: 'park-moon' },
    ],
    [
      'a rule twice',
      edit(['rules', REDLINE], DEFAULT_RULESET.rules[FARMLAND]),
      'ruleset-rule',
      { rule: 'park-basic-farmland' },
    ],
    [
      'a threshold that is text',
      edit([...threshold, 0, 'default'], '1'),
      'ruleset-rule',
      { where: 'thresholds.min_area_m2.default' },
    ],
    [
      'a negative threshold',
      edit([...threshold, 0, 'default'], -1),
      'ruleset-rule',
      { where: 'thresholds.min_area_m2' },
    ],
    ['no thresholds', edit(threshold, []), 'ruleset-rule', { where: 'thresholds.sliver_area_m2' }],
    [
      'an unknown threshold',
      edit([...threshold, 0, 'name'], 'min_area'),
      'ruleset-rule',
      { rule: 'park-basic-farmland' },
    ],
    [
      'an unknown condition',
      edit(['rules', FARMLAND, 'filter'], { subject: { park_kind: { like: ['x'] } } }),
      'ruleset-rule',
      { where: 'filter.subject.park_kind' },
    ],
    [
      'a message left out',
      edit(['rules', REDLINE, 'messages'], DEFAULT_RULESET.rules[REDLINE]!.messages.slice(0, 1)),
      'ruleset-rule',
      {},
    ],
    [
      'a zone list without *',
      edit(['rules', TOWN, 'filter', 'admitted'], { key_town: ['410'] }),
      'ruleset-rule',
      {},
    ],
  ])('with %s is refused, saying where', (_name, input, code, params) => {
    const parsed = parseRuleset(input);
    expect(parsed).toMatchObject({ ok: false, error: { code, params } });
    if (parsed.ok) return;
    for (const language of ['zh-CN', 'en'] as const) {
      expect(failureText(language, parsed.error)).not.toMatch(/\{\w+\}|^error\./);
    }
  });

  const park = put('industrial_park', 1, rect(0, 0, 1000, 1000), { park_kind: 'logistics_park' });
  const field = put('basic_farmland', 1, rect(0, 0, 10, 10), { net_area_m2: null });

  it('of a province may change thresholds, filters and severity, and switch a rule off', async () => {
    const rulesIn = async (input: unknown) => {
      const parsed = parseRuleset(input);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
      const { findings, checker } = await findingsIn([park, field], parsed.value);
      return {
        // The features here are bare: the rules on attributes have their own findings.
        found: findings
          .filter(({ rule }) => rule.startsWith('park-'))
          .map(({ rule, severity }) => `${rule} ${severity}`),
        gaps: checker.notChecked(),
      };
    };
    expect((await rulesIn(DEFAULT_RULESET)).found).toEqual(['park-basic-farmland blocking']);
    expect((await rulesIn(edit([...threshold, 0, 'default'], 150))).found).toEqual([]);
    expect((await rulesIn(edit(['rules', FARMLAND, 'severity'], 'warning'))).found).toEqual([
      'park-basic-farmland warning',
    ]);
    const exempt = edit(['rules', FARMLAND, 'filter', 'subject', 'park_kind', 'not_in'], ['logistics_park']);
    expect((await rulesIn(exempt)).found).toEqual([]);
    const off = await rulesIn(edit(['rules', FARMLAND, 'on'], false));
    expect(off.found).toEqual([]);
    expect(off.gaps.map(({ rule }) => rule)).not.toContain('park-basic-farmland');
  });
});
