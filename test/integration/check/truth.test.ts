import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { LANGUAGES } from '../../../shared/i18n/languages.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { generateSample, type Truth } from '../../../shared/sample/index.ts';
import { sampleRuleset } from '../../../shared/sample/ruleset.ts';

/*
 * Every rule on the demonstration county, read from real files: the clean one gives the 58 findings that were planted
 * and not one more, the dirty one besides exactly what its faults must give. The truth is that of the generator, made
 * from the planted shapes, and the list of findings that was given in advance.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const ruleset = sampleRuleset('990121');
/** m2: planted shapes are rounded to the grid, and a fault's strip is measured against the faces it was cut from. */
const AREA_M2 = 0.05;

/** Sums of stored areas, each rounded to the hundredth. */
const SUMS: ReadonlySet<string> = new Set(['quota-exceeded', 'quota-sum']);
const SUM_M2 = 1;

let folder: string;
const checked = new Map<
  string,
  { readonly truth: Truth; readonly result: CheckResult; readonly path: string }
>();

async function check(file: string): Promise<CheckResult> {
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
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
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-truth-'));
  for (const [name, dirty] of [
    ['clean', false],
    ['dirty', true],
  ] as const) {
    const file = path.join(folder, `${name}.gpkg`);
    must(await buildSample({ path: file, parcels: 3000, dirty }, call));
    const { truth } = generateSample({ parcels: 3000, dirty });
    checked.set(name, { truth, result: await check(file), path: file });
  }
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Wanted {
  readonly what: string;
  readonly rule: string;
  readonly layer: string;
  /** Features the finding may be about: of two that overlap either one; null for the layer as a whole. */
  readonly uids: readonly string[] | null;
  readonly counterpart: string | null | undefined;
  readonly areaM2: number;
  readonly severity: string;
}

const planted = ({ findings }: Truth): Wanted[] =>
  findings.map((one) => ({
    what: `${one.rule} ${one.cases.join()}`,
    rule: one.rule,
    layer: one.subject.layer,
    uids: [one.subject.uid],
    counterpart: one.counterpartLayer,
    areaM2: one.areaM2,
    severity: one.severity,
  }));

const faulty = ({ faults }: Truth): Wanted[] =>
  faults.map((one) => ({
    what: `${one.rule} ${one.cases.join()}`,
    rule: one.rule,
    layer: one.layer,
    uids: one.uid === null ? null : [one.uid, ...(EITHER.has(one.rule) ? one.others : [])],
    counterpart: one.counterpart,
    areaM2: one.areaM2,
    severity: one.severity,
  }));

/** Rules in which two features stand against each other and neither comes first. */
const EITHER: ReadonlySet<string> = new Set(['coverage-overlap', 'uid-unique', 'bsm-unique']);

const fits = (wanted: Wanted, { rule, subject, counterpartLayer }: Finding): boolean =>
  rule === wanted.rule &&
  subject.table === wanted.layer &&
  (wanted.uids === null ? subject.uid === '' : wanted.uids.includes(subject.uid)) &&
  (wanted.counterpart === undefined || counterpartLayer === wanted.counterpart);

const named = ({ rule, subject, counterpartLayer, areaM2 }: Finding): string =>
  `${rule} ${subject.table} ${subject.uid} x ${counterpartLayer} ${areaM2.toFixed(2)}`;

function compare(result: CheckResult, wanted: readonly Wanted[]): void {
  const left = [...result.findings];
  const missing: string[] = [];
  for (const one of wanted) {
    const at = left.findIndex((finding) => fits(one, finding));
    if (at < 0) missing.push(`${one.what} ${one.layer} ${one.uids?.join() ?? ''}`);
    else left.splice(at, 1);
  }
  expect({ missing, extra: left.map(named) }).toEqual({ missing: [], extra: [] });
}

describe('the clean county', () => {
  it('gives the 58 findings of the list, and not one more', () => {
    const { truth, result } = checked.get('clean')!;
    expect(truth.findings).toHaveLength(58);
    compare(result, planted(truth));
    expect(result.notChecked.map(({ rule }) => rule)).toEqual([]);
  });

  it('gives them by rule, area and severity as they were listed in advance', async () => {
    const csv = await readFile(new URL('../sample/expected-findings.csv', import.meta.url), 'utf8');
    const rows = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    const listed = rows.map((row) => `${row[0]} ${row[2]} ${Number(row[5]).toFixed(3)} ${row[6]}`).sort();
    const hectares = (finding: Finding): number => (NO_AREA.has(finding.rule) ? 0 : finding.areaM2 / 10_000);
    const found = checked
      .get('clean')!
      .result.findings.map(
        (one) => `${one.rule} ${one.counterpartLayer} ${hectares(one).toFixed(3)} ${one.severity}`,
      )
      .sort();
    expect(found).toEqual(listed);
  });

  it('gives each with the area of what was planted, to the square centimetres', () => {
    const { truth, result } = checked.get('clean')!;
    for (const one of planted(truth)) {
      const finding = result.findings.find((each) => fits(one, each))!;
      const tolerance = SUMS.has(one.rule) ? SUM_M2 : AREA_M2;
      if (!NO_AREA.has(one.rule))
        expect(Math.abs(finding.areaM2 - one.areaM2), one.what).toBeLessThan(tolerance);
      expect(finding.severity, one.what).toBe(one.severity);
    }
  });

  it('says each in both languages, every blank filled in', () => {
    for (const { result } of checked.values()) {
      for (const finding of result.findings) {
        for (const language of LANGUAGES) {
          const sentence = findingText(language, finding, ruleset);
          expect(sentence, finding.rule).not.toMatch(/[{}]|undefined|NaN|null/);
          expect(sentence.length, finding.rule).toBeGreaterThan(8);
        }
        expect(finding.rulesetVersion).toBe(ruleset.version);
      }
    }
  });

  it('finds nothing of a decoy but what was planted in it', () => {
    const { truth, result } = checked.get('clean')!;
    const known = planted(truth);
    for (const { uids, id } of truth.decoys) {
      for (const finding of result.findings.filter(({ subject }) => uids.includes(subject.uid))) {
        expect(
          known.some((one) => fits(one, finding)),
          `${id} ${finding.rule}`,
        ).toBe(true);
      }
    }
  });
});

/** Findings about a distance have no area. */
const NO_AREA: ReadonlySet<string> = new Set(['park-residential-separation', 'park-service-distance']);

describe('the dirty county', () => {
  it('gives exactly what its faults must give besides, each with its severity', () => {
    const { truth, result } = checked.get('dirty')!;
    const wanted = [...planted(truth), ...faulty(truth)];
    compare(result, wanted);
    for (const one of faulty(truth)) {
      const finding = result.findings.find((each) => fits(one, each))!;
      expect(finding.severity, one.what).toBe(one.severity);
    }
  });
});

describe('a county without its boundary', () => {
  it('says of the eight rules that need it that they were not checked, and calls no park outside', async () => {
    const { truth, path: file } = checked.get('clean')!;
    const service = createCheckService({
      openReader: (at) => {
        const reader = openReader(at);
        const empty = 'urban_boundary';
        return {
          ...reader,
          occupied: () =>
            reader.occupied().map((one) => (one.schema.id === empty ? { ...one, size: 0 } : one)),
        };
      },
      loadOverlay,
      loadFill: loadCoverageFill,
      automatic: false,
      emit: () => {},
      log: () => {},
    });
    must(await service.open({ path: file, cacheDir: '', scratchDir: '' }, call));
    const result = must(await service.check({}, call));
    await service.close({}, call);
    const [wanted] = truth.notChecked;
    expect(result.notChecked.map(({ rule }) => rule).sort()).toEqual([...wanted!.rules].sort());
    for (const { missing } of result.notChecked) expect(missing).toEqual(['urban_boundary']);
    const needing = new Set(wanted!.rules);
    expect(result.findings.filter(({ rule }) => needing.has(rule))).toEqual([]);
  });
});
