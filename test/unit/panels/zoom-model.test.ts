import { describe, expect, it } from 'vitest';
import { FIT, fitScale, moved, scaleOf, zoomed } from '../../../renderer/panels/photos/zoom-model.ts';

const picture = { width: 4000, height: 3000 };
const stage = { width: 1000, height: 600 };

describe('a picture on its stage', () => {
  it('fits as a whole, and is not blown up for it', () => {
    expect(fitScale(picture, stage)).toBe(0.2);
    expect(fitScale({ width: 80, height: 60 }, stage)).toBe(1);
    expect(fitScale({ width: 0, height: 0 }, stage)).toBe(1);
  });

  it('keeps what lies under the pointer where it is', () => {
    const at = [120, -80] as const;
    const before = zoomed(FIT, 4, [0, 0], picture, stage);
    const after = zoomed(before, 1.5, at, picture, stage);
    const under = (view: typeof before, way: 0 | 1): number =>
      (at[way] - (way === 0 ? view.x : view.y)) / scaleOf(view, picture, stage);
    expect(under(after, 0)).toBeCloseTo(under(before, 0), 9);
    expect(under(after, 1)).toBeCloseTo(under(before, 1), 9);
  });

  it('goes back to fitting, and no farther than its rim', () => {
    expect(zoomed(zoomed(FIT, 2, [0, 0], picture, stage), 0.1, [9, 9], picture, stage)).toEqual(FIT);
    const large = zoomed(FIT, 5, [0, 0], picture, stage);
    expect(moved(large, 1e6, -1e6, picture, stage)).toEqual({ scale: 1, x: 1500, y: -1200 });
    expect(moved(FIT, 50, 50, picture, stage)).toEqual(FIT);
    expect(zoomed(FIT, 1e9, [0, 0], picture, stage).scale).toBe(16);
  });
});
