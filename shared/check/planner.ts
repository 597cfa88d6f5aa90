import type { BoundRule } from '../rules/bound-rule.ts';
import type { NotChecked } from '../rules/rule.ts';
import { planChecks, type Plan } from './plan.ts';
import { hasRows, type SourceLayer } from './source.ts';

/**
 * Whether a rule says something of a part of a county. What is missing from a cut is not missing from the county: totals,
 * gaps, and the nearest of a kind are for the whole.
 */
const holdsForPart = (rule: BoundRule): boolean =>
  rule.kind === 'coverage'
    ? rule.of === 'overlap'
    : rule.kind === 'group'
      ? !/^group:(county|layer|admin|township)$/.test(rule.data.locality ?? '')
      : rule.kind !== 'nearest';

/** Gives the plan for the layers there are. */
export type Planner = (layers: readonly SourceLayer[]) => Plan;

/**
 * A planner that gives the very same plan until a layer comes, goes, is emptied or filled, or has another schema: an
 * edit seldom does any of that, and what is worked out of a plan can be kept with it.
 *
 * @param isPart whether the file is a cut; rules that need the whole county are not checked then
 */
export function createPlanner(rules: readonly BoundRule[], isPart = false): Planner {
  const asked = isPart ? rules.filter(holdsForPart) : rules;
  const left = isPart ? rules.filter((rule) => !holdsForPart(rule)) : [];
  const whole = left.map(({ id }) => ({ rule: id, missing: [] }));
  let known: { readonly layers: readonly SourceLayer[]; readonly plan: Plan } | null = null;
  return (layers) => {
    if (known === null || !plansAlike(known.layers, layers))
      known = { layers, plan: withLeft(planChecks(asked, layers), whole) };
    return known.plan;
  };
}

const withLeft = (plan: Plan, left: readonly NotChecked[]): Plan =>
  left.length === 0 ? plan : { ...plan, notChecked: [...plan.notChecked, ...left] };

/** Whether a plan, which asks of a layer its schema and whether anything is in it, is the same for both. */
const plansAlike = (before: readonly SourceLayer[], now: readonly SourceLayer[]): boolean =>
  before.length === now.length &&
  before.every((one, i) => one.schema === now[i]!.schema && hasRows(one) === hasRows(now[i]!));
