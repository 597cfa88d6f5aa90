import type { PieceDraft } from './bound-rule.ts';
import { netRatio } from './overlap-piece.ts';
import type { RuleFeature, Unit } from './rule.ts';

/**
 * Gives pieces their net area (less ridges) by the net share of the farmland they lie in; where the farmland
 * records none, the net area stays unknown.
 *
 * @param farmland the basic-farmland feature of the pair, whichever side it is on
 */
export function withNetArea(pieces: readonly PieceDraft[], farmland: RuleFeature | null): PieceDraft[] {
  if (pieces.length === 0 || farmland === null) return [...pieces];
  const ratio = netRatio(farmland.fields, farmland.geometry);
  return pieces.map((piece) => (ratio === undefined ? piece : { ...piece, netAreaM2: piece.areaM2 * ratio }));
}

/** The same where the counterpart is the farmland. */
export const withNetOfCounterpart = (pieces: readonly PieceDraft[], unit: Unit): PieceDraft[] =>
  withNetArea(pieces, unit.counterpart);
