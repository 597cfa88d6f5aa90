import { emptyPacked } from '../../geometry/build-packed.ts';
import type { GroupRow, PieceDraft } from '../bound-rule.ts';
import type { Severity } from '../rule.ts';

const NOTHING = emptyPacked('polygon');

/** A record of a group as a piece: the map shows where it is by its box. */
export const rowPiece = ({ ref, box, fields }: GroupRow, severity: Severity): PieceDraft => ({
  other: ref,
  areaM2: 0,
  severity,
  geometry: NOTHING,
  ...(box === null ? {} : { box }),
  facts: fields,
});
