import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { CrossingKernel } from '../../../shared/geometry/crossing-kernel.ts';
import { totalAreaM2 } from '../../../shared/geometry/kernel-overlay.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { NEAR_KINDS, nearPair } from './near-degenerate.ts';
import { coastRing, random, square, stepPolygon } from './shapes.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

const at = (x: number, y: number, size: number): [number, number][] => square(110e9 + x, 30e9 + y, size);

describe('crossing kernel', () => {
  it('a border in common is no area, exactly', () => {
    const a = stepPolygon(at(0, 0, 1e6));
    expect(overlay.intersectionAreaM2(a, stepPolygon(at(1e6, 0, 1e6)))).toBe(0);
    expect(overlay.intersectionAreaM2(a, stepPolygon(at(1e6, 1e6, 1e6)))).toBe(0);
    const ring = stepPolygon(at(-1e6, -1e6, 3e6), at(0, 0, 1e6));
    expect(overlay.intersectionAreaM2(a, ring)).toBe(0);
    expect(overlay.intersectionAreaM2(stepPolygon(at(1e5, 0, 1e5)), ring)).toBe(0);
  });

  it('knows what covers what: borders in common are covered, a step beyond is not', () => {
    const kernel = new CrossingKernel();
    const a = stepPolygon(at(0, 0, 1e6));
    expect(kernel.covers(a, a)).toBe(true);
    expect(kernel.covers(a, stepPolygon(at(0, 5e5, 5e5)))).toBe(true);
    expect(kernel.covers(a, stepPolygon(at(1, 1, 1e6)))).toBe(false);
    const hole = stepPolygon(at(0, 0, 1e6), at(4e5, 4e5, 1e5));
    expect(kernel.covers(hole, stepPolygon(at(3e5, 3e5, 4e5)))).toBe(false);
    expect(kernel.covers(hole, stepPolygon(at(1e5, 1e5, 3e5)))).toBe(true);
    expect(overlay.differenceMany(stepPolygon(at(1e5, 1e5, 3e5)), [hole, a])).toEqual([]);
    expect(totalAreaM2(overlay.differenceMany(a, [hole]))).toBeGreaterThan(90);
  });

  it('a large polygon gives the same whole and after many questions', () => {
    const next = random(5);
    const coast = packPolygon([coastRing(next, 110, 30, 0.1, 5000)]);
    const boxes = Array.from({ length: 40 }, () =>
      stepPolygon(at(Math.round(2e8 * (next() - 0.5)), Math.round(2e8 * (next() - 0.5)), 3e7)),
    );
    const first = boxes.map((box) => overlay.intersectionAreaM2(coast, box));
    const again = boxes.map((box) => overlay.intersectionAreaM2(box, { ...coast }));
    expect(again).toEqual(first);
    expect(first.filter((area) => area > 0).length).toBeGreaterThan(10);
    expect(first.filter((area) => area === 0).length).toBeGreaterThan(2);
    const inside = boxes.find((box) => new CrossingKernel().covers(coast, box));
    expect(overlay.intersectionAreaM2(coast, inside!)).toBeCloseTo(polygonAreaM2(inside!), 4);
  });

  it('same bytes in either order, pieces that add up to the area', () => {
    for (let number = 0; number < NEAR_KINDS.length * 60; number++) {
      const { a, b } = nearPair(number);
      const area = overlay.intersectionAreaM2(a, b);
      expect(overlay.intersectionAreaM2(b, a)).toBe(area);
      const pieces = overlay.measure('intersection', a, b);
      expect(overlay.measure('intersection', b, a)).toEqual(pieces);
      expect(Math.abs(totalAreaM2(pieces) - area)).toBeLessThan(1e-4);
    }
  });
});
