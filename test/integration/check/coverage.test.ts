import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { bindRules, DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { generateSample } from '../../../shared/sample/index.ts';
import { bytesOf, runFeatures } from '../../fixtures/check/feature-runs.ts';

/*
 * The coverages of the demonstration county, read from a real file by the rules of the default ruleset: nothing in
 * the clean one, and in the dirty one the overlap, the gap and the strip that were planted.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const RULES = must(bindRules(DEFAULT_RULESET)).filter(({ kind }) => kind === 'coverage');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-coverage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function checked(dirty: boolean, ...shares: readonly number[]): Promise<readonly Finding[][]> {
  const file = path.join(folder, `${dirty}.gpkg`);
  must(await buildSample({ path: file, parcels: 3000, dirty }, call));
  const reader = openReader(file);
  try {
    const runs: Finding[][] = [];
    for (const count of shares) {
      runs.push([...(await runFeatures(reader, RULES, { shares: count })).findings()]);
    }
    return runs;
  } finally {
    reader.close();
  }
}

describe('coverages of the demonstration county', () => {
  it('are whole before anything is planted in them', async () => {
    expect(RULES.map(({ id }) => id).sort()).toEqual(['coverage-gap', 'coverage-overlap', 'coverage-range']);
    expect(await checked(false, 1)).toEqual([[]]);
  }, 120_000);

  it('have the planted faults with their areas, and no others', async () => {
    const { faults } = generateSample({ parcels: 3000, dirty: true }).truth;
    const planted = faults.filter(({ rule }) => RULES.some(({ id }) => id === rule));
    expect(planted.flatMap(({ cases }) => cases).sort()).toEqual(['T1', 'T2', 'T3']);
    const [findings, shared] = (await checked(true, 1, 3)) as [Finding[], Finding[]];
    const short = (rule: string, uid: string | null): string => `${rule} ${uid}`;
    expect(findings.map(({ rule, subject }) => short(rule, subject.uid)).sort()).toEqual(
      planted
        .map(({ rule, uid, others }) =>
          // An overlap is about the one with the smaller uid.
          short(rule, rule === 'coverage-overlap' ? [uid!, ...others].sort()[0]! : uid),
        )
        .sort(),
    );
    for (const { rule, areaM2, severity } of planted) {
      const found = findings.find((one) => one.rule === rule)!;
      expect(Math.abs(found.areaM2 - areaM2), rule).toBeLessThan(0.01);
      expect(found.severity).toBe(severity);
    }
    const [range] = findings.filter(({ rule }) => rule === 'coverage-range');
    expect(range!.counterpartLayer).toBe('county');
    expect(bytesOf(shared)).toBe(bytesOf(findings));
  }, 120_000);
});
