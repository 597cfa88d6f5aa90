import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_MODEL, modelOf } from '../../../shared/inspection/model.ts';
import { withInspection } from '../../../shared/inspection/settings.ts';
import { scoreOf } from '../../../shared/inspection/score.ts';
import { CHECK_IDS } from '../../../shared/inspection/check-ids.ts';
import { scoreText } from '../../../shared/inspection/words.ts';
import { DEFAULT_RULESET, parseRuleset } from '../../../shared/rules/ruleset.ts';
import { diffRulesets } from '../../../shared/rules/ruleset-diff.ts';
import { must } from '../../../shared/result.ts';

const count = fc.integer({ min: 0, max: 5000 });
const counts = fc.record({ A: count, B: count, C: count, notice: count });
const records = fc.integer({ min: 0, max: 1_000_000 });

describe('the score', () => {
  it('is worked out by hand for a small case', () => {
    // 100 - (12 x 1 + 4 x 2 + 1 x 3) / 1
    expect(scoreOf({ A: 1, B: 2, C: 3, notice: 9 }, 800, 0, DEFAULT_MODEL)).toMatchObject({
      score: 77,
      t: 1,
      points: { A: 12, B: 8, C: 3 },
    });
    // t = 4000 / 1000
    expect(scoreOf({ A: 1, B: 2, C: 3, notice: 9 }, 4000, 0, DEFAULT_MODEL)).toMatchObject({
      score: 94.25,
      t: 4,
    });
    expect(scoreOf({ A: 0, B: 0, C: 0, notice: 0 }, 0, 0, DEFAULT_MODEL).score).toBeNull();
    // A layer that is not there has no records and takes its points all the same.
    expect(scoreOf({ A: 0, B: 1, C: 0, notice: 0 }, 0, 0, DEFAULT_MODEL).score).toBe(96);
  });

  it('lies between 0 and 100, never rises with a defect, and is not full once points are taken', () => {
    fc.assert(
      fc.property(counts, records, fc.constantFrom('A', 'B', 'C'), (given, n, more) => {
        const before = scoreOf(given, n, 0, DEFAULT_MODEL).score;
        const after = scoreOf({ ...given, [more]: given[more] + 1 }, n, 0, DEFAULT_MODEL).score;
        expect(after).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThan(100);
        expect(scoreText('zh-CN', after)).not.toBe('100.0');
        if (before !== null) expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });
});

describe('the model', () => {
  it('has every check of the list once, each with a basis', () => {
    expect(DEFAULT_MODEL.checks.map(({ id }) => id)).toEqual([...CHECK_IDS]);
    for (const { id, citation } of DEFAULT_MODEL.checks) expect(citation.text, id).not.toBe('');
  });

  it('claims nothing of the standard that was not read', () => {
    const bases = [
      DEFAULT_MODEL.weights.citation,
      DEFAULT_MODEL.score.citation,
      DEFAULT_MODEL.gate.citation,
      DEFAULT_MODEL.requiredLayers.citation,
      DEFAULT_MODEL.impliedSettlement.citation,
      ...DEFAULT_MODEL.checks.map(({ citation }) => citation),
    ];
    expect(bases.filter(({ verified }) => verified === 'yes')).toEqual([]);
  });

  it('is changed in parts by a ruleset, which names only checks that there are', () => {
    const inspection = {
      weights: { A: 42 },
      gate: ['A', 'B'],
      classes: { T4: 'A' },
      off: ['T8'],
      requiredLayers: ['land_use'],
      perRecords: 500,
    };
    const ruleset = must(parseRuleset({ ...DEFAULT_RULESET, inspection }));
    const model = modelOf(ruleset);
    expect(model.weights).toMatchObject({ A: 42, B: 4, C: 1 });
    expect(model.gate.classes).toEqual(['A', 'B']);
    expect(model.score.perRecords).toBe(500);
    expect(model.requiredLayers.layers).toEqual(['land_use']);
    expect(model.checks.find(({ id }) => id === 'T4')?.class).toBe('A');
    expect(model.checks.filter(({ on }) => !on).map(({ id }) => id)).toEqual(['T8']);
    expect(diffRulesets(DEFAULT_RULESET, ruleset).parts).toEqual(['inspection']);
    expect(parseRuleset({ ...DEFAULT_RULESET, inspection: { off: ['T99'] } }).ok).toBe(false);
    expect(parseRuleset({ ...DEFAULT_RULESET, inspection: { weights: { A: -1 } } }).ok).toBe(false);
    expect(modelOf(DEFAULT_RULESET)).toBe(DEFAULT_MODEL);
  });
});

describe('settings', () => {
  it('keep only what differs from what ships, and nothing once it is changed back', () => {
    const one = withInspection(DEFAULT_RULESET, { weights: { A: 42 } });
    expect(one.inspection).toEqual({ weights: { A: 42 } });
    const two = withInspection(one, { check: { id: 'T8', on: false, class: 'B' } });
    expect(two.inspection).toEqual({ weights: { A: 42 }, classes: { T8: 'B' }, off: ['T8'] });
    expect(must(parseRuleset(two)).inspection).toEqual(two.inspection);
    const back = withInspection(withInspection(two, { check: { id: 'T8', on: true, class: 'C' } }), {
      weights: { A: 12 },
    });
    expect('inspection' in back).toBe(false);
    // The order in which a person chooses is none of the ruleset's business.
    const gate = withInspection(DEFAULT_RULESET, { gate: ['B', 'A'] });
    expect(withInspection(gate, { gate: ['A'] }).inspection).toBeUndefined();
  });
});
