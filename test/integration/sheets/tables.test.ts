import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { officialTables } from '../../../electron/jobs/tables/tables-job.ts';
import { TABLE_IDS, type OfficialTable, type TableId } from '../../../shared/analysis/tables/types.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { CLASS_TABLE, LINES, TOWNSHIPS, ZONE_TABLE } from '../../../shared/sample/figures.ts';
import { generateSample, type Sample } from '../../../shared/sample/index.ts';
import { memorySource, type MemorySource } from '../../fixtures/check/memory-source.ts';
import { checkTable, ha, rowNamed, textOf } from '../../fixtures/sheets/table-checks.ts';
import { recordsOf } from '../check/sample-records.ts';

/* The tables of the demonstration county against the figures of the reference and those its generator adds up. */

const COUNTY_HA = 203_640;
const LAYERS: Parameters<typeof recordsOf>[1] = [
  'survey_parcel',
  'land_use',
  'industrial_park',
  'functional_zone',
  'basic_farmland',
  'ecological_redline',
  'urban_boundary',
  'township',
  'county',
];
const ABOUT = {
  county: '澄川县',
  baseYear: 2020,
  planYear: 2035,
  rulesetVersion: '1',
  mark: 'internal',
} as const;
const call = { signal: new AbortController().signal, progress: () => {} };

let clean: Sample;
let planted: Sample;
const tables = new Map<string, OfficialTable>();

async function tablesOf(source: MemorySource, ids: readonly TableId[]) {
  const overlay = await loadOverlay();
  return must(await officialTables({ source, overlay, ruleset: DEFAULT_RULESET, about: ABOUT }, ids, call));
}

const table = (state: 'clean' | 'planted', id: TableId): OfficialTable => tables.get(`${state} ${id}`)!;

beforeAll(async () => {
  clean = generateSample({ parcels: 3000, planted: false });
  planted = generateSample({ parcels: 3000 });
  for (const [state, sample] of [
    ['clean', clean],
    ['planted', planted],
  ] as const) {
    const source = memorySource();
    source.commit(recordsOf(sample, LAYERS));
    const ids = TABLE_IDS.filter((id) => id !== 'indicators');
    const answers = await tablesOf(source, ids);
    answers.forEach((answer, i) => {
      if (answer.table !== null) tables.set(`${state} ${ids[i]}`, answer.table);
    });
  }
}, 600_000);

describe('every table', () => {
  it('has formulas that give what is printed', () => {
    expect(tables.size).toBe(10);
    for (const one of tables.values()) checkTable(one);
  });
});

describe('the structure of the clean county', () => {
  it('is that of the reference: each class in the baseline and in the plan, to the hundredth of a hectare', () => {
    const structure = table('clean', 'structure');
    for (const [code, [base, plan]] of Object.entries(CLASS_TABLE)) {
      if (base === 0 && plan === 0) continue;
      const row = structure.rows.find(({ cells }) => textOf(cells[0]).startsWith(`${code} `))!.cells;
      expect([code, Math.abs(ha(row[1]) - base) <= 0.011, Math.abs(ha(row[3]) - plan) <= 0.011]).toEqual([
        code,
        true,
        true,
      ]);
    }
    const total = rowNamed(structure, '合计');
    expect([ha(total[1]), ha(total[2]), ha(total[3]), ha(total[4]), ha(total[5])]).toEqual([
      COUNTY_HA,
      100,
      COUNTY_HA,
      100,
      0,
    ]);
    const built = structure.rows.find(
      ({ cells, kind }) => kind === 'subtotal' && textOf(cells[0]) === '建设用地',
    )!.cells;
    expect(Math.abs(ha(built[1]) - 9163.81)).toBeLessThanOrEqual(0.02);
    expect(Math.abs(ha(built[3]) - 10_090)).toBeLessThanOrEqual(0.02);
  });

  it('changes by what was planted, as the generator has it', () => {
    const figures = planted.truth.tables.planted;
    const structure = table('planted', 'structure');
    for (const [side, column] of [
      ['base', 1],
      ['plan', 3],
    ] as const) {
      for (const [name, value] of Object.entries(figures).filter(
        ([key]) => key.startsWith(`${side} `) && /\d\d$/.test(key),
      )) {
        const code = name.slice(-2);
        const row = structure.rows.find(({ cells }) => textOf(cells[0]).startsWith(`${code} `))?.cells;
        expect([name, Math.abs(ha(row?.[column]) - value) <= 0.011]).toEqual([name, true]);
      }
    }
  });
});

describe('the conversion matrix', () => {
  it('has the sums of the structure at both ends, and covers the county', () => {
    for (const state of ['clean', 'planted'] as const) {
      const matrix = table(state, 'conversion');
      const structure = table(state, 'structure');
      const total = rowNamed(matrix, '合计');
      expect(ha(total.at(-1))).toBe(COUNTY_HA);
      for (const { cells } of structure.rows.filter(({ kind }) => kind === 'part')) {
        const name = textOf(cells[0]);
        const row = matrix.rows.find((one) => textOf(one.cells[0]) === name)?.cells;
        expect([name, ha(row?.at(-1)) === ha(cells[1])]).toEqual([name, true]);
        const column = matrix.columns.findIndex(({ heads }) => heads.at(-1)!['zh-CN'] === name);
        expect([name, ha(total[column]) === ha(cells[3])]).toEqual([name, true]);
      }
    }
  });

  it('holds the 2.64 ha that are built now and planned as forest', () => {
    const cell = (state: 'clean' | 'planted'): number => {
      const matrix = table(state, 'conversion');
      const column = matrix.columns.findIndex(({ heads }) => heads.at(-1)!['zh-CN'].startsWith('03 '));
      return ha(matrix.rows.find(({ cells }) => textOf(cells[0]).startsWith('07 '))!.cells[column]);
    };
    expect(Math.abs(cell('planted') - cell('clean') - 2.64)).toBeLessThanOrEqual(0.021);
  });
});

describe('the three lines', () => {
  it('are those of the reference, with their parts, and so are the zones', () => {
    const lines = table('clean', 'lines');
    const total = rowNamed(lines, '合计');
    const at = (group: string, part: string): number => {
      const c = lines.columns.findIndex(
        ({ heads }) => heads[0]!['zh-CN'] === group && heads[1]!['zh-CN'] === part,
      );
      return ha(total[c]);
    };
    const wanted: [string, string, number][] = [
      ['永久基本农田', '净面积', LINES.farmlandNet],
      ['生态保护红线', '小计', LINES.redline],
      ['生态保护红线', '自然保护地核心保护区', LINES.core],
      ['城镇开发边界', '小计', LINES.boundary],
      ['城镇开发边界', '弹性发展区', LINES.flexible],
      ['城镇开发边界', '特别用途区', LINES.special],
      ['规划分区', '小计', COUNTY_HA],
      ['规划分区', '生态保护区', ZONE_TABLE['100']!],
      ['规划分区', '城镇发展区', ZONE_TABLE['400']!],
    ];
    for (const [group, part, value] of wanted)
      expect([group, part, Math.abs(at(group, part) - value) <= 0.03]).toEqual([group, part, true]);
    const zones = lines.columns.length - 1;
    TOWNSHIPS.forEach(({ name, km2 }) =>
      expect([name, Math.abs(ha(rowNamed(lines, name)[zones]) - km2 * 100) <= 0.03]).toEqual([name, true]),
    );
    const share = rowNamed(lines, '占县域比重（%）');
    const redline = lines.columns.findIndex(
      ({ heads }) => heads[0]!['zh-CN'] === '生态保护红线' && heads[1]!['zh-CN'] === '小计',
    );
    expect(ha(share[redline])).toBe(28.8);
  });
});

describe('townships', () => {
  it('add up to the county, by zone and by class', () => {
    const one = table('clean', 'townships');
    const total = rowNamed(one, '合计');
    expect(ha(total.at(-1))).toBe(COUNTY_HA);
    TOWNSHIPS.forEach(({ name, km2 }) =>
      expect([name, Math.abs(ha(rowNamed(one, name).at(-1)) - km2 * 100) <= 0.03]).toEqual([name, true]),
    );
    const structure = table('clean', 'structure');
    one.columns.slice(2, -1).forEach(({ heads }, i) => {
      const row = rowNamed(structure, heads[1]!['zh-CN']);
      expect([heads[1]!['zh-CN'], Math.abs(ha(total[i + 2]) - ha(row[3])) <= 0.011]).toEqual([
        heads[1]!['zh-CN'],
        true,
      ]);
    });
    const zoneHa = (zone: string): number =>
      one.rows
        .filter(({ cells }) => textOf(cells[1]) === zone)
        .reduce((all, { cells }) => all + ha(cells.at(-1)), 0);
    expect(Math.abs(zoneHa('生态保护区') - ZONE_TABLE['100']!)).toBeLessThan(0.2);
    expect(zoneHa('未分区')).toBe(0);
  });
});

describe('the list of parks', () => {
  it('has what was planted: on basic farmland, in the redline, outside the boundary', () => {
    const of = (state: 'clean' | 'planted', name: string, head: string): number => {
      const parks = table(state, 'parks');
      const row = parks.rows.find(({ cells }) => textOf(cells[1]).includes(name))!.cells;
      return ha(row[parks.columns.findIndex(({ heads }) => heads.at(-1)!['zh-CN'] === head)]);
    };
    expect(table('planted', 'parks').rows).toHaveLength(9);
    expect(of('clean', '桐渡园', '占永久基本农田')).toBe(0);
    expect(of('planted', '桐渡园', '占永久基本农田')).toBeCloseTo(2.37, 1);
    expect(of('planted', '茶产业园', '占生态保护红线')).toBeCloseTo(0.74, 1);
    expect(of('clean', '桐渡园', '城镇开发边界内')).toBeCloseTo(194, 1);
    expect(of('clean', '物流园', '图上面积')).toBeCloseTo(41, 1);
    expect(of('planted', '物流园', '图上面积') - of('planted', '物流园', '城镇开发边界内')).toBeCloseTo(
      4.93,
      1,
    );
    // The agriculture park covers 96 ha of basic farmland and is nobody's fault.
    expect(of('clean', '农业产业园', '占永久基本农田')).toBeGreaterThan(90);
  });
});

describe('what is missing', () => {
  it('is named, and nothing is made of it', async () => {
    const source = memorySource();
    source.commit(recordsOf(clean, ['township', 'county']));
    const answers = await tablesOf(source, TABLE_IDS);
    expect(answers.map(({ table: made, missing }) => [made, missing])).toEqual([
      [null, ['survey_parcel', 'land_use']],
      [null, ['basic_farmland', 'ecological_redline', 'urban_boundary']],
      [null, ['quota']],
      [null, ['land_use']],
      [null, ['industrial_park']],
      [null, ['survey_parcel', 'land_use']],
    ]);
  });

  it('does not stop the rest: lines without townships, land without zones', async () => {
    const source = memorySource();
    source.commit(recordsOf(clean, ['land_use', 'urban_boundary']));
    const [lines, townships] = await tablesOf(source, ['lines', 'townships']);
    checkTable(lines!.table!);
    expect(Math.abs(ha(rowNamed(lines!.table!, '合计').at(-1)) - LINES.boundary)).toBeLessThan(0.02);
    expect(lines!.table!.rows.map(({ cells }) => textOf(cells[0]))).toEqual(['澄川县', '合计']);
    checkTable(townships!.table!);
    expect(townships!.table!.title['zh-CN']).toBe('分乡镇用地汇总表');
    expect(townships!.table!.rows).toHaveLength(13);
  });

  it('can be cancelled', async () => {
    const source = memorySource();
    source.commit(recordsOf(clean, ['land_use', 'survey_parcel']));
    const abort = new AbortController();
    abort.abort();
    const overlay = await loadOverlay();
    const done = await officialTables(
      { source, overlay, ruleset: DEFAULT_RULESET, about: ABOUT },
      ['conversion'],
      { signal: abort.signal, progress: () => {} },
    );
    expect(done).toEqual({ ok: false, error: { code: 'cancelled' } });
  });
});
