import {
  changeClass,
  correctArea,
  correctName,
  newUid,
  reissueIdentifier,
  setAttribute,
  setEdition,
  setItem,
} from './attribute-fixes.ts';
import { fillGap, mergeNeighbour, removeOverlap, repairGeometry, splitParts } from './coverage-fixes.ts';
import { changeZone, clipByLine, clipSubject, giveOverlap, snap } from './cut-fixes.ts';
import type { Fix, FixContext, FixOffer } from './fix.ts';

/** Every fix a ruleset may name. */
export const FIXES: readonly Fix[] = [
  clipByLine,
  clipSubject,
  giveOverlap,
  snap,
  changeZone,
  changeClass,
  setItem,
  setAttribute,
  removeOverlap,
  fillGap,
  mergeNeighbour,
  repairGeometry,
  splitParts,
  setEdition,
  correctName,
  correctArea,
  newUid,
  reissueIdentifier,
];

const byId = new Map(FIXES.map((fix) => [fix.id, fix]));
export const findFix = (id: string): Fix | undefined => byId.get(id);

/** Offers to put a finding right, in the order its rule names the fixes; those for strips first where it is one. */
export function fixesFor(context: FixContext): readonly FixOffer[] {
  const names = [...context.rule.fixes];
  const strip = context.finding.severity === 'notice' && names.includes('snap');
  const order = strip ? ['snap', ...names.filter((name) => name !== 'snap')] : names;
  return order.flatMap((name) => findFix(name)?.offers(context) ?? []);
}
