import { describe, expect, it } from 'vitest';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { toGeoJson } from '../../../shared/geometry/geojson.ts';
import {
  handles,
  insertedVertex,
  movedVertex,
  pointsOf,
  ringVertexCount,
} from '../../../shared/map/ring-edit.ts';

const square = (x: number, y: number, side: number): number[][] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
];
/** Two parts, the first with a hole: rings 0 (shell), 1 (hole), 2 (shell). */
const shape = packMultiPolygon([[square(0, 0, 10), square(4, 4, 2)], [square(20, 0, 5)]]);
const rings = (packed: typeof shape): number[][][] => {
  const geometry = toGeoJson(packed, { multi: true });
  if (geometry.type !== 'MultiPolygon') throw new Error(geometry.type);
  return geometry.coordinates.flat();
};

describe('editing rings', () => {
  it('offers every vertex and every edge once, the closing point not', () => {
    const { vertices, middles } = handles(shape);
    expect(vertices).toHaveLength(12);
    expect(middles).toHaveLength(12);
    expect(middles[3]).toEqual({ ring: 0, index: 3, point: [0, 5] });
    expect(vertices.filter(({ ring }) => ring === 2)).toHaveLength(4);
    expect(ringVertexCount(shape, 1)).toBe(4);
  });

  it('moves the first vertex together with the point that closes the ring', () => {
    const moved = movedVertex(shape, 2, 0, [19, -1]);
    expect(rings(moved)[2]?.[0]).toEqual([19, -1]);
    expect(rings(moved)[2]?.at(-1)).toEqual([19, -1]);
    expect(pointsOf(shape, 2, 0)).toEqual([10, 14]);
    expect(moved.box).toEqual([0, -1, 25, 10]);
    expect(rings(shape)[2]?.[0]).toEqual([20, 0]);
  });

  it('puts a vertex into the right ring and leaves the others', () => {
    const more = insertedVertex(shape, 1, 3, [4, 5]);
    const before = rings(shape);
    const after = rings(more);
    expect(after[0]).toEqual(before[0]);
    expect(after[2]).toEqual(before[2]);
    expect(after[1]).toHaveLength(6);
    expect(after[1]?.[4]).toEqual([4, 5]);
    expect(after[1]?.at(-1)).toEqual(after[1]?.[0]);
  });
});
