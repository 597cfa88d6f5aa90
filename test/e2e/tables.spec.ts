import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { hasPython, runPython } from '../fixtures/debian-python.ts';
import type { Dump } from '../fixtures/sheets/openpyxl.ts';
import { launch, mapIdle, type Running } from './launch.ts';

/* The official tables on the screen and in the workbook, against a count of the blueprint that shares no code with them. */

const hasSqlite = hasPython('sqlite3');
const hasOpenpyxl = hasPython('openpyxl');
interface Counted {
  readonly base: Readonly<Record<string, number>>;
  readonly plan: Readonly<Record<string, number>>;
  readonly lines: Readonly<Record<string, number>>;
}
let running: Running;
let folder: string;
/** What the window showed of each table, rows of texts, by its title. */
const shown = new Map<string, string[][]>();

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapIdle(running.page);
  folder = fs.mkdtempSync(path.join(running.userData, 'out-'));
});
test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

const dialog = (name: string | RegExp = '规划统计表'): Locator => running.page.getByRole('dialog', { name });

async function saveAs(name: string): Promise<string> {
  const file = path.join(folder, name);
  await running.app.evaluate(({ dialog: native }, chosen) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
  return file;
}

/** Makes the table that the list names, and reads what it shows: one text a cell, spans filled. */
async function make(title: string): Promise<string[][]> {
  await dialog().getByRole('navigation', { name: '选择统计表' }).getByRole('button', { name: title }).click();
  await dialog().getByRole('button', { name: '生成', exact: true }).click();
  const table = dialog().getByRole('table', { name: title });
  await expect(table).toBeVisible({ timeout: 120_000 });
  const rows = await table.locator('tbody tr').evaluateAll((list) => {
    const below = new Map<number, { text: string; left: number }>();
    return list.map((row) => {
      const cells = Array.from((row as HTMLTableRowElement).cells);
      const out: string[] = [];
      while (cells.length > 0 || below.has(out.length)) {
        const held = below.get(out.length);
        if (held !== undefined && held.left > 0) {
          held.left -= 1;
          out.push(held.text);
          continue;
        }
        const cell = cells.shift();
        if (cell === undefined) break;
        below.set(out.length, { text: cell.innerText.trim(), left: cell.rowSpan - 1 });
        out.push(cell.innerText.trim());
      }
      return out;
    });
  });
  shown.set(title, rows);
  return rows;
}

const steps = (text: string | undefined): number => Math.round(Number(text) * 100);
const rowOf = (rows: readonly string[][], name: string): string[] => {
  const row = rows.find(([first]) => first === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
};
const classRows = (rows: readonly string[][]): string[][] => rows.filter(([name]) => /^\d\d /.test(name!));

test('the structure of the sample is what its ground adds up to', async () => {
  const { page } = running;
  await page.getByRole('menuitem', { name: '检查', exact: true }).click();
  await page.getByRole('menuitem', { name: '规划统计表' }).click();
  await expect(dialog().getByText('尚未生成')).toBeVisible();
  await running.picture('tables-empty');
  const rows = await make('国土空间功能结构调整表');
  await running.picture('tables-structure');
  const total = rowOf(rows, '合计');
  expect(total.slice(1)).toEqual(['203640.00', '100.00', '203640.00', '100.00', '0.00']);
  for (const column of [1, 2, 3, 4, 5]) {
    const sum = classRows(rows).reduce((all, row) => all + steps(row[column]), 0);
    expect([column, sum]).toEqual([column, steps(total[column])]);
  }
  if (!hasSqlite) return;
  const samples = path.join(running.userData, 'samples');
  const blueprint = fs.readdirSync(samples).find((name) => name.endsWith('.gpkg'))!;
  const counted = runPython('class_areas.py', [path.join(samples, blueprint)]) as Counted;
  for (const row of classRows(rows)) {
    const name = row[0]!;
    const code = name.slice(0, 2);
    // Rounded up or down by less than a step; the independent count is good to a hundredth of that.
    expect([name, Math.abs(Number(row[1]) - (counted.base[code] ?? 0)) < 0.0101]).toEqual([name, true]);
    expect([name, Math.abs(Number(row[3]) - (counted.plan[code] ?? 0)) < 0.0101]).toEqual([name, true]);
  }
  expect(new Set(classRows(rows).map(([name]) => name!.slice(0, 2)))).toEqual(
    new Set([...Object.keys(counted.base), ...Object.keys(counted.plan)]),
  );
  const lines = rowOf(await make('三区三线指标汇总表'), '合计').map(Number);
  for (const [layer, ha] of Object.entries(counted.lines))
    expect([layer, lines.some((one) => Math.abs(one - ha) < 0.0101)]).toEqual([layer, true]);
});

test('the other tables sum to it, by rows, by columns and by class, to the hundredth', async () => {
  const structure = shown.get('国土空间功能结构调整表')!;
  const conversion = await make('基期至规划用地转换矩阵');
  await running.picture('tables-conversion');
  const heads = await dialog()
    .getByRole('table', { name: '基期至规划用地转换矩阵' })
    .locator('thead tr')
    .last()
    .locator('th')
    .allInnerTexts();
  const total = rowOf(conversion, '合计');
  expect(total.at(-1)).toBe('203640.00');
  for (const [name, base, , plan] of classRows(structure)) {
    const row = conversion.find(([first]) => first === name);
    expect([name, row?.at(-1) ?? '0.00']).toEqual([name, base]);
    const column = heads.map((head) => head.trim()).indexOf(name!);
    expect([name, column < 0 ? '0.00' : total[column + 1]]).toEqual([name, plan]);
  }
  for (const row of conversion)
    expect(row.slice(1, -1).reduce((all, one) => all + steps(one), 0)).toBe(steps(row.at(-1)));
  const townships = await make('分乡镇分区用地汇总表');
  await running.picture('tables-townships');
  expect(townships.at(-1)!.at(-1)).toBe('203640.00');
  const byCode = classRows(structure).toSorted(([a], [b]) => (a! < b! ? -1 : 1));
  const planned = byCode.map(([, , , plan]) => plan!);
  expect(townships.at(-1)!.slice(2, -1)).toEqual(planned.filter((one) => one !== '0.00'));
  const subtotals = townships.filter(([, zone]) => zone === '小计');
  expect(subtotals).toHaveLength(12);
  for (let c = 2; c < townships[0]!.length; c++)
    expect(subtotals.reduce((all, row) => all + steps(row[c]), 0)).toBe(steps(townships.at(-1)![c]));
});

test('the workbook has the shown figures, and formulas for every sum', async () => {
  await make('规划指标表');
  await running.picture('tables-indicators');
  await make('产业园区一览表');
  await running.picture('tables-parks');
  const file = await saveAs('统计表.xlsx');
  await dialog().getByRole('button', { name: '导出全部' }).click();
  await expect(running.page.getByText('已导出统计表：统计表.xlsx')).toBeVisible({ timeout: 120_000 });
  expect(fs.statSync(file).size).toBeGreaterThan(5000);
  test.skip(!hasOpenpyxl, 'no openpyxl to read the workbook with');
  const dump = runPython('openpyxl_dump.py', [file]) as Dump;
  expect(dump.sheets.map(({ name }) => name).toSorted()).toEqual([...shown.keys()].toSorted());
  for (const sheet of dump.sheets) {
    const cells = new Map(sheet.cells.map((one) => [one.ref, one]));
    const rows = shown.get(sheet.name)!;
    const first = sheet.cells.find(
      ({ ref, value }) => /^A[4-9]$/.test(ref) && String(value ?? '') === rows[0]![0],
    )!;
    const top = Number(first.ref.slice(1));
    let sums = 0;
    rows.forEach((row, r) =>
      row.forEach((text, c) => {
        const cell = cells.get(`${String.fromCharCode(65 + c)}${top + r}`);
        if (cell === undefined || cell.value === null || typeof cell.value === 'string') return;
        expect([sheet.name, cell.ref, steps(text)]).toEqual([
          sheet.name,
          cell.ref,
          steps(String(cell.value)),
        ]);
        if (cell.formula?.startsWith('=SUM(')) sums++;
      }),
    );
    expect([sheet.name, sums > 0]).toEqual([sheet.name, true]);
  }
  const structure = dump.sheets.find(({ name }) => name === '国土空间功能结构调整表')!;
  const total = structure.cells.find(({ value }) => value === '合计')!.ref.replace('A', 'B');
  expect(structure.cells.find(({ ref }) => ref === total)).toMatchObject({ value: 203_640, type: 'n' });
  expect(structure.cells.find(({ ref }) => ref === total)?.formula).toMatch(/^=SUM\(B\d+/);
});

test('one table alone, in English and in the dark', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByRole('button', { name: '切换到英文' }).click();
  await page.getByRole('menuitem', { name: 'Check', exact: true }).click();
  await page.getByRole('menuitem', { name: /tables/i }).click();
  const box = page.getByRole('dialog');
  await box.getByRole('navigation').getByRole('button').first().click();
  await expect(box.getByRole('table')).toBeVisible();
  await expect(box.getByRole('table').getByText('203640.00').first()).toBeVisible();
  await running.picture('tables-dark-en');
  await box.getByRole('navigation').getByRole('button').last().click();
  await running.picture('tables-conversion-dark-en');
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
});
