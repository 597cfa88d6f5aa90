import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { changedPart } from '../../../shared/geometry/changed-part.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { bindRules } from '../../../shared/rules/ruleset.ts';
import { createChecker } from '../../../shared/check/checker.ts';
import { clock, localCrew } from '../../fixtures/check/checking.ts';
import { bytes } from '../../fixtures/check/finding-bytes.ts';
import { memorySource, put, type Edit, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { EVERY_RULE } from '../../fixtures/check/rulesets.ts';
import { at } from '../../fixtures/check/shapes.ts';

/** Layers of large and of small shapes, with fields that make the rules look at them. */
const LAYERS: Readonly<Record<string, Fields>> = {
  ecological_redline: { is_core_reserve: 0 },
  basic_farmland: { net_area_m2: 500 },
  urban_boundary: { boundary_kind: '01' },
  land_use: { land_class: '1202', settlement_attribute: '203' },
  functional_zone: { zone_code: '510' },
  industrial_park: { name: '园', industry_class: '2', park_kind: 'industrial_park' },
  town_center: { name: '镇', town_level: 'key_town' },
  ecological_zone: { name: '区', zone_type: 'control' },
  survey_parcel: { land_class: '0101' },
  township_function: { admin_name: '乡', main_function: 'ecological' },
};
const NAMES = Object.keys(LAYERS);

/** A jagged border of so many vertices round a place. */
const border = fc
  .tuple(
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 0, max: 2000 }),
    fc.integer({ min: 200, max: 1500 }),
    fc.constantFrom(12, 40, 62, 63, 64, 100, 127, 128, 200, 300),
    fc.infiniteStream(fc.double({ min: 0.8, max: 1, noNaN: true })),
  )
  .map(([x, y, radius, points, noise]): Packed => {
    const ring = Array.from({ length: points }, (_, i) => {
      const turn = (2 * Math.PI * i) / points;
      const reach = radius * noise.next().value;
      return at(x + reach * Math.cos(turn), y + reach * Math.sin(turn));
    });
    return packFlat('polygon', [[[...ring, ring[0]!].flatMap(([px, py]) => [steps(px!), steps(py!)])]]);
  });
const steps = (degrees: number): number => fromSteps(toSteps(degrees));

type Change = 'move' | 'put' | 'take' | 'two';
interface PartEdit {
  readonly pick: number;
  readonly place: number;
  readonly change: Change;
  readonly dx: number;
  readonly dy: number;
}
const partEdit = fc.record({
  pick: fc.nat(),
  place: fc.nat(),
  change: fc.constantFrom<Change>('move', 'move', 'put', 'take', 'two'),
  dx: fc.integer({ min: -300_000, max: 300_000 }),
  dy: fc.integer({ min: -300_000, max: 300_000 }),
});

/** The shape with a vertex moved, put in, or taken away, or with two moved; its first stays. */
function edited({ xy }: Packed, { place, change, dx, dy }: PartEdit): Packed {
  const points = Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i]!, xy[2 * i + 1]!] as const);
  const i = 1 + (place % (points.length - 2));
  const moved = ([x, y]: readonly [number, number]): readonly [number, number] => [
    fromSteps(toSteps(x) + dx),
    fromSteps(toSteps(y) + dy),
  ];
  if (change === 'take' && points.length > 8) points.splice(i, 1);
  else if (change === 'put') points.splice(i, 0, moved(points[i]!));
  else {
    points[i] = moved(points[i]!);
    if (change === 'two' && i + 2 < points.length) points[i + 1] = moved(points[i + 1]!);
  }
  return packFlat('polygon', [[points.flat()]]);
}

/** The same border a step or two away, or some decimetres. */
const nudged = ({ xy }: Packed, by: number): Packed => {
  const ring = [...xy].map((v, i) =>
    fromSteps(toSteps(v) + (((i * 7919 + by) % 5) - 2) * (by > 4 ? 2000 : 1)),
  );
  ring.splice(-2, 2, ring[0]!, ring[1]!);
  return packFlat('polygon', [[ring]]);
};

interface Counted {
  readonly overlay: Overlay;
  asked: number;
  far: number;
}

const sum = ({ xy }: Packed): number => xy.reduce((all, v) => all + v, 0);

/**
 * Counts what is asked. Of some pairs the answer hangs on every vertex of both, and says so: an engine that trusts
 * it to be local is found out.
 */
function counting(overlay: Overlay): Counted {
  const counted: Counted = {
    asked: 0,
    far: 0,
    overlay: {
      ...overlay,
      common(a, b) {
        counted.asked += 1;
        const common = overlay.common(a, b);
        const isFar = Math.round((a.box[0] + b.box[0]) * 1e6) % 3 === 0;
        if (common.local && !isFar) return common;
        if (common.parts.length > 0) counted.far += 1;
        const more = isFar ? (sum(a) + sum(b)) % 1 : 0;
        return { local: false, parts: common.parts.map((part) => ({ ...part, areaM2: part.areaM2 + more })) };
      },
    },
  };
  return counted;
}

/** What one edit makes of the file, and whether it is an edit of a part. */
function apply(source: MemorySource, edit: PartEdit): { readonly edits: Edit[]; readonly part: boolean } {
  const all = NAMES.flatMap((layer) => source.records(layer));
  const { layer, fid, geometry, fields } = all[edit.pick % all.length]!;
  const now = edited(geometry!, edit);
  return { edits: [put(layer, fid, now, fields)], part: changedPart(geometry!, now) !== null };
}

describe('following edits of a part of a border', () => {
  it('gives byte for byte what a full run gives, and measures less', async () => {
    const fill = await loadCoverageFill();
    const overlay = await loadOverlay();
    const seen = new Map<string, number>();
    const sums = { parts: 0, edits: 0, followed: 0, whole: 0, far: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...NAMES), border), { minLength: 10, maxLength: 18 }),
        fc.array(fc.tuple(fc.constantFrom(...NAMES), fc.nat(), fc.nat(9)), { maxLength: 5 }),
        fc.array(fc.array(partEdit, { minLength: 1, maxLength: 2 }), { minLength: 3, maxLength: 8 }),
        fc.integer({ min: 1, max: 2 }),
        async (shapes, copies, rounds, shares) => {
          const source = memorySource();
          const drawn = shapes.map(([layer, shape], i) => ({ layer, fid: i + 1, shape }));
          const copied = copies.map(([layer, which, by], i) => ({
            layer,
            fid: 100 + i,
            shape: nudged(drawn[which % drawn.length]!.shape, by),
          }));
          source.commit(
            [...drawn, ...copied].map(({ layer, fid, shape }) => put(layer, fid, shape, LAYERS[layer])),
          );
          const [followed, whole] = [counting(overlay), counting(overlay)];
          const checker = (counted: Counted, size: number) =>
            createChecker({
              source,
              overlay: counted.overlay,
              fill,
              ruleset: EVERY_RULE,
              clock,
              ...(size > 1 && { crew: localCrew(source, { overlay: counted.overlay, fill }, size - 1) }),
            });
          const following = checker(followed, shares);
          await following.runAll();
          sums.far += followed.far;
          followed.asked = 0;
          for (const round of rounds) {
            const commits = round.map((edit) => {
              const { edits, part } = apply(source, edit);
              sums.edits += 1;
              if (part) sums.parts += 1;
              return source.commit(edits);
            });
            await following.follow(commits);
            const full = checker(whole, 1);
            await full.runAll();
            expect(bytes(following.findings())).toBe(bytes(full.findings()));
            for (const { rule } of full.findings()) seen.set(rule, 1 + (seen.get(rule) ?? 0));
          }
          sums.followed += followed.asked;
          sums.whole += whole.asked;
        },
      ),
      { numRuns: 60, seed: 11, endOnFailure: true },
    );
    // Worth something only where most edits were of a part, and pairs that are not local were among them.
    expect(sums.parts).toBeGreaterThan(sums.edits / 2);
    expect(sums.far).toBeGreaterThan(20);
    for (const kind of ['intersection', 'difference', 'together', 'overlap', 'self', 'nearest']) {
      const rules = must(bindRules(EVERY_RULE)).filter(
        (rule) =>
          rule.kind === kind ||
          (rule.kind === 'pair' && rule.operation === kind) ||
          (rule.kind === 'coverage' && rule.of === kind),
      );
      expect(
        rules.reduce((all, { id }) => all + (seen.get(id) ?? 0), 0),
        kind,
      ).toBeGreaterThan(20);
    }
    expect(sums.followed).toBeLessThan(sums.whole / 6);
  }, 300_000);

  it('does so in a coverage, with gaps and overlaps that come and go', async () => {
    const fill = await loadCoverageFill();
    const overlay = await loadOverlay();
    const SIDE = 4;
    const CELL_M = 200;
    const STEPS = 8;
    /** A border between two corners of the mesh, jagged, the same from both sides. */
    const walk = (noise: readonly number[], i: number, j: number, along: 0 | 1): [number, number][] =>
      Array.from({ length: STEPS }, (_, k) => {
        const off = k === 0 ? 0 : 30 * noise[(i * 31 + j * 17 + along * 7 + k) % noise.length]!;
        const [x, y] = [i * CELL_M, j * CELL_M];
        const way = (k * CELL_M) / STEPS;
        const point = along === 0 ? at(x + way, y + off) : at(x + off, y + way);
        return [steps(point[0]!), steps(point[1]!)];
      });
    const cell = (noise: readonly number[], i: number, j: number): Packed => {
      const corner = ([x, y]: number[]): [number, number] => [steps(x!), steps(y!)];
      const back = (path: [number, number][], end: [number, number]): [number, number][] =>
        [...path.slice(1), end].reverse();
      const [x, y] = [i * CELL_M, j * CELL_M];
      const ring = [
        ...walk(noise, i, j, 0),
        ...walk(noise, i + 1, j, 1),
        ...back(walk(noise, i, j + 1, 0), corner(at(x + CELL_M, y + CELL_M))),
        ...back(walk(noise, i, j, 1), corner(at(x, y + CELL_M))),
      ];
      return packFlat('polygon', [[[...ring, ring[0]!].flat()]]);
    };
    const seen = new Map<string, number>();
    let parts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
        fc.array(fc.array(partEdit, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 6 }),
        async (noise, rounds) => {
          const source = memorySource();
          const cells = Array.from({ length: SIDE * SIDE }, (_, n) =>
            put('functional_zone', n + 1, cell(noise, n % SIDE, Math.floor(n / SIDE)), { zone_code: '510' }),
          );
          source.commit(cells);
          const checking = { source, overlay, fill, ruleset: EVERY_RULE, clock };
          const following = createChecker(checking);
          await following.runAll();
          for (const round of rounds) {
            const commits = round.map((edit) => {
              const { edits, part } = apply(source, edit);
              if (part) parts += 1;
              return source.commit(edits);
            });
            await following.follow(commits);
            const full = createChecker(checking);
            await full.runAll();
            expect(bytes(following.findings())).toBe(bytes(full.findings()));
            for (const { rule } of full.findings()) seen.set(rule, 1 + (seen.get(rule) ?? 0));
          }
        },
      ),
      { numRuns: 80, seed: 5, endOnFailure: true },
    );
    expect(parts).toBeGreaterThan(100);
    expect(seen.get('coverage-overlap') ?? 0).toBeGreaterThan(50);
    expect(seen.get('coverage-gap') ?? 0).toBeGreaterThan(50);
  }, 120_000);
});
