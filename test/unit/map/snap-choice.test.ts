import { describe, expect, it } from 'vitest';
import type { SnapHit } from '../../../shared/bridge/snap-contract.ts';
import { chosenHit, nextHit, NO_SNAP, withHits } from '../../../shared/map/snap-choice.ts';

const hit = (kind: 'vertex' | 'edge', lon: number, uid: string): SnapHit => ({
  kind,
  point: [lon, 30],
  distance: 0,
  on: [{ ref: { table: 'land_use', uid }, fid: 1, ring: 0, index: 0 }],
  own: null,
  guides: [],
  title: null,
});
const a = hit('vertex', 110, 'a');
const b = hit('vertex', 110.1, 'b');
const c = hit('edge', 110.2, 'c');

describe('snapping', () => {
  it('takes the first of the ordered hits', () => {
    expect(chosenHit(withHits(NO_SNAP, [a, b]))).toBe(a);
    expect(chosenHit(withHits(NO_SNAP, []))).toBeNull();
  });

  it('goes around with Tab, both ways', () => {
    const three = withHits(NO_SNAP, [a, b, c]);
    expect(chosenHit(nextHit(three))).toBe(b);
    expect(chosenHit(nextHit(three, -1))).toBe(c);
    expect(chosenHit(nextHit(nextHit(nextHit(three))))).toBe(a);
    const one = withHits(NO_SNAP, [a]);
    expect(nextHit(one)).toBe(one);
  });

  it('keeps a candidate chosen by hand while it is within reach, though others come and go', () => {
    const chosen = nextHit(withHits(NO_SNAP, [a, b]));
    expect(chosenHit(withHits(chosen, [c, a, hit('vertex', 110.1, 'b')]))?.on[0]?.ref.uid).toBe('b');
    expect(chosenHit(withHits(chosen, [c, a]))).toBe(c);
  });

  it('lets the best candidate win again where none was chosen by hand', () => {
    expect(chosenHit(withHits(withHits(NO_SNAP, [b]), [a, b]))).toBe(a);
  });
});
