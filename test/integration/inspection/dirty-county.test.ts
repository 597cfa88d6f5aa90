import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { INSPECTION_CHECKS } from '../../../shared/inspection/catalogue.ts';
import type { Defect, InspectionReport } from '../../../shared/inspection/types.ts';
import { must } from '../../../shared/result.ts';
import { generateSample, type Truth } from '../../../shared/sample/index.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import type { Dump } from '../../fixtures/sheets/openpyxl.ts';
import { inspectFile } from '../../fixtures/inspection/spoiled.ts';
import { lantu } from '../cli/lantu.ts';

/*
 * The dirty county as a whole: the faults its generator planted, and of the conflicts of plans planted beside them
 * those that an inspection looks at; the same again by GEOS and plain SQL. The planted list is the truth.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const shapely = hasPython('shapely');
const openpyxl = hasPython('openpyxl');
let folder: string;
let dirty: string;
let truth: Truth;
let report: InspectionReport;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-inspect-dirty-'));
  dirty = path.join(folder, 'dirty.gpkg');
  must(await buildSample({ path: dirty, parcels: 3000, dirty: true }, call));
  ({ truth } = generateSample({ parcels: 3000, dirty: true }));
  ({ report } = await inspectFile(dirty));
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULES = INSPECTION_CHECKS.flatMap((check) => (check.kind === 'rule' ? check.rules : []));

/** What must be found, as `rule layer`, one for each planted fault or conflict that an inspection looks at. */
const planted = (): string[] => [
  ...truth.faults.filter(({ rule }) => RULES.includes(rule)).map(({ rule, layer }) => `${rule} ${layer}`),
  ...truth.findings
    .filter(({ rule }) => RULES.includes(rule))
    .map(({ rule, subject }) => `${rule} ${subject.layer}`),
];
const said = ({ rule, layer }: Defect): string => `${rule} ${layer}`;

describe('the dirty county', () => {
  it('gives exactly what was planted and is looked at', () => {
    expect(truth.faults.length).toBeGreaterThan(20);
    // The moved border is a conflict of two plans besides, which the check of plans says and an inspection does not.
    const others = truth.faults.filter(({ rule }) => !RULES.includes(rule)).map(({ rule }) => rule);
    expect(others.sort()).toEqual(['urban-zone-boundary-identity', 'urban-zone-outside-boundary']);
    expect(report.defects.map(said).sort()).toEqual(planted().sort());
  });

  it('about the features it was planted in', () => {
    const own = truth.faults.filter(({ rule }) => RULES.includes(rule));
    for (const { rule, layer, uid, others } of own) {
      const uids: (string | null)[] = uid === null ? [null] : [uid, ...others];
      const found = report.defects.filter(
        (one) => one.rule === rule && one.layer === layer && uids.includes(one.uid),
      );
      expect(found.length, `${rule} ${uid}`).toBeGreaterThan(0);
    }
  });

  it('adds up: counts of checks, layers and classes are those of the list', () => {
    const { defects, checks, layers, total, model } = report;
    expect(checks.reduce((sum, { found }) => sum + found, 0)).toBe(defects.length);
    for (const layer of layers) {
      const own = defects.filter((one) => one.layer === layer.layer);
      for (const of of ['A', 'B', 'C', 'notice'] as const) {
        expect(layer.counts[of]).toBe(own.filter((one) => one.class === of).length);
      }
    }
    const taken = (['A', 'B', 'C'] as const).reduce(
      (sum, of) => sum + model.weights[of] * defects.filter((one) => one.class === of).length,
      0,
    );
    const records = layers.reduce((sum, layer) => sum + layer.records, 0);
    expect(total.score).toBeCloseTo(100 - (1000 * taken) / records, 9);
  });

  it('gives a place for everything that lies somewhere', () => {
    const nowhere = report.defects.filter(({ box }) => box === null);
    expect(nowhere).toEqual([]);
  });

  it.runIf(shapely)('is invalid, multipart and repeated where GEOS and SQL say so', () => {
    const found = runPython('inspect_counts.py', [dirty]) as {
      readonly invalid: Record<string, number[]>;
      readonly multipart: Record<string, number[]>;
      readonly repeated: Record<string, number>;
    };
    const reader = openReader(dirty);
    const uidsOf = (fids: Record<string, number[]>): string[] =>
      Object.entries(fids)
        .flatMap(([layer, list]) => reader.featuresByFid(layer, list).map(({ uid }) => `${layer} ${uid}`))
        .sort();
    const ours = (check: string): string[] =>
      report.defects
        .filter((one) => one.check === check)
        .map(({ layer, uid }) => `${layer} ${uid}`)
        .sort();
    try {
      expect(ours('T2')).toEqual(uidsOf(found.invalid));
      expect(ours('T6')).toEqual(uidsOf(found.multipart));
      expect(report.defects.filter(({ rule }) => rule === 'bsm-unique')).toHaveLength(
        Object.keys(found.repeated).length,
      );
    } finally {
      reader.close();
    }
  });
});

describe('the command line', () => {
  it('says the same as the job, with status 1, and writes the page', () => {
    const page = path.join(folder, 'report.html');
    const run = lantu('inspect', dirty, '--json', '--html', page);
    expect(run.status).toBe(1);
    const json = JSON.parse(run.stdout) as {
      readonly total: { readonly score: number };
      readonly defects: readonly { readonly check: string; readonly message: string }[];
      readonly not_checked: readonly unknown[];
      readonly gate: { readonly open: boolean };
    };
    expect(json.defects).toHaveLength(report.defects.length);
    expect(json.total.score).toBe(report.total.score);
    expect(json.not_checked).toHaveLength(report.unchecked.length);
    expect(json.gate.open).toBe(false);
    expect(run.stderr).toContain('检查结果仅供规划协调参考');
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('检查结果仅供规划协调参考');
    expect(html).toContain('未检查');
    expect(run.stdout + run.stderr + html).not.toMatch(/合规|通过/);
    expect(html).not.toMatch(/<script|https?:|undefined|NaN/);
  });

  it.runIf(openpyxl)('writes a workbook that openpyxl reads: a row for each defect, no formula', () => {
    const book = path.join(folder, 'report.xlsx');
    expect(lantu('inspect', dirty, '--xlsx', book).status).toBe(1);
    const dump = runPython('openpyxl_dump.py', [book]) as Dump;
    const rows = dump.sheets.map(({ cells }) => cells.filter(({ ref }) => /^A\d+$/.test(ref)).length);
    expect(dump.sheets.flatMap(({ cells }) => cells).filter(({ formula }) => formula !== null)).toEqual([]);
    expect(dump.sheets.map(({ name }) => name)).toEqual(['得分', '检查项', '缺陷清单', '未检查']);
    expect(rows.slice(1)).toEqual([
      1 + report.checks.length,
      1 + report.defects.length,
      1 + report.unchecked.length,
    ]);
    expect(JSON.stringify(dump)).not.toMatch(/合规|通过/);
  });

  it('gives status 2 for what is no blueprint', () => {
    expect(lantu('inspect', path.join(folder, 'none.gpkg')).status).toBe(2);
  });
});
