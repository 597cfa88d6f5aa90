import { z } from 'zod';
import { layerId } from '../../bridge/schemas.ts';
import { atlasRequest } from './atlas-schema.ts';
import { LEAST_SIDE, MOST_SIDE } from './paper.ts';

/*
 * A layout is data: the paper, and what lies on it. Millimetres from the upper left corner of the paper; type sizes in
 * millimetres too. Texts may hold placeholders in braces (placeholders.ts).
 */

const mm = z
  .number()
  .min(-MOST_SIDE)
  .max(2 * MOST_SIDE);
const size = z.number().min(0.5).max(200);
const color = z.string().regex(/^#[0-9a-f]{6}$/);
const line = z.string().max(400);
const words = z.string().max(4000);

const place = {
  /** Told apart within the layout by this alone. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  x: mm,
  y: mm,
  width: z.number().min(1).max(MOST_SIDE),
  height: z.number().min(1).max(MOST_SIDE),
};

export const gridOptions = z.strictObject({
  kind: z.enum(['none', 'ticks', 'crosses', 'lines']),
  /** Metres on the ground; null: as many lines as read well. */
  interval: z.number().min(1).max(1_000_000).nullable(),
  /** Coordinates of the plane system along the frame. */
  figures: z.boolean(),
  /** Longitude and latitude at the corners. */
  corners: z.boolean(),
});

export const SCALE_LIMITS = [100, 10_000_000] as const;

const map = z.strictObject({
  kind: z.literal('map'),
  ...place,
  /** The n of 1:n; null: what fits, rounded. */
  scale: z.number().int().min(SCALE_LIMITS[0]).max(SCALE_LIMITS[1]).nullable(),
  /** Degrees; null: the middle of what is shown. */
  centre: z.strictObject({ lon: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) }).nullable(),
  /** Layers drawn; null: those visible on the map. Their order is that of the map. */
  layers: z.array(layerId).max(200).nullable(),
  /** Those of them that are drawn pale, as ground for the others. */
  pale: z.array(layerId).max(200),
  labels: z.boolean(),
  /** Dims what lies around the page of an atlas. */
  veil: z.boolean(),
  grid: gridOptions,
});

const title = z.strictObject({
  kind: z.literal('title'),
  ...place,
  text: line,
  second: line,
  size,
  align: z.enum(['left', 'center', 'right']),
});

const text = z.strictObject({
  kind: z.literal('text'),
  ...place,
  text: words,
  size,
  bold: z.boolean(),
  align: z.enum(['left', 'center', 'right']),
  vertical: z.enum(['top', 'middle', 'bottom']),
  color,
  frame: z.boolean(),
});

export const AREA_UNITS = ['ha', 'mu', 'km2'] as const;

const legend = z.strictObject({
  kind: z.literal('legend'),
  ...place,
  title: line,
  size,
  /** Null: as many as the entries need. */
  columns: z.number().int().min(1).max(8).nullable(),
  /** Area of each class within the frame; null for none. */
  areas: z.enum(AREA_UNITS).nullable(),
  /** Layers that are drawn but not explained. */
  without: z.array(layerId).max(200),
  frame: z.boolean(),
});

const scaleBar = z.strictObject({
  kind: z.literal('scale-bar'),
  ...place,
  size,
  numeric: z.boolean(),
  bar: z.boolean(),
});

const northArrow = z.strictObject({
  kind: z.literal('north-arrow'),
  ...place,
  /** Says by how much true north differs from that of the grid. */
  convergence: z.boolean(),
});

const stamp = z.strictObject({
  kind: z.literal('stamp'),
  ...place,
  size,
  rows: z.array(z.strictObject({ label: line, value: line })).max(20),
});

export const tableSource = z.discriminatedUnion('kind', [
  /** Area by class of a layer within the frame. */
  z.strictObject({ kind: z.literal('classes'), layer: layerId }),
  /** Features of a layer within the frame, largest first. */
  z.strictObject({ kind: z.literal('features'), layer: layerId }),
  z.strictObject({ kind: z.literal('rows'), rows: z.array(z.array(line).max(12)).max(200) }),
]);

const table = z.strictObject({
  kind: z.literal('table'),
  ...place,
  title: line,
  size,
  unit: z.enum(AREA_UNITS),
  source: tableSource,
});

/** Characters of a picture in base64: a logo or a wind rose, not an aerial photograph. */
export const MOST_PICTURE_TEXT = 1_500_000;
/** Pictures of a layout. */
export const MOST_PICTURES = 8;

const pictureId = z.string().regex(/^[a-z0-9-]{1,64}$/);

/** A picture file of a layout. It is kept beside the layout, so that moving an item does not write it again. */
const picturePart = z.strictObject({
  id: pictureId,
  type: z.enum(['image/png', 'image/jpeg']),
  data: z
    .string()
    .max(MOST_PICTURE_TEXT)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/),
});

const picture = z.strictObject({
  kind: z.literal('picture'),
  ...place,
  picture: pictureId,
  /** Keeps its proportions within the rectangle. */
  contain: z.boolean(),
});

/** A small map of the whole, with the page of an atlas in it. */
const index = z.strictObject({ kind: z.literal('index'), ...place, frame: z.boolean() });

export const layoutItem = z.discriminatedUnion('kind', [
  map,
  title,
  text,
  legend,
  scaleBar,
  northArrow,
  stamp,
  table,
  picture,
  index,
]);

export const sheetLayout = z.strictObject({
  version: z.literal(1),
  page: z.strictObject({
    width: z.number().min(LEAST_SIDE).max(MOST_SIDE),
    height: z.number().min(LEAST_SIDE).max(MOST_SIDE),
    /** From the edge of the paper to the border line; items snap to it. */
    margin: z.number().min(0).max(100),
    border: z.boolean(),
    /** Weight of lines and symbols: 1 on A3. */
    weight: z.number().min(0.3).max(5),
  }),
  /** Language of what the product writes on the sheet: classes, units, directions. */
  language: z.enum(['zh-CN', 'en']),
  /** Which of the templates it came from; empty for none. */
  template: z.string().max(60),
  atlas: atlasRequest,
  /** From the lowest to the topmost. */
  items: z.array(layoutItem).max(100),
  pictures: z.array(picturePart).max(MOST_PICTURES),
});

export type SheetLayout = z.infer<typeof sheetLayout>;
export type LayoutItem = SheetLayout['items'][number];
export type ItemKind = LayoutItem['kind'];
export type ItemOf<K extends ItemKind> = Extract<LayoutItem, { kind: K }>;
export type GridOptions = z.infer<typeof gridOptions>;
export type TableSource = z.infer<typeof tableSource>;
export type LayoutPicture = SheetLayout['pictures'][number];
export const ITEM_KINDS: readonly ItemKind[] = layoutItem.options.map(({ shape }) => shape.kind.value);
