import type { LayerSpecification } from 'maplibre-gl';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { MAP_COLORS } from '../../../shared/map/theme.ts';
import { backgroundLayers } from './background-layers.ts';
import { labelRank, shapeLayers, symbolLayers, type Look } from './layer-specs.ts';
import { manySelectedLayers } from './many-layers.ts';
import { overlayMarks, overlayShapes } from './overlay-layers.ts';

/** Layers with a geometry, from the lowest to the one nearest to the eye. */
export const drawnLayers = (layers: readonly LayerState[]): readonly LayerState[] =>
  layers
    .filter((layer) => layer.schema.geometry !== null)
    .slice()
    .sort((a, b) => a.order - b.order || (a.schema.id < b.schema.id ? -1 : 1));

/**
 * Every map layer in drawing order: ground, backgrounds, shapes of each layer with its hot copy directly above, the
 * overlays, then all labels by rank, then marks.
 */
export function wholeStyle(layers: readonly LayerState[], look: Look): LayerSpecification[] {
  const drawn = drawnLayers(layers);
  const byRank = drawn.slice().sort((a, b) => labelRank(a) - labelRank(b));
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': MAP_COLORS[look.theme].ground } },
    ...backgroundLayers(look.backgrounds ?? []),
    ...drawn.flatMap((layer) => [...shapeLayers(layer, 'cold', look), ...shapeLayers(layer, 'hot', look)]),
    ...drawn
      .filter(({ schema, visible }) => visible && look.many?.includes(schema.id))
      .flatMap((layer) => manySelectedLayers(layer, look.theme)),
    ...overlayShapes(look.theme),
    ...byRank.flatMap((layer) => [...symbolLayers(layer, 'cold', look), ...symbolLayers(layer, 'hot', look)]),
    ...overlayMarks(look.theme),
  ];
}
