import { z } from 'zod';
import type { Box } from '../geometry/packed.ts';
import type { FieldValue } from '../model/record.ts';
import type { Failure } from '../result.ts';
import { method } from './contract.ts';
import { fidList, locationQuery, rowEdit, rowFilter, rowSort, shapeQuery } from './rows-schemas.ts';
import { fid, layerId, text } from './schemas.ts';

/** Features named in great numbers: `uids` has a line for each fid. */
export interface PackedRefs {
  readonly layer: string;
  readonly fids: Float64Array;
  readonly uids: string;
}

/** A filtered and sorted layer, kept by the reader under a number. */
export interface RowsOpened {
  readonly view: number;
  readonly total: number;
}

export interface RowPage {
  readonly rows: readonly {
    readonly fid: number;
    readonly uid: string;
    readonly rev: number;
    readonly values: readonly FieldValue[];
    readonly box: Box | null;
  }[];
}

/** Figures of the stored areas, m2; null without any. */
export interface AreaFigures {
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly median: number;
  /** Counts of areas by size: bin i goes from `i * width` to the next. */
  readonly bins: readonly number[];
  readonly width: number;
}

export interface RowFigures {
  readonly count: number;
  readonly area: AreaFigures | null;
  /** By the value of the group field, the largest first. */
  readonly groups: readonly { readonly value: FieldValue; readonly count: number; readonly areaM2: number }[];
  /** Sum of each number field, null where no row has a value. */
  readonly sums: Readonly<Record<string, number | null>>;
}

export interface EditPreview {
  /** Rows that are meant, that would change, and that would get a value the field does not take. */
  readonly total: number;
  readonly changed: number;
  readonly wrong: number;
  /** Each kind of fault with one that is meant by it. */
  readonly faults: readonly { readonly failure: Failure; readonly count: number }[];
  /** The first rows that would change, and those that are wrong. */
  readonly rows: readonly {
    readonly fid: number;
    readonly title: string;
    readonly field: string;
    readonly before: FieldValue;
    readonly after: FieldValue;
    readonly failure: Failure | null;
  }[];
}

/** Longest text that is made for the clipboard, rows. */
export const MAX_COPIED = 100_000;

/** Questions over whole layers, answered by a reader of their own: a sort must not hold up the pointer. */
export const rowsMethods = {
  /** Filters and sorts; pages are asked for by the number that comes back, until the reader forgets it. */
  openRows: method<RowsOpened>()(z.strictObject({ filter: rowFilter, sort: rowSort })),
  rowPage: method<RowPage>()(
    z.strictObject({
      view: z.number().int(),
      fields: z.array(text).max(200),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().min(1).max(1000),
    }),
  ),
  /** The features at places of a view: a range, or all. */
  rowRefs: method<PackedRefs>()(
    z.strictObject({
      view: z.number().int(),
      offset: z.number().int().nonnegative(),
      limit: z.number().int().nonnegative(),
    }),
  ),
  /** The place of a feature in a view, -1 where it is not in it. */
  rowIndex: method<number>()(z.strictObject({ view: z.number().int(), fid })),
  rowFigures: method<RowFigures>()(
    z.strictObject({ filter: rowFilter, group: text.nullable(), sums: z.array(text).max(100) }),
  ),
  /** Values of a field that begin with or hold a text, the most frequent first. */
  rowValues: method<readonly { readonly value: string; readonly count: number }[]>()(
    z.strictObject({ layer: layerId, field: text, part: text, limit: z.number().int().min(1).max(100) }),
  ),
  /** Fids of features by uid, in the order asked for, -1 for those that are not there. */
  rowFids: method<Float64Array>()(z.strictObject({ layer: layerId, uids: z.string().max(80_000_000) })),
  rowsBox: method<Box | null>()(z.strictObject({ layer: layerId, fids: fidList })),
  previewEdit: method<EditPreview>()(
    z.strictObject({ filter: rowFilter, edit: rowEdit, limit: z.number().int().min(1).max(200) }),
  ),
  /** Rows of a view as tab-separated lines, without a head; dates and numbers plain, codes as codes. */
  rowText: method<{ readonly text: string; readonly rows: number }>()(
    z.strictObject({ view: z.number().int(), fields: z.array(text).min(1).max(200) }),
  ),
  selectByGeometry: method<readonly PackedRefs[]>()(shapeQuery),
  selectByLocation: method<PackedRefs>()(locationQuery),
} as const;
