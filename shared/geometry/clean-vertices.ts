import { packFlat } from './build-packed.ts';
import { partCount, ringXY } from './counts.ts';
import { distanceM } from './distance.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';

export interface CleanOptions {
  /** A vertex nearer than this to the one kept before it goes, m. Equal vertices always go. */
  readonly nearM: number;
  /** A vertex at which the border turns back sharper than this goes, degrees. */
  readonly spikeDeg: number;
}

/** Angle at `b` between the ways to `a` and to `c`, degrees. */
function angleDeg(a: readonly number[], b: readonly number[], c: readonly number[]): number {
  const scale = metresPerDegree(b[1]!);
  const turn = (p: readonly number[]): number =>
    Math.atan2((p[1]! - b[1]!) * scale.lat, (p[0]! - b[0]!) * scale.lon);
  const between = Math.abs(turn(a) - turn(c));
  return (Math.min(between, 2 * Math.PI - between) * 180) / Math.PI;
}

/** Open ring (first vertex not repeated) without near vertices and spikes. */
function cleanRing(points: (readonly number[])[], { nearM, spikeDeg }: CleanOptions): (readonly number[])[] {
  const near = (p: readonly number[], q: readonly number[]): boolean =>
    (p[0] === q[0] && p[1] === q[1]) || (nearM > 0 && distanceM(p[0]!, p[1]!, q[0]!, q[1]!) < nearM);
  let ring = points;
  for (let before = -1; before !== ring.length && ring.length >= 3;) {
    before = ring.length;
    const kept: (readonly number[])[] = [];
    for (const point of ring) if (kept.length === 0 || !near(kept.at(-1)!, point)) kept.push(point);
    while (kept.length > 1 && near(kept[0]!, kept.at(-1)!)) kept.pop();
    // One at a time: taking a spike away gives its neighbours other angles.
    const spike = kept.findIndex((point, i) => {
      const [a, c] = [kept.at(i - 1)!, kept[(i + 1) % kept.length]!];
      return spikeDeg > 0 && kept.length > 3 && angleDeg(a, point, c) < spikeDeg;
    });
    if (spike >= 0) kept.splice(spike, 1);
    ring = kept;
  }
  return ring;
}

/**
 * A polygon without repeated or nearly equal neighbouring vertices and without spikes. Rings that lose their area
 * keep fewer than four points and are for `repair` to drop. The result may need repair.
 */
export function cleanVertices(packed: Packed, options: CleanOptions): Packed {
  const parts = Array.from({ length: partCount(packed) }, (_, part) => {
    const rings: Float64Array[] = [];
    for (let r = packed.parts[part]!; r < packed.parts[part + 1]!; r++) {
      const xy = ringXY(packed, r);
      const points: number[][] = [];
      for (let i = 0; i + 3 < xy.length; i += 2) points.push([xy[i]!, xy[i + 1]!]);
      const ring = cleanRing(points, options);
      if (ring.length >= 3) rings.push(Float64Array.from([...ring, ring[0]!].flat()));
    }
    return rings;
  });
  return packFlat(
    'polygon',
    parts.filter((rings) => rings.length > 0),
  );
}
