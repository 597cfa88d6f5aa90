import type { CoverageFill } from '../geometry/coverage-fill.ts';
import type { Overlay } from '../geometry/overlay.ts';
import { createFeaturePass, type FeatureShare } from './feature-pass.ts';
import { createNearestPass, type NearestShare } from './nearest-pass.ts';
import { createPairPass, type PairPass } from './pair-pass.ts';
import type { Pass } from './pass.ts';
import { layersRead } from './sides.ts';
import type { Plan } from './plan.ts';

/** The ways in which rules are run, in the order in which their findings are told. */
export const PASS_NAMES = ['pair', 'nearest', 'feature'] as const;
export type PassName = (typeof PASS_NAMES)[number];

export interface PassParts {
  readonly overlay: Overlay;
  readonly fill: CoverageFill;
}

/** One pass of each kind. They share nothing; each gathers data of its own form. */
export interface Passes {
  readonly pair: PairPass;
  readonly nearest: Pass<NearestShare>;
  readonly feature: Pass<FeatureShare>;
}

export const createPasses = ({ overlay, fill }: PassParts): Passes => ({
  pair: createPairPass(),
  nearest: createNearestPass(overlay),
  feature: createFeaturePass({ fill }),
});

/** A pass by name, its gathered data being nobody's business but its own. */
export const passOf = (passes: Passes, name: PassName): Pass<unknown> => passes[name] as Pass<unknown>;

/** Layers a pass reads, for telling how far it is. */
export function passLayers(plan: Plan, name: PassName): ReadonlySet<string> {
  switch (name) {
    case 'pair':
      return layersRead(plan.bindings);
    case 'nearest':
      return new Set(plan.nearest.flatMap(({ subject, counterparts }) => [subject, ...counterparts]));
    case 'feature':
      return new Set([
        ...plan.self.map(({ layer }) => layer.id),
        ...plan.groups.flatMap(({ layers }) => layers.map(({ id }) => id)),
        ...plan.coverages.map(({ layer }) => layer.id),
      ]);
  }
}

/** Ids of the rules that a pass runs. */
export function passRules(plan: Plan, name: PassName): ReadonlySet<string> {
  switch (name) {
    case 'pair':
      return new Set(plan.bindings.map(({ rule }) => rule.id));
    case 'nearest':
      return new Set(plan.nearest.map(({ rule }) => rule.id));
    case 'feature':
      return new Set([...plan.self, ...plan.groups, ...plan.coverages].map(({ rule }) => rule.id));
  }
}
