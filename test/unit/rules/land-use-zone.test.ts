import { describe, expect, it } from 'vitest';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { withThresholds } from '../../fixtures/check/changed-rulesets.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

const parcel = (land_class: string | null): Edit =>
  put('land_use', 1, rect(0, 0, 1000, 1000), { land_class });
const zone = (fid: number, box: [number, number, number, number], zone_code: string | null): Edit =>
  put('functional_zone', fid, rect(...box), { zone_code });
const run = async (edits: Edit[], ruleset: Ruleset = DEFAULT_RULESET) =>
  ofRule((await findingsIn(edits, ruleset)).findings, 'land-use-zone');
const STRIP: [number, number, number, number] = [900, 0, 1100, 1000];
const AREA = rectArea(900, 0, 1000, 1000);
const mu = ((AREA * 3) / 2000).toFixed(2);

describe('land-use-zone', () => {
  it('finds a class that the table bars in the zone, and says so in both languages', async () => {
    const [finding, ...rest] = await run([parcel('0901'), zone(1, STRIP, '210')]);
    expect(rest).toEqual([]);
    expect(finding?.areaM2).toBeCloseTo(AREA, 3);
    expect(finding?.severity).toBe('error');
    expect(finding?.counterpartLayer).toBe('functional_zone');
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `规划商业用地${mu}亩位于陆域生态控制区，不在该分区允许用途内。`,
    );
    expect(findingText('en', finding!, DEFAULT_RULESET)).toBe(
      `${mu} mu of planned Commercial land lies in Terrestrial ecological control zone and is not among its admitted uses.`,
    );
  });

  it('leaves main, compatible and conditional uses alone', async () => {
    expect(await run([parcel('0103'), zone(1, STRIP, '520')])).toEqual([]);
    expect(await run([parcel('08'), zone(1, STRIP, '410')])).toEqual([]);
    expect(await run([parcel('01'), zone(1, STRIP, '100')])).toEqual([]);
  });

  it('takes the row with the longest beginning of the class', async () => {
    const rows = (longer: 'barred' | 'conditional') => [
      { zone: '510', class: '10', relation: 'barred', verified: 'no', source: 'test' } as const,
      { zone: '510', class: '1001', relation: longer, verified: 'no', source: 'test' } as const,
    ];
    const using = (longer: 'barred' | 'conditional'): Ruleset => ({
      ...DEFAULT_RULESET,
      matrices: { ...DEFAULT_RULESET.matrices, zone_compatibility: rows(longer) },
    });
    const edits = [parcel('100101'), zone(1, STRIP, '510')];
    expect(await run(edits, using('conditional'))).toEqual([]);
    expect(await run(edits, using('barred'))).toHaveLength(1);
    expect(await run([parcel('1002'), zone(1, STRIP, '510')], using('conditional'))).toHaveLength(1);
  });

  it("is as grave as the table's row says, and as the rule where it says nothing", async () => {
    const using = (severity?: 'warning'): Ruleset => ({
      ...DEFAULT_RULESET,
      matrices: {
        ...DEFAULT_RULESET.matrices,
        zone_compatibility: [
          {
            zone: '520',
            class: '09',
            relation: 'barred',
            verified: 'no',
            source: 'test',
            ...(severity && { severity }),
          },
        ],
      },
    });
    const edits = [parcel('0901'), zone(1, STRIP, '520')];
    expect((await run(edits, using('warning')))[0]?.severity).toBe('warning');
    expect((await run(edits, using()))[0]?.severity).toBe('error');
  });

  it('names every zone it lies in, once', async () => {
    const [finding] = await run([
      parcel('100102'),
      zone(1, [0, 0, 100, 1000], '520'),
      zone(2, [100, 0, 200, 1000], '540'),
      zone(3, [200, 0, 300, 1000], '520'),
      zone(4, [300, 0, 1000, 1000], '410'),
    ]);
    expect(finding?.pieces).toHaveLength(3);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toContain('位于一般农业区、林业发展区，');
  });

  it('says nothing of a class or zone that is empty or not in the table', async () => {
    expect(await run([parcel(null), zone(1, STRIP, '520')])).toEqual([]);
    expect(await run([parcel('0901'), zone(1, STRIP, null)])).toEqual([]);
    expect(await run([parcel('0901'), zone(1, STRIP, '999')])).toEqual([]);
    expect(await run([parcel('99'), zone(1, STRIP, '520')])).toEqual([]);
  });

  it('finds nothing at a shared border, and counts from the least area on', async () => {
    expect(await run([parcel('0901'), zone(1, [1000, 0, 1100, 1000], '520')])).toEqual([]);
    const edits = [parcel('0901'), zone(1, STRIP, '520')];
    const from = (m2: number): Ruleset => withThresholds('land-use-zone', { min_area_m2: m2 });
    expect(await run(edits, from(AREA - 0.001))).toHaveLength(1);
    expect(await run(edits, from(AREA + 0.001))).toEqual([]);
  });
});
