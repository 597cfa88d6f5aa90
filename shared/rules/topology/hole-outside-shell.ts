import { ringAreaM2 } from '../../geometry/area.ts';
import { packFlat, reversedRing } from '../../geometry/build-packed.ts';
import { partCount, ringCount, ringXY } from '../../geometry/counts.ts';
import { defineSelf } from '../define-self.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, subjectParams } from '../self-piece.ts';
import { onlyThresholds } from './params.ts';

/** 内环在外环之外: a hole that lies outside its shell, or within another hole. The piece is the hole itself. */
export const holeOutsideShell = defineSelf({
  id: 'hole-outside-shell',
  params: onlyThresholds({}),
  messages: ['hole-outside', 'hole-in-hole'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate(feature, _schema, _params, severity) {
    const { geometry } = feature;
    if (geometry?.kind !== 'polygon' || ringCount(geometry) === partCount(geometry)) return [];
    const problems = feature
      .problems()
      .filter(({ kind }) => kind === 'hole-outside-shell' || kind === 'nested-holes');
    if (problems.length === 0) return [];
    const holes = [...new Set(problems.map(({ ring }) => ring))].map((ring) => ringXY(geometry, ring));
    const outside = problems.some(({ kind }) => kind === 'hole-outside-shell');
    return [
      {
        other: null,
        areaM2: holes.reduce((sum, ring) => sum + Math.abs(ringAreaM2(ring)), 0),
        severity,
        // A hole runs clockwise; as a shape of its own it is a shell.
        geometry: packFlat(
          'polygon',
          holes.map((ring) => [reversedRing(ring)]),
        ),
        facts: { message: outside ? 'hole-outside' : 'hole-in-hole' },
      },
    ];
  },
  sentences: (subject, pieces) => [
    { key: String(pieces[0]!.facts['message']), params: subjectParams(subject) },
  ],
});
