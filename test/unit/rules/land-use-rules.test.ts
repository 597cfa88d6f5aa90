import { describe, expect, it } from 'vitest';
import { findingText } from '../../../shared/rules/sentence.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

const parcel = (
  fid: number,
  box: [number, number, number, number],
  land_class: string | null,
  more = {},
): Edit => put('land_use', fid, rect(...box), { land_class, ...more });
const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);

describe('park on planned non-construction land', () => {
  const park = (kind: string | null = 'industrial_park'): Edit =>
    put('industrial_park', 1, rect(0, 0, 1000, 1000), { name: '城东园', park_kind: kind });
  const run = async (...edits: Edit[]) =>
    ofRule((await findingsIn(edits)).findings, 'park-planned-non-construction');

  it('finds farm, wood, farm building and other land, and names the classes once each', async () => {
    const [finding] = await run(
      park(),
      parcel(1, [0, 0, 100, 100], '0301'),
      parcel(2, [200, 0, 300, 100], '0101'),
      parcel(3, [400, 0, 500, 100], '0301'),
      parcel(4, [600, 0, 700, 100], '2303'),
      parcel(5, [800, 0, 900, 100], '060201'),
    );
    expect(finding?.pieces).toHaveLength(5);
    expect(finding?.severity).toBe('error');
    const area = [0, 200, 400, 600, 800].reduce((sum, x) => sum + rectArea(x, 0, x + 100, 100), 0);
    expect(finding?.areaM2).toBeCloseTo(area, 3);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toMatch(
      new RegExp(`^园区「城东园」范围内有${mu(area)}亩规划为非建设用地（水田、乔木林地、[^、]+、田坎）。$`),
    );
  });

  it('leaves construction land, water and land without a class alone', async () => {
    const edits = [
      parcel(1, [0, 0, 100, 100], '100101'),
      parcel(2, [200, 0, 300, 100], '1704'),
      parcel(3, [400, 0, 500, 100], null),
      parcel(4, [600, 0, 700, 100], '1301'),
    ];
    expect(await run(park(), ...edits)).toEqual([]);
  });

  it('finds nothing at a shared edge, in a hole or in an agriculture park', async () => {
    expect(await run(park(), parcel(1, [1000, 0, 1100, 1000], '0101'))).toEqual([]);
    const holed = put('industrial_park', 1, rect(0, 0, 1000, 1000, [100, 100, 200, 200]));
    expect(await run(holed, parcel(1, [100, 100, 200, 200], '0101'))).toEqual([]);
    expect(await run(park('modern_agriculture'), parcel(1, [0, 0, 100, 100], '0101'))).toEqual([]);
  });
});

describe('construction in an ecological zone', () => {
  const zone = (zone_type: string | null): Edit =>
    put('ecological_zone', 1, rect(0, 0, 1000, 1000), { name: '湿地廊道', zone_type });
  const run = async (...edits: Edit[]) =>
    ofRule((await findingsIn(edits)).findings, 'ecological-zone-construction');

  it('finds planned building land by its part inside the zone', async () => {
    const [finding] = await run(zone('control'), parcel(1, [900, 0, 1100, 100], '090105'));
    const area = rectArea(900, 0, 1000, 100);
    expect(finding?.areaM2).toBeCloseTo(area, 3);
    expect(finding?.severity).toBe('error');
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toMatch(
      new RegExp(`^生态功能区「湿地廊道」内规划了${mu(area)}亩建设用地（.+）。$`),
    );
  });

  it.each(['protection', 'control', 'water_source', 'reserve_general', 'reserve_core'])(
    'bars in a zone of type %s',
    async (type) => {
      expect(await run(zone(type), parcel(1, [0, 0, 100, 100], '100102'))).toHaveLength(1);
    },
  );
  it.each(['restoration', 'other', null])('does not bar in a zone of type %s', async (type) => {
    expect(await run(zone(type), parcel(1, [0, 0, 100, 100], '100102'))).toEqual([]);
  });
  it.each(['1201', '1202', '1206', '1311', '0703', '0704', '0301', '1701', null])(
    'leaves class %s out',
    async (landClass) => {
      expect(await run(zone('control'), parcel(1, [0, 0, 100, 100], landClass))).toEqual([]);
    },
  );
  it.each(['1207', '1208', '0701', '1401'])('counts class %s', async (landClass) => {
    expect(await run(zone('control'), parcel(1, [0, 0, 100, 100], landClass))).toHaveLength(1);
  });
  it('leaves out what is marked village, not what is marked town or not at all', async () => {
    const at = (mark: string | null): Edit =>
      parcel(1, [0, 0, 100, 100], '0901', { settlement_attribute: mark });
    expect(await run(zone('control'), at('20'))).toEqual([]);
    expect(await run(zone('control'), at('203'))).toEqual([]);
    expect(await run(zone('control'), at('202'))).toHaveLength(1);
    expect(await run(zone('control'), at(null))).toHaveLength(1);
  });
});

describe('town centre against planning zone', () => {
  const town = (level: string | null): Edit =>
    put('town_center', 1, rect(0, 0, 1000, 1000), { name: '桐渡镇区', town_level: level });
  const zone = (fid: number, box: [number, number, number, number], zone_code: string | null): Edit =>
    put('functional_zone', fid, rect(...box), { zone_code });
  const run = async (...edits: Edit[]) => ofRule((await findingsIn(edits)).findings, 'town-zone');

  it('finds what lies in a zone that does not admit it, by its name', async () => {
    const [finding] = await run(
      town('key_town'),
      zone(1, [0, 0, 900, 1000], '410'),
      zone(2, [900, 0, 2000, 1000], '520'),
    );
    const area = rectArea(900, 0, 1000, 1000);
    expect(finding?.severity).toBe('error');
    expect(finding?.pieces).toHaveLength(1);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toBe(
      `城镇中心「桐渡镇区」有${mu(area)}亩位于一般农业区，该分区不允许城镇集中建设。`,
    );
  });

  it('admits a market in the village zone and no other level there', async () => {
    const village = zone(1, [0, 0, 1000, 1000], '510');
    expect(await run(town('country_market'), village)).toEqual([]);
    expect(await run(town('ordinary_town'), village)).toHaveLength(1);
    expect(await run(town(null), village)).toHaveLength(1);
  });

  it.each([
    ['100', 'blocking'],
    ['120', 'blocking'],
    ['310', 'blocking'],
    ['210', 'error'],
    ['540', 'error'],
  ])('takes zone %s as %s', async (code, severity) => {
    const [finding] = await run(town('country_market'), zone(1, [900, 0, 1100, 100], code));
    expect(finding?.severity).toBe(severity);
  });

  it('is as grave as its gravest zone and names all', async () => {
    const [finding] = await run(
      town('key_town'),
      zone(1, [0, 0, 100, 1000], '540'),
      zone(2, [900, 0, 1100, 1000], '310'),
    );
    expect(finding?.severity).toBe('blocking');
    expect(finding?.pieces.map(({ severity }) => severity)).toEqual(['error', 'blocking']);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toContain('、');
  });

  it('says nothing of a zone without a code', async () => {
    expect(await run(town('key_town'), zone(1, [0, 0, 1000, 1000], null))).toEqual([]);
  });
});
