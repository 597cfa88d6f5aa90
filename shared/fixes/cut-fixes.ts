import { classField, suggestedClasses } from './class-field.ts';
import {
  counterparts,
  isCoverage,
  offer,
  thresholdOf,
  type Fix,
  type FixContext,
  type FixOffer,
} from './fix.ts';

interface Cutting {
  readonly by: readonly { readonly table: string; readonly uid: string }[];
  readonly byLayers: readonly string[];
  /** The side of the cutters on which the finding lies. */
  readonly side: 'inside' | 'outside';
}

/** By what the subject is to be cut: the counterparts it meets, or the lines it reaches beyond. */
function cuttingOf(context: FixContext): Cutting | null {
  const others = counterparts(context);
  if (others.length > 0) return { by: others, byLayers: [], side: 'inside' };
  const layers = [...new Set(context.rule.counterpartRoles.flatMap((role) => context.layersOf(role)))].filter(
    (layer) => layer !== context.finding.subject.table,
  );
  return layers.length === 0 ? null : { by: [], byLayers: layers, side: 'outside' };
}

/** The subject gives way: what lies wrong is cut away, or in a coverage given another class. */
function subjectYields(context: FixContext, id: string): readonly FixOffer[] {
  const { subject, finding } = context;
  const cutting = cuttingOf(context);
  if (subject === null || cutting === null) return [];
  const { by, byLayers, side } = cutting;
  const ref = finding.subject;
  const toCounty = context.rule.counterpartRoles.includes('county');
  if (!isCoverage(context, ref.table) || toCounty) {
    return offer(context, {
      id,
      label: side === 'inside' ? 'fix.clip-inside' : 'fix.clip-outside',
      writes: ref,
      command: 'clip-feature',
      params: { ref, by, byLayers, keep: side === 'inside' ? 'outside' : 'inside' },
    });
  }
  const own = classField(context, ref.table);
  if (own === null) return [];
  return offer(context, {
    id,
    label: side === 'inside' ? 'fix.split-inside' : 'fix.split-outside',
    writes: ref,
    command: 'split-feature',
    params: null,
    choose: {
      layer: ref.table,
      ...own,
      suggested: suggestedClasses(context, ref.table),
      params: (value) => ({ ref, by, byLayers, part: side, fields: { [own.field]: value } }),
    },
  });
}

/** More single offers than this would be a list nobody reads. */
const MOST_PIECES = 6;

/** Each counterpart gives way: in a coverage its part gets another class, elsewhere it is cut away. */
function counterpartsYield(context: FixContext, id: string): readonly FixOffer[] {
  const { finding } = context;
  return finding.pieces.slice(0, MOST_PIECES).flatMap(({ other, areaM2 }, i) => {
    if (other === null) return [];
    const cut = { ref: other, by: [finding.subject], byLayers: [] };
    const own = classField(context, other.table);
    const shown = { id: `${id}-${i}`, writes: other, labelParams: { areaM2, layer: other.table } };
    if (!isCoverage(context, other.table) || own === null) {
      return offer(context, {
        ...shown,
        label: 'fix.counterpart-clip',
        command: 'clip-feature',
        params: { ...cut, keep: 'outside' },
      });
    }
    return offer(context, {
      ...shown,
      label: 'fix.counterpart-split',
      command: 'split-feature',
      params: null,
      choose: {
        layer: other.table,
        ...own,
        suggested: suggestedClasses(context, other.table),
        params: (value) => ({ ...cut, part: 'inside', fields: { [own.field]: value } }),
      },
    });
  });
}

/** The line stands: the yielding feature is cut along it. */
export const clipByLine: Fix = {
  id: 'clip-by-line',
  offers: (context) => subjectYields(context, 'clip-by-line'),
};

/** By default the special plan yields to the land-use plan. */
export const clipSubject: Fix = {
  id: 'clip-subject',
  offers: (context) => subjectYields(context, 'clip-subject'),
};

/** One side gets the ground of both; the subject keeps it only where the counterpart may be written. */
export const giveOverlap: Fix = {
  id: 'give-overlap',
  offers: (context) => [
    ...(context.rule.fixes.includes('clip-subject') ? [] : subjectYields(context, 'give-overlap')),
    ...counterpartsYield(context, 'give-overlap'),
  ],
};

/** The zone follows the line that lies in it. */
export const changeZone: Fix = {
  id: 'change-zone',
  offers: (context) => counterpartsYield(context, 'change-zone'),
};

/** A border that nearly follows the line is brought onto it; only for strips within the tolerance. */
export const snap: Fix = {
  id: 'snap',
  offers(context) {
    const { finding, subject, rule } = context;
    const cutting = cuttingOf(context);
    const mismatch = rule.id === 'shared-border-mismatch';
    const toleranceM = thresholdOf(context, mismatch ? 'max_distance_m' : 'sliver_width_m');
    if (subject === null || cutting === null || toleranceM === undefined || toleranceM <= 0) return [];
    const thin = mismatch || finding.pieces.some(({ severity }) => severity === 'notice');
    if (!thin) return [];
    const { by, byLayers, side } = cutting;
    return offer(context, {
      id: 'snap',
      label: 'fix.snap',
      labelParams: { toleranceM },
      writes: finding.subject,
      command: 'snap-border',
      params: { ref: finding.subject, by, byLayers, strips: mismatch ? 'outside' : side, toleranceM },
    });
  },
};
