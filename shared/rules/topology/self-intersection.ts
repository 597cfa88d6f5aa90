import type { GeometryProblem, ProblemKind } from '../../geometry/validity.ts';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, placesPiece, subjectParams } from '../self-piece.ts';
import { onlyThresholds } from './params.ts';

/** What this rule finds, the gravest first, and the sentence for it. Other faults have rules of their own. */
const SENTENCE_OF: Partial<Record<ProblemKind, string>> = {
  'not-closed': 'ring-incomplete',
  'too-few-points': 'ring-incomplete',
  'self-crossing': 'self-intersection',
  'rings-cross': 'self-intersection',
  'parts-overlap': 'self-intersection',
  spike: 'self-intersection',
  'self-touching': 'self-touching',
  'interior-divided': 'self-touching',
};
const ORDER = Object.keys(SENTENCE_OF);

const rank = ({ kind }: GeometryProblem): number => ORDER.indexOf(kind);

/** 自相交: a border that crosses, touches or retraces itself, or rings of a feature that cross each other. */
export const selfIntersection = defineSelf({
  id: 'self-intersection',
  params: onlyThresholds({}),
  messages: ['self-intersection', 'self-touching', 'ring-incomplete'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate(feature, _schema, _params, severity) {
    if (feature.geometry?.kind !== 'polygon' || feature.geometry.xy.length === 0) return [];
    const problems = feature.problems().filter(({ kind }) => SENTENCE_OF[kind] !== undefined);
    if (problems.length === 0) return [];
    const worst = Math.min(...problems.map(rank));
    const first = problems.find((problem) => rank(problem) === worst)!;
    const places = problems.flatMap(({ x, y }) => [x, y]);
    return [placesPiece(places, severity, { kind: first.kind, x: first.x, y: first.y })];
  },
  sentences(subject, pieces) {
    const piece = pieces[0]!;
    return [
      {
        key: SENTENCE_OF[piece.facts['kind'] as ProblemKind] ?? 'self-intersection',
        params: {
          ...subjectParams(subject),
          place: { kind: 'place', lon: numberFact(piece, 'x'), lat: numberFact(piece, 'y') },
        },
      },
    ];
  },
});
