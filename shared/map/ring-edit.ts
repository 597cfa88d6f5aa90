import { boxOfXY } from '../geometry/box.ts';
import { forEachRing } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LonLat } from './sketch.ts';

/** A vertex: its ring in the packed geometry and its index in that ring (the closing point is index 0). */
export interface VertexAt {
  readonly ring: number;
  readonly index: number;
  readonly point: LonLat;
}

/** Every vertex once, and the middle of every edge (with the index of the vertex that the edge starts at). */
export function handles(packed: Packed): { readonly vertices: VertexAt[]; readonly middles: VertexAt[] } {
  const vertices: VertexAt[] = [];
  const middles: VertexAt[] = [];
  forEachRing(packed, (from, to, ring) => {
    for (let i = from; i + 1 < to; i++) {
      const x = packed.xy[2 * i]!;
      const y = packed.xy[2 * i + 1]!;
      vertices.push({ ring, index: i - from, point: [x, y] });
      middles.push({
        ring,
        index: i - from,
        point: [(x + packed.xy[2 * i + 2]!) / 2, (y + packed.xy[2 * i + 3]!) / 2],
      });
    }
  });
  return { vertices, middles };
}

/** Points of the packed array that are this vertex: two for the first of a ring, which stands again at its end. */
export function pointsOf(packed: Packed, ring: number, index: number): readonly number[] {
  const from = packed.rings[ring]!;
  const last = packed.rings[ring + 1]! - 1;
  return index === 0 && packed.kind === 'polygon' ? [from, last] : [from + index];
}

/** The geometry with one vertex elsewhere: for preview. */
export function movedVertex(packed: Packed, ring: number, index: number, to: LonLat): Packed {
  const xy = packed.xy.slice();
  for (const point of pointsOf(packed, ring, index)) {
    xy[2 * point] = to[0];
    xy[2 * point + 1] = to[1];
  }
  return { ...packed, xy, box: boxOfXY(xy) };
}

/** The geometry with a vertex put in after the one at `index`: for preview. */
export function insertedVertex(packed: Packed, ring: number, index: number, at: LonLat): Packed {
  const point = packed.rings[ring]! + index + 1;
  const xy = new Float64Array(packed.xy.length + 2);
  xy.set(packed.xy.subarray(0, 2 * point));
  xy.set(at, 2 * point);
  xy.set(packed.xy.subarray(2 * point), 2 * point + 2);
  const rings = packed.rings.map((start, i) => (i > ring ? start + 1 : start));
  return { ...packed, xy, rings, box: boxOfXY(xy) };
}

/** Number of different vertices of a ring. */
export const ringVertexCount = (packed: Packed, ring: number): number =>
  packed.rings[ring + 1]! - packed.rings[ring]! - (packed.kind === 'polygon' ? 1 : 0);
