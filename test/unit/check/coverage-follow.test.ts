import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packFlat, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { everyPart, bytesOf, runFeatures } from '../../fixtures/check/feature-runs.ts';
import { memorySource, put, type Edit, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { at, rect } from '../../fixtures/check/shapes.ts';
import { type Geos, loadGeos } from '../geometry/geos.ts';

/*
 * Coverages made by perturbing a grid of shared vertices, and broken by random edits. What the engine finds uncovered
 * and doubled has the areas that GEOS finds; what it finds by following equals what a new run finds.
 */

const RULES = [everyPart('overlap'), everyPart('gap'), everyPart('range')];
const LAYER = 'land_use';
const SIDE = 4;
const CELL_M = 250;
const COUNTY_M = SIDE * CELL_M;

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

type Point = readonly [number, number];

/** Inner vertices of the grid moved by some metres; the outer border stays straight. */
const offsets = fc.array(fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 })), {
  minLength: (SIDE + 1) ** 2,
  maxLength: (SIDE + 1) ** 2,
});

function vertices(moved: readonly Point[]): (i: number, j: number) => [number, number] {
  return (i, j) => {
    const [dx, dy] = moved[(SIDE + 1) * j + i]!;
    const inner = (k: number): boolean => k > 0 && k < SIDE;
    return at(CELL_M * i + (inner(i) ? dx : 0), CELL_M * j + (inner(j) ? dy : 0));
  };
}

const quad = (vertex: (i: number, j: number) => [number, number], i: number, j: number): Packed =>
  packPolygon([[vertex(i, j), vertex(i + 1, j), vertex(i + 1, j + 1), vertex(i, j + 1), vertex(i, j)]]);

function subdivision(moved: readonly Point[]): Edit[] {
  const vertex = vertices(moved);
  const edits: Edit[] = [];
  for (let j = 0; j < SIDE; j++) {
    for (let i = 0; i < SIDE; i++) {
      edits.push(put(LAYER, 1 + i + SIDE * j, quad(vertex, i, j), { name: `${i} ${j}` }));
    }
  }
  return edits;
}

const county = put('county', 1, rect(0, 0, COUNTY_M, COUNTY_M), { name: '县' });

/** One random thing done to one feature. */
type Step =
  | { readonly what: 'delete'; readonly fid: number }
  | { readonly what: 'shift'; readonly fid: number; readonly by: Point }
  | { readonly what: 'vertex'; readonly fid: number; readonly k: number; readonly by: Point }
  | { readonly what: 'add'; readonly fid: number; readonly box: readonly number[]; readonly name: string }
  | { readonly what: 'name'; readonly fid: number; readonly name: string }
  | { readonly what: 'original'; readonly fid: number };

const fid = fc.integer({ min: 1, max: SIDE * SIDE });
const shift = fc.tuple(fc.integer({ min: -120, max: 120 }), fc.integer({ min: -120, max: 120 }));
const metre = fc.integer({ min: -100, max: COUNTY_M });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ what: fc.constant('delete' as const), fid }),
  fc.record({ what: fc.constant('shift' as const), fid, by: shift }),
  fc.record({ what: fc.constant('vertex' as const), fid, k: fc.integer({ min: 0, max: 3 }), by: shift }),
  fc.record({
    what: fc.constant('add' as const),
    fid: fc.integer({ min: 1, max: SIDE * SIDE + 6 }),
    box: fc
      .tuple(metre, metre, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }))
      .map(([x, y, w, h]) => [x, y, x + w, y + h]),
    name: fc.constantFrom('新', '旧'),
  }),
  fc.record({ what: fc.constant('name' as const), fid, name: fc.constantFrom('甲', '乙') }),
  fc.record({ what: fc.constant('original' as const), fid }),
);

function editOf(source: MemorySource, one: Step, originals: readonly Edit[]): Edit[] {
  const record = source.records(LAYER).find((feature) => feature.fid === one.fid);
  if (one.what === 'original') return [originals[one.fid - 1]!];
  if (one.what === 'add') {
    const [x0, y0, x1, y1] = one.box;
    return [put(LAYER, one.fid, rect(x0!, y0!, x1!, y1!), { name: one.name })];
  }
  if (record === undefined) return [];
  if (one.what === 'delete') return [{ layer: LAYER, fid: one.fid, remove: true }];
  if (one.what === 'name') return [put(LAYER, one.fid, record.geometry, { name: one.name })];
  const [dx, dy] = [one.by[0] * 10_364, one.by[1] * 9_021];
  const xy = [...record.geometry!.xy].map((value, i) => {
    const vertex = Math.floor(i / 2);
    const last = record.geometry!.xy.length / 2 - 1;
    const moved = one.what === 'shift' || vertex === one.k || (one.k === 0 && vertex === last);
    const steps = Math.round(value * 1e9) + (moved ? (i % 2 === 0 ? dx : dy) : 0);
    return steps / 1e9;
  });
  return [put(LAYER, one.fid, packFlat('polygon', [[xy]]), record.fields)];
}

const polygons = (source: MemorySource): Packed[] =>
  source.records(LAYER).flatMap(({ geometry }) => (geometry === null ? [] : [geometry]));

/** What features cover, valid for GEOS: a ring of four vertices that crosses itself is two triangles. */
const sound = (packed: Packed): Packed => (geos.isValid(packed) ? packed : geos.makeValidStructure(packed));

const [WEST, SOUTH] = at(0, 0);
const [EAST, NORTH] = at(COUNTY_M, COUNTY_M);

/** Parts are measured finer than the grid: within a step a vertex lies on the line. */
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1.5e-9;

/** Whether an edge of a ring lies on the county line. */
function touchesCounty(ring: Float64Array): boolean {
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x, y, u, v] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
    if (near(x, u) && (near(x, WEST) || near(x, EAST))) return true;
    if (near(y, v) && (near(y, SOUTH) || near(y, NORTH))) return true;
  }
  return false;
}

function areaOf(findings: readonly Finding[], rules: readonly string[]): number {
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .reduce((sum, { pieces }) => sum + pieces.reduce((all, { areaM2 }) => all + areaM2, 0), 0);
}

describe('a random coverage', () => {
  it('is uncovered and doubled where GEOS finds it', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(offsets, fc.array(step, { maxLength: 6 }), async (moved, steps) => {
        const source = memorySource();
        const originals = subdivision(moved);
        source.commit([county, ...originals]);
        for (const one of steps) source.commit(editOf(source, one, originals));
        const findings = (await runFeatures(source, RULES)).findings();
        const features = polygons(source).map(sound);
        const bare = geos.difference(rect(0, 0, COUNTY_M, COUNTY_M), features);
        expect(areaOf(findings, ['every-gap', 'every-range'])).toBeCloseTo(polygonAreaM2(bare), 2);
        let doubled = 0;
        features.forEach((a, i) => {
          for (const b of features.slice(i + 1)) doubled += polygonAreaM2(geos.overlay('intersection', a, b));
        });
        expect(areaOf(findings, ['every-overlap'])).toBeCloseTo(doubled, 2);
        for (const { rule, pieces } of findings) {
          if (rule === 'every-overlap') continue;
          for (const { geometry } of pieces) {
            for (let part = 0; part < partCount(geometry); part++) {
              seen += 1;
              expect(partOf(geometry, part).some(touchesCounty)).toBe(rule === 'every-range');
            }
          }
        }
      }),
      { numRuns: 120, seed: -2011916666 },
    );
    expect(seen).toBeGreaterThan(50);
  }, 120_000);

  it('is followed byte for byte, whatever the shares and batches', async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(
        offsets,
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 40 }),
        async (moved, commits, withCounty, shares, batch) => {
          const source = memorySource();
          const originals = subdivision(moved);
          const rules = withCounty ? RULES : RULES.slice(0, 2);
          source.commit([...(withCounty ? [county] : []), ...originals]);
          const run = await runFeatures(source, rules, { shares, batch });
          for (const steps of commits) {
            const committed = steps.flatMap((one) => {
              const edits = editOf(source, one, originals);
              return edits.length === 0 ? [] : [source.commit(edits)];
            });
            await run.follow(committed);
            const fresh = await runFeatures(source, rules, { batch: 7 });
            expect(bytesOf(run.findings())).toBe(bytesOf(fresh.findings()));
            seen += fresh.findings().length;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(200);
  }, 120_000);

  it('follows the county, a layer that comes and goes, and an edit of many', async () => {
    const source = memorySource();
    const originals = subdivision(Array.from({ length: 25 }, (): Point => [0, 0]));
    source.commit(originals.filter((_, i) => i !== 5));
    const run = await runFeatures(source, RULES, { shares: 2 });
    const same = async (edits: readonly Edit[]): Promise<readonly Finding[]> => {
      await run.follow([source.commit(edits)]);
      const fresh = (await runFeatures(source, RULES)).findings();
      expect(bytesOf(run.findings())).toBe(bytesOf(fresh));
      return fresh;
    };
    expect((await same([county])).map(({ rule }) => rule)).toEqual(['every-gap']);
    const wider = put('county', 1, rect(0, 0, COUNTY_M + 100, COUNTY_M), { name: '县' });
    expect((await same([wider])).map(({ rule }) => rule)).toEqual(['every-gap', 'every-range']);
    const renamed = put('county', 1, rect(0, 0, COUNTY_M + 100, COUNTY_M), { name: '新县' });
    await same([renamed]);
    expect((await same([{ layer: 'county', fid: 1, remove: true }])).map(({ rule }) => rule)).toEqual([
      'every-gap',
    ]);
    const all = originals.map(({ fid: own }): Edit => ({ layer: LAYER, fid: own, remove: true }));
    expect(await same(all)).toEqual([]);
    expect((await same(originals.filter((_, i) => i !== 9))).map(({ rule }) => rule)).toEqual(['every-gap']);
    const far = Array.from({ length: 1100 }, (_, i) =>
      put(LAYER, 100 + i, rect(5000 + 20 * i, 0, 5021 + 20 * i, 20), { name: '远' }),
    );
    const overlaps = (await same(far)).filter(({ rule }) => rule === 'every-overlap');
    expect(overlaps.flatMap(({ pieces }) => pieces)).toHaveLength(1099);
  }, 60_000);
});
