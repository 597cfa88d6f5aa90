import type { Box } from '../geometry/packed.ts';

/*
 * Sheets of the national maps: GB/T 13989-2012. The 1:1,000,000 sheet of 6 degrees by 4 (row by a letter from the
 * equator, column by a number from 180 degrees west) is divided into rows from the north and columns from the west.
 */

export const SHEET_SCALES = [5000, 10_000, 25_000, 50_000] as const;
export type SheetScale = (typeof SHEET_SCALES)[number];

/** Letter of the scale, and into how many rows and columns the 1:1,000,000 sheet is divided. */
const DIVISIONS: Readonly<Record<SheetScale, { readonly code: string; readonly parts: number }>> = {
  50_000: { code: 'E', parts: 24 },
  25_000: { code: 'F', parts: 48 },
  10_000: { code: 'G', parts: 96 },
  5000: { code: 'H', parts: 192 },
};

const MILLION_WIDTH = 6;
const MILLION_HEIGHT = 4;

export interface StandardSheet {
  /** `J50G015010`. */
  readonly number: string;
  /** Degrees. */
  readonly box: Box;
}

const three = (value: number): string => String(value).padStart(3, '0');

/** The sheet at column `x` and row `y` of its scale, counted from the prime meridian and the equator. */
function sheetAt(x: number, y: number, scale: SheetScale): StandardSheet {
  const { code, parts } = DIVISIONS[scale];
  const letter = String.fromCharCode(65 + Math.floor(y / parts));
  const zone = Math.floor(x / parts) + 31;
  const row = parts - (y % parts);
  const column = (x % parts) + 1;
  // Borders are whole fractions of a degree: computed from whole numbers, so that neighbours share them.
  const west = (x * MILLION_WIDTH) / parts;
  const south = (y * MILLION_HEIGHT) / parts;
  return {
    number: `${letter}${String(zone).padStart(2, '0')}${code}${three(row)}${three(column)}`,
    box: [west, south, ((x + 1) * MILLION_WIDTH) / parts, ((y + 1) * MILLION_HEIGHT) / parts],
  };
}

/** The sheet in which a place lies (north of the equator and east of Greenwich); on a border the one to the north or east. */
export function standardSheet(lon: number, lat: number, scale: SheetScale): StandardSheet {
  const { parts } = DIVISIONS[scale];
  return sheetAt(
    Math.floor((lon * parts) / MILLION_WIDTH),
    Math.floor((lat * parts) / MILLION_HEIGHT),
    scale,
  );
}

/** Sheets that a box meets, row by row from the north, each row from the west. */
export function standardSheets(box: Box, scale: SheetScale): StandardSheet[] {
  const { parts } = DIVISIONS[scale];
  const column = (lon: number): number => (lon * parts) / MILLION_WIDTH;
  const row = (lat: number): number => (lat * parts) / MILLION_HEIGHT;
  const sheets: StandardSheet[] = [];
  for (let y = Math.ceil(row(box[3])) - 1; y >= Math.floor(row(box[1])); y--)
    for (let x = Math.floor(column(box[0])); x < Math.ceil(column(box[2])); x++)
      sheets.push(sheetAt(x, y, scale));
  return sheets;
}
