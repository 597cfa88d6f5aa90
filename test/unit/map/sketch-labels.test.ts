import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  besideSegment,
  meet,
  nearPointer,
  pointerRoom,
  type Pixel,
} from '../../../renderer/map/overlay/label-place.ts';
import { sketchFigures } from '../../../renderer/map/tools/sketch-figures.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { segmentOf } from '../../../shared/geometry/geodesic.ts';
import { at } from '../../fixtures/check/shapes.ts';

const [WIDTH, HEIGHT] = [1000, 700];
const pixel = fc.tuple(fc.integer({ min: -300, max: 1300 }), fc.integer({ min: -200, max: 900 }));
const size = fc.tuple(fc.integer({ min: 20, max: 170 }), fc.constant(18));

/** Whether a segment runs through a rectangle. */
function crosses([ax, ay]: Pixel, [bx, by]: Pixel, room: readonly [number, number, number, number]): boolean {
  for (let k = 0; k <= 4000; k++) {
    const [x, y] = [ax + (k / 4000) * (bx - ax), ay + (k / 4000) * (by - ay)];
    if (x > room[0] && x < room[2] && y > room[1] && y < room[3]) return true;
  }
  return false;
}

describe('figures beside the segment that is drawn', () => {
  it('lie on the screen, on neither the segment nor the pointer, nor on one another', () => {
    let [placed, both] = [0, 0];
    fc.assert(
      fc.property(pixel, pixel, size, size, (from, to, text, area) => {
        const beside = besideSegment(from, to, text, WIDTH, HEIGHT);
        const near = nearPointer(to, area, WIDTH, HEIGHT, beside ? [beside] : []);
        for (const room of [beside, near]) {
          if (!room) continue;
          expect(room[0] >= 0 && room[1] >= 0 && room[2] <= WIDTH && room[3] <= HEIGHT).toBe(true);
          expect(meet(room, pointerRoom(to))).toBe(false);
        }
        if (beside) expect(crosses(from, to, beside)).toBe(false);
        if (beside) placed += 1;
        if (beside && near) both += 1;
        if (beside && near) expect(meet(beside, near)).toBe(false);
      }),
      { numRuns: 500, seed: 4 },
    );
    expect(placed).toBeGreaterThan(150);
    expect(both).toBeGreaterThan(100);
  });

  it('are left out where the segment is too short for them', () => {
    expect(besideSegment([500, 300], [520, 300], [120, 18], WIDTH, HEIGHT)).toBeUndefined();
    const long = besideSegment([300, 300], [700, 300], [120, 18], WIDTH, HEIGHT);
    expect(long).toEqual([440, 300 - 8 - 18, 560, 292]);
  });

  it('are what the inspector says', () => {
    const [a, b, c] = [at(0, 0), at(125.3, 0), at(125.3, 80)];
    const { lengthM } = segmentOf(b, c);
    expect(sketchFigures(b, c, [a, b, c], true, 'en').map(({ text }) => text)).toEqual([
      `${lengthM.toFixed(2)} m  0°00′`,
      `${polygonAreaM2(packPolygon([[a, b, c]])).toFixed(2)} m²`,
    ]);
    expect(sketchFigures(b, c, [a, b, c], false, 'zh-CN').map(({ text }) => text)).toEqual([
      `${lengthM.toFixed(2)}米  0°00′`,
    ]);
    expect(sketchFigures(a, a, [a], true, 'en')).toEqual([]);
    expect(sketchFigures(a, null, [a], true, 'en')).toEqual([]);
  });
});
