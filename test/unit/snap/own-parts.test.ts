import { describe, expect, it } from 'vitest';
import { ownPartsNear } from '../../../shared/snap/own-parts.ts';
import type { At } from '../../../shared/snap/types.ts';

const points: At[] = [
  [110, 30],
  [110.01, 30],
  [110.01, 30.01],
  [110, 30.01],
];

describe('what of the shape in hand is near', () => {
  it('is the segments that pass, with the numbers of their first points', () => {
    expect(ownPartsNear(points, [110.005, 30], 1e-4, 1e-4)).toEqual([
      { index: 0, at: points[0], to: points[1] },
    ]);
    expect(ownPartsNear(points, [110.01, 30], 1e-4, 1e-4).map(({ index }) => index)).toEqual([0, 1]);
    expect(ownPartsNear(points, [110.005, 30.005], 1e-4, 1e-4)).toEqual([]);
  });

  it('leaves out the last point, and of the last segment all but its beginning', () => {
    expect(ownPartsNear(points, [110, 30.01], 1e-4, 1e-4)).toEqual([{ index: 2, at: points[2], to: null }]);
    expect(ownPartsNear(points.slice(0, 1), [110, 30], 1, 1)).toEqual([]);
  });

  it('sends no more than a fixed number, however long the shape is', () => {
    const many = Array.from({ length: 5000 }, (_u, i): At => [110 + i * 1e-9, 30]);
    expect(ownPartsNear(many, [110, 30], 1, 1)).toHaveLength(256);
  });
});
