import { z } from 'zod';
import { method } from './contract.ts';
import type { DisplayList } from '../print/display-list.ts';
import { sheetLayout } from '../print/layout/layout-schema.ts';
import type { SheetNote } from '../print/compose-sheet.ts';

/** Day that a sheet says of itself. */
export const sheetDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Name of a sheet; empty for one that is not kept. */
const name = z.string().max(60);

/** What is to be printed. */
export const printRequest = {
  name,
  layout: sheetLayout,
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

/** Pixels of one side of a picture: what a canvas can hold in strips, A0 at 600 dpi. */
const MOST_PIXELS = 32_000;
/** Pixels that come in one call: a strip of rows. */
const MOST_STRIP = 64_000_000;

/** Most pages of an atlas. */
const MOST_PAGES = 10_000;

/** Names of the pages that will come, in their order. */
export const pngPages = z.array(z.string().max(200)).min(1).max(MOST_PAGES);

const session = z.string().max(64);
const place = { name: z.string().max(200), number: z.int().min(1), pages: z.int().min(1) };

/** Names of the pages of an atlas, in order. */
export interface AtlasAnswer {
  readonly pages: readonly string[];
}

/** What the page may ask of the printing of sheets, beside what names a file. */
export const printMethods = {
  /** The pages of an atlas. */
  atlasPages: method<AtlasAnswer>()(z.strictObject({ name, layout: sheetLayout, date: sheetDate })),
  /** One page to be painted; `draft` for the screen, where a fine map would only be slow. `page` counts from 0. */
  sheetPage: method<SheetAnswer>()(
    z.strictObject({
      name,
      layout: sheetLayout,
      date: sheetDate,
      page: z.int().min(0),
      draft: z.boolean(),
    }),
  ),
  /** The next page of a PNG begins. */
  pngPage: method<null>()(
    z.strictObject({
      session,
      ...place,
      width: z.int().min(1).max(MOST_PIXELS),
      height: z.int().min(1).max(MOST_PIXELS),
      dpi: z.int().min(30).max(1200),
    }),
  ),
  /** Rows of the page from the top on, four bytes a pixel. */
  pngRows: method<null>()(
    z.strictObject({
      session,
      pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= MOST_STRIP),
    }),
  ),
  /** All pages are there: the files are put in place. */
  pngEnd: method<readonly string[]>()(z.strictObject({ session })),
  /** Nothing of the PNG is kept. */
  pngDiscard: method<null>()(z.strictObject({ session })),
};
