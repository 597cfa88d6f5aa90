import { intersectionBox, unionBox } from './box.ts';
import { LEFT, RIGHT } from './kernel-pivot.ts';
import type { BoolOp } from './overlay.ts';
import type { Box } from './packed.ts';

/** Operations on the first and the second operand: `REST` is the second without the first. */
export const COMMON = 0;
export const LESS = 1;
export const REST = 2;
export const UNION = 3;
export const XOR = 4;

/** The sides of the result from those of the first and the second operand. */
export function combined(op: number, first: number, second: number): number {
  if (op === COMMON) return first & second;
  if (op === LESS) return first & ~second;
  if (op === REST) return second & ~first;
  return op === UNION ? first | second : first ^ second;
}

/** Whether an operand is in the result where the other is not. */
export const staysAlone = (op: number, owner: number): boolean => op >= UNION || op === LESS + owner;

/** Where the edges that bound the result lie. */
export function windowOf(op: BoolOp, a: Box, b: Box): Box {
  if (op === 'intersection') return intersectionBox(a, b);
  return op === 'difference' ? a : unionBox(a, b);
}

/** Whether an area lies on one side alone. */
export const isBorder = (sides: number): boolean => sides === LEFT || sides === RIGHT;
