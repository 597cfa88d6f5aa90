import { useToolOptions } from '../../state/tool-options.ts';

/** How a new shape gets on with the features of its layer, as the options of drawing say; nothing where it just lies there. */
export function fitOf(layer: string): { readonly fit?: { avoid: string[]; fill: boolean } } {
  const { avoidOverlap, fillGaps } = useToolOptions.getState();
  if (!avoidOverlap && !fillGaps) return {};
  return { fit: { avoid: [layer], fill: fillGaps } };
}
