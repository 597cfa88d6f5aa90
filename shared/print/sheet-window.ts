import type { Crs } from '../crs/catalogue.ts';
import { transformOf } from '../crs/transform.ts';
import { boxOfXY } from '../geometry/box.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { ItemOf } from './layout/layout-schema.ts';
import { fittingScale, planeBox, type MapWindow } from './map/map-window.ts';

/** What one page shows. A sheet that is no atlas is one page without a name. */
export interface SheetPage {
  readonly name: string;
  readonly number: number;
  readonly pages: number;
  /** The township or standard sheet that the page is of, which alone is not dimmed; null for none. */
  readonly subject: Packed | null;
  /** What the index map shows of the page; null for none. */
  readonly outline: Packed | null;
  /** Middle of the page in the plane; null: that of the map item or of the subject. */
  readonly centre: { readonly east: number; readonly north: number } | null;
  /** The n of 1:n that the page is drawn at where the map item has none and it fits; null for none. */
  readonly scale: number | null;
}

export const SINGLE_PAGE: SheetPage = {
  name: '',
  number: 1,
  pages: 1,
  subject: null,
  outline: null,
  centre: null,
  scale: null,
};

/** Free space around what is fitted, as a share of the frame. */
const AIR = 1.04;

/** Box in the plane of a polygon's vertices. */
export function planeExtent(crs: Crs, { xy }: Packed): Box {
  const { fromDegrees } = transformOf(crs);
  const plane = xy.slice();
  for (let i = 0; i < plane.length; i += 2) fromDegrees(plane, i);
  return boxOfXY(plane);
}

/** The place in the plane of a place in degrees. */
export function planePoint(
  crs: Crs,
  lon: number,
  lat: number,
): { readonly east: number; readonly north: number } {
  const xy = Float64Array.of(lon, lat);
  transformOf(crs).fromDegrees(xy, 0);
  return { east: xy[0]!, north: xy[1]! };
}

/**
 * Where the map of a page lies.
 *
 * @param extent what a map without a centre and scale of its own shows, degrees
 */
export function sheetWindow(item: ItemOf<'map'>, crs: Crs, page: SheetPage, extent: Box): MapWindow {
  const { x, y, width, height } = item;
  const box = page.subject === null ? planeBox(crs, extent) : planeExtent(crs, page.subject);
  const middle = { east: (box[0] + box[2]) / 2, north: (box[1] + box[3]) / 2 };
  const own = item.centre === null ? null : planePoint(crs, item.centre.lon, item.centre.lat);
  const centre = page.centre ?? (page.subject === null ? own : null) ?? middle;
  const fitting = fittingScale(box, width / AIR, height / AIR);
  // A standard sheet needs no free space around it: its own scale will do where it just fits.
  const least = page.scale === null ? fitting : Math.min(fitting, fittingScale(box, width, height));
  const scale = item.scale ?? Math.max(page.scale ?? 0, page.centre === null ? least : 0);
  return { crs, x, y, width, height, scale, ...centre };
}
