import { beforeEach, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createLiveCheck, type LiveCheck, type SketchDelta } from '../../../shared/check/live.ts';
import { moveVertices } from '../../../shared/check/sketch.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { checkerOver, clock } from '../../fixtures/check/checking.ts';
import { memorySource, put, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';

let source: MemorySource;
let live: LiveCheck;
let read: string[];

async function begin(checked: boolean): Promise<void> {
  source = memorySource();
  source.commit([
    put('urban_boundary', 1, rect(-5000, -5000, 1000, 5000)),
    put('basic_farmland', 1, rect(900, 0, 1200, 100), { net_area_m2: null }),
    put('basic_farmland', 2, rect(50_000, 0, 50_100, 100), { net_area_m2: null }),
    put('land_use', 1, rect(500, 500, 600, 600), { land_class: '0101' }),
    put('land_use', 2, rect(0, 0, 100, 100), { land_class: '100101' }),
  ]);
  read = [];
  const watched = {
    ...source,
    scan: (query: Parameters<MemorySource['scan']>[0]) => {
      read.push(query.layer);
      expect(query.box).toBeDefined();
      return source.scan(query);
    },
    featuresByFid: (layer: string, fids: readonly number[]) => {
      read.push(layer);
      return source.featuresByFid(layer, fids);
    },
  };
  // A check that has seen the file knows which counterparts matter, once the layer has a park of its own.
  if (checked) source.commit([put('industrial_park', 9, rect(90_000, 0, 90_010, 10))]);
  const checker = await checkerOver(source);
  if (checked) await checker.runAll();
  live = createLiveCheck({
    source: watched,
    overlay: await loadOverlay(),
    ruleset: DEFAULT_RULESET,
    clock,
    checked: checker,
  });
}

const delta = (seq: number, more: Partial<SketchDelta>): SketchDelta => ({
  sketch: 's',
  seq,
  layer: 'industrial_park',
  ref: null,
  fields: { park_kind: 'logistics_park' },
  geometry: null,
  moved: [],
  ...more,
});
const hitsOf = async (one: SketchDelta): Promise<[string, number][]> =>
  must(await live.live(one)).hits.map(({ rule, areaM2 }) => [rule, areaM2]);

describe.each([
  ['the first park, in a file not yet checked', false],
  ['another park, in a file that was checked', true],
])('the check while drawing %s', (_name, checked) => {
  beforeEach(() => begin(checked));

  it('says nothing of a rule whose counterpart is empty', async () => {
    source.commit([{ layer: 'urban_boundary', fid: 1, remove: true }]);
    const rules = (await hitsOf(delta(1, { geometry: rect(0, 0, 1100, 1000) }))).map(([rule]) => rule);
    expect(rules).not.toContain('park-outside-boundary');
    expect(rules).toContain('park-basic-farmland');
  });

  it('answers by rule, largest first, with areas and pieces', async () => {
    const answer = must(await live.live(delta(1, { geometry: rect(0, 0, 1100, 1000) })));
    expect(answer.seq).toBe(1);
    const outside = rectArea(1000, 0, 1100, 1000);
    const farmland = rectArea(900, 0, 1100, 100);
    const planned = rectArea(500, 500, 600, 600);
    expect(answer.hits.map(({ rule }) => rule)).toEqual([
      'park-outside-boundary',
      'park-basic-farmland',
      'park-planned-non-construction',
    ]);
    [outside, farmland, planned].forEach((area, i) => expect(answer.hits[i]!.areaM2).toBeCloseTo(area, 2));
    expect(answer.hits[1]!.geometry?.box).toEqual(rect(900, 0, 1100, 100).box);
  });

  it('follows moved vertices, both ends of a ring together, and reads nothing anew', async () => {
    await live.live(delta(1, { geometry: rect(0, 0, 950, 1000) }));
    read = [];
    // The two eastern vertices of the rectangle, as positions 1 and 2 of the ring.
    const east = [
      { point: 1, to: at(980, 0) },
      { point: 2, to: at(980, 1000) },
    ];
    const hits = await hitsOf(delta(2, { moved: east }));
    expect(read).toEqual([]);
    expect(hits[0]![0]).toBe('park-planned-non-construction');
    expect(hits[1]![1]).toBeCloseTo(rectArea(900, 0, 980, 100), 2);
    // The first point, which closes the ring as well: a trapezium that leaves the planned field.
    const west = [
      { point: 0, to: at(700, 0) },
      { point: 3, to: at(700, 1000) },
    ];
    expect((await hitsOf(delta(3, { moved: west }))).map(([rule]) => rule)).toEqual(['park-basic-farmland']);
  });

  it('gives after moves what it gives for the whole shape', async () => {
    await live.live(delta(1, { geometry: rect(0, 0, 950, 1000) }));
    const moved = [{ point: 2, to: at(1300, 700) }];
    const stepwise = must(await live.live(delta(2, { moved })));
    const whole = moveVertices(rect(0, 0, 950, 1000), moved)!.geometry;
    const afresh = must(await live.live(delta(1, { sketch: 't', geometry: whole })));
    expect(stepwise.hits).toEqual(afresh.hits);
  });

  it('sees a commit that the check of the file has not followed yet', async () => {
    const shape = rect(0, 0, 890, 1000);
    expect((await hitsOf(delta(1, { geometry: shape })))[0]![1]).toBeCloseTo(rectArea(500, 500, 600, 600), 2);
    source.commit([put('land_use', 2, rect(0, 0, 100, 100), { land_class: '0301' })]);
    const both = rectArea(500, 500, 600, 600) + rectArea(0, 0, 100, 100);
    expect((await hitsOf(delta(2, {})))[0]![1]).toBeCloseTo(both, 2);
  });

  it('sees a commit, and a change of the kind in the form', async () => {
    const shape = rect(0, 0, 950, 1000);
    expect(await hitsOf(delta(1, { geometry: shape }))).toHaveLength(2);
    source.commit([{ layer: 'basic_farmland', fid: 1, remove: true }]);
    expect((await hitsOf(delta(2, {}))).map(([rule]) => rule)).toEqual(['park-planned-non-construction']);
    expect(await hitsOf(delta(3, { fields: { park_kind: 'modern_agriculture' } }))).toEqual([]);
    expect(await hitsOf(delta(4, {}))).toHaveLength(1);
  });

  it('drops old numbers and what was overtaken, and knows no sketch that never came whole', async () => {
    expect(await live.live(delta(1, {}))).toMatchObject({
      ok: false,
      error: { code: 'check-unknown-sketch' },
    });
    const first = live.live(delta(5, { geometry: rect(0, 0, 950, 1000) }));
    const second = live.live(delta(6, { geometry: rect(0, 0, 100, 100) }));
    expect(await first).toMatchObject({ ok: false, error: { code: 'check-superseded' } });
    expect((await second).ok).toBe(true);
    expect(await live.live(delta(4, {}))).toMatchObject({ ok: false, error: { code: 'check-superseded' } });
    live.end('s');
    expect(await live.live(delta(7, {}))).toMatchObject({
      ok: false,
      error: { code: 'check-unknown-sketch' },
    });
    const none = live.live(delta(1, { geometry: rect(0, 0, 9, 9), moved: [{ point: 9, to: at(0, 0) }] }));
    expect(await none).toMatchObject({ ok: false });
  });
});
