import type { EvidenceKind } from './evidence-kind.ts';

/** Which evidence is listed. */
export interface EvidenceFilter {
  readonly kind: EvidenceKind | 'all';
  readonly place: 'all' | 'placed' | 'unplaced';
  readonly link: 'all' | 'linked' | 'unlinked';
}

export const ALL_EVIDENCE: EvidenceFilter = { kind: 'all', place: 'all', link: 'all' };

/** Those that the filter lets through, by the time they were made, then as they came; without a time at the end. */
export function filteredEvidence<
  T extends {
    readonly kind: EvidenceKind;
    readonly place: unknown;
    readonly subject: unknown;
    readonly takenAt: string | null;
  },
>(all: readonly T[], { kind, place, link }: EvidenceFilter): readonly T[] {
  const timeOf = ({ takenAt }: T): number => {
    const time = Date.parse(takenAt ?? '');
    return Number.isNaN(time) ? Infinity : time;
  };
  const fits = (one: T): boolean =>
    (kind === 'all' || one.kind === kind) &&
    (place === 'all' || (place === 'placed') === (one.place !== null)) &&
    (link === 'all' || (link === 'linked') === (one.subject !== null));
  return all
    .filter(fits)
    .map((one) => ({ one, time: timeOf(one) }))
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ one }) => one);
}
