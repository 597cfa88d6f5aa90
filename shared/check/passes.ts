import type { Overlay } from '../geometry/overlay.ts';
import { createNearestPass, type NearestShare } from './nearest-pass.ts';
import { createPairPass, type PairPass } from './pair-pass.ts';
import type { Pass } from './pass.ts';
import { layersRead } from './sides.ts';
import type { Plan } from './plan.ts';

/** The ways in which rules are run, in the order in which their findings are told. */
export const PASS_NAMES = ['pair', 'nearest'] as const;
export type PassName = (typeof PASS_NAMES)[number];

export interface PassParts {
  readonly overlay: Overlay;
}

/** One pass of each kind. They share nothing; each gathers data of its own form. */
export interface Passes {
  readonly pair: PairPass;
  readonly nearest: Pass<NearestShare>;
}

export const createPasses = ({ overlay }: PassParts): Passes => ({
  pair: createPairPass(),
  nearest: createNearestPass(overlay),
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
  }
}

/** Ids of the rules that a pass runs. */
export function passRules(plan: Plan, name: PassName): ReadonlySet<string> {
  switch (name) {
    case 'pair':
      return new Set(plan.bindings.map(({ rule }) => rule.id));
    case 'nearest':
      return new Set(plan.nearest.map(({ rule }) => rule.id));
  }
}
