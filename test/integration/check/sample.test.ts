import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { must } from '../../../shared/result.ts';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { generateSample, type Truth, type TruthFinding } from '../../../shared/sample/index.ts';
import { sampleRuleset } from '../../../shared/sample/ruleset.ts';
import { checkerOver } from '../../fixtures/check/checking.ts';
import { memorySource } from '../../fixtures/check/memory-source.ts';
import { recordsOf } from './sample-records.ts';

/*
 * The rules of plan against plan, and of zones and control lines, on the demonstration county, read from a real file,
 * against the truth list that its generator writes from the planted shapes themselves: everything planted with its
 * pieces, nothing more, the decoys silent.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const across = (ruleset: Ruleset): Ruleset => ({
  ...ruleset,
  rules: ruleset.rules.filter(({ group }) => group === 'cross-plan' || group === 'zone-line'),
});
/** With the distances that the county has set. */
const RULESET = across(sampleRuleset('990121'));
const RULES = new Set(RULESET.rules.map(({ id }) => id));
/** What the rules read that hold polygons. */
const LAYERS = [
  'industrial_park',
  'major_project',
  'land_use',
  'town_center',
  'functional_zone',
  'ecological_zone',
  'township_function',
  'ecological_redline',
  'basic_farmland',
  'urban_boundary',
  'county',
  'survey_parcel',
] as const;
const AREA_M2 = 0.01;

let folder: string;
let truth: Truth;
let result: CheckResult;

async function checked(file: string): Promise<CheckResult> {
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
    ruleset: RULESET,
    automatic: false,
    emit: () => {},
    log: (_level, line) => {
      throw new Error(line);
    },
  });
  must(await service.open({ path: file, cacheDir: '', scratchDir: '' }, call));
  try {
    return must(await service.check({}, call));
  } finally {
    await service.close({}, call);
  }
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-check-'));
  const file = path.join(folder, 'county.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
  truth = generateSample({ parcels: 3000 }).truth;
  result = await checked(file);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Identified {
  readonly rule: string;
  readonly subject: string;
  readonly counterpart: string | null;
}
const ofTruth = ({ rule, subject, counterpartLayer }: TruthFinding): Identified => ({
  rule,
  subject: `${subject.layer} ${subject.uid}`,
  counterpart: counterpartLayer,
});
const ofFinding = ({ rule, subject, counterpartLayer }: Finding): Identified => ({
  rule,
  subject: `${subject.table} ${subject.uid}`,
  counterpart: counterpartLayer,
});
const sorted = (all: readonly Identified[]): string[] => all.map((one) => JSON.stringify(one)).sort();
const planted = (): TruthFinding[] => truth.findings.filter(({ rule }) => RULES.has(rule));
const foundFor = (wanted: TruthFinding): Finding => {
  const found = result.findings.find(
    (finding) => JSON.stringify(ofFinding(finding)) === JSON.stringify(ofTruth(wanted)),
  );
  if (found === undefined) throw new Error(`not found: ${wanted.rule} ${wanted.cases.join()}`);
  return found;
};

describe('the demonstration county', () => {
  it('has exactly the planted findings of these rules, one for each subject and counterpart layer', () => {
    expect(planted()).toHaveLength(56);
    expect(sorted(result.findings.map(ofFinding))).toEqual(sorted(planted().map(ofTruth)));
    expect(result.notChecked).toEqual([]);
  });

  it('has them with their areas, net areas and severities', () => {
    for (const wanted of planted()) {
      const finding = foundFor(wanted);
      expect(Math.abs(finding.areaM2 - wanted.areaM2), wanted.cases.join()).toBeLessThan(AREA_M2);
      expect(finding.severity, wanted.cases.join()).toBe(wanted.severity);
      if (wanted.netAreaM2 === undefined) expect(finding.netAreaM2).toBeUndefined();
      else expect(Math.abs(finding.netAreaM2! - wanted.netAreaM2)).toBeLessThan(AREA_M2);
    }
  });

  it('has their pieces, each with its counterpart and the geometry of its area', () => {
    for (const wanted of planted()) {
      const { pieces } = foundFor(wanted);
      // What lies outside has no counterpart: one piece, however many parts were planted.
      const alone = wanted.pieces.every(({ other }) => other === null);
      if (alone) expect(pieces.map(({ other }) => other)).toEqual([null]);
      else {
        const others = wanted.pieces.map(({ other }) => `${other!.layer} ${other!.uid}`);
        expect(pieces.map(({ other }) => `${other!.table} ${other!.uid}`).sort()).toEqual(others.sort());
        for (const { other, areaM2 } of wanted.pieces) {
          const piece = pieces.find((one) => one.other!.uid === other!.uid)!;
          expect(Math.abs(piece.areaM2 - areaM2)).toBeLessThan(AREA_M2);
        }
      }
      for (const { geometry, areaM2 } of pieces) {
        expect(geometry.kind === 'polygon' ? polygonAreaM2(geometry) : 0).toBeCloseTo(areaM2, 4);
      }
    }
  });

  it('says the core of the reserve by its own sentence, and the others by theirs', () => {
    for (const wanted of planted().filter(({ rule }) => rule === 'park-redline')) {
      const sentence = findingText('zh-CN', foundFor(wanted), RULESET);
      const core = wanted.pieces.some((piece) => piece.core === true);
      expect(sentence.includes('核心保护区')).toBe(core);
    }
    const farmland = planted().find(
      ({ rule, cases }) => rule === 'park-basic-farmland' && cases.includes('C01'),
    )!;
    expect(findingText('zh-CN', foundFor(farmland), RULESET)).toMatch(
      /^园区「澄川经济开发区桐渡园」占用永久基本农田35\.61亩（净面积\d+\.\d\d亩），涉及3块图斑。$/,
    );
  });

  it('finds nothing of a decoy: the park of 0.6 m2, the shared border, the agriculture park, the dam', () => {
    expect(truth.decoys.map(({ id }) => id)).toEqual(expect.arrayContaining(['N1', 'N2', 'N4', 'N8', 'N10']));
    const named = new Set(planted().map(({ subject, rule }) => `${rule} ${subject.uid}`));
    for (const { uids } of truth.decoys) {
      for (const finding of result.findings.filter(({ subject }) => uids.includes(subject.uid))) {
        expect(named).toContain(`${finding.rule} ${finding.subject.uid}`);
      }
    }
  });

  it('measures the distances that were planted', () => {
    for (const wanted of planted().filter(({ distanceM }) => distanceM !== undefined)) {
      const { message } = foundFor(wanted);
      const { dist } = message.params;
      if (dist?.kind !== 'length') throw new Error(`no distance: ${wanted.rule}`);
      // The truth is rounded to the centimetre, and to 10 m where a facility was placed for it.
      const rounded = wanted.distanceM! > 1000 ? 10 : 0.011;
      expect(Math.abs(dist.m - wanted.distanceM!)).toBeLessThan(rounded);
    }
  });

  it('is not checked against a boundary that is taken away: neither park nor town is outside it', async () => {
    const expected = truth.notChecked.find(({ empty }) => empty === 'urban_boundary')!;
    const { notChecked, findings } = await withoutLayer('urban_boundary');
    expect(notChecked.map(({ rule }) => rule).sort()).toEqual([...expected.rules].sort());
    expect(new Set(notChecked.flatMap(({ missing }) => missing))).toEqual(new Set(['urban_boundary']));
    expect(findings).toHaveLength(
      result.findings.filter(({ rule }) => !expected.rules.includes(rule)).length,
    );
  });
});

/** The same county read as if one layer held nothing. */
async function withoutLayer(layer: string) {
  const service = createCheckService({
    openReader: (file) => {
      const reader = openReader(file);
      return {
        ...reader,
        occupied: () => reader.occupied().map((one) => (one.schema.id === layer ? { ...one, size: 0 } : one)),
      };
    },
    loadOverlay,
    loadFill: loadCoverageFill,
    ruleset: RULESET,
    automatic: false,
    emit: () => {},
    log: () => {},
  });
  must(await service.open({ path: path.join(folder, 'county.gpkg'), cacheDir: '', scratchDir: '' }, call));
  const checker = must(await service.check({}, call));
  await service.close({}, call);
  return checker;
}

describe('the county before anything was planted', () => {
  it('gives no finding at all', async () => {
    const sample = generateSample({ parcels: 3000, planted: false });
    const source = memorySource();
    source.commit(recordsOf(sample, LAYERS));
    const checker = await checkerOver(source, { ruleset: across(DEFAULT_RULESET) });
    await checker.runAll();
    expect(checker.findings()).toEqual([]);
    expect(checker.notChecked()).toEqual([]);
  }, 120_000);
});
