import { z } from 'zod';
import type { PieceDraft, SubjectFacts } from '../bound-rule.ts';
import { defineNearest } from '../define-nearest.ts';
import { overlapFilter } from '../define-rule.ts';
import { numberFact, textOf } from '../fact-params.ts';
import { nearestPiece } from '../nearest-piece.ts';
import type { FindingMessage } from '../rule.ts';
import { nameOf } from '../sentence-params.ts';

const params = z
  .strictObject({
    filter: overlapFilter.omit({ operation: true }).extend({
      /** Groups of facility kinds; the kinds of a group count as one service. */
      groups: z.record(z.string().regex(/^[a-z][a-z_]*$/), z.array(z.string().min(1)).min(1)),
    }),
    /** `<group>_km`: greatest distance to the nearest facility of the group; 0 is not set. */
    thresholds: z.record(z.string(), z.number().nonnegative()),
  })
  .superRefine(({ filter: { groups }, thresholds }, context) => {
    for (const name of Object.keys(thresholds)) {
      if (!name.endsWith('_km') || !Object.hasOwn(groups, name.slice(0, -'_km'.length))) {
        context.addIssue({ code: 'custom', path: ['thresholds', name], message: 'names no group' });
      }
    }
    const kinds = Object.values(groups).flat();
    const twice = kinds.find((kind, i) => kinds.indexOf(kind) !== i);
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', path: ['filter', 'groups'], message: `${twice} is in two groups` });
    }
  });
type Params = z.infer<typeof params>;

const KM = 1000;
/** Greatest distance for a group, m; 0 where none is set. */
const settingOf = ({ thresholds }: Params, group: string): number => KM * (thresholds[`${group}_km`] ?? 0);

function sentence(subject: SubjectFacts, piece: PieceDraft | undefined, { filter }: Params): FindingMessage {
  const facts = piece?.facts ?? {};
  return {
    key: 'service-distance',
    params: {
      a: nameOf(subject),
      facility: {
        kind: 'codes',
        domain: 'facility_kind',
        values: filter.groups[textOf(facts, 'group') ?? ''] ?? [],
      },
      dist: { kind: 'length', m: numberFact({ facts }, 'distance_m'), unit: 'km' },
      max: { kind: 'length', m: numberFact({ facts }, 'setting_m'), unit: 'km' },
    },
  };
}

/**
 * 园区与公共设施距离. Each group of facilities is looked for by itself, however far; a group of which the file has
 * no facility at all is not known, and gives nothing.
 */
export const parkServiceDistance = defineNearest({
  id: 'park-service-distance',
  needs: { subject: ['name'], counterpart: ['facility_kind'] },
  params,
  messages: ['service-distance'],
  notWithinSubject: false,
  groupsOf(facility, { filter }) {
    const kind = textOf(facility, 'facility_kind');
    return kind === null
      ? []
      : Object.keys(filter.groups).filter((one) => filter.groups[one]?.includes(kind));
  },
  searches: (_subject, values) =>
    Object.keys(values.filter.groups)
      .filter((group) => settingOf(values, group) > 0)
      .map((group) => ({ group, withinM: null })),
  evaluate: ({ subject, hits }, values, severity) =>
    hits.flatMap(({ group, hit }) => {
      const setting = settingOf(values, group);
      if (hit === null || setting === 0 || hit.distanceM <= setting) return [];
      return [nearestPiece(subject, hit, setting, severity, { group })];
    }),
  sentences: (subject, [first, ...further], _measure, values) => [
    sentence(subject, first, values),
    ...further.map((piece) => sentence(subject, piece, values)),
  ],
});
