import { boxContainsXY, expandBox } from './box.ts';
import { ringCount } from './counts.ts';
import { RADIANS } from './ellipsoid.ts';
import { fromSteps, STEP_DEGREES, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';

/** A place of a geometry near a position. */
export interface NearHit {
  readonly kind: 'vertex' | 'edge';
  /** Canonical position. */
  readonly x: number;
  readonly y: number;
  /** Distance in whole grid steps of latitude; steps of longitude count with the cosine of latitude. */
  readonly distance: number;
  /** Ring, line or point, counted over all parts. */
  readonly ring: number;
  /** Point of the ring: the vertex, or the one the edge starts from. */
  readonly index: number;
}

/** Vertices before edges, then by distance, ring and index: the same answer whatever was asked before. */
export function compareHits(a: NearHit, b: NearHit): number {
  if (a.kind !== b.kind) return a.kind === 'vertex' ? -1 : 1;
  return a.distance - b.distance || a.ring - b.ring || a.index - b.index;
}

function better(best: NearHit | undefined, hit: NearHit): NearHit {
  return best === undefined || compareHits(hit, best) < 0 ? hit : best;
}

/** The nearest vertex within `reach` steps (all by default). */
export function nearestVertex(
  packed: Packed,
  longitude: number,
  latitude: number,
  reach = Infinity,
): NearHit | undefined {
  const shrink = Math.cos(latitude * RADIANS);
  const px = toSteps(longitude);
  const py = toSteps(latitude);
  let best: NearHit | undefined;
  for (let ring = 0; ring < ringCount(packed); ring++) {
    const from = packed.rings[ring]!;
    // The closing point of a ring is its first vertex again.
    const to = packed.rings[ring + 1]! - (packed.kind === 'polygon' ? 1 : 0);
    for (let i = from; i < to; i++) {
      const x = packed.xy[2 * i]!;
      const y = packed.xy[2 * i + 1]!;
      const distance = Math.round(Math.hypot((toSteps(x) - px) * shrink, toSteps(y) - py));
      if (distance > reach || (best !== undefined && distance >= best.distance)) continue;
      best = better(best, { kind: 'vertex', x, y, distance, ring, index: i - from });
    }
  }
  return best;
}

/** The nearest point of the edges within `reach` steps, rounded to the grid. */
export function nearestOnEdges(
  packed: Packed,
  longitude: number,
  latitude: number,
  reach = Infinity,
): NearHit | undefined {
  if (packed.kind === 'point') return undefined;
  const shrink = Math.cos(latitude * RADIANS);
  const px = toSteps(longitude);
  const py = toSteps(latitude);
  let best: NearHit | undefined;
  for (let ring = 0; ring < ringCount(packed); ring++) {
    const from = packed.rings[ring]!;
    for (let i = from; i < packed.rings[ring + 1]! - 1; i++) {
      const ax = toSteps(packed.xy[2 * i]!) - px;
      const ay = toSteps(packed.xy[2 * i + 1]!) - py;
      const dx = toSteps(packed.xy[2 * i + 2]!) - px - ax;
      const dy = toSteps(packed.xy[2 * i + 3]!) - py - ay;
      const length2 = dx * dx * shrink * shrink + dy * dy;
      const along = length2 === 0 ? 0 : -(ax * dx * shrink * shrink + ay * dy) / length2;
      const t = Math.min(1, Math.max(0, along));
      const distance = Math.round(Math.hypot((ax + t * dx) * shrink, ay + t * dy));
      if (distance > reach || (best !== undefined && distance >= best.distance)) continue;
      best = better(best, {
        kind: 'edge',
        x: fromSteps(Math.round(px + ax + t * dx)),
        y: fromSteps(Math.round(py + ay + t * dy)),
        distance,
        ring,
        index: i - from,
      });
    }
  }
  return best;
}

/** The best place within `reach` steps: a vertex if there is one in reach, else a point of an edge. */
export function nearest(
  packed: Packed,
  longitude: number,
  latitude: number,
  reach: number,
): NearHit | undefined {
  const shrink = Math.max(Math.cos(latitude * RADIANS), 0.01);
  const degrees = (reach + 1) * STEP_DEGREES;
  const around = expandBox(packed.box, degrees / shrink, degrees);
  if (!boxContainsXY(around, longitude, latitude)) return undefined;
  return (
    nearestVertex(packed, longitude, latitude, reach) ?? nearestOnEdges(packed, longitude, latitude, reach)
  );
}
