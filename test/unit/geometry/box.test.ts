import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boxContains,
  boxContainsXY,
  boxesIntersect,
  boxOfXY,
  EMPTY_BOX,
  expandBox,
  intersectionBox,
  isEmptyBox,
  unionBox,
  unionBoxes,
} from '../../../shared/geometry/box.ts';
import { loopTurn, rotatedLoop, splitAtTouches } from '../../../shared/geometry/loops.ts';
import { nestRings } from '../../../shared/geometry/nest.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { VertexIndex } from '../../../shared/geometry/vertex-index.ts';

const value = fc.integer({ min: -20, max: 20 });
const anyBox = fc.tuple(value, value, fc.nat(9), fc.nat(9)).map(([x, y, w, h]): Box => [x, y, x + w, y + h]);

describe('boxes', () => {
  it('hold the points they are made of, and the empty one holds nothing', () => {
    expect(boxOfXY([3, 4, 1, 9, 2, 5])).toEqual([1, 4, 3, 9]);
    expect(boxOfXY([3, 4, 1, 9, 2, 5], 1, 2)).toEqual([1, 9, 1, 9]);
    expect(boxOfXY([])).toEqual(EMPTY_BOX);
    expect(boxContainsXY([0, 0, 1, 1], 1, 0)).toBe(true);
    expect(boxContainsXY([0, 0, 1, 1], 1.1, 0)).toBe(false);
  });

  it('agree about meeting, having in common and containing', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        expect(boxesIntersect(a, b)).toBe(!isEmptyBox(intersectionBox(a, b)));
        expect(boxContains(unionBox(a, b), a)).toBe(true);
        expect(boxContains(a, b)).toBe(unionBox(a, b).every((v, i) => v === a[i]));
        expect(unionBoxes([a, EMPTY_BOX, b])).toEqual(unionBox(a, b));
      }),
    );
  });

  it('of nothing meets nothing, lies in nothing and does not grow', () => {
    expect(boxesIntersect(EMPTY_BOX, [-180, -90, 180, 90])).toBe(false);
    expect(boxContains([-180, -90, 180, 90], EMPTY_BOX)).toBe(false);
    expect(expandBox(EMPTY_BOX, 5)).toEqual(EMPTY_BOX);
    expect(expandBox([0, 0, 1, 1], 1, 2)).toEqual([-1, -2, 2, 3]);
  });
});

describe('loops', () => {
  it('turn, and begin at their lowest leftmost vertex', () => {
    const loop = [4, 0, 4, 4, 0, 4, 0, 0, 4, 0];
    expect(loopTurn(loop)).toBe(1);
    expect(loopTurn([0, 0, 0, 4, 4, 4, 0, 0])).toBe(-1);
    expect(loopTurn([0, 0, 4, 4, 8, 8, 0, 0])).toBe(0);
    expect(Array.from(rotatedLoop(loop))).toEqual([0, 0, 4, 0, 4, 4, 0, 4, 0, 0]);
  });

  it('are cut where a walk meets itself, and spikes vanish', () => {
    const eight = [0, 0, 2, 2, 4, 0, 4, 4, 2, 2, 0, 4, 0, 0];
    expect(splitAtTouches(eight).map((l) => l.length / 2)).toEqual([4, 4]);
    expect(splitAtTouches([0, 0, 4, 0, 9, 0, 4, 0, 4, 4, 0, 0]).map((l) => l.length / 2)).toEqual([4]);
    expect(splitAtTouches([0, 0, 4, 0, 0, 0])).toEqual([]);
  });

  it('nest: a hole that touches its shell in all its vertices still finds it', () => {
    const shell = [0, 0, 8, 0, 8, 8, 0, 8, 0, 0];
    const hole = [4, 0, 0, 4, 8, 4, 4, 0];
    const noded = [0, 0, 4, 0, 8, 0, 8, 4, 8, 8, 0, 8, 0, 4, 0, 0];
    for (const outer of [shell, noded]) {
      expect(nestRings([hole, outer]).map((rings) => rings.length)).toEqual([2]);
    }
    expect(nestRings([hole])).toEqual([]);
  });

  it('nest: each hole goes to the smallest shell around it', () => {
    const ring = (from: number, to: number): number[] => [from, from, to, from, to, to, from, to, from, from];
    const turned = (from: number, to: number): number[] => [
      from,
      from,
      from,
      to,
      to,
      to,
      to,
      from,
      from,
      from,
    ];
    const nested = nestRings([turned(3, 7), ring(2, 8), turned(1, 9), ring(0, 10), ring(4, 6)]);
    expect(nested.map((rings) => rings.map((r) => r[0]))).toEqual([[0, 1], [2, 3], [4]]);
  });
});

describe('vertex index', () => {
  it('numbers positions in order of appearance, whatever their number', () => {
    const index = new VertexIndex(1);
    for (let i = 0; i < 5000; i++) expect(index.add(i % 700, -(i % 300))).toBeLessThanOrEqual(i);
    expect(index.size).toBe(2100);
    expect(index.find(5, -5)).toBe(5);
    expect([index.x(5), index.y(5)]).toEqual([5, -5]);
    expect(index.find(-1, 0)).toBe(-1);
    expect(index.add(-0, 0)).toBe(index.add(0, 0));
  });
});
