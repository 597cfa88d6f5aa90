import type { LonLat } from '../geometry/geodesic.ts';

/** Lines drawn on the map by hand, degrees. */
export type Strokes = readonly (readonly LonLat[])[];

/** Far above what is drawn by hand at one place. */
export const MAX_SKETCH = 1_000_000;

const isPosition = (value: unknown): value is LonLat =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((one) => typeof one === 'number' && Number.isFinite(one)) &&
  Math.abs(value[0] as number) <= 180 &&
  Math.abs(value[1] as number) <= 90;

/** Strokes as GeoJSON (RFC 7946 MultiLineString); null for none. */
export const sketchText = (strokes: Strokes): string | null => {
  const lines = strokes.filter((line) => line.length >= 2);
  return lines.length === 0 ? null : JSON.stringify({ type: 'MultiLineString', coordinates: lines });
};

/** The strokes of a kept sketch; null for a text that is none. */
export function readSketchText(kept: string): Strokes | null {
  let raw: { readonly type?: unknown; readonly coordinates?: unknown } | null;
  try {
    raw = JSON.parse(kept) as typeof raw;
  } catch {
    return null;
  }
  if (raw?.type !== 'MultiLineString' || !Array.isArray(raw.coordinates)) return null;
  const lines = raw.coordinates as unknown[];
  return lines.every((line) => Array.isArray(line) && line.length >= 2 && line.every(isPosition))
    ? (lines as unknown as Strokes)
    : null;
}
