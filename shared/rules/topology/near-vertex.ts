import { z } from 'zod';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, placesPiece, subjectParams } from '../self-piece.ts';
import { closeVertices } from './close-vertices.ts';
import { onlyThresholds } from './params.ts';

/** 过近节点: vertices nearer to the one before than a survey can tell. Equal ones are another rule's. */
export const nearVertex = defineSelf({
  id: 'near-vertex',
  params: onlyThresholds({ max_distance_m: z.number().nonnegative() }),
  messages: ['near-vertex'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate({ geometry }, _schema, { thresholds }, severity) {
    if (geometry?.kind !== 'polygon') return [];
    const { max_distance_m: most } = thresholds;
    const places = closeVertices(geometry, most, (metres) => metres > 0 && metres < most);
    return places.length === 0 ? [] : [placesPiece(places, severity, { count: places.length / 2 })];
  },
  sentences: (subject, pieces, _measure, { thresholds }) => [
    {
      key: 'near-vertex',
      params: {
        ...subjectParams(subject),
        n: { kind: 'count', value: numberFact(pieces[0]!, 'count') },
        min: { kind: 'length', m: thresholds.max_distance_m, unit: 'mm' },
      },
    },
  ],
});
