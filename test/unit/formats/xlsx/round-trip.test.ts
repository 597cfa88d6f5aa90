import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serialOfDate } from '../../../../electron/formats/xlsx/number-format.ts';
import type { CellOut, SheetOut } from '../../../../electron/formats/xlsx/out-types.ts';
import { CELL_CHARACTERS } from '../../../../electron/formats/xlsx/sheet-xml.ts';
import { sheetNames } from '../../../../electron/formats/xlsx/workbook-xml.ts';
import { writeWorkbook } from '../../../../electron/formats/xlsx/write-workbook.ts';
import { must } from '../../../fixtures/import/must.ts';
import { never, sheetsOf } from '../../../fixtures/sheets/workbooks.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-xlsx-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let files = 0;
async function write(...sheets: SheetOut[]) {
  const file = path.join(folder, `${files++}.xlsx`);
  const written = await writeWorkbook(file, { title: '试验', sheets }, never);
  if (!written.ok) throw new Error(written.error.code);
  return { file, ...written.value };
}

const sheet = (rows: readonly (readonly CellOut[])[], name = '甲'): SheetOut => ({
  name,
  widths: [],
  rows: rows.map((cells) => ({ cells })),
});

describe('a workbook that is written', () => {
  it('is read back: texts, numbers, booleans, days, sheets', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '=1+1',
        '+86',
        '-',
        '@a',
        '\t',
        '_x0041_',
        '_x005F_',
        ' a ',
        'a\r\nb',
        '110101199001011234',
        '𠮷',
        ']]>',
        '<&>"\'',
      ),
    );
    const value = fc.oneof(
      text,
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
    );
    const table = fc.array(fc.array(value, { maxLength: 6 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(table, table, async (first, second) => {
        const { file } = await write(sheet(first, '甲'), sheet(second, '乙'));
        const read = await sheetsOf(file);
        expect(read.map(({ name }) => name)).toEqual(['甲', '乙']);
        for (const [i, rows] of [first, second].entries()) {
          const wanted = rows.flatMap((cells, at) => {
            // Empty texts are empty cells; minus nought is nought; half pairs are no characters.
            const kept = cells.map((cell) =>
              cell === '' ? null : cell === 0 ? 0 : typeof cell === 'string' ? cell.toWellFormed() : cell,
            );
            while (kept.length > 0 && kept.at(-1) === null) kept.pop();
            return kept.length === 0 ? [] : [{ number: at + 1, cells: kept }];
          });
          expect(must(read[i]).rows).toEqual(wanted);
          expect(must(read[i]).problems).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives days by their number format', async () => {
    const days = [
      '1900-03-01',
      '1999-12-31',
      '2000-02-29',
      '2024-01-31',
      '9999-12-31',
      '2024-01-31T08:05:09',
    ];
    const style = { format: 'yyyy-mm-dd' };
    const { file } = await write(
      sheet(days.map((day) => [{ value: serialOfDate(day), style }, serialOfDate(day)])),
    );
    const { rows } = must((await sheetsOf(file))[0]);
    expect(rows.map(({ cells }) => cells[0])).toEqual(days);
    expect(rows.every(({ cells }) => typeof cells[1] === 'number')).toBe(true);
  });

  it('has the same bytes for the same content, whatever the time zone', async () => {
    const make = () =>
      write({
        ...sheet([['a', 1.5, { value: 3, formula: 'SUM(A1:B1)', style: { bold: true } }]]),
        widths: [12, 8],
      });
    const zone = process.env['TZ'];
    const first = await make();
    process.env['TZ'] = 'America/New_York';
    const second = await make();
    process.env['TZ'] = zone ?? 'UTC';
    expect(fs.readFileSync(second.file).equals(fs.readFileSync(first.file))).toBe(true);
  });

  it('gives the stored result of formulas', async () => {
    const { file } = await write(
      sheet([
        [
          1,
          2,
          { value: 3, formula: 'A1+B1' },
          { value: '三', formula: 'T("三")' },
          { value: null, formula: 'A1' },
        ],
      ]),
    );
    const { rows, facts } = must((await sheetsOf(file))[0]);
    expect(must(rows[0]).cells).toEqual([1, 2, 3, '三']);
    expect(facts.uncalculated).toBe(1);
  });

  it('cuts texts that no cell holds and says how many', async () => {
    const long = '长'.repeat(CELL_CHARACTERS + 5);
    const { file, cut } = await write(sheet([[long, 'b'], [long]]));
    expect(cut).toEqual([2]);
    const { rows } = must((await sheetsOf(file))[0]);
    expect(must(rows[0]).cells[0]).toBe('长'.repeat(CELL_CHARACTERS));
  });

  it('tells merged cells', async () => {
    const { file } = await write({
      name: '表',
      widths: [],
      rows: [
        { cells: ['标题'], merges: [{ column: 1, across: 3, down: 1 }] },
        { cells: ['a', 'b'], merges: [{ column: 2, across: 1, down: 4 }] },
      ],
    });
    expect(must((await sheetsOf(file))[0]).facts.merges).toEqual([
      { top: 1, left: 1, bottom: 1, right: 3 },
      { top: 2, left: 2, bottom: 5, right: 2 },
    ]);
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const rows = (function* () {
      for (let i = 0; ; i++) {
        if (i === 1000) abort.abort();
        yield { cells: [i] };
      }
    })();
    const done = await writeWorkbook(
      path.join(folder, 'stop.xlsx'),
      { title: '', sheets: [{ name: 'a', widths: [], rows }] },
      abort.signal,
    );
    expect(done).toEqual({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('names of sheets', () => {
  it('are such as the format allows, each once', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 40 }),
            fc.constantFrom('表', '表', 'History', "'a'", 'a/b', ''),
          ),
        ),
        (wanted) => {
          const names = sheetNames(wanted);
          expect(names.length).toBe(wanted.length);
          expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
          for (const name of names) {
            expect(name.length).toBeGreaterThan(0);
            expect(name.length).toBeLessThanOrEqual(31);
            expect(name).not.toMatch(/[[\]:*?/\\]|^'|'$|^history$/i);
          }
        },
      ),
    );
  });
});
