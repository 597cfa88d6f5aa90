import { z } from 'zod';
import { box, finite, layerId, packed, text } from './schemas.ts';

/** The most features that one question or one step names. */
export const MAX_ROWS = 1_000_000;

/** Numbers of features (fid), as they are named in great numbers. */
export const fidList = z.custom<Float64Array>(
  (value) =>
    value instanceof Float64Array &&
    value.length <= MAX_ROWS &&
    value.every((fid) => Number.isSafeInteger(fid) && fid >= 0),
);

/** Which rows of a layer are meant: all that is given must hold. */
export const rowFilter = z.strictObject({
  layer: layerId,
  /** Part of a text, identifier, code or class name; empty for all. */
  search: text,
  /** A condition of shared/expression; empty for none. */
  expression: text,
  /** Only rows whose box meets it. */
  box: box.nullable(),
  /** Only these. */
  fids: fidList.nullable(),
});
export type RowFilter = z.infer<typeof rowFilter>;

export const allRows = (layer: string): RowFilter => ({
  layer,
  search: '',
  expression: '',
  box: null,
  fids: null,
});

/** Columns to sort by, the first before the second; rows without a value come last, equal rows go by fid. */
export const rowSort = z.array(z.strictObject({ field: text, descending: z.boolean() })).max(6);
export type RowSort = z.infer<typeof rowSort>;

const fieldName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/** What is done to a row. */
export const rowEdit = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('set'), field: fieldName, value: z.union([text, finite, z.null()]) }),
  z.strictObject({ kind: z.literal('calculate'), field: fieldName, expression: text }),
  z.strictObject({
    kind: z.literal('replace'),
    fields: z.array(fieldName).min(1).max(50),
    find: z.string().min(1).max(500),
    replace: z.string().max(500),
    matchCase: z.boolean(),
    /** Only values that are the text as a whole. */
    whole: z.boolean(),
  }),
]);
export type RowEdit = z.infer<typeof rowEdit>;

/** How features lie to a shape: wholly in it, or with at least a point in common. */
export const shapeRelation = z.enum(['inside', 'touches']);
export const shapeQuery = z.strictObject({
  layers: z.array(layerId).min(1).max(200),
  shape: packed,
  how: shapeRelation,
});

export const locationQuery = z.strictObject({
  filter: rowFilter,
  /** The features of the other layer they are compared with. */
  of: rowFilter,
  how: z.enum(['within', 'touches', 'distance']),
  metres: finite.min(0).max(100_000),
});
export type LocationQuery = z.infer<typeof locationQuery>;
