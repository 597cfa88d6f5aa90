import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoxIndex } from '../../../shared/check/box-index.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** Boxes in rows, as parcels of a county come, some far larger than the others. */
function boxesOf(count: number, seed: number): { flat: Float64Array; all: Box[] } {
  const random = seeded(seed);
  const all = Array.from({ length: count }, (_, i): Box => {
    const [x, y] = [i % 200, Math.floor(i / 200)];
    const size = random() < 0.001 ? 60 : 0.9;
    return [x, y, x + size * random(), y + size];
  });
  return { flat: Float64Array.from(all.flat()), all };
}

describe('the index of boxes', () => {
  it('finds what a look at every box finds, made at once or piece by piece', () => {
    const { flat, all } = boxesOf(20_000, 1);
    const [lazy, ahead] = [new BoxIndex(flat), new BoxIndex(flat)];
    let pieces = 0;
    while (ahead.makeNext()) pieces++;
    expect(pieces).toBe(3);
    const side = fc.double({ min: -10, max: 210, noNaN: true });
    fc.assert(
      fc.property(side, side, fc.double({ min: 0, max: 30, noNaN: true }), (x, y, size) => {
        const box: Box = [x, y, x + size, y + size];
        const odd = (i: number): boolean => i % 2 === 1;
        const wanted = all.flatMap((one, i) => (odd(i) && boxesIntersect(one, box) ? [i] : []));
        for (const index of [lazy, ahead]) {
          expect(index.search(box, odd).sort((a, b) => a - b)).toEqual(wanted);
        }
      }),
    );
  });

  it('of nothing finds nothing', () => {
    const none = new BoxIndex(new Float64Array(0));
    expect(none.search([0, 0, 1, 1], () => true)).toEqual([]);
    expect(none.makeNext()).toBe(false);
  });
});
