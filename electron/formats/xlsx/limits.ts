/** What a workbook may ask of this machine. Real tables of a county stay far below. */
export const XLSX_LIMITS = {
  /** Bytes of one unpacked part. */
  partBytes: 1024 ** 3,
  /** Bytes of all unpacked parts. */
  bytes: 2 * 1024 ** 3,
  sheets: 255,
  /** Columns read of a sheet; the format knows 16 384, tables of the trade have some dozens. */
  columns: 1024,
  /** Rows of a sheet that the format knows. */
  rows: 1_048_576,
  /** Cells with something in them, of one sheet. */
  cells: 60_000_000,
  /** Different texts, and their characters together. */
  strings: 4_000_000,
  stringCharacters: 128 * 1024 ** 2,
  merges: 500_000,
  styles: 65_536,
  /** Characters of an element's name, attributes or text; a cell has at most 32 767. */
  token: 8 * 1024 ** 2,
  depth: 64,
} as const;
