import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { switchedOn, withThresholds } from '../../fixtures/check/changed-rulesets.ts';
import { at, rect, rectArea, rects } from '../../fixtures/check/shapes.ts';

/* Rules about a park as a whole, and about distances, run by the engine: what counts as around it, and how far. */

type Place = readonly [number, number, number, number];
const SQUARE = rect(0, 0, 1000, 1000);
const park = (fields: Fields = {}, place = SQUARE): Edit =>
  put('industrial_park', 1, place, { name: '甲园', park_kind: 'industrial_park', ...fields });
const land = (fid: number, place: Place, land_class: string): Edit =>
  put('land_use', fid, rect(...place), { land_class });
const find = async (rule: string, edits: Edit[], ruleset: Ruleset = DEFAULT_RULESET): Promise<Finding[]> =>
  ofRule((await findingsIn(edits, ruleset)).findings, rule);

describe('park-use-share', () => {
  const around = (...edits: Edit[]): Promise<Finding[]> => find('park-use-share', edits);
  const industry = land(1, [-500, 0, 300, 1000], '100102');

  it('counts the part of a parcel that lies in the park', async () => {
    const [finding] = await around(park(), industry, land(2, [300, 0, 1500, 1000], '0701'));
    const share = rectArea(0, 0, 300, 1000) / rectArea(0, 0, 1000, 1000);
    expect(finding?.areaM2).toBeCloseTo(polygonAreaM2(SQUARE), 6);
    expect(finding?.counterpartLayer).toBe('land_use');
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toContain(
      `占规划建设用地${(100 * share).toFixed(1)}%`,
    );
  });

  it('leaves out what lies beside the park, and an agriculture park', async () => {
    const housing = land(2, [1000, 0, 3000, 1000], '0701');
    expect(await around(park(), industry, housing)).toEqual([]);
    const inside = land(2, [300, 0, 1000, 1000], '0701');
    expect(await around(park(), industry, inside)).toHaveLength(1);
    expect(await around(park({ park_kind: 'modern_agriculture' }), industry, inside)).toEqual([]);
  });
});

describe('park-class-main-function', () => {
  const township = (fid: number, place: Place, main_function: string, admin_name: string): Edit =>
    put('township_function', fid, rect(...place), { main_function, admin_name });

  it('goes by the township that most of the park lies in', async () => {
    const towns = [
      township(1, [-2000, 0, 400, 1000], 'urbanised', '石屏口镇'),
      township(2, [400, 0, 3000, 1000], 'ecological', '龙潭坝镇'),
    ];
    const rule = 'park-class-main-function';
    const [finding] = await find(rule, [park({ industry_class: '3' }), ...towns]);
    expect(finding?.areaM2).toBeCloseTo(polygonAreaM2(SQUARE), 6);
    expect(finding?.pieces.map(({ other }) => other?.uid)).toEqual(['township_function-2']);
    expect(findingText('zh-CN', finding!, DEFAULT_RULESET)).toContain('所在龙潭坝镇为重点生态功能区');
    const moved = park({ industry_class: '3' }, rect(-500, 0, 500, 1000));
    expect(await find(rule, [moved, ...towns])).toEqual([]);
  });
});

describe('park-residential-separation', () => {
  const rule = 'park-residential-separation';
  const on = switchedOn(rule);
  const class2 = park({ industry_class: '2' });
  const housing = (west: number): Edit => land(1, [west, 0, west + 200, 1000], '070102');

  it('measures from edge to edge, and draws the line', async () => {
    const [finding] = await find(rule, [class2, housing(1040)], on);
    expect(finding?.areaM2).toBe(0);
    expect(finding?.pieces[0]?.geometry.kind).toBe('line');
    const text = findingText('zh-CN', finding!, on);
    const metres = Number(/最近([\d.]+)米/.exec(text)?.[1]);
    expect(Math.abs(metres - 40)).toBeLessThan(0.05);
  });

  it('finds nothing from the setting on, by other housing, or while it is off', async () => {
    expect(await find(rule, [class2, housing(1101)], on)).toEqual([]);
    expect(await find(rule, [class2, housing(1099)], on)).toHaveLength(1);
    expect(await find(rule, [class2, land(1, [1040, 0, 1100, 100], '0703')], on)).toEqual([]);
    expect(await find(rule, [class2, housing(1040)])).toEqual([]);
  });

  it('takes touching housing as no distance, and leaves out housing inside the park', async () => {
    const [touching] = await find(rule, [class2, housing(1000)], on);
    expect(findingText('zh-CN', touching!, on)).toContain('最近0.00米');
    expect(await find(rule, [class2, land(1, [200, 200, 400, 400], '0701')], on)).toEqual([]);
    const beyond = [land(1, [200, 200, 400, 400], '0701'), land(2, [1050, 0, 1100, 100], '0701')];
    const [finding] = await find(rule, [class2, ...beyond], on);
    expect(finding?.pieces.map(({ other }) => other?.uid)).toEqual(['land_use-2']);
  });
});

describe('park-service-distance', () => {
  const rule = 'park-service-distance';
  const on = switchedOn(rule);
  const facility = (fid: number, x: number, facility_kind: string): Edit =>
    put('public_facility', fid, packFlat('point', [[[...at(x, 500)]]]), { name: '院', facility_kind });

  it('goes to the nearest of the group, hospital or clinic', async () => {
    const far = [
      facility(1, 9000, 'general_hospital'),
      facility(2, 7000, 'clinic'),
      facility(3, 1200, 'library'),
    ];
    const [finding] = await find(rule, [park(), ...far], on);
    expect(finding?.pieces.map(({ other }) => other?.uid)).toEqual(['public_facility-2']);
    const kilometres = Number(/(\d+\.\d\d)千米，大于/.exec(findingText('zh-CN', finding!, on))?.[1]);
    expect(Math.abs(kilometres - 6)).toBeLessThan(0.011);
    expect(await find(rule, [park(), ...far, facility(4, 5900, 'clinic')], on)).toEqual([]);
  });

  it('says nothing where no facility of the group is known', async () => {
    expect(await find(rule, [park(), facility(1, 9000, 'library')], on)).toEqual([]);
  });
});

describe('park-town-distance', () => {
  const rule = 'park-town-distance';
  const town = (west: number): Edit =>
    put('town_center', 1, rect(west, 0, west + 500, 500), { name: '镇区', town_level: 'key_town' });

  it('goes to the nearest part of a park and of a town centre', async () => {
    const on = withThresholds(rule, { max_km: 3 });
    expect(await find(rule, [park(), town(4100)], on)).toHaveLength(1);
    expect(await find(rule, [park(), town(3900)], on)).toEqual([]);
    const second = park({}, rects([0, 0, 1000, 1000], [3500, 0, 3700, 200]));
    expect(await find(rule, [second, town(4100)], on)).toEqual([]);
  });
});
