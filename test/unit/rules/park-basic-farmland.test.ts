import { describe, expect, it } from 'vitest';
import { findingText } from '../../../shared/rules/sentence.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { rect, rectArea, rects } from '../../fixtures/check/shapes.ts';

const RULE = 'park-basic-farmland';
const park = (fields = {}): Edit =>
  put('industrial_park', 1, rect(0, 0, 1000, 1000), {
    name: '城东园',
    park_kind: 'industrial_park',
    ...fields,
  });
const patch = (fid: number, box: [number, number, number, number], net: number | null = null): Edit =>
  put('basic_farmland', fid, rect(...box), { net_area_m2: net });
const run = async (...edits: Edit[]) => ofRule((await findingsIn(edits)).findings, RULE);

describe('park on basic farmland', () => {
  it('gives one finding with a piece a patch and the exact ellipsoid area', async () => {
    const [finding, ...rest] = await run(
      park(),
      patch(1, [900, 100, 1100, 200], 0.9 * rectArea(900, 100, 1100, 200)),
      patch(2, [900, 300, 1100, 400], 0.8 * rectArea(900, 300, 1100, 400)),
    );
    expect(rest).toEqual([]);
    expect(finding?.subject).toEqual({ table: 'industrial_park', uid: 'industrial_park-1' });
    expect(finding?.counterpartLayer).toBe('basic_farmland');
    expect(finding?.severity).toBe('blocking');
    expect(finding?.pieces.map((piece) => piece.other?.uid)).toEqual([
      'basic_farmland-1',
      'basic_farmland-2',
    ]);
    const first = rectArea(900, 100, 1000, 200);
    const second = rectArea(900, 300, 1000, 400);
    expect(finding?.pieces[0]?.areaM2).toBeCloseTo(first, 3);
    expect(finding?.pieces[1]?.areaM2).toBeCloseTo(second, 3);
    expect(finding?.areaM2).toBeCloseTo(first + second, 3);
    expect(finding?.netAreaM2).toBeCloseTo(0.9 * first + 0.8 * second, 2);
  });

  it('says it in the words of the office', async () => {
    const whole = rectArea(900, 0, 1000, 237.4);
    const [finding] = await run(park(), patch(1, [900, 0, 1000, 237.4], whole * 0.9));
    const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `园区「城东园」占用永久基本农田${mu(whole)}亩（净面积${mu(whole * 0.9)}亩），涉及1块图斑。`,
    );
    expect(findingText('en', finding!, DEFAULT_RULESET)).toBe(
      `Park "城东园" takes ${mu(whole)} mu of permanent basic farmland (net ${mu(whole * 0.9)} mu) in 1 parcels.`,
    );
  });

  it('does not call a net area known that is not', async () => {
    const [finding] = await run(park(), patch(1, [900, 100, 1100, 200]));
    expect(finding?.netAreaM2).toBeUndefined();
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toContain('（净面积未知）');
  });

  it('leaves out a shared edge and an overlap of 0.6 m2, and takes one of 1.1 m2', async () => {
    expect(await run(park(), patch(1, [1000, 0, 1200, 1000]))).toEqual([]);
    expect(await run(park(), patch(1, [999.994, 0, 1200, 100]))).toEqual([]);
    const [finding] = await run(park(), patch(1, [999.989, 0, 1200, 100]));
    expect(finding?.areaM2).toBeCloseTo(rectArea(999.989, 0, 1000, 100), 4);
  });

  it('asks the least area of each connected part, not of the sum', async () => {
    const edits = [
      // Two parts of the park, each 0.6 m2 over one patch.
      put('industrial_park', 1, rects([0, 0, 1000, 20], [0, 80, 1000, 100])),
      patch(1, [999.97, 0, 1100, 100]),
    ];
    expect(await run(...edits)).toEqual([]);
  });

  it('calls a sliver a notice, and the finding as grave as its gravest piece', async () => {
    const sliver = patch(1, [999.6, 0, 1200, 212]);
    expect((await run(park(), sliver))[0]?.severity).toBe('notice');
    const [both] = await run(park(), sliver, patch(2, [900, 500, 1200, 600]));
    expect(both?.severity).toBe('blocking');
    expect(both?.pieces.map(({ severity }) => severity)).toEqual(['notice', 'blocking']);
  });

  it('leaves agriculture parks alone, but not a park without a kind', async () => {
    const field = patch(1, [900, 100, 1100, 200]);
    expect(await run(park({ park_kind: 'modern_agriculture' }), field)).toEqual([]);
    expect(await run(park({ park_kind: null }), field)).toHaveLength(1);
  });

  it('keeps a hole cut for farmland out', async () => {
    const holed = put('industrial_park', 1, rect(0, 0, 1000, 1000, [400, 400, 600, 600]), {});
    expect(await run(holed, patch(1, [400, 400, 600, 600]))).toEqual([]);
  });
});
