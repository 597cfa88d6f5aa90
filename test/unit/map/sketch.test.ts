import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canFinish,
  NO_SKETCH,
  outlineOf,
  reduceSketch,
  type LonLat,
  type SketchAction,
  type SketchState,
} from '../../../shared/map/sketch.ts';

const begin = (layer = 'industrial_park', id = 's1'): SketchAction => ({
  type: 'begin',
  id,
  layer,
  form: 'ring',
  purpose: { kind: 'feature', of: [] },
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

  it('can be finished with three different places only, a line with two', () => {
    const at = (...list: LonLat[]) => canFinish({ ...run(begin()).current!, points: list });
    expect(
      canFinish({
        ...run(begin()).current!,
        form: 'line',
        points: [
          [1, 1],
          [2, 2],
        ],
      }),
    ).toBe(true);
    expect(
      canFinish({
        ...run(begin()).current!,
        form: 'line',
        points: [
          [1, 1],
          [1, 1],
        ],
      }),
    ).toBe(false);
    expect(at([1, 1], [2, 2])).toBe(false);
    expect(at([1, 1], [2, 2], [1, 1])).toBe(false);
    expect(at([1, 1], [2, 2], [1, 2])).toBe(true);
  });

  it('counts the pointer as the next point, but not where the last point is, and not once it is closed', () => {
    const sketch = run(begin(), add(1, 1)).current!;
    expect(outlineOf(sketch, [[2, 2]])).toHaveLength(2);
    expect(outlineOf(sketch, [[1, 1]])).toHaveLength(1);
    expect(outlineOf(sketch, [])).toHaveLength(1);
    expect(outlineOf({ ...sketch, closed: true }, [[2, 2]])).toHaveLength(1);
  });

  it('takes back a traced border whole, since it was one gesture', () => {
    const border: LonLat[] = [
      [2, 2],
      [3, 2],
      [3, 3],
    ];
    const traced = run(begin(), add(1, 1), { type: 'add-many', points: border }, add(9, 9));
    expect(points(traced)).toHaveLength(5);
    const back = [0, 0].reduce((state) => reduceSketch(state, { type: 'remove-last' }), traced);
    expect(points(back)).toEqual([[1, 1]]);
    expect(points(reduceSketch(back, { type: 'restore-last' }))).toEqual([[1, 1], ...border]);
  });

  it('does not go on from points to a shape of anchors, but from anchors that are not set yet', () => {
    const circle: SketchAction = { type: 'set-method', method: 'circle' };
    expect(run(begin(), circle).current?.method).toBe('circle');
    expect(run(begin(), add(1, 1), circle).current?.method).toBe('vertices');
  });

  it('of anchors is the shape they stand for, and can be finished once it has become that', () => {
    const rectangle = run(
      begin(),
      { type: 'set-method', method: 'rectangle' },
      add(1, 1),
      add(3, 2),
    ).current!;
    expect(canFinish(rectangle)).toBe(false);
    const corners = outlineOf(rectangle, []);
    expect(corners).toEqual([
      [1, 1],
      [3, 1],
      [3, 2],
      [1, 2],
    ]);
    const made = reduceSketch({ current: rectangle, shelved: null }, { type: 'become', points: corners });
    expect(canFinish(made.current!)).toBe(true);
    expect(points(reduceSketch(made, { type: 'remove-last' }))).toEqual([]);
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
