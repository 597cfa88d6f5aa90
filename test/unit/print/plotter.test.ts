import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlotter, STEPS_PER_MM } from '../../../shared/print/map/plotter.ts';
import type { MapWindow } from '../../../shared/print/map/map-window.ts';
import { degrees, ORIGIN, polygon, rectangle, ZONE } from '../../fixtures/print.ts';

const window: MapWindow = { crs: ZONE, x: 20, y: 20, width: 200, height: 200, scale: 10_000, ...ORIGIN };
const plotter = createPlotter(window);

/** Coordinates of a ring as pairs, mm. */
const mm = (ring: Int32Array): [number, number][] => {
  const pairs: [number, number][] = [];
  for (let i = 0; i < ring.length; i += 2) pairs.push([ring[i]! / STEPS_PER_MM, ring[i + 1]! / STEPS_PER_MM]);
  return pairs;
};

describe('what is brought to the paper', () => {
  it('has the scale: a square of a kilometre is 100 mm at 1:10000', () => {
    const plotted = plotter.plot(rectangle(-500, -500, 1000, 1000))!;
    expect(mm(plotted.parts[0]![0]!).toSorted((a, b) => a[0] - b[0] || a[1] - b[1])).toEqual([
      [70, 70],
      [70, 170],
      [170, 70],
      [170, 170],
    ]);
  });

  it('keeps holes with their shell, and drops what is smaller than a step', () => {
    const ring = (x: number, y: number, side: number): readonly [number, number][] => [
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
    ];
    const plotted = plotter.plot(
      polygon(ring(-100, -100, 200), ring(-10, -10, 20).toReversed(), ring(50, 50, 0.02).toReversed()),
    )!;
    expect(plotted.parts.map((part) => part.length)).toEqual([2]);
    expect(plotter.plot(rectangle(0, 0, 0.05, 0.05))).toBeNull();
  });

  it('leaves out what lies beside the frame and cuts what goes far beyond it', () => {
    expect(plotter.plot(rectangle(3000, 0, 100, 100))).toBeNull();
    const large = plotter.plot(rectangle(-90_000, -90_000, 180_000, 180_000))!;
    for (const [x, y] of mm(large.parts[0]![0]!)) {
      expect(x).toBeGreaterThanOrEqual(10);
      expect(x).toBeLessThanOrEqual(230);
      expect(y).toBeGreaterThanOrEqual(10);
      expect(y).toBeLessThanOrEqual(230);
    }
  });

  it('gives neighbours the same points on a shared border, long edges too', () => {
    const place = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -9000, max: 9000 }));
    fc.assert(
      fc.property(place, place, ([ax, ay], [bx, by]) => {
        fc.pre(Math.abs(ay - by) > 10);
        const [low, high] =
          ay < by
            ? ([
                [ax, ay],
                [bx, by],
              ] as const)
            : ([
                [bx, by],
                [ax, ay],
              ] as const);
        // One lies to the left of the edge, the other to its right, and they go along it in opposite ways.
        const left = plotter.plot(polygon([low, high, [-1000, high[1]], [-1000, low[1]]]));
        const right = plotter.plot(polygon([high, low, [1000, low[1]], [1000, high[1]]]));
        if (left === null || right === null) return;
        const keys = (plotted: typeof left): Set<string> =>
          new Set(mm(plotted.parts[0]![0]!).map((pair) => pair.join()));
        const [a, b] = [keys(left), keys(right)];
        const inFrame = (key: string): boolean =>
          key
            .split(',')
            .map(Number)
            .every((value) => value > 20 && value < 220);
        const onlyLeft = [...a].filter((key) => !b.has(key) && inFrame(key));
        const onlyRight = [...b].filter((key) => !a.has(key) && inFrame(key));
        // What only one of them has lies on its own sides, at the far left or right.
        const own = (key: string): boolean => Math.abs(Math.abs(Number(key.split(',')[0]) - 120) - 100) < 1;
        expect([...onlyLeft, ...onlyRight].filter((key) => !own(key))).toEqual([]);
      }),
    );
  });

  it('bends a long edge as the plane does: it is straight in degrees', () => {
    const [west, south] = degrees(-900, 0);
    const [east, north] = degrees(900, 0);
    expect(south).not.toBe(north);
    const coarse = createPlotter({ ...window, scale: 500_000 }).plot(
      rectangle(-40_000, -40_000, 80_000, 80_000),
    )!;
    // Four corners, and points between them.
    expect(coarse.parts[0]![0]!.length / 2).toBeGreaterThan(100);
    expect(east).toBeGreaterThan(west);
  });
});
