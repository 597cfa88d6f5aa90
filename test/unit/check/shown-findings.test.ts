import { describe, expect, it } from 'vitest';
import { shownDelta, shownOf } from '../../../electron/jobs/check/shown-findings.ts';
import { rect } from '../../fixtures/check/shapes.ts';
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

describe('what is sent of very many findings', () => {
  it('is all of them up to the bound', () => {
    expect(findings).toHaveLength(60);
    expect(shownOf(findings, 60)).toEqual({ findings, overflow: {} });
  });

  it('is the first by key beyond it, in the order they came, and how many are not', () => {
    for (const limit of [1, 7, 59]) {
      const shown = shownOf(findings, limit);
      expect(shown.overflow).toEqual({ 'park-outside-boundary': 60 - limit });
      expect(shown.findings.map(({ key }) => key).sort()).toEqual(keys.slice(0, limit));
      expect(shown.findings).toEqual(findings.filter((one) => shown.findings.includes(one)));
    }
  });

  it('changes by what moves into the list and out of it', () => {
    const before = shownOf(findings, 10).findings;
    const [gone, ...rest] = before;
    const after = shownOf(
      findings.filter((one) => one !== gone),
      10,
    ).findings;
    const delta = shownDelta(before, after, () => false);
    expect(delta.removed).toEqual([gone!.key]);
    expect(delta.added.map(({ key }) => key)).toEqual([keys[10]]);
    expect(delta.changed).toEqual([]);
    expect(shownDelta(before, before, (key) => key === rest[0]!.key).changed).toEqual([rest[0]]);
  });
});
