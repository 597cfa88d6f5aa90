import { ECCENTRICITY_2, RADIANS, SEMI_MAJOR_M } from '../geometry/ellipsoid.ts';

/** One CSS pixel on paper: 1/96 inch in metres. */
const PIXEL_M = 0.0254 / 96;
/** Side of a map tile in CSS pixels. */
const TILE_PX = 512;

/** Metres along the parallel under one CSS pixel at a latitude and zoom of the web mercator map. */
export function metresPerPixel(latitude: number, zoom: number): number {
  const sine = Math.sin(latitude * RADIANS);
  const normal = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_2 * sine * sine);
  return (2 * Math.PI * normal * Math.cos(latitude * RADIANS)) / (TILE_PX * 2 ** zoom);
}

/** The n of 1:n. */
export const scaleDenominator = (latitude: number, zoom: number): number =>
  metresPerPixel(latitude, zoom) / PIXEL_M;

/** The zoom at which the map has the scale 1:n. */
export const zoomForScale = (latitude: number, denominator: number): number =>
  Math.log2(metresPerPixel(latitude, 0) / (denominator * PIXEL_M));

/** A denominator as it is shown: three significant figures, whole. */
export function roundedScale(denominator: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(denominator)) - 2);
  return Math.round(denominator / step) * step;
}

/**
 * The n of a scale as it is typed: `1:5000`, `1：5000`, `5000`, `1:1万`; null for what is none, or none that a map
 * can have (1:20 to 1:50,000,000).
 */
export function parseScale(text: string): number | null {
  const match = /^\s*(?:1\s*[:/]\s*)?(\d[\d,]*(?:\.\d+)?)\s*(万)?\s*$/.exec(text.normalize('NFKC'));
  if (!match) return null;
  const n = Number(match[1]!.replaceAll(',', '')) * (match[2] === undefined ? 1 : 10_000);
  return n >= 20 && n <= 50_000_000 ? n : null;
}

/** Degrees of latitude under a number of pixels. */
export const pixelsToLatitudeDegrees = (pixels: number, latitude: number, zoom: number): number =>
  (pixels * 360 * Math.cos(latitude * RADIANS)) / (TILE_PX * 2 ** zoom);

export interface ScaleBar {
  /** Length on the ground, metres: 1, 2 or 5 times a power of ten. */
  readonly metres: number;
  readonly pixels: number;
}

/** The longest round scale bar that fits in `maxPixels`. */
export function scaleBar(latitude: number, zoom: number, maxPixels: number): ScaleBar {
  const perPixel = metresPerPixel(latitude, zoom);
  const most = perPixel * maxPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = [5, 2, 1].map((factor) => factor * power).find((length) => length <= most) ?? power;
  return { metres, pixels: metres / perPixel };
}
