import { boxOfXY } from './box.ts';
import { RADIANS } from './ellipsoid.ts';
import { canonical, canonicalXY } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';

/*
 * Move, rotate and scale in the local metric frame of a position: degrees times the metres of a degree there
 * (local-frame.ts). The frame is flat, so the transform is affine: straight edges stay straight and a vertex on an
 * edge stays on it. The price is that the frame fits exactly only at the latitude of the position: at 30 degrees north
 * a length 1 km north or south of it is off by 0.009 per cent, so that a shape of 1 km turned about its middle keeps
 * its angles to 0.006 degrees and its ellipsoid area to 2 parts in ten million (measured in affine.test.ts). A move is by
 * degrees, the same for every vertex, so that what was snapped stays snapped: 1 km north at that latitude its area
 * shrinks by 0.009 per cent.
 */

export type Transform =
  | { readonly kind: 'move'; readonly by: readonly [number, number] }
  | { readonly kind: 'rotate'; readonly angleDeg: number; readonly about: readonly [number, number] }
  | {
      readonly kind: 'scale';
      readonly factorX: number;
      readonly factorY: number;
      readonly about: readonly [number, number];
    };

/** x' = x0 + a (x - x0) + b (y - y0), y' = y0 + c (x - x0) + d (y - y0), then moved; degrees. */
interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly about: readonly [number, number];
  readonly by: readonly [number, number];
}

function affineOf(transform: Transform): Affine {
  if (transform.kind === 'move') {
    const by = [canonical(transform.by[0]), canonical(transform.by[1])] as const;
    return { a: 1, b: 0, c: 0, d: 1, about: [0, 0], by };
  }
  const { about } = transform;
  if (transform.kind === 'scale') {
    return { a: transform.factorX, b: 0, c: 0, d: transform.factorY, about, by: [0, 0] };
  }
  const { lon, lat } = metresPerDegree(about[1]);
  // Quarter turns are exact.
  const turns = ((transform.angleDeg % 360) + 360) % 360;
  const sin = turns % 180 === 0 ? 0 : Math.sin(turns * RADIANS);
  const cos = turns % 180 === 90 ? 0 : Math.cos(turns * RADIANS);
  return { a: cos, b: (sin * lat) / lon, c: (-sin * lon) / lat, d: cos, about, by: [0, 0] };
}

/**
 * Flat coordinates (degrees) transformed, on the grid: for preview and for what is stored. Angles are clockwise degrees;
 * factors east-west and north-south, negative ones mirror. Rounding errors of degrees are a ten-thousandth of a grid
 * step, so that a move by whole steps is exact.
 */
export function transformedXY(xy: Float64Array, transform: Transform): Float64Array {
  const { a, b, c, d, about, by } = affineOf(transform);
  const [x0, y0] = about;
  const [byX, byY] = by;
  const out = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i]! - x0;
    const y = xy[i + 1]! - y0;
    out[i] = x0 + (a * x + b * y) + byX;
    out[i + 1] = y0 + (c * x + d * y) + byY;
  }
  return canonicalXY(out);
}

/** A geometry transformed; rings are not turned, which mirroring asks for (`orientedPacked`). */
export function transformedPacked(packed: Packed, transform: Transform): Packed {
  const xy = transformedXY(packed.xy, transform);
  return { ...packed, xy, box: boxOfXY(xy) };
}
