import { describe, expect, it } from 'vitest';
import { reshapeBorderCommand } from '../../../shared/commands/reshape-border.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { reshapeBorder } from '../../../shared/geometry/reshape.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { must } from '../../../shared/result.ts';
import { at, rect, rectArea } from '../../fixtures/check/shapes.ts';
import { random, starRing } from '../geometry/shapes.ts';
import { applied, coverage, faultsOfCoverage, parcel } from './coverage-checks.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

const way = (...points: [number, number][]) => points.map(([x, y]) => at(x, y));

describe('a redrawn border', () => {
  const square = rect(0, 0, 100, 100);
  const area = (line: [number, number][], smaller = false) =>
    polygonAreaM2(must(reshapeBorder(square, line, smaller)).geometry);

  it('cuts off the smaller side, adds what the line encloses, or takes the other side', () => {
    const inside = way([30, -10], [30, 110]);
    expect(area(inside)).toBeCloseTo(rectArea(30, 0, 100, 100), 0);
    expect(area(inside, true)).toBeCloseTo(rectArea(0, 0, 30, 100), 0);
    const outside = way([100, 20], [140, 20], [140, 60], [100, 60]);
    expect(area(outside)).toBeCloseTo(rectArea(0, 0, 100, 100) + rectArea(100, 20, 140, 60), 0);
    expect(area(outside, true)).toBeCloseTo(rectArea(100, 20, 140, 60), 0);
    // Out, in and out again: what is outside comes, what is inside goes.
    const weaving = way([90, 10], [120, 10], [120, 40], [80, 40], [80, 80], [120, 80]);
    expect(area(weaving)).toBeCloseTo(
      rectArea(0, 0, 100, 100) + rectArea(100, 10, 120, 40) - rectArea(80, 40, 100, 80),
      0,
    );
  });

  it('is replaced stretch by stretch where the line winds over what stays too', () => {
    // A corner, a bay outside, the western part, a bay outside, a corner.
    const winding = way([-10, 20], [20, 20], [20, 110], [40, 110], [40, -10], [60, -10], [60, 20], [110, 20]);
    const made = must(reshapeBorder(square, winding));
    expect(polygonAreaM2(made.geometry)).toBeCloseTo(
      rectArea(40, 0, 100, 100) + rectArea(40, -10, 60, 0) - rectArea(60, 0, 100, 20),
      0,
    );
    const back = must(reshapeBorder(square, winding.toReversed()));
    expect(polygonAreaM2(back.geometry)).toBeCloseTo(polygonAreaM2(made.geometry), 3);
    const sum = (regions: readonly Packed[]) => regions.reduce((m2, one) => m2 + polygonAreaM2(one), 0);
    expect(polygonAreaM2(square) + sum(made.gained) - sum(made.lost)).toBeCloseTo(
      polygonAreaM2(made.geometry),
      2,
    );
  });

  it('is refused with the reason where either end of the line says something else', () => {
    const code = (line: [number, number][]) => {
      const made = reshapeBorder(square, way(...line));
      return made.ok ? 'done' : made.error.code;
    };
    expect(
      code([
        [40, 20],
        [70, 80],
        [-20, 120],
        [0, 50],
        [100, 40],
        [30, 60],
        [0, 110],
        [-30, 80],
      ]),
    ).toBe('command.reshape-leaves');
    expect(
      code([
        [130, 60],
        [20, 0],
        [80, 120],
        [-10, 60],
      ]),
    ).toBe('command.reshape-winds');
  });

  it('takes almost every random line, with a sound shape', () => {
    const codes = new Map<string, number>();
    for (let seed = 1; seed <= 1500; seed++) {
      const next = random(seed);
      const shape = packPolygon([starRing(next, 110, 30, 0.001, 7)]);
      const line = Array.from({ length: 3 + Math.floor(next() * 5) }, (): [number, number] => [
        110 + 0.003 * (next() - 0.5),
        30 + 0.003 * (next() - 0.5),
      ]);
      const made = reshapeBorder(shape, line);
      if (made.ok) expect([seed, isValid(made.value.geometry)]).toEqual([seed, true]);
      const code = made.ok ? 'done' : made.error.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    const of = (code: string): number => codes.get(code) ?? 0;
    expect(of('command.reshape-winds') + of('command.reshape-leaves')).toBeLessThan(of('done') / 30);
    expect(of('done')).toBeGreaterThan(1000);
  });

  it('needs two meetings with one border, and something to change', () => {
    const code = (line: [number, number][], smaller = false) => {
      const made = reshapeBorder(square, line, smaller);
      return made.ok ? 'done' : made.error.code;
    };
    expect(code(way([50, 50], [150, 50]))).toBe('command.reshape-one-crossing');
    expect(code(way([20, 20], [80, 80]))).toBe('command.reshape-one-crossing');
    expect(code(way([100, 10], [100, 60]))).toBe('command.reshape-unchanged');
  });

  it('cuts holes it crosses, drops those left outside, and redraws holes themselves', () => {
    const holed = rect(0, 0, 100, 100, [40, 40, 60, 60], [80, 80, 90, 90]);
    const through = must(reshapeBorder(holed, way([50, -10], [50, 110]), true)).geometry;
    expect(polygonAreaM2(through)).toBeGreaterThan(4000);
    expect(isValid(through)).toBe(true);
    const off = must(reshapeBorder(holed, way([70, -10], [70, 110]))).geometry;
    expect(off.rings.length - 1).toBe(2);
    const hole = must(reshapeBorder(holed, way([45, 50], [30, 50], [30, 55], [45, 55])));
    expect(polygonAreaM2(hole.geometry)).toBeCloseTo(polygonAreaM2(holed) - rectArea(30, 50, 40, 55), 0);
    expect(hole.gained).toEqual([]);
  });

  it('keeps where rings begin', () => {
    const made = must(reshapeBorder(square, way([100, 20], [140, 20], [140, 60], [100, 60]))).geometry;
    expect([...made.xy.subarray(0, 2)]).toEqual([...square.xy.subarray(0, 2)]);
  });
});

describe('a redrawn border and its neighbours', () => {
  const left = parcel('left', rect(0, 0, 100, 100));
  const right = parcel('right', rect(100, 0, 200, 100));
  const north = parcel('north', rect(0, 100, 200, 200));
  const twin = feature('industrial_park', 'twin', rect(0, 0, 100, 100), { name: '园' });
  const all = [left, right, north, twin];
  const line = way([90, 20], [120, 20], [120, 40], [80, 40], [80, 80], [110, 80]);

  it('follow it exactly, and so do features of other layers with the same stretch', () => {
    const now = applied(
      all,
      opsOf(reshapeBorderCommand, snapshotOf(all), { ref: ref(left), line, shared: true }),
    );
    const shape = (uid: string) => now.find((one) => one.uid === uid)!.geometry!;
    expect(polygonAreaM2(shape('left')) + polygonAreaM2(shape('right'))).toBeCloseTo(
      rectArea(0, 0, 200, 100),
      1,
    );
    expect(samePacked(shape('left'), shape('twin'))).toBe(true);
    expect(samePacked(shape('north'), north.geometry!)).toBe(true);
    const locked = applied(
      all,
      opsOf(reshapeBorderCommand, snapshotOf(all, ['industrial_park']), {
        ref: ref(left),
        line,
        shared: true,
      }),
    );
    expect(samePacked(locked.find(({ uid }) => uid === 'twin')!.geometry!, twin.geometry!)).toBe(true);
  });

  it('stay as they are without sharing, but for vertices on their edges', () => {
    const now = applied(
      all,
      opsOf(reshapeBorderCommand, snapshotOf(all), { ref: ref(left), line, shared: false }),
    );
    const area = polygonAreaM2(now.find(({ uid }) => uid === 'right')!.geometry!);
    expect(area).toBeCloseTo(rectArea(100, 0, 200, 100), 1);
  });

  it('are never swallowed', () => {
    const over = way([50, 0], [50, -10], [210, -10], [210, 110], [50, 110], [50, 100]);
    expect(
      outcome(reshapeBorderCommand, snapshotOf([left, right]), { ref: ref(left), line: over, shared: true }),
    ).toBe('command.reshape-swallows');
  });

  it('stay an exact coverage under random lines', () => {
    let [done, refused] = [0, 0];
    for (let seed = 1; seed <= 250; seed++) {
      const next = random(seed);
      const size = 3;
      let parcels = coverage(next, size);
      for (let round = 0; round < 3; round++) {
        const subject = parcels[Math.floor(next() * parcels.length)]!;
        const [west, south, east, north_] = subject.geometry!.box;
        const clamp = (v: number, low: number) => Math.min(low + 0.003 - 1e-6, Math.max(low + 1e-6, v));
        const points = Array.from({ length: 2 + Math.floor(next() * 4) }, (): [number, number] => [
          clamp(west + (next() * 1.6 - 0.3) * (east - west), 110),
          clamp(south + (next() * 1.6 - 0.3) * (north_ - south), 30),
        ]);
        const made = run(reshapeBorderCommand, snapshotOf(parcels), {
          ref: ref(subject),
          line: points,
          shared: true,
        });
        if (!made.ok) {
          refused += made.error.code === 'command.reshape-one-crossing' ? 0 : 1;
          continue;
        }
        const before = parcels;
        parcels = applied(
          parcels,
          made.value.ops.map((op) =>
            op.kind === 'put' ? { ...op, at: { ...op.at, uid: `${seed}-${round}-${op.at.uid}` } } : op,
          ),
        );
        // Ground lost at the outline has nobody to go to.
        const faults = faultsOfCoverage(parcels, size);
        const [lon0, lat0, lon1, lat1] = [110, 30, 110.003, 30.003];
        const atOutline = before.find(({ uid }) => uid === subject.uid)!.geometry!.box;
        const outer =
          atOutline[0] <= lon0 || atOutline[1] <= lat0 || atOutline[2] >= lon1 || atOutline[3] >= lat1;
        if (faults.length > 0 && outer) break;
        expect([seed, round, ...faults]).toEqual([seed, round]);
        for (const { geometry } of parcels) expect(isValid(geometry!)).toBe(true);
        done += 1;
      }
    }
    console.log(`reshaped ${done}, winding ${refused}`);
    expect(done).toBeGreaterThan(400);
    expect(refused).toBeLessThan(done / 50);
  });
});
