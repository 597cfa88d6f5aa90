import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { screenAt } from '../../../renderer/map/overlay/screen.ts';

describe('the screen of a map camera', () => {
  it('shows the centre in the middle, and the whole world 512 pixels wide at zoom 0', () => {
    const screen = screenAt([0, 0], 0, 0, 1000, 600);
    const [x, y, east, , , south] = screen.project([0, 0, 180, 0, 0, -85.0511287798066]);
    expect([x, y]).toEqual([500, 300]);
    expect(east).toBeCloseTo(756, 9);
    expect(south).toBeCloseTo(556, 6);
  });

  it('turns about the middle: at a bearing of 90 degrees east is up', () => {
    const screen = screenAt([110, 30], 12, 90, 800, 800);
    const [x, y] = screen.project([110.01, 30]);
    expect(x).toBeCloseTo(400, 6);
    expect(y).toBeLessThan(400);
  });

  it('doubles every distance from the middle with each zoom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.double({ min: -0.2, max: 0.2, noNaN: true }),
        fc.integer({ min: 4, max: 20 }),
        fc.integer({ min: -180, max: 180 }),
        (dx, dy, zoom, bearing) => {
          const at = [110 + dx, 30 + dy];
          const near = screenAt([110, 30], zoom, bearing, 0, 0).project(at);
          const far = screenAt([110, 30], zoom + 1, bearing, 0, 0).project(at);
          expect(far[0]! / 2).toBeCloseTo(near[0]!, 5);
          expect(far[1]! / 2).toBeCloseTo(near[1]!, 5);
        },
      ),
    );
  });
});
