import { defineCoverage } from '../define-coverage.ts';
import { RECORD_LABEL_FIELDS } from '../record-label.ts';
import { subjectParams } from '../self-piece.ts';
import { areaOf } from '../sentence-params.ts';
import { coverageParams, coveragePiece } from './coverage-piece.ts';

/** 图层内缝隙: ground inside a coverage that no feature claims. */
export const coverageGap = defineCoverage({
  id: 'coverage-gap',
  of: 'gap',
  needs: { subject: RECORD_LABEL_FIELDS },
  params: coverageParams,
  messages: ['gap'],
  evaluate: coveragePiece,
  sentences: (subject, pieces, measure) => [
    { key: 'gap', params: { ...subjectParams(subject), area: areaOf(measure(pieces)) } },
  ],
});
