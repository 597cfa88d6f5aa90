import type { SnapHit, SnapKind } from '../../../shared/bridge/query-contract.ts';
import { forEachRing } from '../../../shared/geometry/counts.ts';
import { RADIANS } from '../../../shared/geometry/ellipsoid.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { ParsedFeature } from './parsed.ts';

/** Hits given at most; the rest is farther away than any of them of its kind. */
const MOST = 32;

interface Place {
  readonly ref: { readonly table: string; readonly uid: string };
  readonly fid: number;
  readonly ring: number;
  readonly index: number;
}
interface Found {
  readonly kind: SnapKind;
  readonly point: readonly [number, number];
  /** Whole steps of latitude; steps of longitude are shortened by the cosine of the latitude. */
  readonly distance: number;
  readonly on: Place[];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byPlace = (a: Place, b: Place): number =>
  byText(a.ref.table, b.ref.table) || byText(a.ref.uid, b.ref.uid) || a.ring - b.ring || a.index - b.index;
const byOrder = (a: Found, b: Found): number =>
  (a.kind === b.kind ? 0 : a.kind === 'vertex' ? -1 : 1) ||
  a.distance - b.distance ||
  byPlace(a.on[0]!, b.on[0]!);

/** The box around a pointer that reaches `tolerance` degrees of latitude in every direction on the ground. */
export function reachBox(at: readonly [number, number], tolerance: number): Box {
  const dx = tolerance / Math.max(Math.cos(at[1] * RADIANS), 0.01);
  return [at[0] - dx, at[1] - tolerance, at[0] + dx, at[1] + tolerance];
}

/**
 * The vertices and edges within `tolerance` (degrees of latitude) of a position, best first. The order is
 * total (vertices before edges, then distance, layer, uid, ring, index) and rests on stored coordinates
 * alone, so it does not depend on tiles, on zoom or on the order of the features. A hit names every feature
 * that has exactly this vertex or edge. An edge is measured from its lesser end, so that the point on a
 * shared edge is the same for both sides.
 */
export function snapHits(
  at: readonly [number, number],
  tolerance: number,
  features: readonly ParsedFeature[],
): SnapHit[] {
  const shrink = Math.cos(at[1] * RADIANS);
  const px = toSteps(at[0]);
  const py = toSteps(at[1]);
  const reach = toSteps(tolerance);
  const [minX, minY, maxX, maxY] = reachBox(at, tolerance);
  const found = new Map<string, Found>();

  const note = (key: string, place: Place, make: () => Omit<Found, 'on'> | null): void => {
    let hit = found.get(key);
    if (hit === undefined) {
      const made = make();
      if (made === null || made.distance > reach) return;
      hit = { ...made, on: [] };
      found.set(key, hit);
    }
    hit.on.push(place);
  };

  const vertex = (x: number, y: number, place: Place): void =>
    note(`v${x},${y}`, place, () => ({
      kind: 'vertex',
      point: [x, y],
      distance: Math.round(Math.hypot((toSteps(x) - px) * shrink, toSteps(y) - py)),
    }));

  const edge = (x1: number, y1: number, x2: number, y2: number, place: Place): void => {
    const forward = x1 < x2 || (x1 === x2 && y1 <= y2);
    const [ax, ay, bx, by] = forward ? [x1, y1, x2, y2] : [x2, y2, x1, y1];
    note(`e${ax},${ay},${bx},${by}`, place, () => {
      const [sax, say] = [toSteps(ax) - px, toSteps(ay) - py];
      const [dx, dy] = [toSteps(bx) - px - sax, toSteps(by) - py - say];
      const length2 = dx * dx * shrink * shrink + dy * dy;
      if (length2 === 0) return null;
      const t = Math.min(1, Math.max(0, -(sax * dx * shrink * shrink + say * dy) / length2));
      return {
        kind: 'edge',
        point: [fromSteps(Math.round(px + sax + t * dx)), fromSteps(Math.round(py + say + t * dy))],
        distance: Math.round(Math.hypot((sax + t * dx) * shrink, say + t * dy)),
      };
    });
  };

  for (const { layer, uid, fid, geometry } of features) {
    const { xy, kind } = geometry;
    forEachRing(geometry, (from, to, ring) => {
      const last = kind === 'polygon' ? to - 1 : to;
      for (let i = from; i < to; i++) {
        const x = xy[2 * i]!;
        const y = xy[2 * i + 1]!;
        const place = (): Place => ({ ref: { table: layer, uid }, fid, ring, index: i - from });
        if (i < last && x >= minX && x <= maxX && y >= minY && y <= maxY) vertex(x, y, place());
        if (i + 1 === to) continue;
        const nextX = xy[2 * i + 2]!;
        const nextY = xy[2 * i + 3]!;
        if ((x < minX && nextX < minX) || (x > maxX && nextX > maxX)) continue;
        if ((y < minY && nextY < minY) || (y > maxY && nextY > maxY)) continue;
        edge(x, y, nextX, nextY, place());
      }
    });
  }

  const hits = [...found.values()];
  for (const hit of hits) hit.on.sort(byPlace);
  return hits
    .sort(byOrder)
    .slice(0, MOST)
    .map(({ kind, point, on }) => ({ kind, point, on }));
}
