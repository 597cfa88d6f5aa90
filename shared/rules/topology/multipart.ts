import { partCount } from '../../geometry/counts.ts';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { onlyThresholds } from './params.ts';

/** 多部件: several parts in a layer declared single-part. Parks, towns and ecological zones may have many. */
export const multipart = defineSelf({
  id: 'multipart',
  params: onlyThresholds({}),
  messages: ['multipart'],
  appliesTo: ({ geometry }) => geometry === 'POLYGON',
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate(feature, _schema, _params, severity) {
    const parts = feature.geometry === null ? 0 : partCount(feature.geometry);
    return parts < 2 ? [] : [wholePiece(feature, severity, { parts })];
  },
  sentences: (subject, pieces) => [
    {
      key: 'multipart',
      params: { ...subjectParams(subject), n: { kind: 'count', value: numberFact(pieces[0]!, 'parts') } },
    },
  ],
});
