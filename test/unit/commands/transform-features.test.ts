import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitParts } from '../../../shared/commands/split-parts.command.ts';
import { transformFeatures } from '../../../shared/commands/transform-features.command.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { toSteps } from '../../../shared/geometry/grid.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { after, parcels, shapesOf, tiles } from './coverage-check.ts';
import { feature, opsOf, outcome, positions, ref, run, snapshotOf, square } from './snapshot.ts';

describe('transform-features', () => {
  it('takes the vertices that neighbours share along: a coverage stays exact', () => {
    let done = 0;
    const small = fc.integer({ min: -150_000, max: 150_000 }).map((steps) => steps / 1e9);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.nat(3),
        fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 4 }),
        fc.oneof(
          fc.tuple(small, small).map((by) => ({ kind: 'move' as const, by })),
          fc.integer({ min: -8, max: 8 }).map((angleDeg) => ({
            kind: 'rotate' as const,
            angleDeg,
            about: [110.0024, 30.0024] as [number, number],
          })),
          fc.integer({ min: 90, max: 110 }).map((percent) => ({
            kind: 'scale' as const,
            factorX: percent / 100,
            factorY: percent / 100,
            about: [110.0024, 30.0024] as [number, number],
          })),
        ),
        (seed, between, picks, transform) => {
          const before = parcels(seed, 4, between);
          const refs = picks.map((i) => ref(before[i]!));
          const made = run(transformFeatures, snapshotOf(before), { refs, transform, shared: true });
          if (!made.ok) {
            expect(made.error.code).toMatch(/shape|unchanged/);
            return;
          }
          done += 1;
          const moved = after(before, made.value.ops);
          expect(tiles(shapesOf(moved))).toBe('exact');
          expect(shapesOf(moved).every(isValid)).toBe(true);
        },
      ),
      { numRuns: 150, seed: 3 },
    );
    expect(done).toBeGreaterThan(75);
  });

  it('makes copies that say what they come from and have no business keys', () => {
    const park = feature('land_use', 'one', square(110, 30, 0.01), {
      land_class: '0101',
      class_edition: '2023',
      identifier: '7',
      parcel_number: '12',
      remark: 'r',
    });
    const made = run(transformFeatures, snapshotOf([park]), {
      refs: [ref(park)],
      transform: { kind: 'move', by: [0.02, 0] },
      shared: true,
      copy: true,
    });
    expect(made).toMatchObject({ ok: true, value: { label: 'history.copy-features' } });
    const [op] = made.ok ? made.value.ops : [];
    expect(op).toMatchObject({
      kind: 'put',
      at: { uid: 'new-1' },
      after: {
        fields: {
          land_class: '0101',
          remark: 'r',
          identifier: null,
          parcel_number: null,
          derived_from: 'one',
        },
      },
    });
    expect(op?.after?.fields?.['area_m2']).toBeCloseTo(polygonAreaM2(op!.after!.geometry!), 1);
    expect(positions(op?.after?.geometry)[0]).toEqual([110.02, 30]);
  });

  it('mirrors with the rings turned as they are stored', () => {
    const park = feature('industrial_park', 'one', square(110, 30, 0.01), {});
    const ops = opsOf(transformFeatures, snapshotOf([park]), {
      refs: [ref(park)],
      transform: { kind: 'scale', factorX: -1, factorY: 1, about: [110, 30] },
      shared: false,
    });
    const ring = positions(ops[0]?.after?.geometry).map(([x, y]) => [toSteps(x) - 110e9, toSteps(y) - 30e9]);
    const turn = ring.reduce((sum, [x, y], i) => {
      const [u, v] = ring[(i + 1) % ring.length]!;
      return sum + x! * v! - u! * y!;
    }, 0);
    expect(turn).toBeGreaterThan(0);
  });

  it('refuses what changes nothing, control lines, and what leaves the world', () => {
    const one = feature('land_use', 'one', square(110, 30, 0.01));
    const line = feature('basic_farmland', 'line', square(110, 30, 0.01));
    const about: [number, number] = [110, 30];
    const turn = { kind: 'rotate' as const, angleDeg: 360, about };
    expect(
      outcome(transformFeatures, snapshotOf([one]), { refs: [ref(one)], transform: turn, shared: true }),
    ).toBe('command.unchanged');
    expect(
      outcome(transformFeatures, snapshotOf([line]), { refs: [ref(line)], transform: turn, shared: true }),
    ).toBe('command.layer-read-only');
    expect(
      outcome(transformFeatures, snapshotOf([one]), {
        refs: [ref(one)],
        transform: { kind: 'move', by: [0, 70] },
        shared: true,
      }),
    ).toBe('command.shape.out-of-world');
  });
});

describe('split-parts of several features', () => {
  it('gives each part a feature and leaves single parts alone', () => {
    const two = (uid: string, x: number) =>
      feature(
        'ecological_zone',
        uid,
        packMultiPolygon([
          [
            [
              [x, 30],
              [x + 0.01, 30],
              [x + 0.01, 30.01],
            ],
          ],
          [
            [
              [x + 0.02, 30],
              [x + 0.05, 30],
              [x + 0.05, 30.03],
            ],
          ],
        ]),
      );
    const records = [two('a', 110), two('b', 111), feature('ecological_zone', 'c', square(112, 30, 0.01))];
    const made = run(splitParts, snapshotOf(records), { refs: records.map(ref) });
    expect(made).toMatchObject({
      ok: true,
      value: { label: 'history.split-parts-many', params: { features: 2, count: 4 } },
    });
    const ops = made.ok ? made.value.ops : [];
    expect(ops.map(({ kind, at }) => `${kind} ${at.uid}`)).toEqual([
      'put new-1',
      'patch a',
      'put new-2',
      'patch b',
    ]);
  });
});
