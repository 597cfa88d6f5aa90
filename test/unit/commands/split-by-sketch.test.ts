import { describe, expect, it } from 'vitest';
import { splitBySketchCommand } from '../../../shared/commands/split-by-sketch.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { at, rect, rectArea, rects } from '../../fixtures/check/shapes.ts';
import { random } from '../geometry/shapes.ts';
import { applied, coverage, faultsOfCoverage, parcel } from './coverage-checks.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

const line = (...points: [number, number][]) => ({
  kind: 'line' as const,
  points: points.map(([x, y]) => at(x, y)),
});
const ring = (...points: [number, number][]) => ({
  kind: 'ring' as const,
  points: points.map(([x, y]) => at(x, y)),
});
const areas = (features: readonly { geometry: unknown }[]) =>
  features.map((one) => Math.round(polygonAreaM2(one.geometry as never))).sort((a, b) => a - b);
const about = (...rectangles: [number, number, number, number][]) =>
  rectangles.map((one) => Math.round(rectArea(...one))).sort((a, b) => a - b);

describe('split by a drawn line', () => {
  const one = parcel('one', rect(0, 0, 300, 100), { identifier: '990121000000000001', parcel_number: '7' });

  it('gives the largest piece the identity and the others their origin; figures add up to the cent', () => {
    const ops = opsOf(splitBySketchCommand, snapshotOf([one]), {
      refs: [ref(one)],
      sketch: line([100, -10], [100, 110]),
    });
    const now = applied([one], ops);
    expect(areas(now)).toEqual(about([0, 0, 100, 100], [100, 0, 300, 100]));
    const kept = now.find(({ uid }) => uid === 'one')!;
    const fresh = now.find(({ uid }) => uid !== 'one')!;
    expect(polygonAreaM2(kept.geometry!)).toBeGreaterThan(polygonAreaM2(fresh.geometry!));
    expect(kept.fields).toMatchObject({ identifier: '990121000000000001', parcel_number: '7' });
    expect(fresh.fields).toMatchObject({
      identifier: null,
      parcel_number: null,
      derived_from: 'one',
      land_class: '0101',
    });
    const sum = Number(kept.fields['area_m2']) + Number(fresh.fields['area_m2']);
    expect(Math.round(sum * 100)).toBe(Math.round(Number(one.fields['area_m2']) * 100));
  });

  it('crosses several times, and through holes and parts', () => {
    const comb = feature(
      'industrial_park',
      'comb',
      rects([0, 0, 30, 100], [40, 0, 70, 100], [200, 0, 300, 100]),
    );
    const cut = applied(
      [comb],
      opsOf(splitBySketchCommand, snapshotOf([comb]), {
        refs: [ref(comb)],
        sketch: line([-5, 50], [100, 50]),
      }),
    );
    // Two parts are cut; the third stays with the largest piece.
    expect(cut).toHaveLength(4);
    expect(areas(cut)).toEqual(
      [
        ...about([0, 0, 30, 50], [40, 0, 70, 50], [0, 50, 30, 100]),
        about([200, 0, 300, 100], [0, 0, 30, 50]).reduce((a, b) => a + b),
      ].map((value) => expect.closeTo(value, -1) as number),
    );
    const ringed = parcel('ringed', rect(0, 0, 100, 100, [40, 40, 60, 60]));
    const halves = applied(
      [ringed],
      opsOf(splitBySketchCommand, snapshotOf([ringed]), {
        refs: [ref(ringed)],
        sketch: line([50, -9], [50, 109]),
      }),
    );
    expect(areas(halves)).toEqual([4800, 4800].map((value) => expect.closeTo(value, -1) as number));
    expect(halves.every(({ geometry }) => geometry!.rings.length === 2 && isValid(geometry!))).toBe(true);
  });

  it('cuts nothing with an end inside, a way to a hole, a border, or far off, and leaves no vertex', () => {
    const ringed = parcel('ringed', rect(0, 0, 100, 100, [40, 40, 60, 60]));
    const nothing = (...points: [number, number][]) =>
      outcome(splitBySketchCommand, snapshotOf([ringed]), { refs: [ref(ringed)], sketch: line(...points) });
    expect(nothing([-10, 20], [30, 20])).toBe('command.line-cuts-nothing');
    expect(nothing([-10, 50], [50, 50])).toBe('command.line-cuts-nothing');
    expect(nothing([0, -10], [0, 110])).toBe('command.line-cuts-nothing');
    expect(nothing([500, 0], [500, 100])).toBe('command.line-cuts-nothing');
    // One crossing all through, and a dangling branch that crosses the border once more.
    const ops = opsOf(splitBySketchCommand, snapshotOf([ringed]), {
      refs: [ref(ringed)],
      sketch: line([20, -10], [20, 110], [70, 110], [70, 90]),
    });
    const points = ops.map((op) => op.after!.geometry!.xy.length / 2);
    expect(points.sort((a, b) => a - b)).toEqual([5, 10]);
  });

  it('starts and ends exactly on vertices and edges of the border', () => {
    const square = parcel('square', rect(0, 0, 100, 100));
    const ops = opsOf(splitBySketchCommand, snapshotOf([square]), {
      refs: [ref(square)],
      sketch: line([0, 0], [30, 60], [100, 100]),
    });
    expect(ops.map((op) => op.after!.geometry!.xy.length / 2)).toEqual([5, 5]);
    const edge = opsOf(splitBySketchCommand, snapshotOf([square]), {
      refs: [ref(square)],
      sketch: line([50, 0], [50, 100]),
    });
    expect(edge).toHaveLength(2);
  });

  it('writes answers into new pieces, refuses values no list knows, locked layers and lines', () => {
    const params = { refs: [ref(one)], sketch: line([100, -10], [100, 110]) };
    const ops = opsOf(splitBySketchCommand, snapshotOf([one]), { ...params, given: { remark: '新' } });
    expect(ops.map((op) => [op.kind, op.after?.fields?.['remark']])).toEqual(
      expect.arrayContaining([
        ['put', '新'],
        ['patch', null],
      ]),
    );
    expect(
      outcome(splitBySketchCommand, snapshotOf([one]), { ...params, given: { land_class: 'x' } }),
    ).toMatch(/^command\.value/);
    expect(outcome(splitBySketchCommand, snapshotOf([one], ['land_use']), params)).toBe(
      'command.layer-locked',
    );
  });
});

describe('split by a drawn ring', () => {
  it('makes what lies inside a piece of its own', () => {
    const field = parcel('field', rect(0, 0, 200, 100));
    const inner = applied(
      [field],
      opsOf(splitBySketchCommand, snapshotOf([field]), {
        refs: [ref(field)],
        sketch: ring([20, 20], [60, 20], [60, 60], [20, 60]),
      }),
    );
    expect(areas(inner)).toEqual([1600, 18400].map((value) => expect.closeTo(value, -1) as number));
    const park = feature('industrial_park', 'park', rects([0, 0, 100, 100], [200, 0, 300, 100]));
    const across = applied(
      [park],
      opsOf(splitBySketchCommand, snapshotOf([park]), {
        refs: [ref(park)],
        sketch: ring([50, -10], [250, -10], [250, 50], [50, 50]),
      }),
    );
    // One piece inside and one outside, both of two parts.
    expect(areas(across)).toEqual([5000, 15000].map((value) => expect.closeTo(value, -1) as number));
    const apart = applied(
      [park],
      opsOf(splitBySketchCommand, snapshotOf([park]), {
        refs: [ref(park)],
        sketch: ring([150, -10], [350, -10], [350, 150], [150, 150]),
      }),
    );
    expect(apart.map(({ geometry }) => geometry!.parts.length)).toEqual([2, 2]);
  });
});

describe('split of a coverage', () => {
  it('keeps it exact under many lines and rings over several parcels at once', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const size = 3;
      let parcels = coverage(next, size);
      expect(faultsOfCoverage(parcels, size)).toEqual([]);
      for (let round = 0; round < 4; round++) {
        const place = (): [number, number] => [
          110 + (next() * 1.2 - 0.1) * size * 0.001,
          30 + (next() * 1.2 - 0.1) * size * 0.001,
        ];
        const points = Array.from({ length: 2 + Math.floor(next() * 4) }, place);
        const kind = points.length > 2 && next() < 0.4 ? ('ring' as const) : ('line' as const);
        const chosen = parcels.filter(() => next() < 0.8);
        const before = new Map(parcels.map((one) => [one.uid, Number(one.fields['area_m2'])]));
        const made = run(splitBySketchCommand, snapshotOf(parcels), {
          refs: chosen.map(ref),
          sketch: { kind, points },
        });
        if (!made.ok) {
          expect(made.error.code).toBe('command.line-cuts-nothing');
          continue;
        }
        // Uids of a snapshot begin anew: make them unique.
        const ops = made.value.ops.map((op) =>
          op.kind === 'put' ? { ...op, at: { ...op.at, uid: `${round}-${op.at.uid}` } } : op,
        );
        const cut = new Map<string, number>();
        for (const op of ops) {
          const origin = op.kind === 'put' ? String(op.after!.fields!['derived_from']) : op.at.uid;
          if (op.after?.fields?.['land_class'] === undefined) continue;
          cut.set(origin, (cut.get(origin) ?? 0) + Number(op.after.fields['area_m2']));
        }
        for (const [uid, sum] of cut) expect(Math.round(sum * 100)).toBe(Math.round(before.get(uid)! * 100));
        parcels = applied(parcels, ops);
        expect(faultsOfCoverage(parcels, size)).toEqual([]);
        for (const { geometry } of parcels) expect(isValid(geometry!)).toBe(true);
      }
    }
  });
});
