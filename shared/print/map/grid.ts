import { RADIANS } from '../../geometry/ellipsoid.ts';
import { transformOf } from '../../crs/transform.ts';
import { BLACK, GREY, pen } from '../colors.ts';
import type { DisplayItem } from '../display-list.ts';
import { line, written } from '../draw.ts';
import type { GridOptions } from '../layout/layout-schema.ts';
import { textWidth } from '../text-metrics.ts';
import { degreesAt, eastOf, northOf, paperX, paperY, type MapWindow } from './map-window.ts';

/** One line of the grid: its coordinate in metres and where it lies on the paper. */
export interface GridLine {
  readonly metres: number;
  readonly at: number;
}

/** Lines stand at least so far apart on A3, mm. */
const LEAST_SPACING = 40;

/** The distance of grid lines: 1, 2 or 5 times a power of ten in metres. */
export function gridInterval(window: MapWindow, weight: number): number {
  const least = (LEAST_SPACING * weight * window.scale) / 1000;
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
}

/** Lines of constant easting and of constant northing within the window. */
export function gridLines(
  window: MapWindow,
  interval: number,
): { readonly easts: readonly GridLine[]; readonly norths: readonly GridLine[] } {
  const steps = (from: number, to: number, place: (metres: number) => number): GridLine[] => {
    const lines: GridLine[] = [];
    for (let k = Math.ceil(from / interval); k * interval <= to; k++)
      lines.push({ metres: k * interval, at: place(k * interval) });
    return lines;
  };
  const { x, y, width, height } = window;
  return {
    easts: steps(eastOf(window, x), eastOf(window, x + width), (metres) => paperX(window, metres)),
    norths: steps(northOf(window, y + height), northOf(window, y), (metres) => paperY(window, metres)),
  };
}

/** Kilometres, with the decimals that the interval asks for. */
export const gridFigure = (metres: number, interval: number): string =>
  (metres / 1000).toFixed(interval >= 1000 ? 0 : interval >= 100 ? 1 : interval >= 10 ? 2 : 3);

/** `110°21′24″`; the decimals of the second by what can be seen at the scale. */
export function degreeText(degrees: number, scale: number): string {
  const decimals = scale > 50_000 ? 0 : scale > 5000 ? 1 : 2;
  const unit = 10 ** decimals;
  const total = Math.round(Math.abs(degrees) * 3600 * unit);
  const seconds = ((total % (60 * unit)) / unit)
    .toFixed(decimals)
    .padStart(decimals === 0 ? 2 : 3 + decimals, '0');
  const minutes = String(Math.floor(total / (60 * unit)) % 60).padStart(2, '0');
  return `${Math.floor(total / (3600 * unit))}°${minutes}′${seconds}″`;
}

/**
 * Angle in degrees by which the northern direction of the grid lies east of true north, at a place of the paper
 * (子午线收敛角).
 */
export function convergence(window: MapWindow, x: number, y: number): number {
  const [lon, lat] = degreesAt(window, x, y);
  const { fromDegrees } = transformOf(window.crs);
  const step = 1e-4;
  const xy = Float64Array.of(lon, lat - step, lon, lat + step);
  fromDegrees(xy, 0);
  fromDegrees(xy, 2);
  return Math.atan2(xy[0]! - xy[2]!, xy[3]! - xy[1]!) / RADIANS;
}

/** Grid lines, crosses or ticks on the map itself. */
export function* gridItems(window: MapWindow, grid: GridOptions, weight: number): Generator<DisplayItem> {
  if (grid.kind === 'none') return;
  const { easts, norths } = gridLines(window, grid.interval ?? gridInterval(window, weight));
  const { x, y, width, height } = window;
  const thin = pen(GREY, 0.12 * weight, { opacity: 0.75 });
  if (grid.kind === 'lines') {
    for (const { at } of easts) yield line([at, y, at, y + height], thin);
    for (const { at } of norths) yield line([x, at, x + width, at], thin);
    return;
  }
  const tick = 2.5 * weight;
  for (const { at } of easts) {
    yield line([at, y, at, y + tick], thin);
    yield line([at, y + height - tick, at, y + height], thin);
  }
  for (const { at } of norths) {
    yield line([x, at, x + tick, at], thin);
    yield line([x + width - tick, at, x + width, at], thin);
  }
  if (grid.kind !== 'crosses') return;
  for (const east of easts) {
    for (const north of norths) {
      yield line([east.at - tick, north.at, east.at + tick, north.at], thin);
      yield line([east.at, north.at - tick, east.at, north.at + tick], thin);
    }
  }
}

const FIGURE_MM = 2.1;

/** Size of the figures along the frame, mm. */
const figureSize = (weight: number): number => FIGURE_MM * weight;

/** Distance of the thick outer line from the map, mm. */
export const frameGap = ({ figures, corners }: GridOptions, weight: number): number =>
  figures || corners ? 1.75 * figureSize(weight) : 1.1 * weight;

/** Along one side of the frame: a text with the middle it stands at. */
interface SideText {
  readonly text: string;
  readonly at: number;
}

/** Texts of a side that do not meet those which stand before them in the list. */
function* apart(texts: readonly SideText[], size: number, from: number, to: number): Generator<SideText> {
  const placed: (readonly [number, number])[] = [];
  for (const one of texts) {
    const half = textWidth(one.text, { size, bold: false }) / 2 + size * 0.4;
    const range = [one.at - half, one.at + half] as const;
    if (range[0] < from || range[1] > to || placed.some(([a, b]) => a < range[1] && range[0] < b)) continue;
    placed.push(range);
    yield one;
  }
}

/** Lines around the map, the figures between them, and longitude and latitude at the corners. */
export function* frameItems(window: MapWindow, grid: GridOptions, weight: number): Generator<DisplayItem> {
  const { x, y, width, height } = window;
  const gap = frameGap(grid, weight);
  const size = figureSize(weight);
  const ring = (out: number): number[] => {
    const [left, top, right, bottom] = [x - out, y - out, x + width + out, y + height + out];
    return [left, top, right, top, right, bottom, left, bottom, left, top];
  };
  yield line(ring(0), pen(BLACK, 0.15 * weight));
  const outer = 0.6 * weight;
  yield line(ring(gap + outer / 2), pen(BLACK, outer));
  const interval = grid.interval ?? gridInterval(window, weight);
  const { easts, norths } = gridLines(window, interval);
  const figures = (lines: readonly GridLine[]): SideText[] =>
    grid.figures ? lines.map(({ metres, at }) => ({ text: gridFigure(metres, interval), at })) : [];
  const style = { size, align: 'center' } as const;
  const base = (gap + size * 0.73) / 2;
  for (const side of ['top', 'bottom'] as const) {
    const edge = side === 'top' ? y - gap + base : y + height + base;
    const level = side === 'top' ? y : y + height;
    const corners = grid.corners
      ? [x, x + width].map((at) => degreeText(degreesAt(window, at, level)[0], window.scale))
      : [];
    const texts = [...cornerTexts(corners, size, x, x + width), ...figures(easts)];
    for (const { text, at } of apart(texts, size, x - gap, x + width + gap))
      yield written(text, at, edge, style);
  }
  for (const side of ['left', 'right'] as const) {
    const edge = side === 'left' ? x - gap + base : x + width + base;
    const level = side === 'left' ? x : x + width;
    const corners = grid.corners
      ? [y, y + height].map((at) => degreeText(degreesAt(window, level, at)[1], window.scale))
      : [];
    const texts = [...cornerTexts(corners, size, y, y + height), ...figures(norths)];
    for (const { text, at } of apart(texts, size, y - gap, y + height + gap))
      yield written(text, edge, at, { ...style, angle: 90 });
  }
  if (!grid.figures) return;
  const thin = pen(BLACK, 0.12 * weight);
  const tick = gap * 0.22;
  for (const { at } of easts) {
    yield line([at, y - tick, at, y], thin);
    yield line([at, y + height, at, y + height + tick], thin);
  }
  for (const { at } of norths) {
    yield line([x - tick, at, x, at], thin);
    yield line([x + width, at, x + width + tick, at], thin);
  }
}

/** The texts of two corners of a side, each beginning or ending at its corner. */
function cornerTexts(texts: readonly string[], size: number, from: number, to: number): SideText[] {
  const [first, last] = texts;
  if (first === undefined || last === undefined) return [];
  const half = (text: string): number => textWidth(text, { size, bold: false }) / 2 + size * 0.45;
  return [
    { text: first, at: from + half(first) },
    { text: last, at: to - half(last) },
  ];
}
