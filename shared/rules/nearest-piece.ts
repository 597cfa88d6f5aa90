import { boxesIntersect } from '../geometry/box.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import type { Box } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import type { NearestHit, PieceDraft } from './bound-rule.ts';
import type { RuleFeature, Severity } from './rule.ts';

/** Where two features meet: what their boxes have in common, else the box of the second. */
function meeting(a: Box, b: Box): Box {
  if (!boxesIntersect(a, b)) return b;
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** The piece of a distance: its line, no area, the metres and the setting it is held against among the facts. */
export const nearestPiece = (
  subject: RuleFeature,
  { counterpart, distanceM, line }: NearestHit,
  settingM: number,
  severity: Severity,
  facts: Fields = {},
): PieceDraft => ({
  other: counterpart.ref,
  areaM2: 0,
  severity,
  geometry: line,
  ...(isEmptyPacked(line) && { box: meeting(subject.geometry.box, counterpart.geometry.box) }),
  facts: { ...facts, distance_m: distanceM, setting_m: settingM },
});
