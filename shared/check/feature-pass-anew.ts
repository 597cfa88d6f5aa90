import type { Plan } from './plan.ts';
import { reads, type Stale } from './stale.ts';

/** The bindings that the feature pass runs. */
export type FeatureBindings = Pick<Plan, 'self' | 'groups' | 'coverages'>;

/** What following can take over and what it cannot. */
export interface Anew {
  /** Ids of bindings whose findings go: those that are no more, and those that run anew. */
  readonly gone: readonly string[];
  /** Bindings that run in full: new, or changed as a whole. */
  readonly anew: FeatureBindings;
  readonly rest: FeatureBindings;
}

const NOTHING: FeatureBindings = { self: [], groups: [], coverages: [] };

const layersOf = ({ layers }: FeatureBindings['groups'][number]): string =>
  layers.map(({ id }) => id).join(' ');

/**
 * Tells bindings that can follow from those that run anew.
 * @param county whether the county has another box, or another line
 */
export function bindingsAnew(
  before: FeatureBindings,
  now: FeatureBindings,
  stale: ReadonlyMap<string, Stale>,
  county: { readonly box: boolean; readonly line: boolean },
): Anew {
  const many = [...stale.values()].some(({ fids }) => fids === 'many');
  if (before === now && !many && !county.box && !county.line) return { gone: [], anew: NOTHING, rest: now };
  const known = new Set([...before.self, ...before.coverages].map(({ id }) => id));
  const groups = new Map(before.groups.map((group) => [group.id, layersOf(group)]));
  const whole = (layer: string, fields: readonly string[]): boolean => {
    const own = stale.get(layer);
    return reads(own, fields) && own.fids === 'many';
  };
  const self = now.self.filter(
    ({ id, rule, layer }) =>
      !known.has(id) || (county.box && rule.readsWorld) || whole(layer.id, rule.fieldsOf(layer)),
  );
  const group = now.groups.filter(
    (one) =>
      groups.get(one.id) !== layersOf(one) ||
      one.layers.some((layer) => whole(layer.id, one.rule.fieldsOf(layer))),
  );
  // The rules on one coverage share what is known of it.
  const changed = new Set(
    [...now.coverages, ...before.coverages]
      .filter(
        ({ id, rule, layer }) =>
          !known.has(id) ||
          !now.coverages.some((one) => one.id === id) ||
          whole(layer.id, rule.subjectFields),
      )
      .map(({ layer }) => layer.id),
  );
  const coverages = now.coverages.filter(({ layer }) => county.line || changed.has(layer.id));
  const anew = { self, groups: group, coverages };
  const current = new Set([...now.self, ...now.groups, ...now.coverages].map(({ id }) => id));
  const gone = [...before.self, ...before.groups, ...before.coverages]
    .map(({ id }) => id)
    .filter((id) => !current.has(id));
  return {
    gone: [...gone, ...[...self, ...group, ...coverages].map(({ id }) => id)],
    anew,
    rest: {
      self: now.self.filter((one) => !self.includes(one)),
      groups: now.groups.filter((one) => !group.includes(one)),
      coverages: now.coverages.filter((one) => !coverages.includes(one)),
    },
  };
}
