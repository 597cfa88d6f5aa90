import { boxCentre } from './box.ts';
import { toLocalMetres } from './local-frame.ts';
import type { Packed } from './packed.ts';

/** The rectangle of least area around a geometry, whatever way it lies: its two sides in metres. */
export interface OrientedBox {
  readonly lengthM: number;
  readonly widthM: number;
}

/** Convex hull (Andrew's monotone chain) of flat points, counter-clockwise, open. */
export function convexHull(xy: ArrayLike<number>): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < xy.length; i += 2) points.push([xy[i]!, xy[i + 1]!]);
  points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (ordered: readonly (readonly [number, number])[]): (readonly [number, number])[] => {
    const out: (readonly [number, number])[] = [];
    for (const p of ordered) {
      while (out.length >= 2 && cross(out.at(-2)!, out.at(-1)!, p) <= 0) out.pop();
      out.push(p);
    }
    out.pop();
    return out;
  };
  return points.length < 2 ? points : [...chain(points), ...chain(points.reverse())];
}

function cross(
  a: readonly [number, number],
  b: readonly [number, number],
  c: readonly [number, number],
): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** One side of the least rectangle lies along an edge of the hull, so every edge is tried. */
export function orientedBox(packed: Packed): OrientedBox {
  if (packed.xy.length === 0) return { lengthM: 0, widthM: 0 };
  const hull = convexHull(toLocalMetres(packed.xy, boxCentre(packed.box)));
  let best = { lengthM: 0, widthM: 0 };
  let bestArea = Infinity;
  hull.forEach((a, i) => {
    const b = hull[(i + 1) % hull.length]!;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    if (length === 0) return;
    const ux = (b[0] - a[0]) / length;
    const uy = (b[1] - a[1]) / length;
    let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const [x, y] of hull) {
      const u = x * ux + y * uy;
      const v = y * ux - x * uy;
      minU = Math.min(minU, u);
      maxU = Math.max(maxU, u);
      minV = Math.min(minV, v);
      maxV = Math.max(maxV, v);
    }
    const sides = [maxU - minU, maxV - minV];
    const area = sides[0]! * sides[1]!;
    if (area < bestArea) {
      bestArea = area;
      best = { lengthM: Math.max(...sides), widthM: Math.min(...sides) };
    }
  });
  return best;
}
