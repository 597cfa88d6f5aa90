import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShownKeeper } from '../../../electron/jobs/check/shown-findings.ts';
import { rect } from '../../fixtures/check/shapes.ts';
import { SEVERITIES, type Finding } from '../../../shared/rules/rule.ts';
import { findingsIn } from '../../fixtures/check/checking.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { PAIR_RULES } from '../../fixtures/check/rulesets.ts';

const parks = Array.from({ length: 60 }, (_, i) =>
  put('industrial_park', i + 1, rect(i * 20, 0, i * 20 + 10, 10), { name: `${i}`, park_kind: null }),
);
const { findings } = await findingsIn(
  [...parks, put('urban_boundary', 1, rect(-900, -900, -800, -800))],
  PAIR_RULES,
);
const keys = findings.map(({ key }) => key).sort();

/** The first of each rule by key, worked out from all of them. */
function shownOf(
  all: readonly Finding[],
  limit: number,
): { findings: Finding[]; overflow: Record<string, number> } {
  const overflow: Record<string, number> = {};
  const shown = new Set<string>();
  for (const rule of new Set(all.map((one) => one.rule))) {
    const own = all.filter((one) => one.rule === rule).map(({ key }) => key);
    for (const key of own.sort().slice(0, limit)) shown.add(key);
    if (own.length > limit) overflow[rule] = own.length - limit;
  }
  return { findings: all.filter(({ key }) => shown.has(key)), overflow };
}

describe('what is sent of very many findings', () => {
  it('is all of them up to the bound', () => {
    const keeper = createShownKeeper(60);
    expect(keeper.take({ added: findings, changed: [], removed: [] }).added).toHaveLength(60);
    expect(keeper.shown(findings)).toEqual(findings);
    expect(keeper.overflow()).toEqual({});
  });

  it('is the first by key beyond it, in the order they came, and how many are not', () => {
    for (const limit of [1, 7, 59]) {
      const keeper = createShownKeeper(limit);
      keeper.take({ added: findings, changed: [], removed: [] });
      const shown = keeper.shown(findings);
      expect(keeper.overflow()).toEqual({ 'park-outside-boundary': 60 - limit });
      expect(shown.map(({ key }) => key).sort()).toEqual(keys.slice(0, limit));
      expect(shown).toEqual(findings.filter((one) => shown.includes(one)));
    }
  });

  it('changes by what moves into the list and out of it', () => {
    const keeper = createShownKeeper(10);
    const first = keeper.take({ added: findings, changed: [], removed: [] });
    expect(first.added.map(({ key }) => key).sort()).toEqual(keys.slice(0, 10));
    expect(keeper.overflow()).toEqual({ 'park-outside-boundary': 50 });
    const delta = keeper.take({ added: [], changed: [], removed: [keys[0]!] });
    expect(delta.removed).toEqual([keys[0]]);
    expect(delta.added.map(({ key }) => key)).toEqual([keys[10]]);
    expect(delta.changed).toEqual([]);
    const byKey = (key: string): Finding => findings.find((one) => one.key === key)!;
    const changed = [byKey(keys[3]!), byKey(keys[30]!)];
    expect(keeper.take({ added: [], changed, removed: [] })).toEqual({
      added: [],
      changed: [changed[0]],
      removed: [],
    });
  });

  it('adds up to what is shown of all, whatever comes, goes and changes', () => {
    const rules = ['a', 'b', 'c'];
    const severities = SEVERITIES;
    const step = fc.array(
      fc.record({ place: fc.nat(59), there: fc.boolean(), severity: fc.constantFrom(...severities) }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 12 }),
        (steps, limit) => {
          const keeper = createShownKeeper(limit);
          const all = new Map<string, Finding>();
          const told = new Map<string, Finding>();
          for (const step of steps) {
            const added: Finding[] = [];
            const changed: Finding[] = [];
            const removed: string[] = [];
            for (const { place, there, severity } of new Map(step.map((one) => [one.place, one])).values()) {
              const finding: Finding = { ...findings[place]!, rule: rules[place % 3]!, severity };
              if (there) (all.has(finding.key) ? changed : added).push(finding);
              else if (all.has(finding.key)) removed.push(finding.key);
              if (there) all.set(finding.key, finding);
              else all.delete(finding.key);
            }
            const delta = keeper.take({ added, changed, removed });
            for (const key of delta.removed) expect(told.delete(key)).toBe(true);
            for (const one of delta.added) {
              expect(told.has(one.key)).toBe(false);
              told.set(one.key, one);
            }
            for (const one of delta.changed) {
              expect(told.has(one.key)).toBe(true);
              told.set(one.key, one);
            }
            const shown = shownOf([...all.values()], limit);
            const sorted = (some: Iterable<Finding>): Finding[] =>
              [...some].sort((a, b) => (a.key < b.key ? -1 : 1));
            expect(sorted(told.values())).toEqual(sorted(shown.findings));
            expect(keeper.shown([...all.values()])).toEqual(shown.findings);
            expect(keeper.overflow()).toEqual(shown.overflow);
            for (const severity of severities) {
              const count = [...all.values()].filter((one) => one.severity === severity).length;
              expect(keeper.counts()[severity]).toBe(count);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
