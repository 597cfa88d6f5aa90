import { conversionAnswer } from '../../rules/matrix.ts';
import type { ConversionRule } from '../../rules/rule.ts';
import type { ConversionAnswer } from './types.ts';

/**
 * What the conversion table answers to a change of use.
 *
 * @param inside places that the ground lies in
 */
export function answerTo(
  rows: readonly ConversionRule[],
  from: string | null,
  to: string | null,
  inside: readonly string[],
): ConversionAnswer | null {
  const row = conversionAnswer(rows, from, to, inside);
  if (row === null) return null;
  const { relation, condition, citation } = row;
  return { from, to, inside, relation, decidedBy: row.inside, condition, citation };
}
