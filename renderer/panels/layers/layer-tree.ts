import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { PLAN_IDS, type PlanId } from '../../../shared/model/layer.ts';

export interface PlanGroup {
  readonly plan: PlanId;
  readonly layers: readonly LayerState[];
  /** Handed down from above: never edited here. */
  readonly readOnly: boolean;
  readonly visible: 'all' | 'some' | 'none';
}

/** Layers with a geometry by plan, in the order of the plans and of the catalogue; plans without layers left out. */
export function groupByPlan(layers: readonly LayerState[], search = ''): readonly PlanGroup[] {
  const text = search.trim().toLowerCase();
  const drawn = layers.filter(
    ({ schema }) =>
      schema.geometry !== null &&
      (text === '' ||
        `${schema.name['zh-CN']}\n${schema.name.en}\n${schema.id}`.toLowerCase().includes(text)),
  );
  return PLAN_IDS.flatMap((plan) => {
    const own = drawn.filter(({ schema }) => schema.plan === plan);
    if (own.length === 0) return [];
    const shown = own.filter(({ visible }) => visible).length;
    return [
      {
        plan,
        layers: own,
        readOnly: own.every(({ schema }) => schema.readOnly),
        visible: shown === 0 ? 'none' : shown === own.length ? 'all' : 'some',
      } satisfies PlanGroup,
    ];
  });
}
