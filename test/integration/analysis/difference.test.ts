import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { differenceTable } from '../../../shared/analysis/difference/table.ts';
import type { DifferenceId, DifferenceTable } from '../../../shared/analysis/difference/types.ts';
import type { Progress } from '../../../shared/bridge/contract.ts';
import { createPace } from '../../../shared/check/pace.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { generateSample, type Sample } from '../../../shared/sample/index.ts';
import { clock } from '../../fixtures/check/checking.ts';
import { memorySource } from '../../fixtures/check/memory-source.ts';
import { recordsOf } from '../check/sample-records.ts';

/*
 * The four-class tables of the demonstration county against the figures that its generator adds up from its own
 * faces, and against the county before anything was planted.
 */

const call = { signal: new AbortController().signal, progress: () => {} };
const HA = 10_000;
/** The county of the reference, ha. */
const COUNTY_HA = 203_640;
const LAYERS: Parameters<typeof recordsOf>[1] = [
  'survey_parcel',
  'land_use',
  'industrial_park',
  'functional_zone',
  'basic_farmland',
  'ecological_redline',
  'urban_boundary',
  'ecological_zone',
];

async function tableOf(sample: Sample, id: DifferenceId): Promise<DifferenceTable> {
  const source = memorySource();
  source.commit(recordsOf(sample, LAYERS));
  const tools = { source, overlay: await loadOverlay(), pace: createPace(clock) };
  const { table } = must(await differenceTable(tools, DEFAULT_RULESET, id));
  return table!;
}

/** Ha of construction land, of the plan or of the baseline, as the generator has it. */
const builtHa = (figures: Readonly<Record<string, number>>, side: 'plan' | 'base'): number =>
  Object.entries(figures)
    .filter(([name]) => new RegExp(`^${side} (0[7-9]|1[0-6])$`).test(name))
    .reduce((sum, [, ha]) => sum + ha, 0);

const TOLERANCE_HA = 0.001;

let planted: Sample;
let now: DifferenceTable;
let before: DifferenceTable;
beforeAll(async () => {
  planted = generateSample({ parcels: 3000 });
  now = await tableOf(planted, 'baseline-plan');
  before = await tableOf(generateSample({ parcels: 3000, planted: false }), 'baseline-plan');
}, 240_000);

describe('baseline and plan of the demonstration county', () => {
  it('cover the whole county, in the four classes and in no other', () => {
    for (const { total } of [now, before]) {
      const sum = total.both + total.onlyA + total.onlyB + total.neither;
      expect(Math.abs(sum / HA - COUNTY_HA)).toBeLessThan(TOLERANCE_HA);
      expect(total.unclassed).toBe(0);
    }
  });

  it('have the construction land that the generator has, on either side', () => {
    for (const [table, figures] of [
      [now, planted.truth.tables.planted],
      [before, planted.truth.tables.clean],
    ] as const) {
      const { both, onlyA, onlyB } = table.total;
      expect(Math.abs((both + onlyA) / HA - builtHa(figures, 'base'))).toBeLessThan(TOLERANCE_HA);
      expect(Math.abs((both + onlyB) / HA - builtHa(figures, 'plan'))).toBeLessThan(TOLERANCE_HA);
    }
  });

  it('gain exactly the planted 2.640 ha of what is built now and planned as not built', () => {
    expect(Math.abs((now.total.onlyA - before.total.onlyA) / HA - 2.64)).toBeLessThan(1e-4);
    const case26 = planted.truth.findings.find(({ cases }) => cases.includes('C26'))!;
    const patches = now.patches.filter(({ b }) => b.uid === case26.subject.uid);
    expect(patches.map(({ a }) => a.uid).sort()).toEqual(case26.pieces.map(({ other }) => other!.uid).sort());
    for (const { kind, codeA, codeB, answer } of patches) {
      expect({ kind, codeA, codeB }).toEqual({ kind: 'onlyA', codeA: '0703', codeB: '0301' });
      expect(answer).toMatchObject({ from: 'rural_residential', to: 'forest', relation: 'needs_approval' });
    }
  });

  it('give the twelve townships, which add up to the county exactly', () => {
    expect(now.townships.map(({ code }) => code)).toEqual(
      Array.from({ length: 12 }, (_, i) => `9901210${String(i + 1).padStart(2, '0')}`),
    );
    for (const name of ['both', 'onlyA', 'onlyB', 'neither'] as const) {
      const sum = now.townships.reduce((all, { areas }) => all + Math.round(areas[name] * 1e4), 0);
      expect(sum).toBe(Math.round(now.total[name] * 1e4));
    }
    const counted = now.townships.reduce((all, { patches }) => all + patches.onlyA + patches.onlyB, 0);
    expect(counted).toBe(now.patches.length);
  });
});

describe('park detail and land use of the demonstration county', () => {
  it('differ by what the truth has of parks on land that is not planned to be built', async () => {
    const { total, patches } = await tableOf(planted, 'park-land-use');
    const wanted = planted.truth.findings.filter(({ rule }) =>
      ['park-planned-non-construction', 'park-planned-water'].includes(rule),
    );
    const truth = wanted.reduce((sum, { areaM2 }) => sum + areaM2, 0);
    // The decoy of 0.6 m2 is in the sums, and no patch.
    expect(Math.abs(total.onlyA - truth - 0.6)).toBeLessThan(0.05);
    expect(total.onlyB).toBe(0);
    expect(total.neither / HA).toBeCloseTo(118, 3);
    expect(patches).toHaveLength(wanted.reduce((sum, { pieces }) => sum + pieces.length, 0));
  });
});

describe('a table of a file', () => {
  let folder: string;
  let file: string;
  let services: LocalServices;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'lantu-difference-'));
    file = path.join(folder, 'county.gpkg');
    must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
    services = startLocalServices();
    must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
  }, 120_000);
  afterAll(async () => {
    await services.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const asked = { table: 'baseline-plan', construction: null, legacy: null, limit: 10 } as const;

  it('is made for the page, the same as from memory, telling how far it is', async () => {
    const told: Progress[] = [];
    const { table } = must(
      await services.query.differenceTable(asked, { onProgress: (progress) => told.push(progress) }),
    );
    expect(table!.total).toEqual(now.total);
    expect(table!.patchCount).toEqual(now.patchCount);
    expect(table!.patches).toHaveLength(10);
    expect(table!.townships[0]?.name).toBe('澄阳镇');
    expect(told.at(-1)?.share).toBe(1);
  });

  it('takes another split, and says what is missing', async () => {
    const tried = must(
      await services.query.differenceTable({ ...asked, construction: ['06', '07', '08', '09'] }),
    );
    expect(tried.table!.construction).toEqual(['06', '07', '08', '09']);
    expect(tried.table!.total.both).not.toBe(now.total.both);
    const legacy = must(await services.query.differenceTable({ ...asked, table: 'legacy-current' }));
    expect(legacy).toEqual({ table: null, missing: ['legacy_plan'] });
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    const running = services.query.differenceTable(asked, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('is printed by the command line, all patches with their geometry', () => {
    const main = path.resolve(import.meta.dirname, '../../../electron/cli/main.ts');
    const run = (...words: string[]) =>
      spawnSync(process.execPath, [main, 'difference', ...words], {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1', LANTU_LANG: 'zh-CN' },
      });
    const json = run(file, 'baseline-plan', '--json');
    expect(json.status).toBe(0);
    const printed = JSON.parse(json.stdout) as {
      readonly total: { readonly only_a_m2: number };
      readonly patches: readonly { readonly geometry: { readonly type: string } }[];
    };
    expect(printed.total.only_a_m2).toBe(now.total.onlyA);
    expect(printed.patches).toHaveLength(now.patches.length);
    expect(printed.patches[0]?.geometry.type).toMatch(/Polygon$/);
    const words = run(file, 'baseline-plan');
    expect(words.stdout).toMatch(/^两类规划对照：均为建设[\d.]+亩，仅地类图斑为建设3068\.10亩/);
    expect(words.stdout).toContain('雁落坪镇');
    expect(run(file, 'legacy-current', '--json').stdout).toContain('"not_checked":["legacy_plan"]');
    expect(run(file, 'moon').status).toBe(2);
  });
});
