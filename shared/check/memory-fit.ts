import { samePacked } from '../geometry/counts.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { Finding, FindingPiece, Misfit } from '../rules/rule.ts';
import { SEVERITIES } from '../rules/rule.ts';
import type { MatchRules, Remembered } from './rematch.ts';

/** Growth below this, m2, is the play of the figures. */
const LEAST_GROWTH_M2 = 1;

/** What an exception is held against: a finding, or one of its pieces. */
export interface FitTarget {
  readonly finding: Finding;
  readonly piece: FindingPiece | null;
  readonly areaM2: number;
  readonly shape: () => Packed | null;
}

/**
 * Why an exception no longer holds for a target: graver than what was accepted, larger than that by more than the
 * ruleset's share and 1 m2, or with most of it where nothing was accepted. Null where it holds, and for any other
 * word, which does not depend on what it is said of. A part that has become smaller is still what was accepted.
 */
export function misfitOf(
  memory: Remembered,
  target: FitTarget,
  rules: Pick<MatchRules, 'minOverlapShare' | 'maxGrowthShare'>,
  overlay: Overlay,
): Misfit | null {
  if (memory.status !== 'exception') return null;
  const severity = target.piece?.severity ?? target.finding.severity;
  if (memory.severity != null && SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(memory.severity)) {
    return 'graver';
  }
  const accepted = memory.areaM2 ?? (memory.shape === null ? null : polygonAreaM2(memory.shape));
  if (accepted !== null) {
    const more = target.areaM2 - accepted;
    if (more > LEAST_GROWTH_M2 && more > accepted * rules.maxGrowthShare) return 'grew';
  }
  const now = memory.shape === null ? null : target.shape();
  if (memory.shape === null || now === null || samePacked(memory.shape, now)) return null;
  const whole = polygonAreaM2(now);
  const common = overlay.intersectionAreaM2(memory.shape, now);
  return whole - common > LEAST_GROWTH_M2 && common < whole * rules.minOverlapShare ? 'moved' : null;
}
