import { describe, expect, it } from 'vitest';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { everyPart, runFeatures } from '../../fixtures/check/feature-runs.ts';
import { memorySource, put, type Edit } from '../../fixtures/check/memory-source.ts';
import { at, rect, rectArea, rects } from '../../fixtures/check/shapes.ts';

const OVERLAP = everyPart('overlap');
const GAP = everyPart('gap');
const RANGE = everyPart('range');
const ALL = [OVERLAP, GAP, RANGE];
const LAYER = 'land_use';

const COUNTY: Edit = put('county', 1, rect(0, 0, 1200, 1200), { name: '县' });

/** A grid of cells of 400 m by their numbers, without those left out. */
const cells = (leave: readonly number[] = []): Edit[] =>
  Array.from({ length: 9 }, (_, i) => i)
    .filter((i) => !leave.includes(i))
    .map((i) => {
      const [x, y] = [400 * (i % 3), 400 * Math.floor(i / 3)];
      return put(LAYER, i + 1, rect(x, y, x + 400, y + 400), { name: `甲${i}` });
    });

const cell = (i: number, geometry: Packed): Edit => put(LAYER, i + 1, geometry, { name: `甲${i}` });

async function found(edits: readonly Edit[], rules = ALL, shares = 1): Promise<readonly Finding[]> {
  const source = memorySource();
  source.commit(edits);
  return (await runFeatures(source, rules, { shares })).findings();
}

const short = (findings: readonly Finding[]): unknown[] =>
  findings.map(({ rule, subject, counterpartLayer, pieces }) => [
    rule,
    subject.uid,
    counterpartLayer,
    ...pieces.map(({ other, areaM2 }) => [other?.uid ?? null, Math.round(areaM2)]),
  ]);

describe('a coverage within its county', () => {
  it('gives nothing where everything is covered once', async () => {
    expect(await found([COUNTY, ...cells()])).toEqual([]);
    expect(await found([...cells()], [OVERLAP, GAP])).toEqual([]);
  });

  it('gives nothing for a hole that lies outside its shell: it neither adds ground nor takes it away', async () => {
    const stray = rect(0, 0, 400, 400, [500, 100, 510, 110]);
    expect(await found([COUNTY, ...cells(), cell(0, stray)])).toEqual([]);
    const source = memorySource();
    source.commit([COUNTY, ...cells()]);
    const run = await runFeatures(source, ALL);
    const edit = source.commit([cell(0, stray)]);
    await run.follow([edit]);
    expect(run.findings()).toEqual([]);
  });

  it('says a missing cell inside as a gap of the neighbour with the longest border, ties by uid', async () => {
    const expected = Math.round(rectArea(400, 400, 800, 800));
    for (const county of [[COUNTY], []]) {
      const findings = await found([...county, ...cells([4])]);
      // West and east neighbour have the same border, longer on the grid than those of south and north.
      expect(short(findings)).toEqual([['every-gap', `${LAYER}-4`, null, [null, expected]]]);
    }
    // With one neighbour to the east and the north together, that one has twice the border of any other.
    const joined = [
      ...cells([4, 5, 8, 7]),
      cell(
        5,
        packPolygon([
          [
            at(800, 400),
            at(1200, 400),
            at(1200, 1200),
            at(400, 1200),
            at(400, 800),
            at(800, 800),
            at(800, 400),
          ],
        ]),
      ),
    ];
    expect(short(await found([COUNTY, ...joined]))).toEqual([
      ['every-gap', `${LAYER}-6`, null, [null, expected]],
    ]);
  });

  it('says a missing cell at the county line as range, with the county beside it', async () => {
    const findings = await found([COUNTY, ...cells([1])]);
    expect(short(findings)).toEqual([
      ['every-range', `${LAYER}-1`, 'county', ['county-1', Math.round(rectArea(400, 0, 800, 400))]],
    ]);
    expect(short(await found(cells([1]), [OVERLAP, GAP]))).toEqual([]);
  });

  it('takes ground that touches the county line in one point only for a gap', async () => {
    // The south-west corner of the hole is the corner of the county.
    const notched = packPolygon([
      [at(0, 0), at(400, 0), at(400, 400), at(0, 400), at(0, 0)],
      [at(0, 0), at(100, 200), at(200, 200), at(200, 100), at(0, 0)],
    ]);
    const findings = await found([COUNTY, ...cells([0]), cell(0, notched)]);
    expect(findings.map(({ rule, subject }) => [rule, subject.uid])).toEqual([['every-gap', `${LAYER}-1`]]);
  });

  it('says a strip at the border, and its width does not matter to the engine', async () => {
    const short400 = rect(0.5, 0, 400, 400);
    const findings = await found([COUNTY, ...cells([0]), cell(0, short400)]);
    expect(short(findings)).toEqual([
      ['every-range', `${LAYER}-1`, 'county', ['county-1', Math.round(rectArea(0, 0, 0.5, 400))]],
    ]);
  });

  it('says an overlap with its pair, the smaller uid first, and a duplicate', async () => {
    const wide = rect(400, 400, 810, 800);
    const expected = Math.round(rectArea(800, 400, 810, 800));
    expect(short(await found([COUNTY, ...cells([4]), cell(4, wide)]))).toEqual([
      ['every-overlap', `${LAYER}-5`, LAYER, [`${LAYER}-6`, expected]],
    ]);
    const twice = [...cells(), put(LAYER, 20, rect(400, 400, 800, 800))];
    expect(short(await found([COUNTY, ...twice]))).toEqual([
      ['every-overlap', `${LAYER}-20`, LAYER, [`${LAYER}-5`, Math.round(rectArea(400, 400, 800, 800))]],
    ]);
  });

  it('keeps a gap and an overlap apart that make each other up in area and turn', async () => {
    const shifted = rect(410, 400, 810, 800);
    expect(short(await found([COUNTY, ...cells([4]), cell(4, shifted)]))).toEqual([
      ['every-overlap', `${LAYER}-5`, LAYER, [`${LAYER}-6`, Math.round(rectArea(800, 400, 810, 800))]],
      ['every-gap', `${LAYER}-4`, null, [null, Math.round(rectArea(400, 400, 410, 800))]],
    ]);
  });

  it('knows an island in a gap, and one that fills it', async () => {
    const island = put(LAYER, 20, rect(500, 500, 700, 700), { name: '岛' });
    const ring = Math.round(rectArea(400, 400, 800, 800) - rectArea(500, 500, 700, 700));
    for (const county of [[COUNTY], []]) {
      const findings = await found([...county, ...cells([4]), island]);
      expect(short(findings)).toEqual([['every-gap', `${LAYER}-20`, null, [null, ring]]]);
    }
    const holed = cell(4, rect(400, 400, 800, 800, [500, 500, 700, 700]));
    expect(await found([COUNTY, ...cells([4]), holed, island])).toEqual([]);
    expect(short(await found([COUNTY, ...cells([4]), holed]))).toEqual([
      ['every-gap', `${LAYER}-5`, null, [null, Math.round(rectArea(500, 500, 700, 700))]],
    ]);
  });

  it('does not take the rest of the county for covered where a feature lies twice elsewhere', async () => {
    const findings = await found([COUNTY, ...cells([0, 4]), put(LAYER, 20, rect(800, 800, 1200, 1200))]);
    expect(findings.map(({ rule, subject }) => [rule, subject.uid])).toEqual([
      ['every-overlap', `${LAYER}-20`],
      ['every-gap', `${LAYER}-4`],
      ['every-range', `${LAYER}-2`],
    ]);
  });

  it('takes ground outside the county for no overlap', async () => {
    const out = rect(800, 800, 1300, 1300);
    expect(await found([COUNTY, ...cells([8]), cell(8, out)])).toEqual([]);
  });

  it('counts what a polygon that crosses itself covers by the even-odd rule', async () => {
    const bow = packPolygon([[at(400, 400), at(800, 800), at(800, 400), at(400, 800), at(400, 400)]]);
    const findings = await found([COUNTY, ...cells([4]), cell(4, bow)]);
    const missing = rectArea(400, 400, 800, 800) / 2;
    expect(findings.map(({ rule, subject }) => [rule, subject.uid])).toEqual([['every-gap', `${LAYER}-5`]]);
    const [south, north] = findings[0]!.pieces;
    expect(south!.areaM2 + north!.areaM2).toBeCloseTo(missing, -1);
    expect(south!.areaM2).toBeCloseTo(north!.areaM2, -1);
  });

  it('says nothing of a vertex that stands on a neighbour’s edge but for rounding', async () => {
    const slanted = (y: number): [number, number] => at(400 + (100 * y) / 1200, y);
    const west = [at(0, 0), slanted(0), slanted(1200), at(0, 1200), at(0, 0)];
    const east = [
      slanted(0),
      at(1200, 0),
      at(1200, 1200),
      slanted(1200),
      ...[1111, 777, 333, 123.4].map(slanted),
      slanted(0),
    ];
    const edits = [put(LAYER, 1, packPolygon([west])), put(LAYER, 2, packPolygon([east]))];
    expect(await found([COUNTY, ...edits])).toEqual([]);
  });

  it('says a county that is half drawn as one range, and one without features near as the layer’s own', async () => {
    const half = await found([COUNTY, ...cells([3, 4, 5, 6, 7, 8])]);
    expect(short(half)).toEqual([
      ['every-range', `${LAYER}-1`, 'county', ['county-1', Math.round(rectArea(0, 400, 1200, 1200))]],
    ]);
    const second = put('county', 2, rect(5000, 5000, 6000, 6000), { name: '飞地' });
    expect(short(await found([COUNTY, second, ...cells()]))).toEqual([
      ['every-range', '', 'county', ['county-2', Math.round(rectArea(5000, 5000, 6000, 6000))]],
    ]);
  });

  it('holds each layer that is a coverage against itself', async () => {
    const zone = (i: number, geometry: Packed): Edit =>
      put('functional_zone', i, geometry, { name: `区${i}` });
    const findings = await found([
      COUNTY,
      ...cells([4]),
      zone(1, rect(0, 0, 600, 1200)),
      zone(2, rect(500, 0, 1200, 1200)),
    ]);
    expect(findings.map(({ rule, subject }) => [rule, subject.table])).toEqual([
      ['every-overlap', 'functional_zone'],
      ['every-gap', LAYER],
    ]);
  });

  it('reads features of several parts', async () => {
    const edits = [...cells([0, 8]), put(LAYER, 30, rects([0, 0, 400, 400], [800, 800, 1200, 1200]))];
    for (const shares of [1, 3]) expect(await found([COUNTY, ...edits], ALL, shares)).toEqual([]);
  });
});
