import { samePacked } from '../geometry/counts.ts';
import type { Box } from '../geometry/packed.ts';
import type { Finding, FindingPiece } from '../rules/rule.ts';

const sameBox = (a: Box, b: Box): boolean => a.every((side, i) => Object.is(side, b[i]));

const samePiece = (a: FindingPiece, b: FindingPiece): boolean =>
  a === b ||
  (a.key === b.key &&
    Object.is(a.areaM2, b.areaM2) &&
    a.netAreaM2 === b.netAreaM2 &&
    a.severity === b.severity &&
    // A piece without geometry of its own still says where to look.
    sameBox(a.box, b.box) &&
    samePacked(a.geometry, b.geometry));

/** Whether two states of one finding (equal key) say the same, bit for bit; memory aside. */
export const sameFinding = (a: Finding, b: Finding): boolean =>
  a.severity === b.severity &&
  Object.is(a.areaM2, b.areaM2) &&
  a.netAreaM2 === b.netAreaM2 &&
  a.rulesetVersion === b.rulesetVersion &&
  a.pieces.length === b.pieces.length &&
  JSON.stringify([a.message, a.further]) === JSON.stringify([b.message, b.further]) &&
  a.pieces.every((piece, i) => samePiece(piece, b.pieces[i]!));
