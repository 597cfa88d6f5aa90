import { describe, expect, it } from 'vitest';
import { mergeFeatures } from '../../../shared/commands/merge-features.command.ts';
import { splitByAreaCommand } from '../../../shared/commands/split-by-area.command.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packMultiPolygon, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { partCount, samePacked } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { splitByArea } from '../../../shared/geometry/split-area.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { must } from '../../../shared/result.ts';
import { at, LAT, LON, rect, rects } from '../../fixtures/check/shapes.ts';
import { random, starRing, starWithHole } from '../geometry/shapes.ts';
import { applied, coverage, faultsOfCoverage, parcel } from './coverage-checks.ts';
import { feature, opsOf, outcome, ref, run, snapshotOf } from './snapshot.ts';

/** Metres of a position off a line of a bearing through the origin, right of it; the earth taken for flat here. */
function offsets(shape: Packed, bearing: number): number[] {
  const [sin, cos] = [Math.sin((bearing * Math.PI) / 180), Math.cos((bearing * Math.PI) / 180)];
  return Array.from({ length: shape.xy.length / 2 }, (_, i) => {
    const [x, y] = [shape.xy[2 * i]! - 110, shape.xy[2 * i + 1]! - 30];
    return (x / LON) * cos - (y / LAT) * sin;
  });
}

describe('a piece of a wanted area', () => {
  it('has it to a hundredth of a square metre, on its side, and tiles the shape with the rest', () => {
    let wide = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const next = random(seed);
      const size = 0.0002 + 0.001 * next();
      const shape =
        seed % 3 === 0
          ? packPolygon([starRing(next, 110, 30, size, 5 + Math.floor(next() * 30))])
          : seed % 3 === 1
            ? starWithHole(next, 110, 30, size, 8 + Math.floor(next() * 20))
            : packMultiPolygon([
                [starRing(next, 110, 30, size, 9)],
                [starRing(next, 110 + 3 * size, 30 + size, size, 12)],
              ]);
      const total = polygonAreaM2(shape);
      const wanted = Math.round(total * (0.03 + 0.94 * next()) * 100) / 100;
      const bearing = next() * 720 - 360;
      const side = next() < 0.5 ? ('left' as const) : ('right' as const);
      const { inside, outside, line, areaM2 } = must(splitByArea(shape, wanted, bearing, side));
      expect(areaM2).toBe(polygonAreaM2(inside));
      if (Math.abs(areaM2 - wanted) >= 0.01) wide += 1;
      expect(isValid(inside) && isValid(outside)).toBe(true);
      // Vertices put on edges change the whole by a little.
      expect(Math.abs(areaM2 + polygonAreaM2(outside) - total)).toBeLessThan(0.05);
      const [most, least] = [offsets(inside, bearing), offsets(outside, bearing)];
      if (side === 'left') expect(Math.max(...most)).toBeLessThan(Math.min(...least) + 0.05);
      else expect(Math.min(...most)).toBeGreaterThan(Math.max(...least) - 0.05);
      expect(line.length % 2).toBe(0);
    }
    expect(wide).toBe(0);
  });

  it('comes as near as the grid gives between parallel borders far apart', () => {
    const long = rect(0, 0, 2000, 500);
    const { areaM2 } = must(splitByArea(long, 123_456.78, 90, 'right'));
    expect(Math.abs(areaM2 - 123_456.78)).toBeLessThan(0.11);
  });

  it('goes past vertices that stand on the line', () => {
    const square = rect(0, 0, 100, 100);
    const half = polygonAreaM2(square) / 2;
    // Along the diagonal, through two corners.
    const { inside, outside, areaM2 } = must(splitByArea(square, half, 45.0, 'left'));
    // Ends keep a step off the corners: 0.1 mm along 141 m.
    expect(Math.abs(areaM2 - half)).toBeLessThan(0.012);
    expect(isValid(inside) && isValid(outside)).toBe(true);
    // A step in the border at half its area, along the line.
    const step = packPolygon([
      [at(0, 0), at(100, 0), at(100, 50), at(60, 50), at(60, 100), at(0, 100)].map(([x, y]) => [x, y]),
    ]);
    const low = polygonAreaM2(rect(0, 0, 100, 50));
    const cut = must(splitByArea(step, low, 90, 'right'));
    expect(Math.abs(cut.areaM2 - low)).toBeLessThan(0.01);
    expect(isValid(cut.inside) && isValid(cut.outside)).toBe(true);
  });

  it('is refused for no area, for all of it, and in parts where the layer has none', () => {
    const one = parcel('one', rect(0, 0, 100, 100));
    const params = { ref: ref(one), bearingDeg: 0, side: 'left' as const };
    const snapshot = snapshotOf([one]);
    expect(outcome(splitByAreaCommand, snapshot, { ...params, areaM2: 0 })).toBe('command.area-not-positive');
    expect(outcome(splitByAreaCommand, snapshot, { ...params, areaM2: -5 })).toBe(
      'command.area-not-positive',
    );
    expect(outcome(splitByAreaCommand, snapshot, { ...params, areaM2: 10_100 })).toBe(
      'command.area-too-large',
    );
    const u = packPolygon([
      [at(0, 0), at(100, 0), at(100, 100), at(70, 100), at(70, 30), at(30, 30), at(30, 100), at(0, 100)].map(
        ([x, y]) => [x, y],
      ),
    ]);
    const fork = parcel('fork', u);
    expect(
      outcome(splitByAreaCommand, snapshotOf([fork]), {
        ref: ref(fork),
        areaM2: 1000,
        bearingDeg: 90,
        side: 'left',
      }),
    ).toBe('command.area-in-parts');
    const park = feature('industrial_park', 'park', u, { name: '园' });
    const cut = opsOf(splitByAreaCommand, snapshotOf([park]), {
      ref: ref(park),
      areaM2: 1000,
      bearingDeg: 90,
      side: 'left',
    });
    expect(cut.map((op) => partCount(op.after!.geometry!)).sort((a, b) => a - b)).toEqual([1, 2]);
    // What is left over may become several features.
    const rest = opsOf(splitByAreaCommand, snapshotOf([fork]), {
      ref: ref(fork),
      areaM2: 4000,
      bearingDeg: 90,
      side: 'right',
    });
    expect(rest).toHaveLength(3);
  });

  it('leaves a coverage exact, adds up to the cent, and merges back to what it was', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const next = random(seed);
      const start = coverage(next, 3);
      const subject = start[Math.floor(next() * start.length)]!;
      const total = Number(subject.fields['area_m2']);
      const areaM2 = Math.round(total * (0.1 + 0.8 * next()) * 100) / 100;
      const made = run(splitByAreaCommand, snapshotOf(start), {
        ref: ref(subject),
        areaM2,
        bearingDeg: 360 * next(),
        side: next() < 0.5 ? 'left' : 'right',
      });
      if (!made.ok) {
        expect(made.error.code).toBe('command.area-in-parts');
        continue;
      }
      const cut = applied(start, made.value.ops);
      expect(faultsOfCoverage(cut, 3)).toEqual([]);
      const pieces = cut.filter(
        ({ uid, fields }) => uid === subject.uid || fields['derived_from'] === subject.uid,
      );
      const figures = pieces.map(({ fields }) => Math.round(Number(fields['area_m2']) * 100));
      expect(figures.reduce((sum, one) => sum + one, 0)).toBe(Math.round(total * 100));
      expect(Math.min(...figures.map((one) => Math.abs(one / 100 - areaM2)))).toBeLessThan(0.011);
      const whole = applied(
        cut,
        opsOf(mergeFeatures, snapshotOf(cut), {
          into: ref(subject),
          refs: pieces.filter(({ uid }) => uid !== subject.uid).map(ref),
          keepFields: false,
        }),
      );
      for (const one of start) {
        const same = whole.find(({ uid }) => uid === one.uid)!;
        expect([seed, one.uid, samePacked(one.geometry!, same.geometry!)]).toEqual([seed, one.uid, true]);
        expect(same.fields).toMatchObject(one.fields);
      }
    }
  });
});

describe('several parts', () => {
  it('count as one area', () => {
    const park = feature('industrial_park', 'park', rects([0, 0, 100, 100], [200, 0, 300, 100]), {
      name: '园',
    });
    const ops = opsOf(splitByAreaCommand, snapshotOf([park]), {
      ref: ref(park),
      areaM2: 10_000,
      bearingDeg: 90,
      side: 'left',
    });
    const areas = ops.map((op) => polygonAreaM2(op.after!.geometry!));
    expect(Math.min(...areas.map((area) => Math.abs(area - 10_000)))).toBeLessThan(0.01);
    expect(ops.every((op) => partCount(op.after!.geometry!) === 2)).toBe(true);
  });
});
