import type { Finding, FindingPiece } from '../../shared/rules/rule.ts';

/** The pieces of a finding in the order in which they are numbered everywhere: largest first, ties by key. */
export const numberedPieces = (finding: Finding): readonly FindingPiece[] =>
  finding.pieces.toSorted((a, b) => b.areaM2 - a.areaM2 || (a.key < b.key ? -1 : 1));
