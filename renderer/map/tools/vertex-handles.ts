import type { Map as MapLibreMap } from 'maplibre-gl';
import { forEachRing } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { VertexAt } from '../../../shared/map/ring-edit.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';
import type { Handles } from '../../state/tool.ts';
import type { PointerAt } from './tool.ts';

const REACH_PIXELS = 9;
/** More handles than this in view would hide the shape: they come when the map is nearer. */
const MOST_HANDLES = 600;
/** Edges shorter than this on screen, in pixels, have no middle handle. */
const SHORT_EDGE = 28;

export const NO_HANDLES: Handles = { vertices: [], middles: [] };
export const sameVertex = (a: VertexAt, b: VertexAt): boolean => a.ring === b.ring && a.index === b.index;

const pixel = (map: MapLibreMap, at: LonLat): { x: number; y: number } => map.project([at[0], at[1]]);

/** The handles of a shape that are in view; none at all where they are too many. */
export function handlesInView(map: MapLibreMap, shape: Packed): Handles {
  const bounds = map.getBounds();
  const [west, south, east, north] = [
    bounds.getWest(),
    bounds.getSouth(),
    bounds.getEast(),
    bounds.getNorth(),
  ];
  const seen = (x: number, y: number): boolean => x >= west && x <= east && y >= south && y <= north;
  const vertices: VertexAt[] = [];
  const middles: VertexAt[] = [];
  const { xy } = shape;
  let many = false;
  forEachRing(shape, (from, to, ring) => {
    for (let i = from; i + 1 < to && !many; i++) {
      const [x, y, x2, y2] = [xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!];
      if (seen(x, y)) vertices.push({ ring, index: i - from, point: [x, y] });
      many = vertices.length > MOST_HANDLES;
      const middle: LonLat = [(x + x2) / 2, (y + y2) / 2];
      if (many || !seen(middle[0], middle[1])) continue;
      const [a, b] = [pixel(map, [x, y]), pixel(map, [x2, y2])];
      if (Math.hypot(a.x - b.x, a.y - b.y) >= SHORT_EDGE)
        middles.push({ ring, index: i - from, point: middle });
    }
  });
  return many ? NO_HANDLES : { vertices, middles };
}

/** The handle under the pointer; null when there is none within reach. */
export function handleAt(map: MapLibreMap, list: readonly VertexAt[], at: PointerAt): VertexAt | null {
  let best: VertexAt | null = null;
  let reach = REACH_PIXELS;
  for (const one of list) {
    const { x, y } = pixel(map, one.point);
    const distance = Math.hypot(x - at.x, y - at.y);
    if (distance <= reach) [best, reach] = [one, distance];
  }
  return best;
}

/** The edge under the pointer, as the vertex it begins with and the place on it; null when none is within reach. */
export function edgeAt(map: MapLibreMap, shape: Packed, at: PointerAt): VertexAt | null {
  const a = map.unproject([at.x - REACH_PIXELS, at.y - REACH_PIXELS]);
  const b = map.unproject([at.x + REACH_PIXELS, at.y + REACH_PIXELS]);
  const { xy } = shape;
  let best: VertexAt | null = null;
  let reach = REACH_PIXELS;
  forEachRing(shape, (from, to, ring) => {
    for (let i = from; i + 1 < to; i++) {
      const [x1, y1, x2, y2] = [xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!];
      // Most edges are nowhere near: a box is enough to know.
      if (Math.max(x1, x2) < a.lng || Math.min(x1, x2) > b.lng) continue;
      if (Math.max(y1, y2) < b.lat || Math.min(y1, y2) > a.lat) continue;
      const [p, q] = [pixel(map, [x1, y1]), pixel(map, [x2, y2])];
      const [dx, dy] = [q.x - p.x, q.y - p.y];
      const length2 = dx * dx + dy * dy;
      const t = length2 === 0 ? 0 : ((at.x - p.x) * dx + (at.y - p.y) * dy) / length2;
      if (t <= 0 || t >= 1) continue;
      const distance = Math.hypot(p.x + t * dx - at.x, p.y + t * dy - at.y);
      if (distance > reach) continue;
      reach = distance;
      best = { ring, index: i - from, point: [x1 + t * (x2 - x1), y1 + t * (y2 - y1)] };
    }
  });
  return best;
}
