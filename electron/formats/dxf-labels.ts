import type { Packed } from '../../shared/geometry/packed.ts';
import { pointInPolygon } from '../../shared/geometry/predicates.ts';

interface Label {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

const MAX_LABELS = 500_000;
/** Texts of one polygon that are taken together. */
const MAX_JOINED = 6;

/** The texts of a drawing, to be found by where they stand. */
export interface Labels {
  add(x: number, y: number, text: string): void;
  /** The texts that stand in a polygon, from top to bottom, on one line; null when there are none. */
  inside(polygon: Packed): string | null;
}

export function createLabels(): Labels {
  const all: Label[] = [];
  let sorted = true;
  const firstFrom = (x: number): number => {
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle]!.x < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add: (x, y, text) => {
      if (all.length >= MAX_LABELS) return;
      all.push({ x, y, text });
      sorted = false;
    },
    inside: (polygon) => {
      if (!sorted) {
        all.sort((a, b) => a.x - b.x);
        sorted = true;
      }
      const [minX, minY, maxX, maxY] = polygon.box;
      const found: Label[] = [];
      for (let i = firstFrom(minX); i < all.length && all[i]!.x <= maxX; i++) {
        const label = all[i]!;
        if (label.y < minY || label.y > maxY) continue;
        if (pointInPolygon(polygon, label.x, label.y) === 'inside') found.push(label);
        if (found.length >= MAX_JOINED) break;
      }
      found.sort((a, b) => b.y - a.y || a.x - b.x);
      return found.length === 0 ? null : found.map(({ text }) => text).join(' ');
    },
  };
}
