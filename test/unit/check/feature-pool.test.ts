import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { createFeaturePool } from '../../../shared/check/feature-pool.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';

/** Features of any fid but 13; every square takes 5 points and 16 besides. */
function recordOf(layer: string, fid: number): FeatureRecord {
  const geometry = packFlat('polygon', [[[fid, 0, fid + 1, 0, fid + 1, 1, fid, 1, fid, 0]]]);
  return { layer, fid, uid: `${layer}-${fid}`, rev: 1, fields: {}, geometry } as unknown as FeatureRecord;
}

function reading(): { tools: Parameters<ReturnType<typeof createFeaturePool>['get']>[0]; read: string[] } {
  const read: string[] = [];
  return {
    read,
    tools: {
      pace: () => undefined,
      source: {
        featuresByFid: (layer, fids) => {
          read.push(...fids.map((fid) => `${layer} ${fid}`));
          return fids.filter((fid) => fid !== 13).map((fid) => recordOf(layer, fid));
        },
      },
    },
  };
}
const uids = (found: readonly { uid: string }[]): string[] => found.map(({ uid }) => uid);

describe('the pool of features read before', () => {
  it('reads what it does not have, in the order asked for, whatever the fids are', async () => {
    const pool = createFeaturePool();
    const { tools, read } = reading();
    const fids = [5, -2, 2 ** 45, 13, 7];
    expect(uids(await pool.get(tools, 'a', fids))).toEqual(['a-5', 'a--2', `a-${2 ** 45}`, 'a-7']);
    expect(uids(await pool.get(tools, 'b', [5]))).toEqual(['b-5']);
    expect(uids(await pool.get(tools, 'a', [7, 13, 5]))).toEqual(['a-7', 'a-5']);
    expect(read).toEqual(['a 5', 'a -2', `a ${2 ** 45}`, 'a 13', 'a 7', 'b 5']);
  });

  it('reads anew what it was told to forget, and nothing else', async () => {
    const pool = createFeaturePool();
    const { tools, read } = reading();
    await pool.get(tools, 'a', [1, 2]);
    await pool.get(tools, 'b', [1, 2]);
    pool.forget('a', [2]);
    pool.forget('c', 'many');
    await pool.get(tools, 'a', [1, 2]);
    pool.forget('b', 'many');
    await pool.get(tools, 'b', [1, 2]);
    expect(read.slice(4)).toEqual(['a 2', 'b 1', 'b 2']);
  });

  it('keeps no more points than it may, and of a layer what was asked for last', async () => {
    // Room for four squares.
    const pool = createFeaturePool('polygons', 4 * 21);
    const { tools, read } = reading();
    await pool.get(tools, 'small', [1]);
    await pool.get(tools, 'large', [1, 2, 3]);
    await pool.get(tools, 'large', [1, 4]);
    read.length = 0;
    await pool.get(tools, 'small', [1]);
    await pool.get(tools, 'large', [1, 4]);
    expect(read).toEqual([]);
    await pool.get(tools, 'large', [3]);
    await pool.get(tools, 'large', [2]);
    expect(read).toEqual(['large 2']);
  });
});
