import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inShare, SHARE_BLOCK, shareBlock } from '../../../shared/check/pass.ts';

/* How layers are dealt out among workers. */

const workers = fc.integer({ min: 1, max: 4 });

describe('blocks of shares', () => {
  it('give every fid to one worker, negative ones too', () => {
    const fid = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(
      fc.property(fid, workers, fc.constantFrom(undefined, 512, 4096), (one, of, block) => {
        const shares = Array.from({ length: of }, (_, index) => ({ index, of, ...(block && { block }) }));
        expect(shares.filter((share) => inShare(share, one))).toHaveLength(1);
      }),
    );
  });

  it('grow with the layer, and still deal it out evenly', () => {
    expect(shareBlock(20_000, 2)).toBe(SHARE_BLOCK);
    expect(shareBlock(200_000, 2)).toBe(8 * SHARE_BLOCK);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000_000 }), workers, (size, of) => {
        const block = shareBlock(size, of);
        expect(block === SHARE_BLOCK || size / of >= 24 * block).toBe(true);
        expect(block).toBeGreaterThanOrEqual(shareBlock(Math.floor(size / 2), of));
      }),
    );
  });
});
