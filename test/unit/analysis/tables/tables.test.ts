import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { said } from '../../../../shared/analysis/tables/cells.ts';
import { conversionTable, UNCOVERED } from '../../../../shared/analysis/tables/conversion.ts';
import { indicatorTable } from '../../../../shared/analysis/tables/indicators.ts';
import { lineTable, LINE_GROUPS } from '../../../../shared/analysis/tables/lines.ts';
import { parkTable, PARK_PARTS } from '../../../../shared/analysis/tables/parks.ts';
import { countedAs, countedAsBoth, divideUnits } from '../../../../shared/analysis/tables/ridges.ts';
import { structureTable } from '../../../../shared/analysis/tables/structure.ts';
import { townshipTable } from '../../../../shared/analysis/tables/townships.ts';
import type { OfficialTable } from '../../../../shared/analysis/tables/types.ts';
import type { Fields } from '../../../../shared/model/record.ts';
import { checkTable, ha, rowNamed, stepsOf, textOf } from '../../../fixtures/sheets/table-checks.ts';

const ABOUT = {
  county: '甲县',
  baseYear: 2020,
  planYear: null,
  rulesetVersion: '1',
  mark: 'internal',
} as const;
const CONSTRUCTION = ['07', '08', '09', '10', '11', '12', '13', '14', '15', '16'];
const code = fc.constantFrom(
  '0101',
  '0103',
  '0301',
  '0702',
  '0703',
  '1001',
  '1202',
  '1701',
  '2303',
  '1801',
  '99',
  null,
);
const township = fc.constantFrom('990121001', '990121002', '990121003', null);
const units = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000_000_000 }),
  fc.integer({ min: 0, max: 3_000_000 }),
);
const NAMES = new Map([
  ['990121001', '甲镇'],
  ['990121002', '乙乡'],
]);
const sum = (values: Iterable<number>): number => [...values].reduce((all, one) => all + one, 0);

/** Figures added by their code. */
function sums(list: readonly (readonly [string | null, number])[]): Map<string | null, number> {
  const map = new Map<string | null, number>();
  for (const [key, amount] of list) map.set(key, (map.get(key) ?? 0) + amount);
  return map;
}

/** The total is the nearest hundredth of a hectare to what was put in, and no figure is further off than its parts allow. */
const isNear = (steps: number, exact: number): boolean => Math.abs(steps * 1e6 - exact) <= 500_000;

describe('tables of any figures', () => {
  it('structure: every sum agrees, shares are a hundred, changes are differences of what is printed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(code, units)), fc.array(fc.tuple(code, units)), (base, plan) => {
        const given = { base: sums(base), plan: sums(plan), construction: CONSTRUCTION };
        const table = structureTable(given, ABOUT);
        checkTable(table);
        const total = table.rows.at(-1)?.cells;
        if (total === undefined) return;
        for (const [side, c] of [
          [given.base, 1],
          [given.plan, 3],
        ] as const) {
          expect(isNear(stepsOf(total[c]), sum(side.values()))).toBe(true);
          expect([0, 10_000]).toContain(stepsOf(total[c + 1]));
          expect(stepsOf(total[c + 1]) === 0).toBe(sum(side.values()) === 0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('conversion: rows, columns and total agree', () => {
    const end = fc.oneof(code, fc.constant(UNCOVERED));
    fc.assert(
      fc.property(fc.array(fc.record({ from: end, to: end, units }), { maxLength: 60 }), (all) => {
        const ground = all.filter(({ from, to }) => from !== UNCOVERED || to !== UNCOVERED);
        const given = {
          ground,
          base: sums(ground.filter(({ from }) => from !== UNCOVERED).map((one) => [one.from, one.units])),
          plan: sums(ground.filter(({ to }) => to !== UNCOVERED).map((one) => [one.to, one.units])),
          construction: CONSTRUCTION,
        };
        const table = conversionTable(given, ABOUT);
        checkTable(table);
        const total = table.rows.at(-1)?.cells;
        if (total === undefined) return;
        const exact = sum(ground.map((one) => one.units));
        expect(Math.abs(stepsOf(total.at(-1)) * 1e6 - exact)).toBeLessThan(3 * 1e6);
        // Down the last column and along the last row alike.
        expect(sum(table.rows.slice(0, -1).map(({ cells }) => stepsOf(cells.at(-1))))).toBe(
          stepsOf(total.at(-1)),
        );
        expect(sum(total.slice(1, -1).map(stepsOf))).toBe(stepsOf(total.at(-1)));
      }),
      { numRuns: 150 },
    );
  });

  it('conversion: prints the sums of the structure at both ends, where every class meets every other', () => {
    const ends = fc.constantFrom(
      ['0101', '0301', '0702', '2303'],
      ['0103', '0301', '1001', '1202', '1801', null],
      ['0101', '0301', UNCOVERED],
      ['0301', '0702', null, UNCOVERED],
    );
    const some = fc.array(units, { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(ends, some, (codes, amounts) => {
        const pairs = codes.flatMap((from) => codes.map((to) => ({ from, to })));
        const ground = pairs
          .map((pair, i) => ({ ...pair, units: amounts[i]! + 1 }))
          .filter(({ from, to }) => from !== UNCOVERED || to !== UNCOVERED);
        const given = {
          ground,
          base: sums(ground.filter(({ from }) => from !== UNCOVERED).map((one) => [one.from, one.units])),
          plan: sums(ground.filter(({ to }) => to !== UNCOVERED).map((one) => [one.to, one.units])),
          construction: CONSTRUCTION,
        };
        const table = conversionTable(given, ABOUT);
        checkTable(table);
        const total = table.rows.at(-1)!.cells;
        // What the table of structure prints of a class is what this one sums to, at both ends.
        const structure = structureTable(given, ABOUT).rows.filter(({ kind }) => kind === 'part');
        const printed = (name: string, c: number): number =>
          sum(
            structure.filter(({ cells }) => textOf(cells[0]) === name).map(({ cells }) => stepsOf(cells[c])),
          );
        const uncovered = said('uncovered')['zh-CN'];
        const ofRows = table.rows
          .slice(0, -1)
          .map(({ cells }): [string, number] => [textOf(cells[0]), stepsOf(cells.at(-1))]);
        const ofColumns = table.columns
          .slice(1, -1)
          .map(({ heads }, i): [string, number] => [heads.at(-1)!['zh-CN'], stepsOf(total[i + 1])]);
        const agreed = (all: readonly [string, number][], c: number): boolean =>
          all.every(([name, steps]) => name === uncovered || steps === printed(name, c));
        expect([agreed(ofRows, 1), agreed(ofColumns, 3)]).toEqual([true, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('townships: zones sum to townships, townships to the county, classes to the sum', () => {
    const zone = fc.constantFrom('100', '210', '310', '410', '520', null);
    fc.assert(
      fc.property(
        fc.array(fc.record({ township, zone, code, units }), { maxLength: 80 }),
        fc.boolean(),
        (ground, zoned) => {
          const plain = zoned ? ground : ground.map((one) => ({ ...one, zone: null }));
          const plan = sums(ground.map((one) => [one.code, one.units]));
          const given = { ground: plain, plan, construction: CONSTRUCTION, names: NAMES, zoned };
          const table = townshipTable(given, ABOUT);
          checkTable(table);
          if (ground.length >= 40) {
            const structure = structureTable({ base: new Map(), plan, construction: CONSTRUCTION }, ABOUT);
            table.columns.slice(zoned ? 2 : 1, -1).forEach(({ heads }, i) => {
              const name = heads.at(-1)!['zh-CN'];
              const rows = structure.rows.filter(
                (row) => row.kind === 'part' && textOf(row.cells[0]) === name,
              );
              const got = stepsOf(table.rows.at(-1)!.cells[(zoned ? 2 : 1) + i]);
              expect([name, got]).toEqual([name, sum(rows.map(({ cells }) => stepsOf(cells[3])))]);
            });
          }
          const total = table.rows.at(-1)?.cells.at(-1);
          expect(isNear(stepsOf(total), sum(ground.map((one) => one.units)))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('lines: townships and parts agree with the sum of each line', () => {
    const part = fc.constantFrom(
      ['farmland', 'net'],
      ['farmland', 'ridge'],
      ['redline', 'core'],
      ['redline', 'other'],
      ['boundary', '01'],
      ['boundary', '03'],
      ['zones', '100'],
      ['zones', '500'],
    ) as fc.Arbitrary<['farmland' | 'redline' | 'boundary' | 'zones', string]>;
    fc.assert(
      fc.property(fc.array(fc.record({ at: part, township, units }), { maxLength: 60 }), (list) => {
        const ground = list.map(({ at: [group, name], ...rest }) => ({ group, part: name, ...rest }));
        const table = lineTable(
          { ground, names: NAMES, held: LINE_GROUPS, county: 20_364_000_000_000 },
          ABOUT,
        );
        checkTable(table);
        // Of each line its parts' totals, printed, are the nearest to what it is.
        const total = table.rows.find(({ kind }) => kind === 'total')?.cells ?? [];
        for (const group of LINE_GROUPS) {
          const own = table.columns.flatMap(({ heads }, c) =>
            heads[0]!['zh-CN'] === said(`line.${group}`)['zh-CN'] && !heads[1]!['zh-CN'].startsWith('小计')
              ? [c]
              : [],
          );
          const exact = sum(ground.filter((one) => one.group === group).map((one) => one.units));
          expect(isNear(sum(own.map((c) => stepsOf(total[c]))), exact)).toBe(true);
        }
        checkTable(lineTable({ ground, names: NAMES, held: ['redline'], county: null }, ABOUT));
      }),
      { numRuns: 150 },
    );
  });

  it('parks: totals are the sums of the column', () => {
    const nothing = fc.option(fc.string({ minLength: 1, maxLength: 8 }), { nil: null });
    const park = fc.record({
      name: nothing,
      kind: fc.constantFrom('industrial_park', null, 'other'),
      level: fc.constantFrom('county', null),
      township: nothing,
      industry: nothing,
      industryClass: fc.constantFrom('1', '3', null),
      approval: nothing,
      announcedHa: fc.option(fc.double({ min: 0, max: 1e4, noNaN: true }), { nil: null }),
      units,
      parts: fc.record({ built: units, industry: units, boundary: units, farmland: units, redline: units }),
    });
    fc.assert(
      fc.property(fc.array(park, { maxLength: 20 }), (parks) => {
        const table = parkTable({ parks, held: PARK_PARTS }, ABOUT);
        checkTable(table);
        expect(table.rows.length).toBe(parks.length === 0 ? 0 : parks.length + 1);
        checkTable(parkTable({ parks, held: [] }, ABOUT));
      }),
      { numRuns: 100 },
    );
  });
});

describe('indicators', () => {
  const fact = (target: number, planned: number | null, more: object = {}) => ({
    kind: 'construction_land',
    nature: 'binding',
    direction: 'ceiling',
    year: 2035,
    unit: 'ha',
    target,
    planned,
    source: '下达',
    ...more,
  });
  it('hold what was handed down against the plan, and the townships against the county', () => {
    const table = indicatorTable(
      {
        units: [
          {
            name: '甲县',
            county: true,
            facts: [fact(100, 95.456), fact(42.5, null, { kind: 'capacity_water', unit: '万人' })],
          },
          { name: '甲镇', county: false, facts: [fact(60.004, 61.2)] },
          { name: '乙乡', county: false, facts: [fact(40.1, 34.25)] },
        ],
      },
      ABOUT,
    );
    checkTable(table);
    expect(
      table.rows.map(({ cells }) => [
        textOf(cells[0]),
        textOf(cells[1]),
        textOf(cells[3]),
        textOf(cells[5]),
        ha(cells[6]),
        ha(cells[7]),
        ha(cells[8]),
      ]),
    ).toEqual([
      ['甲县', '建设用地总规模', '不高于', '公顷', 100, 95.46, -4.54],
      ['甲县', '水资源承载上限（人口）', '不高于', '万人', 42.5, 0, 0],
      ['甲镇', '建设用地总规模', '不高于', '公顷', 60, 61.2, 1.2],
      ['乙乡', '建设用地总规模', '不高于', '公顷', 40.1, 34.25, -5.85],
      ['各乡镇合计', '建设用地总规模', '不高于', '公顷', 100.1, 95.45, -4.65],
    ]);
    // Nothing is said of what cannot be measured.
    expect(rowNamed(table, '甲县')[7]?.kind).toBe('figure');
    expect(table.rows[1]!.cells[7]!.kind).toBe('blank');
  });
});

describe('ridges', () => {
  it('are taken off cultivated land alone, by coefficient or deduction', () => {
    expect(countedAs('0101', { ridge_coefficient: 0.1 })).toEqual([
      { code: '0101', share: 0.9 },
      { code: '23', share: 0.1 },
    ]);
    expect(countedAs('0101', { deducted_area_m2: 5, area_m2: 20 })).toEqual([
      { code: '0101', share: 0.75 },
      { code: '23', share: 0.25 },
    ]);
    const senseless: readonly Fields[] = [
      {},
      { ridge_coefficient: 1.5 },
      { ridge_coefficient: -1 },
      { deducted_area_m2: 30, area_m2: 20 },
    ];
    for (const fields of senseless) expect(countedAs('0101', fields)).toEqual([{ code: '0101', share: 1 }]);
    expect(countedAs('0301', { ridge_coefficient: 0.1 })).toEqual([{ code: '0301', share: 1 }]);
    expect(countedAs(null, {})).toEqual([{ code: null, share: 1 }]);
  });

  it('keep both ends of a conversion as each counts alone', () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom('0101', '0301'),
        fc.constantFrom('0103', '0702'),
        share,
        share,
        (from, to, a, b) => {
          const [before, after] = [
            countedAs(from, { ridge_coefficient: a }),
            countedAs(to, { ridge_coefficient: b }),
          ];
          const both = countedAsBoth(before, after);
          for (const { code: one, share: wanted } of before)
            expect(sum(both.filter((part) => part.from === one).map((part) => part.share))).toBeCloseTo(
              wanted,
              9,
            );
          for (const { code: one, share: wanted } of after)
            expect(sum(both.filter((part) => part.to === one).map((part) => part.share))).toBeCloseTo(
              wanted,
              9,
            );
        },
      ),
    );
  });

  it('are divided into whole units that sum to the whole', () => {
    fc.assert(
      fc.property(
        units,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
        (whole, weights) => {
          const all = sum(weights) || 1;
          const parts = divideUnits(
            whole,
            weights.map((one) => one / all),
          );
          expect(sum(parts)).toBe(whole);
          expect(parts.every((one) => Number.isInteger(one) && one >= 0)).toBe(true);
        },
      ),
    );
  });
});

describe('words', () => {
  it('are there in both languages', () => {
    const table: OfficialTable = structureTable(
      { base: new Map([['0101', 1e9]]), plan: new Map(), construction: CONSTRUCTION },
      ABOUT,
    );
    const words = [table.title, table.unit, ...table.notes, ...table.columns.flatMap(({ heads }) => heads)];
    for (const one of words) {
      expect(one['zh-CN']).not.toMatch(/^tables\.|\{/);
      expect(one.en).not.toMatch(/^tables\.|\{|\p{Script=Han}/u);
    }
  });
});
