import { defineCoverage } from '../define-coverage.ts';
import { RECORD_LABEL_FIELDS } from '../record-label.ts';
import { subjectParams } from '../self-piece.ts';
import { areaOf } from '../sentence-params.ts';
import { coverageParams, coveragePiece } from './coverage-piece.ts';

/** 未覆盖规划范围: ground at the border of the county that no feature of a coverage reaches. */
export const coverageRange = defineCoverage({
  id: 'coverage-range',
  of: 'range',
  needs: { subject: RECORD_LABEL_FIELDS },
  params: coverageParams,
  messages: ['range'],
  evaluate: coveragePiece,
  sentences: (subject, pieces, measure) => [
    {
      key: 'range',
      params: {
        ...subjectParams(subject),
        range: { kind: 'layer', id: pieces[0]?.other?.table ?? 'county' },
        area: areaOf(measure(pieces)),
      },
    },
  ],
});
