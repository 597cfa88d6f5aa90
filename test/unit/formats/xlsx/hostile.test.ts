import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { XLSX_LIMITS } from '../../../../electron/formats/xlsx/limits.ts';
import { writeWorkbook } from '../../../../electron/formats/xlsx/write-workbook.ts';
import { must } from '../../../fixtures/import/must.ts';
import { mutate, seeded } from '../../../fixtures/import/random.ts';
import {
  handmadeParts,
  never,
  readWorkbook,
  sheetsOf,
  sheetXml,
  writeZip,
} from '../../../fixtures/sheets/workbooks.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-hostile-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

const book = (sheet: string, more: Record<string, string | Uint8Array> = {}): string =>
  writeZip(at('book.xlsx'), handmadeParts(sheet, more));

/** Why a workbook cannot be opened, or its first sheet not be read on; null when nothing is wrong. */
async function fault(file: string): Promise<string | null> {
  const read = await readWorkbook(file);
  if (!Array.isArray(read)) return read.code;
  return read.flatMap(({ problems }) => problems)[0]?.code ?? null;
}

const good = sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>');

describe('a workbook made to harm', () => {
  const secret = 'file:///etc/passwd';
  it.each([
    [
      'an external entity',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "${secret}">]><worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>`,
      'xlsx-doctype',
    ],
    [
      'entities of entities',
      `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData/></worksheet>`,
      'xlsx-doctype',
    ],
    ['a document type alone', `<!DOCTYPE worksheet><worksheet><sheetData/></worksheet>`, 'xlsx-doctype'],
    ['an entity nobody declared', sheetXml('<row><c t="str"><v>&e;</v></c></row>'), 'xlsx-broken'],
    ['tags that do not match', sheetXml('<row><c></row></c>'), 'xlsx-broken'],
    [
      'an end before its end',
      sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>').slice(0, -20),
      'xlsx-broken',
    ],
    ['nothing', '', 'xlsx-broken'],
    ['an attribute twice', sheetXml('<row r="1" r="2"/>'), 'xlsx-broken'],
    ['depth without end', sheetXml('<a>'.repeat(100_000)), 'xlsx-broken'],
    ['rows past the last', sheetXml(`<row r="${XLSX_LIMITS.rows + 1}"><c><v>1</v></c></row>`), 'xlsx-broken'],
  ])('with %s is refused', async (_, xml, code) => {
    expect(await fault(book(xml))).toBe(code);
  });

  it('is refused for a document type in any of its parts', async () => {
    const evil = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>';
    for (const part of Object.keys(
      handmadeParts(good, { 'xl/styles.xml': evil, 'xl/sharedStrings.xml': evil }),
    )) {
      if (part === '[Content_Types].xml') continue;
      expect([part, await fault(book(good, { [part]: evil }))]).toEqual([part, 'xlsx-doctype']);
    }
  });

  it('with text in another encoding than it says is refused', async () => {
    expect(
      await fault(
        book(good, {
          'xl/worksheets/sheet1.xml': Uint8Array.of(...strToU8('<a>'), 0xb5, 0xd8, ...strToU8('</a>')),
        }),
      ),
    ).toBe('xlsx-broken');
  });

  it('with one endless text, name or comment is refused before it fills the memory', async () => {
    const long = 'x'.repeat(XLSX_LIMITS.token + 3_000_000);
    expect(await fault(book(sheetXml(`<row><c t="str"><v>${long}</v></c></row>`)))).toBe('xlsx-too-large');
    expect(await fault(book(sheetXml(`<row a="${long}"/>`)))).toBe('xlsx-too-large');
    expect(await fault(book(sheetXml(`<!--${long}-->`)))).toBe('xlsx-too-large');
    const pieces = `${'y'.repeat(100_000)}<!---->`.repeat(XLSX_LIMITS.token / 100_000 + 2);
    expect(await fault(book(sheetXml(`<row><c t="str"><v>${pieces}</v></c></row>`)))).toBe('xlsx-too-large');
    expect(await fault(book(sheetXml(`<row><c t="inlineStr"><is><t>${pieces}</t></is></c></row>`)))).toBe(
      'xlsx-too-large',
    );
  });

  it('with more rectangles of merged cells than sense is refused', async () => {
    const merges = '<mergeCell ref="A1:A2"/>'.repeat(XLSX_LIMITS.merges + 1);
    expect(await fault(book(sheetXml('', `<mergeCells>${merges}</mergeCells>`)))).toBe('xlsx-too-large');
  });

  it('with cells far to the right is read up to the last column that is read', async () => {
    const [first] = await sheetsOf(
      book(sheetXml('<row r="1"><c r="B1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>')),
    );
    expect(first).toMatchObject({ rows: [{ number: 1, cells: [null, 1] }], facts: { beyond: 1 } });
  });

  it('that leads out of its file, or has no sheets, is refused', async () => {
    const rels = strFromU8(must(handmadeParts(good)['xl/_rels/workbook.xml.rels']));
    const external = rels.replace(
      'Target="worksheets/sheet1.xml"',
      `Target="${secret}" TargetMode="External"`,
    );
    expect(await fault(book(good, { 'xl/_rels/workbook.xml.rels': external }))).toBe('xlsx-no-sheets');
    const upward = rels.replace('worksheets/sheet1.xml', '../../../../etc/passwd');
    expect(await fault(book(good, { 'xl/_rels/workbook.xml.rels': upward }))).toBe('xlsx-no-sheets');
    const parts = handmadeParts(good);
    delete parts['xl/workbook.xml'];
    expect(await fault(writeZip(at('bare.xlsx'), parts))).toBe('xlsx-broken');
    expect(await fault(writeZip(at('path.xlsx'), { '../x': strToU8('') }))).toBe('zip-path');
    expect(await fault(writeZip(at('binary.xlsx'), { 'xl/workbook.bin': strToU8('') }))).toBe('xlsx-binary');
  });

  it('that blows up is refused', async () => {
    const blanks = new Uint8Array(64 * 1024 * 1024).fill(0x20);
    expect(await fault(book(good, { 'xl/sharedStrings.xml': blanks }))).toBe('zip-bomb');
  });

  it('never breaks the reader when it is changed at random: bytes of the file, bytes of its parts', async () => {
    const written = at('good.xlsx');
    const rows = Array.from({ length: 40 }, (_, i) => ({ cells: [`第${i}行`, i * 1.5, i % 2 === 0, '<&>'] }));
    await writeWorkbook(
      written,
      { title: '甲', sheets: [{ name: '甲', widths: [9], frozen: 1, rows }] },
      never,
    );
    const bytes = fs.readFileSync(written);
    const parts = unzipSync(bytes);
    const names = Object.keys(parts);
    const random = seeded(8);
    const codes = new Set<string>();
    for (let i = 0; i < 400; i++) {
      if (i % 2 === 0) fs.writeFileSync(at('mutant.xlsx'), mutate(bytes, random));
      else {
        const name = must(names[Math.floor(random() * names.length)]);
        writeZip(at('mutant.xlsx'), { ...parts, [name]: mutate(must(parts[name]), random) });
      }
      codes.add((await fault(at('mutant.xlsx'))) ?? 'none');
    }
    expect([...codes].filter((code) => !/^(none|xlsx-|zip-)/.test(code))).toEqual([]);
    expect(codes.size).toBeGreaterThan(2);
  });
});

describe('cells', () => {
  const styles = (codes: readonly string[]): string =>
    `<styleSheet><numFmts>${codes.map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${codes.map((_, i) => `<xf numFmtId="${200 + i}"/>`).join('')}</cellXfs></styleSheet>`;
  const shown = async (code: string, value: number, more: Record<string, string> = {}): Promise<unknown> => {
    const xml = sheetXml(`<row><c s="0"><v>${value}</v></c></row>`);
    const [first] = await sheetsOf(book(xml, { 'xl/styles.xml': styles([code]), ...more }));
    return must(first).rows[0]?.cells[0];
  };

  it.each([
    ['yyyy-mm-dd', 45322, '2024-01-31'],
    ['yyyy"年"m"月"d"日";@', 45322, '2024-01-31'],
    ['[$-804]aaaa', 45322, 45322],
    ['[$-F800]dddd\\,mmmm dd\\,yyyy', 45322, '2024-01-31'],
    ['m/d/yy h:mm', 45322.5, '2024-01-31T12:00:00'],
    ['h:mm:ss', 0.25, '06:00:00'],
    ['[h]:mm', 1.5, 1.5],
    ['yyyy-mm-dd', 1, '1900-01-01'],
    ['yyyy-mm-dd', 59, '1900-02-28'],
    ['yyyy-mm-dd', 60, 60],
    ['yyyy-mm-dd', 61, '1900-03-01'],
    ['yyyy-mm-dd', -5, -5],
    ['yyyy-mm-dd', 99999999, 99999999],
    ['General', 45322, 45322],
    ['G/通用格式', 45322, 45322],
    ['#,##0.00"亩"', 45322, 45322],
    ['0.00E+00', 45322, 45322],
    ['[Red]0.00', 45322, 45322],
    ['0"days"', 45322, 45322],
    ['0000', 101, '0101'],
    ['000000000', 440803001, '440803001'],
  ])('with format %s show %d as %s', async (code, value, wanted) => {
    expect(await shown(code, value)).toBe(wanted);
  });

  it('count days from 1904 where the workbook says so', async () => {
    const main = strFromU8(must(handmadeParts(good)['xl/workbook.xml'])).replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    );
    expect(await shown('yyyy-mm-dd', 43860, { 'xl/workbook.xml': main })).toBe('2024-01-31');
    expect(await shown('yyyy-mm-dd', 0, { 'xl/workbook.xml': main })).toBe('1904-01-01');
  });

  it('have texts of runs without readings, prefixes of any kind, places or none', async () => {
    const strings =
      '<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></si><si><t>a_x000D_b</t></si></sst>';
    const xml = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="s"><x:v>2</x:v></x:c><x:c t="s"><x:v>9</x:v></x:c></x:row><x:row r="7"><x:c r="C7" t="b"><x:v>1</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>行</x:t></x:r><x:r><x:t>内</x:t></x:r></x:is></x:c><x:c t="d"><x:v>2024-01-31</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const [first] = await sheetsOf(book(xml, { 'xl/sharedStrings.xml': strings }));
    expect(first).toMatchObject({
      rows: [
        { number: 1, cells: ['甲', '乙 丙', 'a\rb'] },
        { number: 7, cells: [null, null, true, null, '行内', '2024-01-31'] },
      ],
      facts: { errors: 1 },
    });
  });

  it('are read from UTF-16 too', async () => {
    const xml = Buffer.from(`\ufeff${good.replace('UTF-8', 'UTF-16')}`, 'utf16le');
    expect(await sheetsOf(book(good, { 'xl/worksheets/sheet1.xml': xml }))).toMatchObject([
      { rows: [{ cells: [1] }] },
    ]);
  });
});
