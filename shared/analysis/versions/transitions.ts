import { BoxIndex } from '../../check/box-index.ts';
import type { Pace } from '../../check/pace.ts';
import { polygonAreaM2 } from '../../geometry/area.ts';
import { boxContains, boxesIntersect, intersectionBox } from '../../geometry/box.ts';
import { concatPacked, packPolygon } from '../../geometry/build-packed.ts';
import { isEmptyPacked } from '../../geometry/counts.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { Box, Packed } from '../../geometry/packed.ts';
import { commonGround } from '../difference/common-ground.ts';

/** A polygon with its class; null where it has none. */
export interface Classed {
  readonly code: string | null;
  readonly geometry: Packed;
}

/** Areas are added in whole units of this many to the m2, so that no order of adding changes a sum. */
export const UNITS = 10_000;
export const units = (areaM2: number): number => Math.round(areaM2 * UNITS);

/** The ground a table is of: everything, or what lies inside a box. */
export interface Window {
  /** Units of the geometry that lie inside. */
  areaOf(geometry: Packed): number;
  /** Units that two geometries have in common inside. */
  common(a: Packed, b: Packed): number;
}

export function windowOf(overlay: Overlay, box: Box | null): Window {
  const ground = commonGround(overlay);
  if (box === null) {
    return { areaOf: (one) => units(polygonAreaM2(one)), common: (a, b) => units(ground.areaM2(a, b)) };
  }
  const [west, south, east, north] = box;
  const frame = packPolygon([
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ]);
  const inside = (one: Box): boolean => boxContains(frame.box, one);
  return {
    areaOf: (one) => {
      if (inside(one.box)) return units(polygonAreaM2(one));
      return boxesIntersect(one.box, frame.box) ? units(ground.areaM2(one, frame)) : 0;
    },
    common: (a, b) => {
      const place = intersectionBox(a.box, b.box);
      if (!boxesIntersect(place, frame.box)) return 0;
      if (inside(place)) return units(ground.areaM2(a, b));
      const cut = concatPacked(
        'polygon',
        overlay.measure('intersection', a, frame).map((piece) => piece.geometry),
      );
      return isEmptyPacked(cut) ? 0 : units(ground.areaM2(cut, b));
    },
  };
}

/** Units of ground by class before and class after, for every pair of features that have ground in common. */
export async function transitions(
  before: readonly Classed[],
  after: readonly Classed[],
  window: Window,
  pace: Pace,
  onProgress: (share: number) => void,
): Promise<ReadonlyMap<string | null, ReadonlyMap<string | null, number>>> {
  const index = new BoxIndex(Float64Array.from(after.flatMap(({ geometry }) => [...geometry.box])));
  const sums = new Map<string | null, Map<string | null, number>>();
  for (const [at, old] of before.entries()) {
    for (const i of index.search(old.geometry.box, () => true).sort((a, b) => a - b)) {
      const now = after[i]!;
      const area = window.common(old.geometry, now.geometry);
      if (area > 0) {
        const row = sums.get(old.code) ?? new Map<string | null, number>();
        sums.set(old.code, row);
        row.set(now.code, (row.get(now.code) ?? 0) + area);
      }
      const rest = pace();
      if (rest !== undefined) await rest;
    }
    onProgress((at + 1) / before.length);
  }
  return sums;
}
