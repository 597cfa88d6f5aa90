import type { BilingualText } from '../../model/layer.ts';

/** The official tables there are, in their order. */
export const TABLE_IDS = ['structure', 'lines', 'indicators', 'townships', 'parks', 'conversion'] as const;
export type TableId = (typeof TABLE_IDS)[number];

/** A place in a table: row and column, both from 0 in the body. */
export type CellAt = readonly [row: number, column: number];

/** How a figure follows from others of its table; what is printed is what the formula gives. */
export type TableFormula =
  | { readonly kind: 'sum'; readonly cells: readonly CellAt[] }
  /** The first less the second. */
  | { readonly kind: 'difference'; readonly cells: readonly [CellAt, CellAt] };

export type TableCell =
  | { readonly kind: 'blank' }
  | { readonly kind: 'text'; readonly text: BilingualText }
  | { readonly kind: 'figure'; readonly value: number; readonly formula?: TableFormula };

/** `area`: hectares with two decimals; `share`: per cent with two; `amount`: a figure in the unit its row names. */
export type ColumnKind = 'text' | 'area' | 'share' | 'amount' | 'count';

export interface TableColumn {
  /** Heads from the top down; equal neighbours are one. All columns of a table have as many. */
  readonly heads: readonly BilingualText[];
  readonly kind: ColumnKind;
  /** Characters wide in print. */
  readonly width: number;
  /** Equal neighbours one below the other are shown as one. */
  readonly joins?: boolean;
}

export interface TableRow {
  /** `part`: a row that is in the sum of the row above it (其中). */
  readonly kind: 'item' | 'part' | 'subtotal' | 'total';
  readonly cells: readonly TableCell[];
}

/** What a table was made of. */
export interface TableAbout {
  readonly county: string;
  readonly baseYear: number | null;
  readonly planYear: number | null;
  readonly rulesetVersion: string;
  /** Classification mark: public, internal, secret. */
  readonly mark: string;
}

/** A table as it is shown and printed. */
export interface OfficialTable {
  readonly id: TableId;
  readonly title: BilingualText;
  /** What its figures are in. */
  readonly unit: BilingualText;
  readonly about: TableAbout;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  /** How figures are to be read. */
  readonly notes: readonly BilingualText[];
  /** Whether the layout was compared with the official form; where it was not, the sheet says so. */
  readonly layoutVerified: boolean;
}

/** A table, or the layers without which it cannot be made. */
export type TableAnswer =
  | { readonly table: OfficialTable; readonly missing: readonly [] }
  | { readonly table: null; readonly missing: readonly string[] };

/** What was written. */
export interface TablesReport {
  /** Name of the file, without its folder. */
  readonly file: string;
  readonly written: readonly TableId[];
  /** Tables that could not be made, and the layers each lacks. */
  readonly left: readonly { readonly table: TableId; readonly missing: readonly string[] }[];
}
