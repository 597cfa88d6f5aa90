import { z } from 'zod';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, placesPiece, subjectParams } from '../self-piece.ts';
import { closeVertices } from './close-vertices.ts';
import { onlyThresholds } from './params.ts';

/** 重复节点: a vertex that stands where the one before it stands. */
export const duplicateVertex = defineSelf({
  id: 'duplicate-vertex',
  params: onlyThresholds({ max_distance_m: z.number().nonnegative() }),
  messages: ['duplicate-vertex'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate({ geometry }, _schema, { thresholds }, severity) {
    if (geometry?.kind !== 'polygon') return [];
    const { max_distance_m: most } = thresholds;
    const places = closeVertices(geometry, most, (metres) => metres <= most);
    return places.length === 0 ? [] : [placesPiece(places, severity, { count: places.length / 2 })];
  },
  sentences: (subject, pieces) => [
    {
      key: 'duplicate-vertex',
      params: {
        ...subjectParams(subject),
        n: { kind: 'count', value: numberFact(pieces[0]!, 'count') },
      },
    },
  ],
});
