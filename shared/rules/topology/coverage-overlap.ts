import { defineCoverage } from '../define-coverage.ts';
import { counterpartLabels, RECORD_LABEL_FIELDS } from '../record-label.ts';
import { subjectParams } from '../self-piece.ts';
import { areaOf } from '../sentence-params.ts';
import { coverageParams, coveragePiece } from './coverage-piece.ts';

/** 图层内重叠: ground that two features of one coverage claim. */
export const coverageOverlap = defineCoverage({
  id: 'coverage-overlap',
  of: 'overlap',
  needs: { subject: RECORD_LABEL_FIELDS },
  params: coverageParams,
  messages: ['overlap'],
  evaluate: coveragePiece,
  sentences: (subject, pieces, measure) => [
    {
      key: 'overlap',
      params: {
        ...subjectParams(subject),
        b: counterpartLabels(pieces),
        area: areaOf(measure(pieces)),
      },
    },
  ],
});
