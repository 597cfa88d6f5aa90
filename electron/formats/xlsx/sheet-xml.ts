import { cellRef, rangeRef, type CellRange } from './cell-ref.ts';
import { encodeCellText, escapeXml } from './cell-text.ts';
import { XLSX_LIMITS } from './limits.ts';
import type { CellOut, PrintOut, RowOut, SheetOut } from './out-types.ts';
import type { StyleSheet } from './style-sheet.ts';

/** Characters a cell can hold. */
export const CELL_CHARACTERS = 32_767;

/** What a program takes for a formula when it is typed in, full-width forms included. */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(text);

/** What a sheet has asked for so far; its XML comes in pieces, in the order the format wants. */
export interface SheetXml {
  head(): string;
  row(row: RowOut): string;
  tail(): string;
  /** Rows so far. */
  rows(): number;
  /** Texts cut to what a cell can hold. */
  cut(): number;
}

const PAPER = { A4: 9, A3: 8 } as const;
const XMLNS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A half pair of surrogates at a cut would be no character. */
const cutText = (text: string): string => text.slice(0, CELL_CHARACTERS).toWellFormed();

const spaced = (text: string): string => (/^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '');

const printXml = ({ paper, landscape, corner, foot }: PrintOut): string => {
  // An ampersand begins a code there.
  const plain = (text: string): string => escapeXml(text.replaceAll('&', '&&'));
  const header = corner === undefined ? '' : `<oddHeader>&amp;R${plain(corner)}</oddHeader>`;
  const footer = foot === undefined ? '' : `<oddFooter>&amp;C${escapeXml(foot)}</oddFooter>`;
  return `<printOptions horizontalCentered="1"/><pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="${PAPER[paper]}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>${header + footer === '' ? '' : `<headerFooter>${header}${footer}</headerFooter>`}`;
};

export function createSheetXml(sheet: SheetOut, styles: StyleSheet, active: boolean): SheetXml {
  const merges: CellRange[] = [];
  const breaks: number[] = [];
  let number = 0;
  let cut = 0;

  const cell = (out: CellOut, column: number): string => {
    const { value, formula, style } =
      out !== null && typeof out === 'object' ? out : { value: out, formula: undefined, style: undefined };
    const ref = cellRef(number, column);
    const quoted = typeof value === 'string' && formula === undefined && looksLikeFormula(value);
    const index = styles.indexOf(style, quoted);
    const start = `<c r="${ref}"${index === 0 ? '' : ` s="${index}"`}`;
    const calculated = formula === undefined ? '' : `<f>${escapeXml(formula)}</f>`;
    if (typeof value === 'number' && Number.isFinite(value))
      return `${start}>${calculated}<v>${value}</v></c>`;
    if (typeof value === 'boolean') return `${start} t="b">${calculated}<v>${Number(value)}</v></c>`;
    if (typeof value === 'string' && (value !== '' || formula !== undefined)) {
      if (value.length > CELL_CHARACTERS) cut++;
      const text = escapeXml(encodeCellText(cutText(value)));
      return formula === undefined
        ? `${start} t="inlineStr"><is><t${spaced(value)}>${text}</t></is></c>`
        : `${start} t="str">${calculated}<v>${text}</v></c>`;
    }
    if (formula !== undefined) return `${start}>${calculated}</c>`;
    return index === 0 ? '' : `${start}/>`;
  };

  return {
    rows: () => number,
    cut: () => cut,
    head: () => {
      const { frozen = 0 } = sheet;
      const pane =
        frozen === 0
          ? ''
          : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;
      const cols = sheet.widths
        .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
        .join('');
      return `<worksheet xmlns="${XMLNS}">${sheet.print === undefined ? '' : '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'}<sheetViews><sheetView${active ? ' tabSelected="1"' : ''} workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${cols === '' ? '' : `<cols>${cols}</cols>`}<sheetData>`;
    },
    row: (row) => {
      number++;
      for (const { column, across, down } of row.merges ?? []) {
        merges.push({ top: number, left: column, bottom: number + down - 1, right: column + across - 1 });
      }
      if (row.pageEnd === true) breaks.push(number);
      const cells = row.cells
        .slice(0, XLSX_LIMITS.columns)
        .map((one, i) => cell(one, i + 1))
        .join('');
      const height = row.height === undefined ? '' : ` ht="${row.height}" customHeight="1"`;
      return cells === '' && height === '' ? '' : `<row r="${number}"${height}>${cells}</row>`;
    },
    tail: () => {
      const merged = merges.map((range) => `<mergeCell ref="${rangeRef(range)}"/>`).join('');
      const broken = breaks.map((at) => `<brk id="${at}" max="16383" man="1"/>`).join('');
      return `</sheetData>${merged === '' ? '' : `<mergeCells count="${merges.length}">${merged}</mergeCells>`}${sheet.print === undefined ? '' : printXml(sheet.print)}${broken === '' ? '' : `<rowBreaks count="${breaks.length}" manualBreakCount="${breaks.length}">${broken}</rowBreaks>`}</worksheet>`;
    },
  };
}
