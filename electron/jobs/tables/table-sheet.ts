import { headSpans, rowSpan } from '../../../shared/analysis/tables/spans.ts';
import type {
  CellAt,
  ColumnKind,
  OfficialTable,
  TableCell,
  TableColumn,
  TableFormula,
  TableRow,
} from '../../../shared/analysis/tables/types.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import { cellRef } from '../../formats/xlsx/cell-ref.ts';
import type {
  CellOut,
  CellStyle,
  MergeOut,
  PrintOut,
  RowOut,
  SheetOut,
} from '../../formats/xlsx/out-types.ts';

const TITLE: CellStyle = { font: '黑体', size: 18, bold: true, align: 'center' };
const RIGHT: CellStyle = { align: 'right' };
const LEFT: CellStyle = { align: 'left', wrap: true };
const HEAD: CellStyle = { font: '黑体', lines: true, align: 'center', wrap: true };

type Weight = 'plain' | 'bold';
const weightOf = (kind: TableRow['kind']): Weight =>
  kind === 'total' || kind === 'subtotal' ? 'bold' : 'plain';
const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  area: '0.00',
  share: '0.00',
  amount: '0.00',
  count: '0',
};

/** One style a look, so that equal cells share it. */
const STYLES = new Map<string, CellStyle>();
function styleOf(kind: ColumnKind, weight: Weight, indent: number, centred: boolean): CellStyle {
  const key = [kind, weight, indent, centred].join(' ');
  const known = STYLES.get(key) ?? {
    font: weight === 'bold' ? '黑体' : '宋体',
    lines: true,
    wrap: kind === 'text',
    format: FORMATS[kind],
    align: kind === 'text' ? (centred ? 'center' : 'left') : kind === 'count' ? 'center' : 'right',
    ...(indent > 0 && { indent }),
  };
  STYLES.set(key, known);
  return known;
}

/** Cells one below or beside the other as ranges: `B5:B9`. */
function ranges(cells: readonly CellAt[], refOf: (at: CellAt) => string): string {
  const runs: { first: CellAt; last: CellAt }[] = [];
  for (const at of cells) {
    const run = runs.at(-1);
    const down = run?.last[1] === at[1] && run.first[1] === at[1] && run.last[0] + 1 === at[0];
    const beside = run?.last[0] === at[0] && run.first[0] === at[0] && run.last[1] + 1 === at[1];
    if (run !== undefined && (down || beside)) run.last = at;
    else runs.push({ first: at, last: at });
  }
  return runs
    .map(({ first, last }) => (first === last ? refOf(first) : `${refOf(first)}:${refOf(last)}`))
    .join(',');
}

const formulaText = (formula: TableFormula, refOf: (at: CellAt) => string): string =>
  formula.kind === 'sum'
    ? `SUM(${ranges(formula.cells, refOf)})`
    : `${refOf(formula.cells[0])}-${refOf(formula.cells[1])}`;

function printOf({ columns }: OfficialTable, top: number, language: Language): PrintOut {
  const width = columns.reduce((sum, one) => sum + one.width, 0);
  return {
    paper: width > 140 ? 'A3' : 'A4',
    landscape: width > 92,
    repeat: [1, top],
    foot: text(language, 'sheet.page'),
  };
}

/**
 * An official table as a sheet: classification mark at the top right, title, line of who fills it in and of the unit,
 * heads that are repeated on each page, figures with their formulas and results, remarks and the line to be signed.
 *
 * @param today the day the fixed statement names
 */
export function tableSheet(table: OfficialTable, language: Language, today: string): SheetOut {
  const { columns, about } = table;
  const width = columns.length;
  const levels = columns[0]?.heads.length ?? 0;
  const top = 3 + levels;
  const say = (key: string, params?: Record<string, string | number>): string =>
    text(language, `tables.${key}`, params);
  const whole: MergeOut = { column: 1, across: width, down: 1 };
  const line = (value: string, style: CellStyle, height?: number): RowOut => ({
    cells: Array.from({ length: width }, (_, c) => ({ value: c === 0 ? value : null, style })),
    ...(width > 1 && { merges: [whole] }),
    ...(height !== undefined && { height }),
  });
  const refOf = ([r, c]: CellAt): string => cellRef(top + r + 1, c + 1);

  const cellOut = (
    cell: TableCell,
    row: TableRow,
    { kind, joins = false }: TableColumn,
    c: number,
  ): CellOut => {
    const indent = c === 0 && row.kind === 'part' && !joins ? 1 : 0;
    const style = styleOf(kind, weightOf(row.kind), indent, joins);
    if (cell.kind === 'blank') return { value: null, style };
    if (cell.kind === 'text')
      return {
        value: cell.text[language],
        style: c === 0 ? styleOf('text', weightOf(row.kind), indent, joins) : style,
      };
    return {
      value: cell.value,
      ...(cell.formula !== undefined && { formula: formulaText(cell.formula, refOf) }),
      style,
    };
  };

  function* rows(): Generator<RowOut> {
    yield line(text(language, `classification.${about.mark}`), RIGHT);
    yield line(table.title[language], TITLE, 34);
    const left = Math.max(1, width - 2);
    yield {
      cells: Array.from({ length: width }, (_, c) =>
        c < left
          ? { value: c === 0 ? say('filled', { county: about.county }) : null, style: LEFT }
          : { value: c === left ? table.unit[language] : null, style: RIGHT },
      ),
      merges: [
        ...(left > 1 ? [{ column: 1, across: left, down: 1 }] : []),
        ...(width - left > 1 ? [{ column: left + 1, across: width - left, down: 1 }] : []),
      ],
    };
    for (let level = 0; level < levels; level++) {
      yield {
        cells: columns.map(({ heads }) => ({ value: heads[level]![language], style: HEAD })),
        height: 32,
        merges: headSpans(columns, level, language).flatMap(({ column, across, down }): MergeOut[] =>
          across > 1 || down > 1 ? [{ column: column + 1, across, down }] : [],
        ),
      };
    }
    for (const [r, row] of table.rows.entries()) {
      const merges = columns.flatMap((_, c): MergeOut[] => {
        const down = rowSpan(table, r, c, language);
        return down > 1 ? [{ column: c + 1, across: 1, down }] : [];
      });
      yield { cells: row.cells.map((cell, c) => cellOut(cell, row, columns[c]!, c)), height: 20, merges };
    }
    for (const note of table.notes) yield line(note[language], LEFT);
    if (!table.layoutVerified) yield line(`${say('layout')}：${say('layout-text')}`, LEFT, 30);
    yield line(
      `${say('ruleset', { version: about.rulesetVersion })}　${text(language, 'statement.report', { date: today })}`,
      LEFT,
      30,
    );
    yield line(say('signed', { county: about.county }), LEFT, 26);
  }

  return {
    name: table.title[language],
    widths: columns.map((one) => one.width),
    frozen: top,
    print: printOf(table, top, language),
    rows: rows(),
  };
}
