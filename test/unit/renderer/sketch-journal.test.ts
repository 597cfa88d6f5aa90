import { describe, expect, it } from 'vitest';
import { NO_SKETCH, reduceSketch } from '../../../shared/map/sketch.ts';
import { readSketch, worthKeeping } from '../../../renderer/map/sketch-journal.ts';

const drawn = [
  { type: 'begin', id: 's', layer: 'town_center', purpose: { kind: 'feature' } } as const,
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

  it('set aside is kept too, and one without points is not worth it', () => {
    const shelved = reduceSketch(drawn, { type: 'shelve' });
    expect(worthKeeping(shelved)?.points).toHaveLength(2);
    const other = reduceSketch(shelved, {
      type: 'begin',
      id: 't',
      layer: 'town_center',
      purpose: { kind: 'feature' },
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
      { ...good, purpose: { kind: 'other' } },
      { ...good, purpose: null },
      { ...good, layer: 7 },
    ];
    for (const one of wrong) expect(readSketch(JSON.stringify(one))).toBeNull();
    expect(readSketch('{')).toBeNull();
    expect(readSketch(null)).toBeNull();
  });
});
