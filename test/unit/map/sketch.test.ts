import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canFinish,
  NO_SKETCH,
  reduceSketch,
  ringWith,
  type LonLat,
  type SketchAction,
  type SketchState,
} from '../../../shared/map/sketch.ts';

const begin = (layer = 'industrial_park', id = 's1'): SketchAction => ({
  type: 'begin',
  id,
  layer,
  purpose: { kind: 'feature' },
});
const add = (lon: number, lat: number): SketchAction => ({ type: 'add', point: [lon, lat] });
const run = (...actions: SketchAction[]): SketchState => actions.reduce(reduceSketch, NO_SKETCH);
const points = (state: SketchState): readonly LonLat[] => state.current?.points ?? [];

describe('a sketch', () => {
  it('takes points in order and leaves out the second of a double click', () => {
    expect(points(run(begin(), add(110, 30), add(110.1, 30), add(110.1, 30), add(110, 30.1)))).toEqual([
      [110, 30],
      [110.1, 30],
      [110, 30.1],
    ]);
  });

  it('gives points back in the order they were taken, until a new one is set', () => {
    const two = run(
      begin(),
      add(1, 1),
      add(2, 2),
      add(3, 3),
      { type: 'remove-last' },
      { type: 'remove-last' },
    );
    expect(points(two)).toEqual([[1, 1]]);
    expect(points(reduceSketch(two, { type: 'restore-last' }))).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const other = reduceSketch(reduceSketch(two, add(9, 9)), { type: 'restore-last' });
    expect(points(other)).toEqual([
      [1, 1],
      [9, 9],
    ]);
  });

  it('is set aside by stepping back, and taken up again whole', () => {
    const away = run(begin(), add(1, 1), add(2, 2), { type: 'shelve' });
    expect(away.current).toBeNull();
    expect(away.shelved?.points).toHaveLength(2);
    const back = reduceSketch(away, { type: 'resume' });
    expect(points(back)).toHaveLength(2);
    expect(back.shelved).toBeNull();
  });

  it('is kept when another one is begun, and exchanged when it is resumed', () => {
    const second = run(begin(), add(1, 1), begin('town_center', 's2'), add(5, 5));
    expect(second.shelved?.layer).toBe('industrial_park');
    const first = reduceSketch(second, { type: 'resume' });
    expect(first.current?.layer).toBe('industrial_park');
    expect(first.shelved?.layer).toBe('town_center');
  });

  it('without points does not push out one that has some', () => {
    const state = run(begin(), add(1, 1), { type: 'shelve' }, begin('town_center', 's2'), { type: 'shelve' });
    expect(state.shelved?.points).toEqual([[1, 1]]);
  });

  it('is begun once, however often the tool asks', () => {
    const state = run(begin(), add(1, 1), begin('industrial_park', 'other'));
    expect(state.current?.id).toBe('s1');
    expect(points(state)).toHaveLength(1);
  });

  it('can be finished with three different places only', () => {
    const at = (...list: LonLat[]) => canFinish({ ...run(begin()).current!, points: list });
    expect(at([1, 1], [2, 2])).toBe(false);
    expect(at([1, 1], [2, 2], [1, 1])).toBe(false);
    expect(at([1, 1], [2, 2], [1, 2])).toBe(true);
  });

  it('counts the pointer as the next point, but not where the last point is', () => {
    const sketch = run(begin(), add(1, 1)).current!;
    expect(ringWith(sketch, [2, 2])).toHaveLength(2);
    expect(ringWith(sketch, [1, 1])).toHaveLength(1);
    expect(ringWith(sketch, null)).toHaveLength(1);
  });

  it('never loses a point by taking back and restoring', () => {
    const coordinate = fc.integer({ min: -5, max: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 12 }), fc.nat(12), (list, back) => {
        const drawn = run(begin(), ...list.map(([lon, lat]) => add(lon, lat)));
        let state = drawn;
        for (let i = 0; i < back; i++) state = reduceSketch(state, { type: 'remove-last' });
        expect(points(state)).toEqual(points(drawn).slice(0, Math.max(0, points(drawn).length - back)));
        for (let i = 0; i < back; i++) state = reduceSketch(state, { type: 'restore-last' });
        expect(points(state)).toEqual(points(drawn));
      }),
    );
  });
});
