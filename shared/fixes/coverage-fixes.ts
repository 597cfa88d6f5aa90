import { classField } from './class-field.ts';
import { counterparts, offer, thresholdOf, type Fix } from './fix.ts';

/** The roles of the three control lines: a leftover is never merged across one. */
const LINE_ROLES = ['redline', 'farmland_line', 'boundary'] as const;

/** Ground under two parcels goes to one of them; the larger one, which loses the smaller share, is asked first. */
export const removeOverlap: Fix = {
  id: 'remove-overlap',
  offers(context) {
    const { finding, subject } = context;
    if (subject === null) return [];
    const others = counterparts(context);
    const area = (ref: { table: string; uid: string }): number =>
      Number(context.feature(ref)?.fields['area_m2'] ?? 0);
    const pairs = others.flatMap((other) => [
      { from: finding.subject, to: other },
      { from: other, to: finding.subject },
    ]);
    return pairs
      .sort((a, b) => area(b.from) - area(a.from))
      .slice(0, 6)
      .flatMap(({ from, to }, i) =>
        offer(context, {
          id: `remove-overlap-${i}`,
          label: 'fix.remove-overlap',
          labelParams: {
            from: `#${context.feature(from)?.fid ?? ''}`,
            to: `#${context.feature(to)?.fid ?? ''}`,
          },
          writes: from,
          command: 'clip-feature',
          params: { ref: from, by: [to], byLayers: [], keep: 'outside' },
        }),
      );
  },
};

/** The neighbour with the longest common border, which is the finding's subject, takes the gap. */
export const fillGap: Fix = {
  id: 'fill-gap',
  offers(context) {
    const { finding, subject } = context;
    if (subject === null) return [];
    const within = finding.counterpartLayer;
    return finding.pieces.slice(0, 1).flatMap(({ geometry }) =>
      offer(context, {
        id: 'fill-gap',
        label: 'fix.fill-gap',
        writes: finding.subject,
        command: 'fill-gap',
        params: { ref: finding.subject, gap: geometry, within },
      }),
    );
  },
};

/** A leftover goes to a neighbour of its own kind. */
export const mergeNeighbour: Fix = {
  id: 'merge-neighbour',
  offers(context) {
    const ref = context.finding.subject;
    if (context.subject === null) return [];
    return offer(context, {
      id: 'merge-neighbour',
      label: 'fix.merge-neighbour',
      writes: ref,
      command: 'merge-into-neighbour',
      params: {
        ref,
        lines: LINE_ROLES.flatMap((role) => context.layersOf(role)),
        classField: classField(context, ref.table)?.field ?? null,
        construction: context.ruleset.constructionPrefixes,
      },
    });
  },
};

/** Vertices and rings are put in order. */
export const repairGeometry: Fix = {
  id: 'repair-geometry',
  offers(context) {
    const ref = context.finding.subject;
    if (context.subject === null) return [];
    return offer(context, {
      id: 'repair-geometry',
      label: 'fix.repair-geometry',
      writes: ref,
      command: 'repair-geometry',
      params: {
        ref,
        nearM: thresholdOf(context, 'max_distance_m') ?? 0,
        spikeDeg: thresholdOf(context, 'min_angle_deg') ?? 0,
      },
    });
  },
};

/** Every part becomes a feature. */
export const splitParts: Fix = {
  id: 'split-parts',
  offers: (context) =>
    context.subject === null
      ? []
      : offer(context, {
          id: 'split-parts',
          label: 'fix.split-parts',
          writes: context.finding.subject,
          command: 'split-parts',
          params: { refs: [context.finding.subject] },
        }),
};
