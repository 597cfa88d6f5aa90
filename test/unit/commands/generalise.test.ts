import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simplifyFeatures } from '../../../shared/commands/simplify-features.command.ts';
import { smoothFeatures } from '../../../shared/commands/smooth-features.command.ts';
import { packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { ringCount, vertexCount } from '../../../shared/geometry/counts.ts';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import { simplifiedTogether } from '../../../shared/geometry/simplify-shared.ts';
import { smoothedTogether } from '../../../shared/geometry/smooth-shared.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { after, parcels, shapesOf, tiles } from './coverage-check.ts';
import { feature, outcome, positions, ref, run, snapshotOf, square } from './snapshot.ts';

const seed = fc.integer({ min: 0, max: 1e6 });
const picks = fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 16 });

describe('simplify-features', () => {
  it('keeps a coverage exact, whichever of its parcels are named', () => {
    let gone = 0;
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 6 }), picks, fc.constantFrom(1, 4, 15, 60), (...given) => {
        const [from, between, some, toleranceM] = given;
        const before = parcels(from, 4, between);
        fc.pre(shapesOf(before).every(isValid));
        const refs = some.map((i) => ref(before[i]!));
        const made = run(simplifyFeatures, snapshotOf(before), { refs, toleranceM, shared: true });
        if (!made.ok) {
          expect(made.error.code).toBe('command.unchanged');
          return;
        }
        const simple = after(before, made.value.ops);
        expect(tiles(shapesOf(simple))).toBe('exact');
        expect(shapesOf(simple).every(isValid)).toBe(true);
        const params = made.value.params as { before: number; after: number };
        expect(params.after).toBeLessThan(params.before);
        gone += params.before - params.after;
      }),
      { numRuns: 120, seed: 8 },
    );
    expect(gone).toBeGreaterThan(1000);
  });

  it('leaves others alone without `shared`, and the borders that are not of the features named', () => {
    const before = parcels(4, 3, 5);
    const alone = run(simplifyFeatures, snapshotOf(before), {
      refs: [ref(before[4]!)],
      toleranceM: 30,
      shared: false,
    });
    expect(alone.ok && alone.value.ops.map(({ at }) => at.uid)).toEqual(['p4']);
    const shared = run(simplifyFeatures, snapshotOf(before), {
      refs: [ref(before[0]!)],
      toleranceM: 30,
      shared: true,
    });
    const names = shared.ok ? shared.value.ops.map(({ at }) => at.uid).sort() : [];
    expect(names).toEqual(['p0', 'p1', 'p3']);
    expect(shared).toMatchObject({
      value: { label: 'history.simplify-features-shared', params: { followers: 2 } },
    });
  });

  it('follows a plan of another layer that shares the border, and does not mind those that cross it', () => {
    const bent = packPolygon([
      [
        [110, 30],
        [110.005, 30.00001],
        [110.01, 30],
        [110.01, 30.01],
        [110, 30.01],
      ],
    ]);
    const parcel = feature('land_use', 'parcel', bent);
    const zone = feature('functional_zone', 'zone', bent);
    const across = feature('town_center', 'across', square(110.004, 29.99, 0.002 * 8));
    const made = run(simplifyFeatures, snapshotOf([parcel, zone, across]), {
      refs: [ref(parcel)],
      toleranceM: 5,
      shared: true,
    });
    expect(made.ok && made.value.ops.map(({ at }) => at.uid)).toEqual(['parcel', 'zone']);
  });

  it('simplifies lines between their ends, and refuses points', () => {
    const line = packLines([
      Array.from({ length: 50 }, (_, i): [number, number] => [110 + i / 1e4, 30 + (i % 2) / 1e6]),
    ]);
    const [simple] = simplifiedTogether([line], 2);
    expect(vertexCount(simple!)).toBe(2);
    expect([...simple!.xy.slice(0, 2), ...simple!.xy.slice(-2)]).toEqual([
      ...line.xy.slice(0, 2),
      ...line.xy.slice(-2),
    ]);
    const none = feature('land_use', 'gone', null);
    expect(
      outcome(simplifyFeatures, snapshotOf([none]), { refs: [ref(none)], toleranceM: 1, shared: true }),
    ).toBe('command.no-geometry');
  });
});

describe('smooth-features', () => {
  it('keeps a coverage exact, whichever of its parcels are named', () => {
    let more = 0;
    fc.assert(
      fc.property(
        seed,
        fc.nat(4),
        picks,
        fc.integer({ min: 1, max: 4 }),
        (from, between, some, iterations) => {
          const before = parcels(from, 4, between);
          fc.pre(shapesOf(before).every(isValid));
          const refs = some.map((i) => ref(before[i]!));
          const made = run(smoothFeatures, snapshotOf(before), { refs, iterations, shared: true });
          if (!made.ok) {
            expect(made.error.code).toBe('command.unchanged');
            return;
          }
          const smooth = after(before, made.value.ops);
          expect(tiles(shapesOf(smooth))).toBe('exact');
          expect(shapesOf(smooth).every((shape) => isValid(shape) && shape.xy.every(isCanonical))).toBe(true);
          const params = made.value.params as { before: number; after: number };
          more += params.after - params.before;
        },
      ),
      { numRuns: 120, seed: 9 },
    );
    expect(more).toBeGreaterThan(1000);
  });

  it('rounds a free ring all round and keeps its inside', () => {
    const [round] = smoothedTogether([square(110, 30, 0.01)], 3);
    expect(vertexCount(round!)).toBe(4 * 2 ** 3);
    expect(isValid(round!)).toBe(true);
    // The curve touches every edge in its middle.
    expect(positions(round).some(([x, y]) => Math.abs(x - 110.005) < 0.0007 && y === 30)).toBe(true);
  });

  it('does not cut a corner off with an island in it', () => {
    const shell = square(110, 30, 0.01);
    const corner = square(110.0002, 30.0002, 0.0004);
    const holed = packPolygon([positions(shell), positions(corner)]);
    const [outer, island] = smoothedTogether([holed, corner], 3);
    expect(isValid(outer!)).toBe(true);
    expect(ringCount(outer!)).toBe(2);
    expect(tiles([outer!, island!])).toBe('exact');
  });

  it('refuses to make millions of vertices', () => {
    const ring = Array.from({ length: 40_000 }, (_, i): [number, number] => [
      110 + 0.1 * Math.cos((2 * Math.PI * i) / 40_000),
      30 + 0.1 * Math.sin((2 * Math.PI * i) / 40_000),
    ]);
    const big = feature('industrial_park', 'big', packPolygon([ring]));
    expect(
      outcome(smoothFeatures, snapshotOf([big]), { refs: [ref(big)], iterations: 5, shared: true }),
    ).toBe('command.too-many-vertices');
  });
});
