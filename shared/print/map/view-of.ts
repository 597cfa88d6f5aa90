import { zoomForScale } from '../../map/scale.ts';
import type { LayerSymbol, StrokeSymbol } from '../../map/symbol.ts';
import { degreesAt, type MapWindow } from './map-window.ts';

/** How symbols of the screen are brought to the paper. */
export interface SymbolView {
  /** Length of a pixel of a symbol on the paper, mm. */
  readonly px: number;
  /** The zoom of the screen at which as much ground lies under a pixel: what is shown there is shown here. */
  readonly zoom: number;
}

/** A pixel on A3; on screen it is 0.26 mm, which looks coarse in print. */
const PIXEL_MM = 0.19;
/** A pixel of the screen at 100%. */
const SCREEN_PIXEL_MM = 25.4 / 96;

/** Zooms between which strokes grow from half their width to the whole, as on screen. */
const HALF_WIDTH_ZOOM = 8.5;
const FULL_WIDTH_ZOOM = 12.5;

/** Length of a pixel of a stroke, mm: thinner where a whole county is on the sheet. */
export function strokePx({ px, zoom }: SymbolView): number {
  const share = (zoom - HALF_WIDTH_ZOOM) / (FULL_WIDTH_ZOOM - HALF_WIDTH_ZOOM);
  return px * (0.5 + 0.5 * Math.min(1, Math.max(0, share)));
}

/** What is on the map grows slower with the paper than what is around it: a larger sheet is to show more. */
const MAP_GROWTH = 0.7;

/** @param weight of the lines and letters of the sheet, 1 on A3 */
export function symbolView(window: MapWindow, weight: number): SymbolView {
  const px = PIXEL_MM * weight ** MAP_GROWTH;
  const [, latitude] = degreesAt(window, window.x + window.width / 2, window.y + window.height / 2);
  return { px, zoom: zoomForScale(latitude, (window.scale * px) / SCREEN_PIXEL_MM) };
}

/** Whether a layer is drawn at all. */
export const isDrawn = ({ minZoom = 0, maxZoom = 24 }: LayerSymbol, { zoom }: SymbolView): boolean =>
  zoom >= minZoom && zoom < maxZoom;

/** Whether shapes are drawn, or a mark stands for them. */
export const showsShape = ({ shapeFromZoom = 0 }: LayerSymbol, { zoom }: SymbolView): boolean =>
  zoom >= shapeFromZoom;

export const showsStroke = ({ minZoom = 0 }: StrokeSymbol, { zoom }: SymbolView): boolean => zoom >= minZoom;

/** Below this zoom the bands along the inside of a line would fill a county. */
const BAND_ZOOM = 10.25;
export const showsBand = ({ zoom }: SymbolView): boolean => zoom >= BAND_ZOOM;

/** Marks of points that have no shape are drawn from this zoom on. */
const MARK_ZOOM = 11.25;

/** Whether the mark of a layer is drawn: always for points that stand for shapes, else where there is room. */
export function showsMark(symbol: LayerSymbol, view: SymbolView): boolean {
  if (symbol.mark === undefined) return false;
  return symbol.shapeFromZoom === undefined ? view.zoom >= MARK_ZOOM : !showsShape(symbol, view);
}

/** Print is read closer than a screen: labels begin a little earlier. */
const LABEL_LEAD = 0.5;
export function showsLabel({ label }: LayerSymbol, { zoom }: SymbolView): boolean {
  if (label === undefined) return false;
  return zoom >= label.minZoom - LABEL_LEAD && zoom < (label.maxZoom ?? 24) + 1;
}
