import { z } from 'zod';
import { atlasRequest } from '../print/atlas.ts';
import type { DisplayList } from '../print/display-list.ts';
import { sheetLayout } from '../print/layout/layout-schema.ts';
import type { SheetNote } from '../print/compose-sheet.ts';

/** Day that a sheet says of itself. */
export const sheetDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What is to be printed. */
export const printRequest = {
  layout: sheetLayout,
  atlas: atlasRequest,
  /** One file for each page of an atlas. */
  split: z.boolean(),
  date: sheetDate,
};
const request = z.strictObject(printRequest);
export type PrintRequest = z.infer<typeof request>;

export interface PrintReport {
  /** Names of what was written, without their folder. */
  readonly files: readonly string[];
  readonly pages: number;
  /** Scales of the maps, ascending. */
  readonly scales: readonly number[];
  /** Codes of what had no room on some page; texts `print.note.<code>`. */
  readonly notes: readonly string[];
  /** Characters that the font does not have. */
  readonly missing: readonly string[];
}

/** One page, to be painted. */
export interface SheetAnswer {
  readonly list: DisplayList;
  readonly notes: readonly SheetNote[];
  /** The n of 1:n; null for a sheet without a map. */
  readonly scale: number | null;
  /** Middle of the map, degrees; null for a sheet without one. */
  readonly centre: readonly [number, number] | null;
}
