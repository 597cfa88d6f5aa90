import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { RULES } from '../../../shared/rules/catalogue.ts';
import { DEFAULT_RULESET, parseRuleset } from '../../../shared/rules/ruleset.ts';
import { diffRulesets, isEmptyDifference } from '../../../shared/rules/ruleset-diff.ts';
import { withAllRules } from '../../../shared/rules/ruleset-in-force.ts';
import { inspectRuleset } from '../../../shared/rules/ruleset-inspect.ts';
import { fileFormat, rulesetRecord, rulesetText } from '../../../shared/rules/ruleset-format.ts';
import { problemText, type RulesetProblem } from '../../../shared/rules/ruleset-problem.ts';
import { SEVERITIES, type Ruleset } from '../../../shared/rules/rule.ts';

type Plain = Record<string, unknown>;
const plain = (ruleset: Ruleset = DEFAULT_RULESET): Plain & { rules: Plain[] } =>
  JSON.parse(rulesetText(ruleset)) as Plain & { rules: Plain[] };
const said = (problems: readonly RulesetProblem[]): string[] =>
  problems.map(({ code, rule, where }) => [code, rule ?? 'file', where].join(' '));
const ruleOf = (copy: { rules: Plain[] }, id: string): Plain => copy.rules.find((rule) => rule.id === id)!;

describe('a ruleset file', () => {
  it('gives back what was written, as a file and as a record of the blueprint', () => {
    for (const text of [rulesetText(DEFAULT_RULESET), rulesetRecord(DEFAULT_RULESET)]) {
      expect(inspectRuleset(text)).toEqual({ ruleset: DEFAULT_RULESET, problems: [], missing: [] });
    }
    expect(rulesetText(DEFAULT_RULESET)).toMatch(/^\{\n "format": "lantu-rules\/1",\n "id": "lantu-default"/);
  });

  it('with changes of every kind comes back with these changes', () => {
    const changes = fc.record({
      version: fc.string({ minLength: 1, maxLength: 20 }),
      on: fc.array(fc.boolean(), { minLength: RULES.length, maxLength: RULES.length }),
      severity: fc.array(fc.constantFrom(...SEVERITIES), {
        minLength: RULES.length,
        maxLength: RULES.length,
      }),
      least: fc.double({ min: 0, max: 1e6, noNaN: true }),
      construction: fc.uniqueArray(fc.constantFrom('06', '07', '0701', '10'), { minLength: 1 }),
      cell: fc.nat({ max: DEFAULT_RULESET.matrices.zone_compatibility.length - 1 }),
      relation: fc.constantFrom('main', 'compatible', 'conditional', 'barred'),
    });
    fc.assert(
      fc.property(changes, ({ version, on, severity, least, construction, cell, relation }) => {
        const { matrices } = DEFAULT_RULESET;
        const changed: Ruleset = {
          ...DEFAULT_RULESET,
          version,
          base: { id: DEFAULT_RULESET.id, version: DEFAULT_RULESET.version },
          constructionPrefixes: construction,
          matrices: {
            ...matrices,
            zone_compatibility: matrices.zone_compatibility.map((row, i) =>
              i === cell ? { ...row, relation } : row,
            ),
          },
          rules: DEFAULT_RULESET.rules.map((rule, i) => ({
            ...rule,
            on: on[i]!,
            severity: severity[i]!,
            thresholds: rule.thresholds.map((one) =>
              one.name === 'min_area_m2' ? { ...one, default: least === 0 ? 0 : least } : one,
            ),
          })),
        };
        const read = inspectRuleset(rulesetText(changed));
        expect(read.problems).toEqual([]);
        expect(read.ruleset).toEqual(changed);
        expect(isEmptyDifference(diffRulesets(changed, read.ruleset!))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('lists everything that is wrong, each with its rule and its place', () => {
    const copy = plain();
    copy['colour'] = 'red';
    copy['version'] = 7;
    ruleOf(copy, 'park-redline')['severity'] = 'fatal';
    delete ruleOf(copy, 'park-redline')['citation'];
    (ruleOf(copy, 'park-basic-farmland')['thresholds'] as Plain[])[0]!['default'] = -1;
    ruleOf(copy, 'town-zone')['on'] = 'yes';
    copy.rules.push({ id: 'park-moon' }, structuredClone(ruleOf(copy, 'park-outside-boundary')));
    const { ruleset, problems } = inspectRuleset(copy);
    expect(ruleset).toBeNull();
    expect(said(problems).sort()).toEqual(
      [
        'unknown-key file ',
        'type file version',
        'choice park-redline severity',
        'missing park-redline citation',
        'at-least park-basic-farmland thresholds.min_area_m2',
        'type town-zone on',
        'unknown-rule park-moon ',
        'repeated park-outside-boundary ',
      ].sort(),
    );
    const zh = problems.map((problem) => problemText('zh-CN', problem));
    expect(zh).toContain(
      '规则「园区压占生态保护红线」（park-redline）的 severity：应为其中之一：blocking, error, warning, notice；现为 "fatal"',
    );
    expect(zh).toContain(
      '规则「园区占用永久基本农田」（park-basic-farmland）的 thresholds.min_area_m2：应不小于0，现为 -1',
    );
    const en = problems.map((problem) => problemText('en', problem));
    expect(en).toContain('Rule "Park in the redline" (park-redline), citation: this entry is missing');
    for (const text of [...zh, ...en]) expect(text).not.toMatch(/\{\w+\}|ruleset\./);
  });

  it('of a newer format, of another format, or that is no object is refused as a whole', () => {
    expect(said(inspectRuleset({ ...plain(), format: 'lantu-rules/2' }).problems)).toEqual([
      'newer file format',
    ]);
    expect(said(inspectRuleset({ ...plain(), format: 'other/1' }).problems)).toEqual(['format file format']);
    expect(said(inspectRuleset({ ...plain(), format: 1 }).problems)).toEqual(['format file format']);
    for (const odd of ['[]', 'null', '3', '"x"']) {
      expect(said(inspectRuleset(odd).problems)).toEqual(['type file ']);
    }
    expect(said(inspectRuleset('{"id": ').problems)).toEqual(['json file ']);
    expect([fileFormat(undefined), fileFormat('lantu-rules/1'), fileFormat('lantu-rules/01x')]).toEqual([
      1,
      1,
      null,
    ]);
    expect(inspectRuleset(`\uFEFF${rulesetText(DEFAULT_RULESET)}`).problems).toEqual([]);
  });

  it('that leaves rules out says which, and has them switched off', () => {
    const copy = plain();
    copy.rules = copy.rules.filter(({ id }) => id !== 'park-redline' && id !== 'town-zone');
    const read = inspectRuleset(copy);
    expect([...read.missing].sort()).toEqual(['park-redline', 'town-zone']);
    const whole = withAllRules(read.ruleset!);
    expect(whole.rules.map(({ id }) => id).sort()).toEqual(RULES.map(({ id }) => id).sort());
    const added = whole.rules.filter(({ id }) => read.missing.includes(id));
    expect(added.map(({ on }) => on)).toEqual([false, false]);
    expect(withAllRules(DEFAULT_RULESET)).toBe(DEFAULT_RULESET);
  });

  it('refuses a threshold out of range, and takes the bound itself', () => {
    const withShare = (value: unknown): unknown => ({
      ...plain(),
      matching: { ...DEFAULT_RULESET.matching, minOverlapShare: value },
    });
    expect(said(inspectRuleset(withShare(1.01)).problems)).toEqual(['at-most file matching.minOverlapShare']);
    expect(inspectRuleset(withShare(1)).problems).toEqual([]);
    expect(inspectRuleset(withShare(0)).problems).toEqual([]);
    const least = (value: number): unknown => {
      const copy = plain();
      (ruleOf(copy, 'park-redline')['thresholds'] as Plain[])[0]!['default'] = value;
      return copy;
    };
    expect(inspectRuleset(least(0)).problems).toEqual([]);
    expect(inspectRuleset(least(-Number.MIN_VALUE)).problems).toHaveLength(1);
  });
});

/** Every place in plain data, as a path. */
function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    places(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

describe('a mutated ruleset file', () => {
  // Few rows of the matrices stand for all of them.
  const small: Ruleset = {
    ...DEFAULT_RULESET,
    matrices: {
      zone_compatibility: DEFAULT_RULESET.matrices.zone_compatibility.slice(0, 12),
      function_industry: DEFAULT_RULESET.matrices.function_industry.slice(0, 6),
      conversion: DEFAULT_RULESET.matrices.conversion.slice(0, 6),
    },
  };
  const all = places(plain(small));
  const wrong = fc.constantFrom<unknown>(null, -1, 1e300, '', 'x', true, [], {}, [null], { a: 1 });

  it('is never a crash, and every problem has a sentence in both languages', () => {
    const mutation = fc.record({
      at: fc.constantFrom(...all),
      how: fc.constantFrom('drop', 'set', 'add'),
      value: wrong,
    });
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const copy = plain(small);
        for (const { at, how, value } of mutations) {
          let inner: unknown = copy;
          for (const step of at.slice(0, -1)) {
            inner = typeof inner === 'object' && inner !== null ? (inner as Plain)[step] : undefined;
          }
          if (typeof inner !== 'object' || inner === null) continue;
          const last = at.at(-1)!;
          if (how === 'drop') delete (inner as Plain)[last];
          else if (how === 'set') (inner as Plain)[last] = value;
          else (inner as Plain)['surprise'] = value;
        }
        const { ruleset, problems } = inspectRuleset(copy);
        expect(ruleset === null).toBe(problems.length > 0);
        expect(parseRuleset(copy).ok).toBe(ruleset !== null);
        for (const problem of problems) {
          expect(TEXTS.en[`ruleset.problem.${problem.code}`]).toBeDefined();
          for (const language of ['zh-CN', 'en'] as const) {
            expect(problemText(language, problem)).not.toMatch(/\{\w+\}|ruleset\.problem|^$/);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('names a place or a rule for every problem but that of the whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), (at) => {
        const copy = plain(small);
        let inner: unknown = copy;
        for (const step of at.slice(0, -1)) inner = (inner as Plain)[step];
        (inner as Plain)[at.at(-1)!] = { surprise: 1 };
        const { problems } = inspectRuleset(copy);
        for (const problem of problems) {
          expect(problem.rule !== null || problem.where !== '' || problem.code === 'unknown-key').toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of cut text is refused as JSON', () => {
    const text = rulesetRecord(small);
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), (length) => {
        expect(inspectRuleset(text.slice(0, length)).problems.map(({ code }) => code)).toEqual(['json']);
      }),
      { numRuns: 60 },
    );
  });
});
