import type { BoundRule } from '../rules/bound-rule.ts';
import { planChecks, type Plan } from './plan.ts';
import { hasRows, type SourceLayer } from './source.ts';

/** Gives the plan for the layers there are. */
export type Planner = (layers: readonly SourceLayer[]) => Plan;

/**
 * A planner that gives the very same plan until a layer comes, goes, is emptied or filled, or has another schema: an
 * edit seldom does any of that, and what is worked out of a plan can be kept with it.
 */
export function createPlanner(rules: readonly BoundRule[]): Planner {
  let known: { readonly layers: readonly SourceLayer[]; readonly plan: Plan } | null = null;
  return (layers) => {
    if (known === null || !plansAlike(known.layers, layers))
      known = { layers, plan: planChecks(rules, layers) };
    return known.plan;
  };
}

/** Whether a plan, which asks of a layer its schema and whether anything is in it, is the same for both. */
const plansAlike = (before: readonly SourceLayer[], now: readonly SourceLayer[]): boolean =>
  before.length === now.length &&
  before.every((one, i) => one.schema === now[i]!.schema && hasRows(one) === hasRows(now[i]!));
