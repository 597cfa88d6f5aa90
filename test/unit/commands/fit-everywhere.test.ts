import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bufferFeatures } from '../../../shared/commands/buffer-features.command.ts';
import { pasteFeatures } from '../../../shared/commands/paste-features.command.ts';
import { reshapeBorderCommand } from '../../../shared/commands/reshape-border.command.ts';
import { transformFeatures } from '../../../shared/commands/transform-features.command.ts';
import type { Transform } from '../../../shared/geometry/affine.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';
import { type Geos, loadGeos } from '../geometry/geos.ts';
import { applied, parcel } from './coverage-checks.ts';
import { after, parcels } from './coverage-check.ts';
import { overlapM2 as overlapOf } from './overlap.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

const own = (fill = false) => ({ avoid: 'own' as const, fill });
const metresEast = (m: number): [number, number] => {
  const [x0] = at(0, 0);
  const [x1] = at(m, 0);
  return [x1 - x0, 0];
};
const byUid = (features: readonly FeatureRecord[], uid: string) =>
  features.find((one) => one.uid === uid)!.geometry!;

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

const overlapM2 = (features: readonly FeatureRecord[]): number => overlapOf(geos, features);

describe('a transformed feature is fitted to what is there', () => {
  const a = parcel('a', rect(0, 0, 100, 100));
  const b = parcel('b', rect(150, 0, 250, 100));
  const park = feature('industrial_park', 'park', rect(120, 0, 140, 100), { name: '园' });
  const move = (fill: boolean, by: number, records = [a, b, park]) =>
    applied(
      records,
      opsOf(transformFeatures, snapshotOf(records), {
        refs: [ref(a)],
        transform: { kind: 'move', by: metresEast(by) },
        shared: false,
        fit: own(fill),
      }),
    );

  it('is cut where it is moved into a neighbour, and keeps to its own layer', () => {
    const moved = move(false, 80);
    expect(polygonAreaM2(byUid(moved, 'a'))).toBeCloseTo(rectArea(80, 0, 150, 100), 1);
    expect(polygonAreaM2(byUid(moved, 'b'))).toBeCloseTo(rectArea(150, 0, 250, 100), 1);
    expect(polygonAreaM2(byUid(moved, 'park'))).toBeCloseTo(rectArea(120, 0, 140, 100), 1);
  });

  it('holds for turning and changing size, and for copies, which avoid the originals too', () => {
    const middle = at(50, 50);
    const scaled = applied(
      [a, b],
      opsOf(transformFeatures, snapshotOf([a, b]), {
        refs: [ref(a)],
        transform: { kind: 'scale', factorX: 3, factorY: 1, about: middle },
        shared: false,
        fit: own(),
      }),
    );
    expect(polygonAreaM2(byUid(scaled, 'a'))).toBeCloseTo(rectArea(-100, 0, 150, 100), 1);
    const turned = applied(
      [a, b],
      opsOf(transformFeatures, snapshotOf([a, b]), {
        refs: [ref(b)],
        transform: { kind: 'rotate', angleDeg: 45, about: at(200, 50) },
        shared: false,
        fit: own(),
      }),
    );
    expect(overlapM2(turned)).toBeLessThan(0.01);
    const copied = applied(
      [a, b],
      opsOf(transformFeatures, snapshotOf([a, b]), {
        refs: [ref(a)],
        transform: { kind: 'move', by: metresEast(75) },
        shared: true,
        copy: true,
        fit: own(),
      }),
    );
    expect(polygonAreaM2(copied.at(-1)!.geometry!)).toBeCloseTo(rectArea(100, 0, 150, 100), 1);
  });

  it('fills the gaps it closes against neighbours', () => {
    const south = parcel('south', rect(-50, -50, 300, 0));
    const north = parcel('north', rect(-50, 100, 300, 150));
    const low = parcel('a', rect(0, 10, 100, 90));
    const filled = applied(
      [low, b, south, north],
      opsOf(transformFeatures, snapshotOf([low, b, south, north]), {
        refs: [ref(low)],
        transform: { kind: 'scale', factorX: 1, factorY: 1.5, about: at(100, 50) },
        shared: false,
        fit: own(true),
      }),
    );
    expect(polygonAreaM2(byUid(filled, 'a'))).toBeCloseTo(rectArea(0, 0, 150, 100), 0);
  });

  it('is refused where nothing is left of it', () => {
    const small = parcel('small', rect(300, 20, 320, 40));
    expect(
      outcome(transformFeatures, snapshotOf([b, small]), {
        refs: [ref(small)],
        transform: { kind: 'move', by: metresEast(-100) },
        shared: false,
        fit: own(),
      }),
    ).toBe('command.fit-nothing-left');
  });

  it('never overlaps in a coverage: any move, turn and size, moved or copied', () => {
    let [done, cut] = [0, 0];
    const about: [number, number] = [110.0024, 30.0024];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.nat(3),
        fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 3 }),
        fc.oneof(
          fc
            .tuple(fc.integer({ min: -9e5, max: 9e5 }), fc.integer({ min: -9e5, max: 9e5 }))
            .map(([x, y]): Transform => ({ kind: 'move', by: [x / 1e9, y / 1e9] })),
          fc
            .integer({ min: -40, max: 40 })
            .map((angleDeg): Transform => ({ kind: 'rotate', angleDeg, about })),
          fc
            .integer({ min: 70, max: 140 })
            .map((percent): Transform => ({ kind: 'scale', factorX: percent / 100, factorY: 1.1, about })),
        ),
        fc.boolean(),
        (seed, between, picks, transform, copy) => {
          const before = parcels(seed, 4, between);
          const refs = picks.map((i) => ref(before[i]!));
          const params = { refs, transform, shared: false, copy, fit: own() };
          const made = run(transformFeatures, snapshotOf(before), params);
          if (!made.ok) {
            expect(made.error.code).toMatch(/shape|unchanged|nothing-left|single-part/);
            return;
          }
          done += 1;
          const now = after(before, made.value.ops);
          if (made.value.ops.length > refs.length) cut += 1;
          expect(now.every(({ geometry }) => isValid(geometry!))).toBe(true);
          expect(overlapM2(now)).toBeLessThan(0.02);
        },
      ),
      { numRuns: 80, seed: 8 },
    );
    expect(done).toBeGreaterThan(25);
    expect(cut).toBeGreaterThan(15);
  });

  it('lets followers give way to a third too', () => {
    const left = parcel('left', rect(0, 0, 100, 100));
    const right = parcel('right', rect(100, 0, 200, 100));
    const third = parcel('third', rect(210, -50, 300, 150));
    const records = [left, right, third];
    const now = applied(
      records,
      opsOf(transformFeatures, snapshotOf(records), {
        refs: [ref(left)],
        transform: { kind: 'move', by: metresEast(150) },
        shared: true,
        fit: own(),
      }),
    );
    expect(overlapM2(now.filter(({ uid }) => uid !== 'left'))).toBeLessThan(0.01);
    expect(overlapM2(now.filter(({ uid }) => uid !== 'right'))).toBeLessThan(0.01);
  });
});

describe('what is pasted is fitted to what is there', () => {
  const b = parcel('b', rect(50, 0, 150, 100));
  const one = (uid: string, box: [number, number, number, number]) => ({
    geometry: rect(...box),
    fields: {},
    layer: 'elsewhere',
    uid,
  });
  const mapping = [
    { to: 'land_class', value: '0301' },
    { to: 'class_edition', value: '2023' },
  ];

  it('cut, apart from one another, and counted where nothing is left', () => {
    const features = [one('x', [0, 0, 100, 100]), one('y', [20, 0, 60, 200]), one('z', [60, 10, 90, 90])];
    const made = must(
      run(pasteFeatures, snapshotOf([b]), { into: 'land_use', features, mapping, fit: own() }),
    );
    expect(made).toMatchObject({ label: 'history.paste-features-covered', params: { covered: 1, count: 2 } });
    const now = applied([b], made.ops);
    expect(overlapM2(now)).toBeLessThan(0.01);
    const areas = now.slice(1).map(({ geometry }) => polygonAreaM2(geometry!));
    expect(areas[0]).toBeCloseTo(rectArea(0, 0, 50, 100), 1);
    expect(areas[1]).toBeCloseTo(rectArea(20, 100, 60, 200), 1);
  });

  it('is refused where nothing is left of any, and becomes several where it is divided', () => {
    expect(
      outcome(pasteFeatures, snapshotOf([b]), {
        into: 'land_use',
        features: [one('z', [60, 10, 90, 90])],
        mapping,
        fit: own(),
      }),
    ).toBe('command.fit-nothing-left');
    const divided = opsOf(pasteFeatures, snapshotOf([b]), {
      into: 'land_use',
      features: [one('x', [0, 10, 200, 90])],
      mapping,
      fit: own(),
    });
    expect(divided.filter(({ kind }) => kind === 'put')).toHaveLength(2);
  });
});

describe('buffers are fitted to what is there', () => {
  it('are cut to features of the layer and to one another', () => {
    const parks = [
      feature('industrial_park', 'p', rect(0, 0, 50, 50), { name: '园' }),
      feature('industrial_park', 'q', rect(80, 0, 130, 50), { name: '区' }),
    ];
    const wall = parcel('wall', rect(-100, -100, -10, 200));
    const records = [...parks, wall];
    const now = applied(
      records,
      opsOf(bufferFeatures, snapshotOf(records), {
        refs: parks.map(ref),
        distanceM: 30,
        corners: 'square',
        dissolve: false,
        into: 'land_use',
        fields: { land_class: '0301', class_edition: '2023' },
        fit: own(),
      }),
    ).filter(({ layer }) => layer === 'land_use');
    expect(now).toHaveLength(3);
    expect(overlapM2(now)).toBeLessThan(0.01);
  });
});

describe('a border redrawn without its neighbours', () => {
  it('does not grow over one', () => {
    const a = parcel('a', rect(0, 0, 100, 100));
    const b = parcel('b', rect(150, 0, 250, 100));
    const line = [at(100, 20), at(180, 20), at(180, 80), at(100, 80)];
    const redraw = (fit?: ReturnType<typeof own>) =>
      applied(
        [a, b],
        opsOf(reshapeBorderCommand, snapshotOf([a, b]), {
          ref: ref(a),
          line,
          shared: false,
          ...(fit && { fit }),
        }),
      );
    expect(overlapM2(redraw())).toBeCloseTo(rectArea(150, 20, 180, 80), 0);
    const now = redraw(own());
    expect(overlapM2(now)).toBeLessThan(0.01);
    expect(polygonAreaM2(byUid(now, 'a'))).toBeCloseTo(
      rectArea(0, 0, 100, 100) + rectArea(100, 20, 150, 80),
      1,
    );
  });

  it('is unchanged where all that it gains is taken', () => {
    const a = parcel('a', rect(0, 0, 100, 100));
    const b = parcel('b', rect(100, 0, 250, 100));
    const line = [at(100, 20), at(180, 20), at(180, 80), at(100, 80)];
    const params = { ref: ref(a), line, shared: false, fit: own() };
    const made = run(reshapeBorderCommand, snapshotOf([a, b]), params);
    if (made.ok)
      expect(polygonAreaM2(made.value.ops[0]!.after!.geometry!)).toBeCloseTo(rectArea(0, 0, 100, 100), 2);
    else expect(made.error.code).toBe('command.unchanged');
  });
});
