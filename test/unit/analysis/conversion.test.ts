import { describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { differenceTable } from '../../../shared/analysis/difference/table.ts';
import { townshipOf } from '../../../shared/analysis/difference/areas.ts';
import { largestFirst } from '../../../shared/analysis/difference/largest.ts';
import type { ConversionAnswer } from '../../../shared/analysis/difference/types.ts';
import { sidesOf } from '../../../shared/analysis/difference/sides.ts';
import { useGroup } from '../../../shared/analysis/use-group.ts';
import { createPace } from '../../../shared/check/pace.ts';
import type { SourceLayer } from '../../../shared/check/source.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { codeList } from '../../../shared/model/code-list.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { clock } from '../../fixtures/check/checking.ts';
import { memorySource, put } from '../../fixtures/check/memory-source.ts';
import { rect } from '../../fixtures/check/shapes.ts';

const { conversion } = DEFAULT_RULESET.matrices;

describe('groups of uses', () => {
  it.each([
    ['0101', 'cultivated'],
    ['0703', 'rural_residential'],
    ['0701', 'urban_built'],
    ['070102', 'urban_built'],
    ['10010102', 'industry_storage'],
    ['1002', 'mining'],
    ['1207', 'infrastructure'],
    ['16', 'reserved'],
    ['1704', 'water'],
  ])('have class %s in %s', (landClass, group) => {
    expect(useGroup(landClass)).toBe(group);
  });

  it.each(['07', '10', '18', '2001', '9', ''])(
    'do not have class %s, which says too little or is of the sea',
    (landClass) => {
      expect(useGroup(landClass)).toBeNull();
    },
  );

  it('are those of the conversion table and of the code list, each of them', () => {
    const used = new Set((codeList('land_use_class') ?? []).flatMap(({ code }) => useGroup(code) ?? []));
    const listed = (codeList('use_group') ?? []).map(({ code }) => code).filter((code) => code !== '*');
    expect([...used].sort()).toEqual([...listed].sort());
    const asked = new Set(conversion.flatMap(({ from, to }) => [from, to]).filter((group) => group !== '*'));
    expect([...asked].filter((group) => !used.has(group))).toEqual([]);
  });
});

/** What is answered where a wood is planned as industry, or as what is given, with a line or zone over it. */
async function answered(
  over: readonly (readonly [layer: string, fields: Fields])[],
  [from, to] = ['0301', '100102'],
  place = rect(0, 0, 100, 100),
): Promise<ConversionAnswer> {
  const source = memorySource();
  source.commit([
    put('survey_parcel', 1, rect(0, 0, 100, 100), { base_class: from }),
    put('land_use', 1, rect(0, 0, 100, 100), { land_class: to }),
    ...over.map(([layer, fields], i) => put(layer, i + 1, place, fields)),
  ]);
  const tools = { source, overlay: await loadOverlay(), pace: createPace(clock) };
  const { table } = must(await differenceTable(tools, DEFAULT_RULESET, 'baseline-plan'));
  return table!.patches[0]!.answer!;
}

describe('the place of a patch', () => {
  it.each([
    ['basic_farmland', {}, 'basic_farmland'],
    ['ecological_redline', { is_core_reserve: 1 }, 'redline_core'],
    ['ecological_redline', { is_core_reserve: 0 }, 'redline_general'],
    ['ecological_redline', { is_core_reserve: null }, 'redline_general'],
    ['ecological_zone', { zone_type: 'water_source', protection_level: 'level_1' }, 'water_source_1'],
    ['ecological_zone', { zone_type: 'water_source', protection_level: 'level_2' }, 'water_source_2'],
    ['urban_boundary', { boundary_kind: '01' }, 'boundary_concentrated'],
    ['urban_boundary', { boundary_kind: '02' }, 'boundary_flexible'],
    ['urban_boundary', { boundary_kind: '03' }, 'boundary_special'],
    ['functional_zone', { zone_code: '510' }, 'village_zone'],
    ['functional_zone', { zone_code: '530' }, 'agriculture_zone'],
    ['functional_zone', { zone_code: '540' }, 'forest_zone'],
    ['functional_zone', { zone_code: '210' }, 'eco_control'],
    ['functional_zone', { zone_code: '310' }, 'other_outside'],
    ['functional_zone', { zone_code: '710' }, 'other_outside'],
  ])('is told by %s with %o: %s', async (layer, fields, context) => {
    expect((await answered([[layer, fields]])).inside).toEqual([context]);
  });

  it.each([
    ['ecological_zone', { zone_type: 'control', protection_level: 'level_1' }],
    ['urban_boundary', { boundary_kind: null }],
    ['functional_zone', { zone_code: '410' }],
    ['functional_zone', { zone_code: null }],
  ])('is none by %s with %o', async (layer, fields) => {
    expect((await answered([[layer, fields]])).inside).toEqual([]);
  });

  it('is none where they only touch, or share less than the least area', async () => {
    const beside = (x: number) => answered([['basic_farmland', {}]], undefined, rect(x, 0, 200, 100));
    expect((await beside(100)).inside).toEqual([]);
    expect((await beside(99.995)).inside).toEqual([]);
    expect((await beside(99.98)).inside).toEqual(['basic_farmland']);
  });

  it('names every place of the conversion table', () => {
    const listed = (codeList('conversion_context') ?? []).map(({ code }) => code);
    expect(conversion.map(({ inside }) => inside).filter((one) => !listed.includes(one))).toEqual([]);
  });
});

describe('the answer to a change of use', () => {
  it('names its place, condition and citation with the mark', async () => {
    const answer = await answered([['functional_zone', { zone_code: '520' }]]);
    expect(answer).toMatchObject({
      from: 'forest',
      to: 'industry_storage',
      relation: 'barred',
      decidedBy: 'agriculture_zone',
      citation: { verified: 'yes' },
    });
    expect(answer.citation.text).not.toBe('');
    expect(answer.condition['zh-CN']).not.toBe('');
    expect(answer.condition.en).not.toBe('');
  });

  it('is that for anywhere where nothing lies over the patch', async () => {
    expect(await answered([])).toMatchObject({ relation: 'needs_approval', decidedBy: '*', inside: [] });
  });

  it('of a line is not lifted by the zone beneath it', async () => {
    const answer = await answered(
      [
        ['urban_boundary', { boundary_kind: '01' }],
        ['basic_farmland', {}],
      ],
      ['0101', '0701'],
    );
    expect(answer).toMatchObject({ relation: 'barred', decidedBy: 'basic_farmland' });
    expect(answer.inside).toEqual(['basic_farmland', 'boundary_concentrated']);
  });
});

describe('small parts', () => {
  it('the township of a parcel is nine digits of nine or twelve', () => {
    expect(townshipOf('990121001')).toBe('990121001');
    expect(townshipOf('990121001201')).toBe('990121001');
    for (const code of [null, '', '990121', '99012100', '9901210012', '99012100A', '990121001 ']) {
      expect(townshipOf(code)).toBeNull();
    }
  });

  it('a layer of the user is read by its field of land-use classes, whatever that is called', () => {
    const own = (id: string, fields: readonly string[]): SourceLayer => ({
      size: 1,
      schema: {
        ...builtinLayer('land_use')!,
        id,
        builtIn: false,
        fields: builtinLayer('land_use')!
          .fields.filter(({ name }) => fields.includes(name))
          .map((field) => ({ ...field, name: `old_${field.name}` })),
      },
    });
    const current: SourceLayer = { size: 1, schema: builtinLayer('land_use')! };
    const sides = (...layers: SourceLayer[]) => sidesOf('legacy-current', [...layers, current]);
    expect(sides(own('a', ['remark', 'land_class'])).a).toEqual({ layer: 'a', field: 'old_land_class' });
    expect(sides(own('a', ['remark']), own('b', ['land_class'])).a?.layer).toBe('b');
    expect(sides(own('a', ['remark'])).missing).toEqual(['legacy_plan']);
  });

  it('the largest are kept, whatever the order they come in', () => {
    const values = Array.from({ length: 500 }, (_, i) => (i * 7919) % 1009);
    const keep = (limit?: number): number[] => {
      const first = largestFirst<number>(limit, (a, b) => b - a);
      for (const value of values) first.add(value);
      return first.done();
    };
    const sorted = [...values].sort((a, b) => b - a);
    expect(keep()).toEqual(sorted);
    expect(keep(7)).toEqual(sorted.slice(0, 7));
    expect(keep(0)).toEqual([]);
  });
});
