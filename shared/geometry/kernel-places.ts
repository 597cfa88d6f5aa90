import { STEPS_PER_DEGREE } from './grid.ts';
import type { Operand } from './kernel-operand.ts';
import type { Packed } from './packed.ts';

/** Coordinates beyond this many steps are no place on Earth. */
const FARTHEST_STEPS = 4000 * STEPS_PER_DEGREE;

/** A number for a position: the sum over ends less starts is zero when as many parts end as start in each. */
export function mark(x: number, y: number): number {
  let mixed = Math.imul((x * 64) | 0, 0x85ebca6b) ^ Math.imul((y * 64) | 0, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x27d4eb2f);
  return mixed ^ (mixed >>> 13);
}

export function extent({ minX, minY, maxX, maxY }: Operand): number {
  return Math.max(-minX, -minY, maxX, maxY);
}

export function onEarth({ box }: Packed): boolean {
  return (
    box[0] * STEPS_PER_DEGREE > -FARTHEST_STEPS &&
    box[1] * STEPS_PER_DEGREE > -FARTHEST_STEPS &&
    box[2] * STEPS_PER_DEGREE < FARTHEST_STEPS &&
    box[3] * STEPS_PER_DEGREE < FARTHEST_STEPS
  );
}
