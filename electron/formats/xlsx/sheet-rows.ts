import type { SheetRow } from '../../../shared/import/sheet/sheet-row.ts';
import { fatal, type Problem, type RawValue } from '../../../shared/import/raw.ts';
import { columnOf, parseRange, type CellRange } from './cell-ref.ts';
import { decodeCellText } from './cell-text.ts';
import { XLSX_LIMITS } from './limits.ts';
import { dateOfSerial } from './number-format.ts';
import { createItemText } from './shared-strings.ts';
import type { StyleMeanings } from './styles.ts';
import { parsePart, refusePart, type Attributes } from './xml-part.ts';

/** What the cells of a workbook share. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly meanings: StyleMeanings;
  readonly system1904: boolean;
}

/** What was met in a sheet beside its rows; complete when its rows have been read to the end. */
export interface SheetFacts {
  rows: number;
  readonly merges: CellRange[];
  /** Cells with an error in place of a value (#N/A, #REF!). */
  errors: number;
  /** Formulas without a stored result. */
  uncalculated: number;
  /** Cells right of the last column that is read. */
  beyond: number;
}

export const createSheetFacts = (): SheetFacts => ({
  rows: 0,
  merges: [],
  errors: 0,
  uncalculated: 0,
  beyond: 0,
});

/** A number as its format shows it, as far as that is more than looks. */
function numberValue(text: string, style: number, context: CellContext): RawValue {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) return null;
  const meaning = context.meanings[style] ?? 'number';
  if (meaning === 'number') return value;
  if (meaning === 'date') return dateOfSerial(value, context.system1904) ?? value;
  return Number.isInteger(value) && value >= 0 ? String(value).padStart(meaning.digits, '0') : value;
}

/**
 * The rows of a worksheet part in order, those with nothing in them left out. A failure is a fatal problem and the last
 * thing. What stands in formulas is their stored result.
 *
 * @param facts filled while reading
 */
export async function* readSheetRows(
  path: string,
  context: CellContext,
  facts: SheetFacts,
  options: { readonly signal: AbortSignal; readonly onShare?: (share: number) => void },
): AsyncGenerator<SheetRow | Problem> {
  let ready: SheetRow[] = [];
  let cells: RawValue[] = [];
  let number = 0;
  let column = 0;
  let filled = 0;
  let cell: Attributes | null = null;
  let value = '';
  let reading = false;
  let formula = false;
  const inline = createItemText();

  const valueOf = ({ t: type = 'n', s: style = '0' }: Attributes): RawValue => {
    if (type === 's') return context.strings[Number(value)] ?? null;
    if (type === 'inlineStr') return inline.take();
    if (type === 'b') return value.trim() === '1' || value.trim() === 'true';
    if (type === 'e') {
      facts.errors++;
      return null;
    }
    if (type === 'str') return decodeCellText(value);
    return type === 'd' ? value.trim() || null : numberValue(value.trim(), Number(style), context);
  };

  const endCell = (attributes: Attributes): void => {
    const found = valueOf(attributes);
    if (formula && value === '' && attributes['t'] !== 'str') facts.uncalculated++;
    if (found === null || found === '') return;
    filled++;
    if (filled > XLSX_LIMITS.cells) refusePart('xlsx-too-large');
    if (column > XLSX_LIMITS.columns) facts.beyond++;
    else {
      while (cells.length < column - 1) cells.push(null);
      cells[column - 1] = found;
    }
  };

  const open = (name: string, attributes: Attributes, depth: number): void => {
    if (depth === 3 && name === 'row') {
      const given = Number(attributes['r']);
      number = Number.isInteger(given) && given > number ? given : number + 1;
      if (number > XLSX_LIMITS.rows) refusePart('xlsx-broken');
      column = 0;
    } else if (depth === 4 && name === 'c') {
      cell = attributes;
      column = columnOf(attributes['r'] ?? '') ?? column + 1;
      value = '';
      formula = false;
      inline.take();
    } else if (cell !== null) {
      if (depth === 5) reading = name === 'v';
      if (depth === 5 && name === 'f') formula = true;
      if (depth >= 6) inline.open(name, attributes, depth);
    } else if (depth === 3 && name === 'mergeCell') {
      const range = parseRange(attributes['ref'] ?? '');
      if (facts.merges.length >= XLSX_LIMITS.merges) refusePart('xlsx-too-large');
      if (range !== null) facts.merges.push(range);
    }
  };
  const text = (part: string): void => {
    if (value.length + part.length > XLSX_LIMITS.token) refusePart('xlsx-too-large');
    if (reading) value += part;
    else if (cell !== null) inline.text(part);
  };
  const close = (name: string, depth: number): void => {
    reading = false;
    if (cell !== null && depth >= 6) inline.close(name, depth);
    if (depth === 4 && cell !== null) {
      endCell(cell);
      cell = null;
    } else if (depth === 3 && name === 'row') {
      if (cells.length > 0) ready.push({ number, cells });
      cells = [];
    }
  };

  for await (const failure of parsePart(path, { open, text, close }, options)) {
    facts.rows += ready.length;
    yield* ready;
    ready = [];
    if (failure !== null) {
      yield fatal(failure.code, failure.params ?? {});
      return;
    }
  }
}
