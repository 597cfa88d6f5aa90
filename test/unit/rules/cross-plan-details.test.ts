import { describe, expect, it } from 'vitest';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Finding, Ruleset } from '../../../shared/rules/rule.ts';
import { findingText } from '../../../shared/rules/sentence.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put, type Edit } from '../../fixtures/check/memory-source.ts';
import { switchedOn } from '../../fixtures/check/changed-rulesets.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

const find = async (rule: string, edits: Edit[], ruleset?: Ruleset): Promise<Finding[]> =>
  ofRule((await findingsIn(edits, ruleset)).findings, rule);
const zh = (finding: Finding | undefined): string => findingText('zh-CN', finding!, DEFAULT_RULESET);
const en = (finding: Finding | undefined): string => findingText('en', finding!, DEFAULT_RULESET);
const mu = (m2: number): string => ((m2 * 3) / 2000).toFixed(2);
const AREA = rectArea(900, 0, 1000, 100);
const SQUARE = rect(0, 0, 1000, 1000);
const CORNER = rect(900, 0, 1100, 100);

describe('other-redline', () => {
  const redline = (fid: number, core: number, place = CORNER): Edit =>
    put('ecological_redline', fid, place, { is_core_reserve: core });
  const land = (land_class: string, more = {}): Edit => put('land_use', 1, SQUARE, { land_class, ...more });
  const project = (more = {}): Edit => put('major_project', 1, SQUARE, { name: '隧道', ...more });

  it.each([
    ['1202', '6'],
    ['1302', '6'],
    ['1002', '7'],
    ['1503', '1/3'],
  ])('names for class %s the item %s that may apply', async (landClass, item) => {
    const [finding] = await find('other-redline', [land(landClass), redline(1, 0)]);
    expect(zh(finding)).toContain(`可能适用第${item}类，需办理有限人为活动认定。`);
    expect(en(finding)).toContain(`item ${item} may apply, a determination is needed.`);
  });

  it('asks a project whatever its land, by its type', async () => {
    const run = (more: object) => find('other-redline', [project(more), redline(1, 0)]);
    const [road] = await run({ project_type: 'transport' });
    expect(zh(road)).toBe(`「隧道」涉及生态保护红线${mu(AREA)}亩，可能适用第6类，需办理有限人为活动认定。`);
    expect(en(road)).toBe(
      `"隧道" touches ${mu(AREA)} mu of redline; item 6 may apply, a determination is needed.`,
    );
    expect(zh((await run({ project_type: 'industry' }))[0])).toContain('未见可适用的有限人为活动类别');
    expect(zh((await run({ project_type: null }))[0])).toContain('未见可适用的有限人为活动类别');
    expect(await run({ limited_activity_item: '6' })).toEqual([]);
  });

  it('bars in the core, be an item recorded or not, in a sentence of its own', async () => {
    const answered = { limited_activity_item: '6' };
    const [core] = await find('other-redline', [land('1202', answered), redline(1, 1)]);
    expect(zh(core)).toBe(`「公路用地」位于红线内自然保护地核心保护区${mu(AREA)}亩，禁止。`);
    const beyond = redline(2, 0, rect(0, 900, 100, 1000));
    const [both] = await find('other-redline', [land('1202'), redline(1, 1), beyond]);
    expect(both?.pieces).toHaveLength(2);
    expect(both?.severity).toBe('blocking');
    expect(zh(both)).toMatch(
      /^「公路用地」涉及.+可能适用第6类.+「公路用地」位于红线内自然保护地核心保护区.+禁止。$/,
    );
    const [rest] = await find('other-redline', [land('1202', answered), redline(1, 1), beyond]);
    expect(rest?.pieces.map(({ other }) => other?.uid)).toEqual(['ecological_redline-1']);
  });

  it('gives parcels and projects findings of their own', async () => {
    const all = await find('other-redline', [land('1202'), project(), redline(1, 0)]);
    expect(all.map(({ subject }) => subject.table).sort()).toEqual(['land_use', 'major_project']);
  });
});

describe('urban-zone-boundary-identity', () => {
  const rule = 'urban-zone-boundary-identity';
  const zone = (fid: number, place: ReturnType<typeof rect>, zone_code: string): Edit =>
    put('functional_zone', fid, place, { zone_code });
  const boundary = put('urban_boundary', 1, SQUARE, { boundary_kind: '01' });

  it('finds nothing where the urban zones together are the boundary', async () => {
    const halves = [zone(1, rect(0, 0, 500, 1000), '410'), zone(2, rect(500, 0, 1000, 1000), '430')];
    expect(await find(rule, [boundary, ...halves])).toEqual([]);
  });

  it('has the boundary as its subject where the urban zones fall short, a rural zone there or none', async () => {
    const short = zone(1, rect(0, 0, 900, 1000), '410');
    for (const more of [[], [zone(2, rect(900, 0, 1000, 1000), '520')]]) {
      const [finding, ...rest] = await find(rule, [boundary, short, ...more]);
      expect(rest).toEqual([]);
      expect(finding?.subject.table).toBe('urban_boundary');
      expect(finding?.counterpartLayer).toBe('functional_zone');
      expect(finding?.areaM2).toBeCloseTo(rectArea(900, 0, 1000, 1000), 3);
    }
  });

  it('has both as subjects where both overshoot, and does not ask a rural zone', async () => {
    const moved = zone(1, rect(100, 0, 1100, 1000), '410');
    const rural = zone(2, rect(2000, 0, 2100, 1000), '520');
    const all = await find(rule, [boundary, moved, rural]);
    expect(all.map(({ subject }) => subject.table)).toEqual(['functional_zone', 'urban_boundary']);
    expect(all[0]?.areaM2).toBeCloseTo(rectArea(1000, 0, 1100, 1000), 3);
    expect(all[1]?.areaM2).toBeCloseTo(rectArea(0, 0, 100, 1000), 3);
  });
});

describe('outside-county', () => {
  const county = put('county', 1, rect(-100, -100, 900, 1100), { code: '990121' });

  it.each([
    ['industrial_park', { name: '甲园' }, '甲园'],
    ['major_project', { name: '电站' }, '电站'],
    ['land_use', { land_class: '0301' }, '乔木林地'],
    ['town_center', { name: '镇区' }, '镇区'],
    ['functional_zone', { zone_code: '540' }, '林业发展区'],
    ['ecological_zone', { name: null }, '生态功能区'],
    ['township_function', {}, '乡级主体功能定位'],
  ])('asks %s, and calls it by what it has', async (layer, fields, label) => {
    const [finding] = await find('outside-county', [county, put(layer, 1, SQUARE, fields)]);
    expect(zh(finding)).toBe(`「${label}」有${mu(rectArea(900, 0, 1000, 1000))}亩超出县级行政区范围。`);
  });

  it.each(['ecological_redline', 'basic_farmland', 'urban_boundary', 'survey_parcel', 'public_facility'])(
    'does not ask %s',
    async (layer) => {
      expect(await find('outside-county', [county, put(layer, 1, SQUARE)])).toEqual([]);
    },
  );
});

describe('net area of basic farmland', () => {
  const farmland = (net: number | null): Edit => put('basic_farmland', 1, CORNER, { net_area_m2: net });
  const whole = rectArea(900, 0, 1100, 100);

  it.each([
    ['basic-farmland-not-cultivated', put('land_use', 1, SQUARE, { land_class: '0201' })],
    ['redline-basic-farmland', put('ecological_redline', 1, SQUARE)],
    ['boundary-basic-farmland', put('urban_boundary', 1, SQUARE)],
  ])('is told by %s in proportion, and stays unknown where none is recorded', async (rule, subject) => {
    const [known] = await find(rule, [subject, farmland(whole * 0.9)]);
    expect(known?.netAreaM2).toBeCloseTo(AREA * 0.9, 3);
    const [unknown] = await find(rule, [subject, farmland(null)]);
    expect(unknown?.areaM2).toBeCloseTo(AREA, 3);
    expect(unknown?.netAreaM2).toBeUndefined();
  });
});

describe('ground under several counterparts', () => {
  it('counts once in the area of a park on two ecological zones, each named in a sentence', async () => {
    const zone = (fid: number, place: ReturnType<typeof rect>, name: string): Edit =>
      put('ecological_zone', fid, place, { name, zone_type: 'control' });
    const [finding] = await find('park-ecological-zone', [
      put('industrial_park', 1, SQUARE, { name: '甲园' }),
      zone(1, rect(800, 0, 1100, 100), '乙区'),
      zone(2, rect(900, 0, 1200, 100), '丙区'),
    ]);
    expect(finding?.areaM2).toBeCloseTo(rectArea(800, 0, 1000, 100), 3);
    expect(zh(finding)).toBe(
      `园区「甲园」进入生态功能区「乙区」${mu(rectArea(800, 0, 1000, 100))}亩。园区「甲园」进入生态功能区「丙区」${mu(AREA)}亩。`,
    );
  });
});

describe('the construction split', () => {
  const park = put('industrial_park', 1, SQUARE, { name: '甲园', park_kind: 'industrial_park' });
  const barn = put('land_use', 1, CORNER, { land_class: '0601' });
  const moved: Ruleset = {
    ...DEFAULT_RULESET,
    constructionPrefixes: ['06', ...DEFAULT_RULESET.constructionPrefixes],
  };

  it('takes class 06 out of park-planned-non-construction when it is moved into construction', async () => {
    expect(await find('park-planned-non-construction', [park, barn])).toHaveLength(1);
    expect(await find('park-planned-non-construction', [park, barn], moved)).toEqual([]);
  });

  it('takes it out of non-construction-inside-boundary, and into built-planned-non-construction', async () => {
    const boundary = put('urban_boundary', 1, SQUARE, { boundary_kind: '01' });
    const on = switchedOn('non-construction-inside-boundary');
    const rule = 'non-construction-inside-boundary';
    expect(await find(rule, [boundary, barn], on)).toHaveLength(1);
    const movedOn = { ...on, constructionPrefixes: moved.constructionPrefixes };
    expect(await find(rule, [boundary, barn], movedOn)).toEqual([]);
    const wood = put('land_use', 1, SQUARE, { land_class: '0301' });
    const survey = put('survey_parcel', 1, CORNER, { base_class: '0601' });
    expect(await find('built-planned-non-construction', [wood, survey])).toEqual([]);
    expect(await find('built-planned-non-construction', [wood, survey], moved)).toHaveLength(1);
  });
});
