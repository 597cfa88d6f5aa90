import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hatchDots, hatchLines } from '../../../shared/print/map/hatch.ts';
import { STEPS_PER_MM } from '../../../shared/print/map/plotter.ts';

const S = STEPS_PER_MM;
const square = (x: number, y: number, side: number): Int32Array =>
  Int32Array.of(x, y, x + side, y, x + side, y + side, x, y + side);
const hole = (x: number, y: number, side: number): Int32Array =>
  Int32Array.of(x, y, x, y + side, x + side, y + side, x + side, y);

const length = (lines: Iterable<Int32Array>): number => {
  let sum = 0;
  for (const [ax, ay, bx, by] of lines) sum += Math.hypot(bx! - ax!, by! - ay!) / S;
  return sum;
};

describe('hatches', () => {
  it('have their distance: length times pitch is the area', () => {
    const shape = [square(0, 0, 100 * S), hole(30 * S, 30 * S, 40 * S)];
    for (const way of ['rising', 'falling', 'level'] as const) {
      const area = length(hatchLines(shape, way, 0.8, null)) * 0.8;
      expect(Math.abs(area / (100 * 100 - 40 * 40) - 1)).toBeLessThan(0.01);
    }
  });

  it('lean as they are called, on a paper whose y runs downward', () => {
    const [rising] = [...hatchLines([square(0, 0, 10 * S)], 'rising', 3, null)];
    const [ax, ay, bx, by] = rising!;
    expect(Math.sign((bx! - ax!) * (by! - ay!))).toBe(-1);
    const [falling] = [...hatchLines([square(0, 0, 10 * S)], 'falling', 3, null)];
    const [cx, cy, dx, dy] = falling!;
    expect(Math.sign((dx! - cx!) * (dy! - cy!))).toBe(1);
  });

  it('stay within their shape', () => {
    const corner = fc.integer({ min: -500, max: 500 });
    fc.assert(
      fc.property(corner, corner, fc.integer({ min: 60, max: 900 }), (x, y, side) => {
        for (const [ax, ay, bx, by] of hatchLines([square(x, y, side)], 'rising', 1, null)) {
          for (const value of [ax!, bx!]) expect(value >= x - 1 && value <= x + side + 1).toBe(true);
          for (const value of [ay!, by!]) expect(value >= y - 1 && value <= y + side + 1).toBe(true);
        }
      }),
    );
  });

  it('of a band keep to the border', () => {
    const shape = [square(0, 0, 100 * S)];
    for (const [ax, ay, bx, by] of hatchLines(shape, 'falling', 1, 3)) {
      for (const t of [0, 0.25, 0.5, 0.75, 1]) {
        const [x, y] = [(ax! + t * (bx! - ax!)) / S, (ay! + t * (by! - ay!)) / S];
        // A step of rounding more.
        expect(Math.min(x, y, 100 - x, 100 - y)).toBeLessThan(3 + 0.05);
      }
    }
  });

  it('of dots have two in each square', () => {
    const dots = [...hatchDots([square(0, 0, 80 * S)], 4)];
    expect(Math.abs(dots.length - 2 * 20 * 20)).toBeLessThan(45);
  });
});
