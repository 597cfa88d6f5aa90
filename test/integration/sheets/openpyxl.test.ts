import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serialOfDate } from '../../../electron/formats/xlsx/number-format.ts';
import type { CellStyle, SheetOut } from '../../../electron/formats/xlsx/out-types.ts';
import { writeWorkbook } from '../../../electron/formats/xlsx/write-workbook.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { must } from '../../fixtures/import/must.ts';
import type { Dump, DumpCell } from '../../fixtures/sheets/openpyxl.ts';
import { never, sheetsOf } from '../../fixtures/sheets/workbooks.ts';

const hasOpenpyxl = hasPython('openpyxl');

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-openpyxl-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

const HEAD: CellStyle = {
  font: '黑体',
  size: 12,
  bold: true,
  fill: 'DDEBF7',
  lines: true,
  align: 'center',
  wrap: true,
};
const FIGURE: CellStyle = { format: '0.00', lines: true, align: 'right' };
const DAY: CellStyle = { format: 'yyyy-mm-dd' };

describe.skipIf(!hasOpenpyxl)('what is written, as openpyxl reads it', () => {
  let dump: Dump;
  const cell = (sheet: number, ref: string): DumpCell =>
    must(must(dump.sheets[sheet]).cells.find((one) => one.ref === ref));

  beforeAll(async () => {
    const first: SheetOut = {
      name: '空间功能结构调整表',
      widths: [20, 12.5, 12],
      frozen: 2,
      print: {
        paper: 'A3',
        landscape: true,
        repeat: [1, 2],
        corner: '内部 & 资料',
        foot: '第 &P 页 共 &N 页',
      },
      rows: [
        {
          cells: [{ value: '调整表', style: HEAD }],
          height: 30,
          merges: [{ column: 1, across: 3, down: 1 }],
        },
        { cells: ['用地', '基期', '规划'].map((value) => ({ value, style: HEAD })) },
        { cells: ['耕地', { value: 12.345, style: FIGURE }, { value: 10, style: FIGURE }], pageEnd: true },
        { cells: ['林地', { value: 7.655, style: FIGURE }, { value: 11.5, style: FIGURE }] },
        {
          cells: [
            '合计',
            { value: 20, formula: 'SUM(B3:B4)', style: FIGURE },
            { value: 21.5, formula: 'SUM(C3:C4)', style: FIGURE },
            { value: '多', formula: 'IF(C5>B5,"多","少")' },
          ],
        },
      ],
    };
    const second: SheetOut = {
      name: '注入',
      widths: [],
      rows: [
        { cells: ['=1+1', '+86', '-5', '@SUM(A1)', '\t=1', "=cmd|'/c calc'!A1", '＝1', '\n=1'] },
        { cells: ['440803001001', '0101', 440803, true, { value: serialOfDate('2024-01-31'), style: DAY }] },
        { cells: ['a\nb', ' 前后 ', '<&>"\'', '𠮷', '\u0001', '_x0041_', 1e-7, 123456789012345680000] },
      ],
    };
    const file = at('ours.xlsx');
    await writeWorkbook(file, { title: '澄川县 <表>', sheets: [first, second] }, never);
    dump = runPython('openpyxl_dump.py', [file]) as Dump;
  });

  it('has its title, sheets, set-up of pages', () => {
    expect(dump).toMatchObject({ title: '澄川县 <表>', creator: 'Lantu' });
    expect(dump.sheets.map(({ name, state }) => [name, state])).toEqual([
      ['空间功能结构调整表', 'visible'],
      ['注入', 'visible'],
    ]);
    expect(dump.sheets[0]).toMatchObject({
      merges: ['A1:C1'],
      frozen: 'A3',
      widths: { A: 20, B: 12.5, C: 12 },
      heights: { '1': 30 },
      paper: 8,
      orientation: 'landscape',
      fit: [true, 1, 0],
      titles: '$1:$2',
      corner: '内部 && 资料',
      foot: '第 &P 页 共 &N 页',
      breaks: [3],
    });
  });

  it('has formulas with their results', () => {
    expect(cell(0, 'B5')).toMatchObject({ formula: '=SUM(B3:B4)', value: 20, format: '0.00' });
    expect(cell(0, 'C5')).toMatchObject({ formula: '=SUM(C3:C4)', value: 21.5 });
    expect(cell(0, 'D5')).toMatchObject({ formula: '=IF(C5>B5,"多","少")', value: '多' });
  });

  it('has its looks', () => {
    expect(cell(0, 'A1')).toMatchObject({
      font: '黑体',
      size: 12,
      bold: true,
      fill: 'FFDDEBF7',
      lines: true,
      align: 'center',
      wrap: true,
    });
    expect(cell(0, 'B3')).toMatchObject({
      font: '宋体',
      value: 12.345,
      format: '0.00',
      align: 'right',
      lines: true,
    });
    expect(cell(0, 'A3')).toMatchObject({ font: '宋体', bold: false, fill: null, lines: false });
  });

  it('has no formula that came from data', () => {
    const texts = must(dump.sheets[1]).cells;
    expect(texts.filter(({ formula }) => formula !== null)).toEqual([]);
    const first = texts.filter(({ ref }) => /^[A-H]1$/.test(ref));
    expect(first.map(({ value }) => value)).toEqual([
      '=1+1',
      '+86',
      '-5',
      '@SUM(A1)',
      '\t=1',
      "=cmd|'/c calc'!A1",
      '＝1',
      '\n=1',
    ]);
    expect(first.map(({ type }) => type)).toEqual(first.map(() => 's'));
    // Stays a text when someone opens the cell and leaves it again.
    expect(first.every(({ quoted }) => quoted)).toBe(true);
    expect(cell(1, 'A3').quoted).toBe(false);
  });

  it('keeps texts, figures and days apart', () => {
    expect([cell(1, 'A2').value, cell(1, 'B2').value, cell(1, 'C2').value]).toEqual([
      '440803001001',
      '0101',
      440803,
    ]);
    expect(cell(1, 'D2')).toMatchObject({ value: true, type: 'b' });
    expect(cell(1, 'E2')).toMatchObject({ value: '2024-01-31T00:00:00', type: 'd' });
    expect(['A3', 'B3', 'C3', 'D3'].map((ref) => cell(1, ref).value)).toEqual([
      'a\nb',
      ' 前后 ',
      '<&>"\'',
      '𠮷',
    ]);
    expect([cell(1, 'G3').value, cell(1, 'H3').value]).toEqual([1e-7, 123456789012345680000]);
  });
});

describe.skipIf(!hasOpenpyxl)('what openpyxl writes, as it is read here', () => {
  const make = (name: string, plan: object): string => {
    runPython('openpyxl_make.py', [at(name), JSON.stringify(plan)]);
    return at(name);
  };

  it('has its values, days, merges, hidden sheets', async () => {
    const rows = [
      ['地块', '', null, '面积'],
      ['甲', '440803001001002003', 12.5, true],
      ['=B2', { date: '2024-01-31' }, { datetime: '2024-01-31T08:05:09' }, 101],
    ];
    const sheets = await sheetsOf(
      make('theirs.xlsx', {
        sheets: [
          { name: '一', rows, merges: ['A1:C1', 'A2:A3'].slice(0, 1), formats: { D3: '0000' } },
          { name: '二', state: 'hidden', rows: [['x']] },
          { name: '三', state: 'veryHidden', rows: [['y']] },
        ],
      }),
    );
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['一', false],
      ['二', true],
      ['三', true],
    ]);
    expect(must(sheets[0]).rows).toEqual([
      { number: 1, cells: ['地块', null, null, '面积'] },
      { number: 2, cells: ['甲', '440803001001002003', 12.5, true] },
      // openpyxl stores formulas without results.
      { number: 3, cells: [null, '2024-01-31', '2024-01-31T08:05:09', '0101'] },
    ]);
    expect(must(sheets[0]).facts).toMatchObject({
      uncalculated: 1,
      rows: 3,
      merges: [{ top: 1, left: 1, bottom: 1, right: 3 }],
    });
  });

  it('counts days from 1904 as well', async () => {
    const file = make('mac.xlsx', {
      epoch1904: true,
      sheets: [{ name: '一', rows: [[{ date: '2024-01-31' }]] }],
    });
    expect(must((await sheetsOf(file))[0]).rows[0]?.cells).toEqual(['2024-01-31']);
  });
});
