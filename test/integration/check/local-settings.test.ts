import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { generateSample, type Sample } from '../../../shared/sample/index.ts';
import { checkerOver } from '../../fixtures/check/checking.ts';
import { memorySource, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { switchedOn } from '../../fixtures/check/changed-rulesets.ts';
import { recordsOf } from './sample-records.ts';

/* The demonstration county under settings that a bureau may choose, away from those that ship. */

let sample: Sample;
let source: MemorySource;
beforeAll(() => {
  sample = generateSample({ parcels: 3000 });
  source = memorySource();
  source.commit(recordsOf(sample, ['industrial_park', 'land_use', 'urban_boundary', 'town_center']));
}, 120_000);

async function found(rule: string, ruleset: Ruleset): Promise<Finding[]> {
  const own = { ...ruleset, rules: ruleset.rules.filter(({ id }) => id === rule) };
  const checker = await checkerOver(source, { ruleset: own });
  await checker.runAll();
  return [...checker.findings()];
}

describe('non-construction-inside-boundary, switched on', () => {
  const rule = 'non-construction-inside-boundary';

  it('gives a notice for the pond and for the rural wedge, and none for the knoll of a special-use area', async () => {
    const findings = await found(rule, switchedOn(rule));
    const areas = findings.map(({ areaM2 }) => Number((areaM2 / 10_000).toFixed(4)));
    expect(areas.sort((a, b) => a - b)).toEqual([0.66, 3.06]);
    expect(findings.map(({ severity }) => severity)).toEqual(['notice', 'notice']);
  });
});

describe('the construction split', () => {
  it('leaves the parks whose land lies on other classes, once fields count as construction', async () => {
    const rule = 'park-planned-non-construction';
    const moved = {
      ...DEFAULT_RULESET,
      constructionPrefixes: ['01', ...DEFAULT_RULESET.constructionPrefixes],
    };
    const uids = (findings: readonly Finding[]): string[] =>
      findings.map(({ subject }) => subject.uid).sort();
    // C01, C02, C03 and C06 lie on fields; the wood (C05, C08) and the orchard and mudflat (C04, C27) are left.
    const left = sample.truth.findings.filter(
      (one) => one.rule === rule && one.cases.some((id) => ['C04', 'C05', 'C08'].includes(id)),
    );
    expect(uids(await found(rule, DEFAULT_RULESET))).toHaveLength(6);
    expect(uids(await found(rule, moved))).toEqual(left.map(({ subject }) => subject.uid).sort());
  });
});
