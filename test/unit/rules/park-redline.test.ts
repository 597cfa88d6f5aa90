import { describe, expect, it } from 'vitest';
import { findingText } from '../../../shared/rules/sentence.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

const park = (kind: string | null): Edit =>
  put('industrial_park', 1, rect(0, 0, 1000, 1000), { name: '茶产业园', park_kind: kind });
const line = (fid: number, box: [number, number, number, number], core: number | null): Edit =>
  put('ecological_redline', fid, rect(...box), { is_core_reserve: core });
const run = async (...edits: Edit[]) => ofRule((await findingsIn(edits)).findings, 'park-redline');
const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);
const west = [-500, 0, 100, 1000] as const;
const east = [900, 0, 1500, 1000] as const;
const westArea = rectArea(0, 0, 100, 1000);
const eastArea = rectArea(900, 0, 1000, 1000);

describe('park in the redline', () => {
  it('bars a park outside the core, by the plain sentence', async () => {
    const [finding] = await run(park('township_cluster'), line(1, [...west], 0));
    expect(finding?.severity).toBe('blocking');
    expect(finding?.areaM2).toBeCloseTo(westArea, 3);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `园区「茶产业园」压占生态保护红线${mu(westArea)}亩，园区建设不属于允许的有限人为活动，禁止。`,
    );
  });

  it('names the core of a reserve where the park lies in it', async () => {
    const [finding] = await run(park('township_cluster'), line(1, [...west], 1));
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `「茶产业园」位于红线内自然保护地核心保护区${mu(westArea)}亩，禁止。`,
    );
  });

  it('gives both sentences where it lies in both, in one finding', async () => {
    const findings = await run(park('township_cluster'), line(1, [...west], 0), line(2, [...east], 1));
    expect(findings).toHaveLength(1);
    expect(findingText('zh-CN', findings[0]!, DEFAULT_RULESET)).toBe(
      `园区「茶产业园」压占生态保护红线${mu(westArea + eastArea)}亩，园区建设不属于允许的有限人为活动，禁止。` +
        `「茶产业园」位于红线内自然保护地核心保护区${mu(eastArea)}亩，禁止。`,
    );
  });

  it('exempts no kind: an agriculture park needs a determination, and is barred in the core', async () => {
    const [outside] = await run(park('modern_agriculture'), line(1, [...west], 0));
    expect(findingText('zh-CN', outside!, DEFAULT_RULESET)).toBe(
      `「茶产业园」涉及生态保护红线${mu(westArea)}亩，可能适用第2类，需办理有限人为活动认定。`,
    );
    const [inside] = await run(park('modern_agriculture'), line(1, [...west], 1));
    expect(findingText('zh-CN', inside!, DEFAULT_RULESET)).toContain('核心保护区');
  });

  it('does not call a line core that does not say so', async () => {
    const [finding] = await run(park('township_cluster'), line(1, [...west], null));
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).not.toContain('核心保护区');
  });

  it('counts ground under two overlapping lines once, and keeps a piece for each', async () => {
    const [finding] = await run(
      park(null),
      line(1, [-500, 0, 100, 1000], 0),
      line(2, [-500, 500, 100, 1500], 0),
    );
    expect(finding?.pieces).toHaveLength(2);
    expect(finding?.pieces[1]?.areaM2).toBeCloseTo(rectArea(0, 500, 100, 1000), 3);
    expect(finding?.areaM2).toBeCloseTo(westArea, 3);
  });

  it('finds nothing at a shared edge', async () => {
    expect(await run(park(null), line(1, [-500, 0, 0, 1000], 0))).toEqual([]);
  });
});
