import { text, type TextParams } from '../../i18n/text.ts';
import { codeEntry } from '../../model/code-list.ts';
import type { BilingualText } from '../../model/layer.ts';
import type { CellAt, ColumnKind, TableCell, TableColumn, TableFormula } from './types.ts';

/** Areas come as whole numbers of 0.0001 m2, and are printed in 0.01 ha. */
export const UNITS_A_M2 = 10_000;
export const UNITS_A_STEP = 1_000_000;
/** Printed steps in a hectare. */
const STEPS_A_HA = 100;

/** A text of the product in both languages. */
export const said = (key: string, params?: TextParams): BilingualText => ({
  'zh-CN': text('zh-CN', `tables.${key}`, params),
  en: text('en', `tables.${key}`, params),
});

/** A name that is the same in both. */
export const named = (name: string): BilingualText => ({ 'zh-CN': name, en: name });

/** What a code is called, with the code before it where asked; the code itself where no list has it. */
export function codeName(domain: string, code: string, withCode = false): BilingualText {
  const label = codeEntry(domain, code)?.label;
  if (label === undefined) return named(code);
  return withCode ? { 'zh-CN': `${code} ${label['zh-CN']}`, en: `${code} ${label.en}` } : label;
}

export const BLANK: TableCell = { kind: 'blank' };
export const textCell = (words: BilingualText): TableCell => ({ kind: 'text', text: words });
export const figure = (value: number, formula?: TableFormula): TableCell => ({
  kind: 'figure',
  value,
  ...(formula !== undefined && { formula }),
});

/** Hundredths as the number that is printed. */
export const hundredths = (steps: number): number => steps / STEPS_A_HA;

/** An area of so many printed steps, hectares. */
export const areaCell = (steps: number, formula?: TableFormula): TableCell =>
  figure(hundredths(steps), formula);

export const sumCell = (steps: number, cells: readonly CellAt[]): TableCell =>
  areaCell(steps, cells.length === 0 ? undefined : { kind: 'sum', cells });

export const column = (kind: ColumnKind, width: number, ...heads: readonly BilingualText[]): TableColumn => ({
  kind,
  width,
  heads,
});

/** Parts of a whole in per cent, printed with two decimals, that sum to 100.00; nothing of nothing is nothing. */
export const HUNDRED_PERCENT = 10_000;
