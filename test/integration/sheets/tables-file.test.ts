import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startLocalServices } from '../../../electron/hosts/in-process.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { writeTables } from '../../../electron/jobs/tables/write-tables.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { TABLE_IDS, type OfficialTable } from '../../../shared/analysis/tables/types.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { newBlueprint } from '../../fixtures/import/io.ts';
import { must as present } from '../../fixtures/import/must.ts';
import type { Dump, DumpCell } from '../../fixtures/sheets/openpyxl.ts';
import { checkTable, ha, textOf } from '../../fixtures/sheets/table-checks.ts';

const hasOpenpyxl = hasPython('openpyxl');
const call = { signal: new AbortController().signal, progress: () => {} };
const main = path.resolve(import.meta.dirname, '../../../electron/cli/main.ts');

let folder: string;
let file: string;
const at = (name: string): string => path.join(folder, name);
const run = (...words: string[]) =>
  spawnSync(process.execPath, [main, 'tables', ...words], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_NO_WARNINGS: '1', LANTU_LANG: 'zh-CN' },
  });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-tables-'));
  file = at('county.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
}, 240_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Ranges and cells that a formula names, in their order. */
const refsOf = (formula: string): string[] =>
  [...formula.matchAll(/([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?/g)].flatMap(
    ([, c1 = '', r1 = '', c2 = c1, r2 = r1]) => {
      const number = (letters: string): number =>
        Array.from(letters).reduce((n, one) => n * 26 + one.charCodeAt(0) - 64, 0);
      const letters = (n: number): string =>
        (n > 26 ? letters(Math.floor((n - 1) / 26)) : '') + String.fromCharCode(65 + ((n - 1) % 26));
      const refs: string[] = [];
      for (let r = Number(r1); r <= Number(r2); r++)
        for (let c = number(c1); c <= number(c2); c++) refs.push(`${letters(c)}${r}`);
      return refs;
    },
  );

describe('the indicators of the demonstration county', () => {
  it('measure as the rules do: 石屏口镇 is 6.40 ha over, the townships 12.00 ha short of the county', () => {
    const printed = run(file, '--table', 'indicators', '--json');
    expect(printed.status).toBe(0);
    const [table] = JSON.parse(printed.stdout) as OfficialTable[];
    checkTable(present(table));
    const rows = present(table).rows.map(({ cells }) => cells);
    const row = (unit: string, kind: string) =>
      present(rows.find((cells) => textOf(cells[0]).startsWith(unit) && textOf(cells[1]) === kind));
    expect(ha(row('石屏口镇', '建设用地总规模')[8])).toBe(6.4);
    expect(ha(row('各乡镇合计', '耕地保有量')[6]) - ha(row('澄川县', '耕地保有量')[6])).toBeCloseTo(-12, 2);
    expect(ha(row('澄川县', '新增建设用地规模')[7])).toBeCloseTo(931.5, 0);
    const people = row('澄川县', '水资源承载上限（人口）');
    expect([ha(people[6]), ha(people[7])]).toEqual([42.5, 31.82]);
    expect(rows.filter((cells) => textOf(cells[0]) === '澄阳镇')).toHaveLength(3);
  });
});

describe('the workbook of all tables', () => {
  it.skipIf(!hasOpenpyxl)(
    'has the layout, and formulas whose results are stored, as openpyxl reads it',
    () => {
      const done = run(file, '--out', at('all.xlsx'));
      expect([done.status, done.stdout]).toEqual([0, '']);
      expect(done.stderr).toContain('已写入 6 张表');
      const dump = runPython('openpyxl_dump.py', [at('all.xlsx')]) as Dump;
      expect(dump.sheets.map(({ name }) => name)).toEqual([
        '国土空间功能结构调整表',
        '三区三线指标汇总表',
        '规划指标表',
        '分乡镇分区用地汇总表',
        '产业园区一览表',
        '基期至规划用地转换矩阵',
      ]);
      let formulas = 0;
      for (const sheet of dump.sheets) {
        const cells = new Map<string, DumpCell>(sheet.cells.map((one) => [one.ref, one]));
        const texts = sheet.cells.map(({ value }) => String(value ?? ''));
        expect(present(cells.get('A1'))).toMatchObject({ value: '公开', align: 'right' });
        expect(present(cells.get('A2'))).toMatchObject({ value: sheet.name, font: '黑体', align: 'center' });
        expect(texts.some((one) => one.startsWith('单位：'))).toBe(true);
        expect(texts.some((one) => one.startsWith('填表单位：') && one.includes('日期：'))).toBe(true);
        expect(texts.some((one) => one.startsWith('版式未核对'))).toBe(true);
        expect(texts.some((one) => one.includes('不具有行政效力'))).toBe(true);
        expect(texts.some((one) => /合规|通过/.test(one))).toBe(false);
        expect(sheet.titles).toMatch(/^\$1:\$[45]$/);
        for (const { formula, value } of sheet.cells) {
          if (formula === null) continue;
          formulas++;
          const steps = refsOf(formula).map((ref) => {
            const of = cells.get(ref)?.value ?? 0;
            expect(typeof of).toBe('number');
            return Math.round(Number(of) * 100);
          });
          const wanted = formula.startsWith('=SUM(')
            ? steps.reduce((all, one) => all + one, 0)
            : steps[0]! - steps[1]!;
          expect([sheet.name, formula, Math.round(Number(value) * 100)]).toEqual([
            sheet.name,
            formula,
            wanted,
          ]);
        }
      }
      expect(formulas).toBeGreaterThan(200);
      const [structure, , indicators, townships] = dump.sheets;
      // Groups of columns and columns of their own are merged heads; townships stand once for their zones.
      expect(present(structure).merges).toEqual(
        expect.arrayContaining(['A2:F2', 'A4:A5', 'B4:C4', 'D4:E4', 'F4:F5']),
      );
      expect(present(structure).cells.find(({ ref }) => ref === 'B4')?.value).toBe('规划基期年（2020）');
      expect(present(townships).merges.some((one) => /^A6:A\d+$/.test(one))).toBe(true);
      expect(present(indicators).merges.some((one) => /^A5:A\d+$/.test(one))).toBe(true);
      const total = present(present(structure).cells.find(({ value }) => value === '合计'));
      expect(present(structure).cells.find(({ ref }) => ref === total.ref.replace('A', 'B'))).toMatchObject({
        value: 203640,
        format: '0.00',
        align: 'right',
        lines: true,
      });
    },
  );

  it('has the same bytes of the same day, replaces what was there, and leaves nothing behind', async () => {
    const reader = openReader(file);
    try {
      const overlay = await loadOverlay();
      const request = {
        tables: ['structure', 'parks'],
        language: 'en',
        today: '2026-11-29',
        path: at('two.xlsx'),
      } as const;
      expect(must(await writeTables(reader, overlay, request, call))).toEqual({
        file: 'two.xlsx',
        written: ['structure', 'parks'],
        left: [],
      });
      const first = fs.readFileSync(at('two.xlsx'));
      must(await writeTables(reader, overlay, request, call));
      expect(fs.readFileSync(at('two.xlsx')).equals(first)).toBe(true);
      expect(
        await writeTables(reader, overlay, { ...request, path: at('no/where.xlsx') }, call),
      ).toMatchObject({
        error: { code: 'export.not-written' },
      });
      expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    } finally {
      reader.close();
    }
  });
});

describe('the page', () => {
  it('gets tables as the command line has them, with progress, and writes by a token alone', async () => {
    const services = startLocalServices();
    try {
      must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: at('scratch') }));
      const shares: (number | null)[] = [];
      const [answer] = must(
        await services.query.officialTables(
          { tables: ['structure'] },
          { onProgress: ({ share }) => shares.push(share) },
        ),
      );
      expect(shares.at(-1)).toBe(1);
      expect([answer?.table]).toEqual(JSON.parse(run(file, '--table', 'structure', '--json').stdout));
      const request = { language: 'zh-CN', today: '2026-11-29' } as const;
      expect(
        await services.query.writeTables({ ...request, tables: ['parks'], file: 'nothing' }),
      ).toMatchObject({ ok: false });
      must(await services.queryControl.grant({ token: 'target', path: at('page.xlsx'), access: 'write' }));
      expect(
        must(await services.query.writeTables({ ...request, tables: ['parks'], file: 'target' })),
      ).toEqual({
        file: 'page.xlsx',
        written: ['parks'],
        left: [],
      });
      expect(fs.statSync(at('page.xlsx')).size).toBeGreaterThan(2000);
      await services.queryControl.close({});
    } finally {
      await services.stop();
    }
  });
});

describe('on the command line', () => {
  it('a table is printed, a name that is none is refused', () => {
    const printed = run(file, '--table', 'structure');
    expect(printed.status).toBe(0);
    expect(printed.stdout).toMatch(/^国土空间功能结构调整表 {2}单位：公顷、%\n/);
    expect(printed.stdout).toContain('合计\t203640.00\t100.00\t203640.00\t100.00\t0.00');
    const wrong = run(file, '--table', 'moon');
    expect(wrong.status).toBe(2);
    expect(wrong.stderr).toContain(TABLE_IDS.join(', '));
  });

  it('an empty blueprint says what is missing', async () => {
    const empty = at('empty.gpkg');
    await newBlueprint(empty);
    const done = run(empty, '--out', at('empty.xlsx'));
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('缺少图层');
    expect(fs.existsSync(at('empty.xlsx'))).toBe(false);
  });
});
