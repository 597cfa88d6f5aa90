/** How a cell looks. What is not said is as in an empty workbook: 宋体 11, no lines, no colour. */
export interface CellStyle {
  /** 宋体 for figures and texts, 黑体 for titles and heads; by name, the reader's machine has them. */
  readonly font?: '宋体' | '黑体' | '仿宋';
  /** Points. */
  readonly size?: number;
  readonly bold?: boolean;
  /** `RRGGBB`. */
  readonly color?: string;
  /** `RRGGBB`. */
  readonly fill?: string;
  /** Thin lines on all four sides. */
  readonly lines?: boolean;
  /** Code of a number format, e.g. `0.00`, `yyyy-mm-dd`, `@`. */
  readonly format?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Steps from the left, for what is part of the line above. */
  readonly indent?: number;
  readonly wrap?: boolean;
}

/** A cell with more to it than its value. */
export interface StyledCell {
  /** With `formula`, its result, stored for programs that do not calculate. A text is always a text, never a formula. */
  readonly value: string | number | boolean | null;
  /** Without the leading `=`, e.g. `SUM(B4:B9)`. */
  readonly formula?: string;
  readonly style?: CellStyle;
}

export type CellOut = string | number | boolean | null | StyledCell;

/** Cells that become one, from a cell of the row to the right and down, both counted with the first. */
export interface MergeOut {
  /** Counted from 1. */
  readonly column: number;
  readonly across: number;
  readonly down: number;
}

export interface RowOut {
  readonly cells: readonly CellOut[];
  /** Points; left to the program when not given. */
  readonly height?: number;
  readonly merges?: readonly MergeOut[];
  /** The next row begins a new page. */
  readonly pageEnd?: boolean;
}

/** How a sheet is printed: always in the width of one page. */
export interface PrintOut {
  readonly paper: 'A4' | 'A3';
  readonly landscape: boolean;
  /** Rows repeated at the top of each page, first and last. */
  readonly repeat?: readonly [number, number];
  /** Stands at the top right of each page, e.g. the classification mark. */
  readonly corner?: string;
  /** Foot of each page; `&P` is the page and `&N` their number. */
  readonly foot?: string;
}

export interface SheetOut {
  /** Cut and made unique as the format asks. */
  readonly name: string;
  /** Widths of the columns in characters (a Chinese one counts two). */
  readonly widths: readonly number[];
  /** Rows that stay when the rest is scrolled. */
  readonly frozen?: number;
  readonly print?: PrintOut;
  readonly rows: AsyncIterable<RowOut> | Iterable<RowOut>;
}

export interface WorkbookOut {
  readonly title: string;
  readonly sheets: readonly SheetOut[];
}
