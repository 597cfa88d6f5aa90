import { setImmediate as breathe } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { differenceTable, type DifferenceOptions } from '../../../shared/analysis/difference/table.ts';
import type { DifferenceId, DifferenceTable } from '../../../shared/analysis/difference/types.ts';
import { Aborted, createPace } from '../../../shared/check/pace.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { clock } from '../../fixtures/check/checking.ts';
import { memorySource, put, type Edit, type ExtraLayer } from '../../fixtures/check/memory-source.ts';
import { withRule } from '../../fixtures/check/changed-rulesets.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

type Place = readonly [number, number, number, number];
const survey = (fid: number, place: Place, base_class: string | null): Edit =>
  put('survey_parcel', fid, rect(...place), { base_class });
const land = (fid: number, place: Place, land_class: string | null, admin_code: string | null = null): Edit =>
  put('land_use', fid, rect(...place), { land_class, admin_code });
const park = (fid: number, place: Place, leading_use: string | null): Edit =>
  put('industrial_park', fid, rect(...place), { name: '甲园', leading_use });

interface Asked extends DifferenceOptions {
  readonly id?: DifferenceId;
  readonly ruleset?: Ruleset;
  readonly extra?: readonly ExtraLayer[];
  readonly batch?: number;
  readonly held?: number;
}

async function answer(edits: readonly Edit[], { id = 'baseline-plan', ruleset, extra, ...rest }: Asked = {}) {
  const source = memorySource(extra);
  source.commit(edits);
  const { batch, held, ...options } = rest;
  const tools = {
    source,
    overlay: await loadOverlay(),
    pace: createPace(clock),
    ...(batch !== undefined && { batch }),
    ...(held !== undefined && { held }),
  };
  return must(await differenceTable(tools, ruleset ?? DEFAULT_RULESET, id, options));
}
async function table(edits: readonly Edit[], asked: Asked = {}): Promise<DifferenceTable> {
  const { table: made, missing } = await answer(edits, asked);
  if (made === null) throw new Error(`missing: ${missing.join()}`);
  return made;
}

/** Four squares a side: built and not built in every combination; the plan's parcels lie across the survey's. */
const CROSSED = [
  survey(1, [0, 0, 1000, 500], '0703'),
  survey(2, [0, 500, 1000, 1000], '0103'),
  land(1, [0, 0, 500, 1000], '100101', '990121001'),
  land(2, [500, 0, 1000, 1000], '0301', '990121002201'),
];

describe('the four classes', () => {
  it('split the ground by what each side says of it', async () => {
    const { total, layerA, layerB } = await table(CROSSED);
    expect([layerA, layerB]).toEqual(['survey_parcel', 'land_use']);
    expect(total.both).toBeCloseTo(rectArea(0, 0, 500, 500), 3);
    expect(total.onlyA).toBeCloseTo(rectArea(500, 0, 1000, 500), 3);
    expect(total.onlyB).toBeCloseTo(rectArea(0, 500, 500, 1000), 3);
    expect(total.neither).toBeCloseTo(rectArea(500, 500, 1000, 1000), 3);
    expect(total.unclassed).toBe(0);
  });

  it('add up to the ground that both layers cover, and no more', async () => {
    const { total } = await table([...CROSSED, survey(3, [1000, 0, 2000, 1000], '0703')]);
    const sum = total.both + total.onlyA + total.onlyB + total.neither;
    expect(sum).toBeCloseTo(rectArea(0, 0, 1000, 1000), 2);
  });

  it('are summed by the township of the plan parcel, exactly', async () => {
    const none = land(3, [0, 1000, 1000, 1500], '0301');
    const made = await table([...CROSSED, survey(3, [0, 1000, 1000, 1500], '0703'), none]);
    expect(made.townships.map(({ code }) => code)).toEqual(['990121001', '990121002', null]);
    for (const name of ['both', 'onlyA', 'onlyB', 'neither'] as const) {
      const rows = made.townships.reduce((sum, { areas }) => sum + Math.round(areas[name] * 1e4), 0);
      expect(rows).toBe(Math.round(made.total[name] * 1e4));
    }
    expect(made.townships[0]?.areas.onlyA).toBe(0);
    expect(made.townships[2]?.areas.onlyA).toBeCloseTo(rectArea(0, 1000, 1000, 1500), 3);
  });

  it('name the townships as their layer does', async () => {
    const township = put('township', 1, rect(0, 0, 500, 1000), { code: '990121001', name: '澄阳镇' });
    const { townships } = await table([...CROSSED, township]);
    expect(townships.map(({ name }) => name)).toEqual(['澄阳镇', null]);
  });

  it('leave ground apart of which one side does not say what it is', async () => {
    const { total } = await table([
      survey(1, [0, 0, 1000, 500], null),
      survey(2, [0, 500, 1000, 1000], '0703'),
      land(1, [0, 0, 1000, 900], '0701'),
      land(2, [0, 900, 1000, 1000], ''),
    ]);
    expect(total.unclassed).toBeCloseTo(rectArea(0, 0, 1000, 500) + rectArea(0, 900, 1000, 1000), 3);
    expect(total.both).toBeCloseTo(rectArea(0, 500, 1000, 900), 3);
    expect(total.onlyA + total.onlyB + total.neither).toBe(0);
  });

  it("follow the ruleset's construction split, and one that is tried", async () => {
    const edits = [survey(1, [0, 0, 100, 100], '0601'), land(1, [0, 0, 100, 100], '0701')];
    const area = rectArea(0, 0, 100, 100);
    expect((await table(edits)).total.onlyB).toBeCloseTo(area, 3);
    const tried = await table(edits, { construction: ['06', '07'] });
    expect(tried.total.both).toBeCloseTo(area, 3);
    expect(tried.construction).toEqual(['06', '07']);
    expect(tried.patches).toEqual([]);
    const ruleset = { ...DEFAULT_RULESET, constructionPrefixes: ['06', '07'] };
    expect((await table(edits, { ruleset })).total.both).toBeCloseTo(area, 3);
  });

  it('are the same whatever is read at once and held in memory', async () => {
    const cell = (i: number, j: number): Place => [100 * i, 100 * j, 100 * i + 100, 100 * j + 100];
    const shifted = (i: number, j: number): Place => [
      100 * i + 37,
      100 * j - 21,
      100 * i + 137,
      100 * j + 79,
    ];
    const classes = ['0703', '0301', '100101', '0103', '1704'];
    const edits: Edit[] = [];
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) {
        const fid = 12 * i + j + 1;
        edits.push(survey(fid, cell(i, j), classes[(3 * i + j) % 5]!));
        edits.push(land(fid, shifted(i, j), classes[(i * j) % 5]!, `9901210${10 + (i % 3)}`));
      }
    }
    const first = await table(edits);
    expect(first.patches.length).toBeGreaterThan(50);
    expect(await table(edits, { batch: 5, held: 40 })).toEqual(first);
    // With one park beside 144 parcels, only the parcels near it are read.
    const one = park(1, [350, 350, 850, 700], 'industry');
    const few = await table([...edits, one], { id: 'park-land-use' });
    const { total } = few;
    expect(total.both + total.onlyA).toBeCloseTo(rectArea(350, 350, 850, 700), 2);
  });
});

describe('the patches of the two difference classes', () => {
  it('have their ground, both classes, both features and the township', async () => {
    const { patches, patchCount } = await table(CROSSED);
    expect(patchCount).toEqual({ onlyA: 1, onlyB: 1 });
    const gone = patches.find(({ kind }) => kind === 'onlyA');
    expect(gone).toMatchObject({
      a: { table: 'survey_parcel', uid: 'survey_parcel-1' },
      b: { table: 'land_use', uid: 'land_use-2' },
      codeA: '0703',
      codeB: '0301',
      township: '990121002',
    });
    expect(gone?.areaM2).toBeCloseTo(rectArea(500, 0, 1000, 500), 3);
    expect(gone?.geometry.box).toEqual(rect(500, 0, 1000, 500).box);
  });

  it('are connected: two parts between one pair are two patches', async () => {
    const { patches, patchCount } = await table([
      survey(1, [0, 0, 1000, 100], '0703'),
      put('land_use', 1, rect(0, -50, 1000, 150, [400, -10, 600, 110]), { land_class: '0301' }),
    ]);
    expect(patchCount.onlyA).toBe(2);
    expect(patches.map(({ areaM2 }) => areaM2)).toEqual(
      patches.map(({ areaM2 }) => areaM2).sort((p, q) => q - p),
    );
  });

  it('come largest first, as many as are asked for, and are counted all', async () => {
    const rows = [10, 30, 20, 40].map((height, i): Edit =>
      survey(i + 1, [200 * i, 0, 200 * i + 100, height], '0703'),
    );
    const made = await table([...rows, land(1, [0, 0, 1000, 100], '0301')], { limit: 2 });
    expect(made.patchCount.onlyA).toBe(4);
    expect(made.patches.map(({ a }) => a.uid)).toEqual(['survey_parcel-4', 'survey_parcel-2']);
    expect((await table([...rows, land(1, [0, 0, 1000, 100], '0301')], { limit: 0 })).patches).toEqual([]);
  });

  it('are listed from the least area on, while the sums have every part', async () => {
    const edits = [survey(1, [0, 0, 2, 2], '0703'), land(1, [1, 1, 3, 3], '0301')];
    const area = rectArea(1, 1, 2, 2);
    const from = (m2: number): Ruleset =>
      withRule('difference-baseline-plan', ({ thresholds }) => ({
        thresholds: thresholds.map((one) => ({ ...one, default: m2 })),
      }));
    expect((await table(edits, { ruleset: from(area - 0.001) })).patches).toHaveLength(1);
    const below = await table(edits, { ruleset: from(area + 0.001) });
    expect(below.patches).toEqual([]);
    expect(below.patchCount).toEqual({ onlyA: 0, onlyB: 0 });
    expect(below.total.onlyA).toBeCloseTo(area, 3);
  });

  it('leave out what is thinner than the numeric noise of two borders', async () => {
    // 0.1 mm over 20 km is 2 m2 and no patch.
    const made = await table([
      survey(1, [0, 0, 100, 20_000], '0703'),
      land(1, [99.9999, 0, 200, 20_000], '0301'),
    ]);
    expect(made.total.onlyA).toBeGreaterThan(1);
    expect(made.patches).toEqual([]);
  });
});

describe('the layers of a table', () => {
  it.each([
    ['baseline-plan', [survey(1, [0, 0, 1, 1], '01')], ['land_use']],
    ['baseline-plan', [land(1, [0, 0, 1, 1], '01')], ['survey_parcel']],
    ['baseline-plan', [], ['survey_parcel', 'land_use']],
    ['park-land-use', [land(1, [0, 0, 1, 1], '01')], ['industrial_park']],
    ['legacy-current', [land(1, [0, 0, 1, 1], '01')], ['legacy_plan']],
    ['legacy-current', [], ['legacy_plan', 'land_use']],
  ] as const)('are missing for %s, which then says so', async (id, edits, missing) => {
    expect(await answer(edits, { id })).toEqual({ table: null, missing });
  });

  it("of a park's detail are its leading use and the plan; what a use means is the ruleset's", async () => {
    const made = await table(
      [
        park(1, [0, 0, 100, 100], 'mixed'),
        park(2, [200, 0, 300, 100], 'agriculture'),
        park(3, [400, 0, 500, 100], null),
        park(4, [600, 0, 700, 100], 'moon'),
        land(1, [0, 0, 1000, 100], '0301'),
      ],
      { id: 'park-land-use' },
    );
    expect(made.total.onlyA).toBeCloseTo(rectArea(0, 0, 100, 100), 3);
    expect(made.total.neither).toBeCloseTo(rectArea(200, 0, 300, 100), 3);
    expect(made.total.unclassed).toBeCloseTo(rectArea(400, 0, 500, 100) + rectArea(600, 0, 700, 100), 3);
    // The plan's wood would become the park's industry.
    expect(made.patches[0]?.answer).toMatchObject({ from: 'forest', to: 'industry_storage' });
  });

  it('of an earlier plan are a layer of planned use of the user, by its id or the first', async () => {
    const extra = [
      { id: 'plan_2010', role: 'planned_use' },
      { id: 'plan_2006', role: 'planned_use' },
    ];
    const old = (layer: string, land_class: string): Edit =>
      put(layer, 1, rect(0, 0, 100, 100), { land_class });
    const edits = [old('plan_2010', '0301'), old('plan_2006', '0701'), land(1, [0, 0, 100, 100], '0701')];
    const first = await table(edits, { id: 'legacy-current', extra });
    expect([first.layerA, first.layerB]).toEqual(['plan_2006', 'land_use']);
    expect(first.total.both).toBeCloseTo(rectArea(0, 0, 100, 100), 3);
    const named = await table(edits, { id: 'legacy-current', extra, legacy: 'plan_2010' });
    expect(named.layerA).toBe('plan_2010');
    expect(named.total.onlyB).toBeCloseTo(rectArea(0, 0, 100, 100), 3);
    expect(await answer(edits, { id: 'legacy-current', extra, legacy: 'land_use' })).toEqual({
      table: null,
      missing: ['land_use'],
    });
  });

  it('are refused with a ruleset that has no such table', async () => {
    const tools = { source: memorySource(), overlay: await loadOverlay(), pace: createPace(clock) };
    const without = { ...DEFAULT_RULESET, rules: [] };
    expect(await differenceTable(tools, without, 'baseline-plan')).toMatchObject({
      ok: false,
      error: { code: 'difference-unknown' },
    });
  });
});

describe('a table in the making', () => {
  it('tells how far it is, up to the end, and stops when it is aborted', async () => {
    const source = memorySource();
    source.commit(CROSSED);
    const shares: number[] = [];
    const overlay = await loadOverlay();
    const tools = {
      source,
      overlay,
      pace: createPace(clock),
      onProgress: (share: number) => shares.push(share),
    };
    must(await differenceTable(tools, DEFAULT_RULESET, 'baseline-plan'));
    expect(shares.length).toBeGreaterThan(1);
    expect(shares).toEqual([...shares].sort((p, q) => p - q));
    expect(shares.at(-1)).toBe(1);
    const abort = new AbortController();
    const stopping = { source, overlay, pace: createPace(clock, abort.signal) };
    abort.abort();
    await expect(differenceTable(stopping, DEFAULT_RULESET, 'baseline-plan')).rejects.toThrow(Aborted);
    await breathe();
  });
});
