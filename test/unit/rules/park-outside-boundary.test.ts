import { describe, expect, it } from 'vitest';
import { findingText } from '../../../shared/rules/sentence.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { rect, rectArea, rects } from '../../fixtures/check/shapes.ts';

const park = (geometry = rect(0, 0, 1000, 1000), kind: string | null = 'industrial_park'): Edit =>
  put('industrial_park', 1, geometry, { name: '物流园', park_kind: kind });
const boundary = (fid: number, geometry = rect(-100, -100, 900, 1100)): Edit =>
  put('urban_boundary', fid, geometry, { boundary_kind: '01' });
const run = async (...edits: Edit[]) => ofRule((await findingsIn(edits)).findings, 'park-outside-boundary');

describe('park outside the boundary', () => {
  it('gives one piece without a counterpart', async () => {
    const [finding, ...rest] = await run(park(), boundary(1));
    const area = rectArea(900, 0, 1000, 1000);
    expect(rest).toEqual([]);
    expect(finding?.counterpartLayer).toBe('urban_boundary');
    expect(finding?.pieces).toHaveLength(1);
    expect(finding?.pieces[0]?.other).toBeNull();
    expect(finding?.areaM2).toBeCloseTo(area, 3);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `园区「物流园」有${((area * 3) / 2000).toFixed(2)}亩位于城镇开发边界外。`,
    );
  });

  it('takes the boundary as a whole: a park over two of its features is inside', async () => {
    const halves = [boundary(1, rect(-100, -100, 500, 1100)), boundary(2, rect(500, -100, 1100, 1100))];
    expect(await run(park(), ...halves)).toEqual([]);
  });

  it('keeps several parts in one piece and drops each that is below 1 m2', async () => {
    // 10,000 m2 in the east, 0.6 m2 in the west.
    const [finding] = await run(park(rect(-0.06, 0, 1000, 10)), boundary(1, rect(0, 0, 990, 10)));
    expect(finding?.pieces).toHaveLength(1);
    expect(finding?.areaM2).toBeCloseTo(rectArea(990, 0, 1000, 10), 4);
    const [both] = await run(park(rect(-10, 0, 1000, 10)), boundary(1, rect(0, 0, 990, 10)));
    expect(both?.pieces).toHaveLength(1);
    expect(both?.pieces[0]?.geometry.parts).toHaveLength(3);
    expect(both?.areaM2).toBeCloseTo(rectArea(-10, 0, 0, 10) + rectArea(990, 0, 1000, 10), 4);
  });

  it('is a notice where all that lies outside are slivers, and blocking beside a real part', async () => {
    const shape = rect(0, 0, 1000, 212);
    expect((await run(park(shape), boundary(1, rect(0, 0, 999.6, 212))))[0]?.severity).toBe('notice');
    const [finding] = await run(park(shape), boundary(1, rect(100, 0, 999.6, 212)));
    expect(finding?.severity).toBe('blocking');
    expect(finding?.areaM2).toBeCloseTo(rectArea(0, 0, 100, 212) + rectArea(999.6, 0, 1000, 212), 3);
  });

  it('finds a hole of the boundary that the park covers, and nothing where the park keeps it', async () => {
    const holed = boundary(1, rect(-100, -100, 1100, 1100, [400, 400, 500, 500]));
    expect((await run(park(), holed))[0]?.areaM2).toBeCloseTo(rectArea(400, 400, 500, 500), 3);
    expect(await run(park(rect(0, 0, 1000, 1000, [400, 400, 500, 500])), holed)).toEqual([]);
  });

  it('finds a second part that lies off, and a park that lies wholly outside', async () => {
    const far = rects([0, 0, 500, 500], [3000, 0, 3200, 180]);
    expect((await run(park(far), boundary(1)))[0]?.areaM2).toBeCloseTo(rectArea(3000, 0, 3200, 180), 3);
    const away = rect(5000, 0, 5100, 100);
    expect((await run(park(away), boundary(1)))[0]?.areaM2).toBeCloseTo(rectArea(5000, 0, 5100, 100), 4);
  });

  it('leaves agriculture parks alone', async () => {
    expect(await run(park(undefined, 'modern_agriculture'), boundary(1))).toEqual([]);
  });
});
