import type { LayerState } from '../../shared/bridge/store-contract.ts';

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
