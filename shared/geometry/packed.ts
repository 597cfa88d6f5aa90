/** `[minX, minY, maxX, maxY]`, degrees of longitude and latitude, EPSG:4490. */
export type Box = readonly [number, number, number, number];

export type GeometryKind = 'point' | 'line' | 'polygon';

/**
 * A geometry as flat arrays, the only form that crosses a process border.
 *
 * - `xy`: longitude, latitude, longitude, latitude ... in degrees, every value canonical (see grid.ts).
 * - `rings`: start of each ring (polygon), line (line) or point (point) counted in points,
 *   one entry more than there are rings; the last is the number of points.
 * - `parts`: start of each part counted in rings, one entry more than there are parts.
 *   A polygon part is its shell followed by its holes.
 *
 * Polygon rings are closed (the first point stands again at the end); shells run
 * counter-clockwise and holes clockwise, as RFC 7946 asks.
 * An empty geometry has `xy.length === 0` and an empty box of `[Infinity, Infinity, -Infinity, -Infinity]`.
 */
export interface Packed {
  readonly kind: GeometryKind;
  readonly xy: Float64Array;
  readonly rings: Int32Array;
  readonly parts: Int32Array;
  readonly box: Box;
}
