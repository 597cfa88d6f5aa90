import { describe, expect, it } from 'vitest';
import { NO_SKETCH, reduceSketch } from '../../../shared/map/sketch.ts';
import { readSketch, worthKeeping } from '../../../renderer/map/sketch-journal.ts';

const drawn = [
  {
    type: 'begin',
    id: 's',
    layer: 'town_center',
    form: 'ring',
    purpose: { kind: 'feature', of: [] },
  } as const,
  { type: 'add', point: [110, 30] } as const,
  { type: 'add', point: [110.1, 30.000000001] } as const,
  { type: 'set-field', name: 'name', value: '桐渡镇区' } as const,
].reduce(reduceSketch, NO_SKETCH);

describe('an unfinished shape', () => {
  it('comes back from what was kept, to the last grid step', () => {
    const back = readSketch(JSON.stringify(worthKeeping(drawn)));
    expect(back?.points).toEqual([
      [110, 30],
      [110.1, 30.000000001],
    ]);
    expect(back?.fields).toEqual({ name: '桐渡镇区' });
    expect(back?.layer).toBe('town_center');
  });

  it('keeps which points were one step, unless that was damaged', () => {
    const traced = reduceSketch(drawn, {
      type: 'add-many',
      points: [
        [110.2, 30.1],
        [110.3, 30.2],
      ],
    });
    expect(readSketch(JSON.stringify(worthKeeping(traced)))?.steps).toEqual([1, 1, 2]);
    const damaged = JSON.stringify({ ...worthKeeping(traced), steps: [1] });
    expect(readSketch(damaged)?.steps).toEqual([1, 1, 1, 1]);
  });

  it('set aside is kept too, and one without points is not worth it', () => {
    const shelved = reduceSketch(drawn, { type: 'shelve' });
    expect(worthKeeping(shelved)?.points).toHaveLength(2);
    const other = reduceSketch(shelved, {
      type: 'begin',
      id: 't',
      layer: 'town_center',
      form: 'ring',
      purpose: { kind: 'feature', of: [] },
    });
    expect(worthKeeping(other)?.id).toBe('s');
    expect(worthKeeping(NO_SKETCH)).toBeNull();
  });

  it('that is damaged is not taken for a shape', () => {
    const good = { ...worthKeeping(drawn) };
    const wrong: unknown[] = [
      null,
      [],
      'x',
      { ...good, points: [] },
      { ...good, points: [[1]] },
      { ...good, points: [[1, null]] },
      { ...good, purpose: { kind: 'other', of: [] } },
      { ...good, purpose: { kind: 'hole', of: [{ table: 7 }] } },
      { ...good, purpose: { kind: 'hole', of: null } },
      { ...good, form: 'cube' },
      { ...good, purpose: null },
      { ...good, layer: 7 },
    ];
    for (const one of wrong) expect(readSketch(JSON.stringify(one))).toBeNull();
    expect(readSketch('{')).toBeNull();
    expect(readSketch(null)).toBeNull();
  });
});
