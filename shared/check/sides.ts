import { admitsCounterpart, admitsSubject } from './evaluate.ts';
import type { Binding } from './plan.ts';
import type { CheckFeature } from './source.ts';

/** Where a feature stands in a binding. */
export type Side = 'subject' | 'counterpart';

/** The mark of features that pass a binding's filter on one side. */
export const markOf = (binding: Pick<Binding, 'id'>, side: Side): string => `${side} ${binding.id}`;

/** One side of one binding, on one layer. */
export interface Standing {
  readonly binding: Binding;
  readonly side: Side;
  readonly mark: string;
  readonly admits: (feature: Pick<CheckFeature, 'layer' | 'fields'>) => boolean;
}

/** All sides of the bindings on which a layer stands. */
export function standingsOf(bindings: readonly Binding[], layer: string): Standing[] {
  return bindings.flatMap((binding) => {
    const own: Standing[] = [];
    if (binding.subject === layer) {
      const admits = (feature: Pick<CheckFeature, 'fields'>): boolean => admitsSubject(binding, feature);
      own.push({ binding, side: 'subject', mark: markOf(binding, 'subject'), admits });
    }
    if (binding.counterparts.includes(layer)) {
      const admits: Standing['admits'] = (feature) => admitsCounterpart(binding, feature);
      own.push({ binding, side: 'counterpart', mark: markOf(binding, 'counterpart'), admits });
    }
    return own;
  });
}

/** The marks a feature carries. */
export const marksOf = (
  standings: readonly Standing[],
  feature: Pick<CheckFeature, 'layer' | 'fields'>,
): Set<string> => new Set(standings.filter(({ admits }) => admits(feature)).map(({ mark }) => mark));

const layersOf = new WeakMap<readonly Binding[], ReadonlySet<string>>();

/** Layers that any of the bindings reads; worked out once for the same list. */
export function layersRead(bindings: readonly Binding[]): ReadonlySet<string> {
  const known =
    layersOf.get(bindings) ??
    new Set(bindings.flatMap(({ subject, counterparts }) => [subject, ...counterparts]));
  layersOf.set(bindings, known);
  return known;
}
