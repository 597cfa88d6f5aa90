import { z } from 'zod';
import type { Box } from '../geometry/packed.ts';
import { type Position, position } from './vertex-params.ts';

/** A ring as positions, open or closed. */
export const ringParams = z.array(position).min(3).max(1_000_000);

export function boxOfPositions(positions: readonly Position[]): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  }
  return [minX, minY, maxX, maxY];
}
