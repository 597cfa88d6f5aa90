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

/** The view changes that move a layer one step nearer to the eye (1) or farther (-1) in the draw order. */
export function moveInOrder(
  layers: readonly LayerState[],
  layer: string,
  step: 1 | -1,
): readonly { readonly layer: string; readonly order: number }[] {
  const drawn = [...layers].sort((a, b) => a.order - b.order);
  const at = drawn.findIndex(({ schema }) => schema.id === layer);
  const here = drawn[at];
  const there = drawn[at + step];
  if (here === undefined || there === undefined) return [];
  if (here.order !== there.order) {
    return [
      { layer, order: there.order },
      { layer: there.schema.id, order: here.order },
    ];
  }
  return [{ layer, order: here.order + step }];
}
