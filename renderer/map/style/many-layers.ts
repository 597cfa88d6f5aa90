import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { LayerState } from '../../../shared/bridge/store-contract.ts';
import { MAP_COLORS, type MapTheme } from '../../../shared/map/theme.ts';
import { shapeSourceLayer } from '../../../shared/map/tile-fields.ts';
import { coldSource, hotSource } from './ids.ts';

const flag = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];

/** Outlines of the selected features of a layer, drawn from its own tiles by their feature-state. */
export function manySelectedLayers({ schema }: LayerState, theme: MapTheme): LayerSpecification[] {
  const { accent, casing } = MAP_COLORS[theme];
  const layers = (['cold', 'hot'] as const).flatMap((kind): readonly unknown[] => {
    const place =
      kind === 'cold'
        ? { source: coldSource(schema.id), 'source-layer': shapeSourceLayer(schema.id) }
        : { source: hotSource(schema.id) };
    const shown = ['case', flag(kind === 'cold' ? 'hot' : 'done'), 0, flag('selected'), 1, 0];
    if (schema.geometry === 'POINT') {
      return [
        {
          id: `selection/many-${kind}:${schema.id}`,
          type: 'circle',
          ...place,
          paint: {
            'circle-radius': 9,
            'circle-color': 'rgba(0, 0, 0, 0)',
            'circle-stroke-color': accent,
            'circle-stroke-width': 2,
            'circle-stroke-opacity': shown,
          },
        },
      ];
    }
    const line = (part: string, color: string, thin: number, wide: number) => ({
      id: `selection/many-${part}-${kind}:${schema.id}`,
      type: 'line',
      ...place,
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: {
        'line-color': color,
        // Where the whole county is on screen thousands of outlines must not be one blot. What is not selected gets no
        // width rather than no opacity: the graphics card, or the processors in its place, have nothing to fill then.
        'line-width': ['interpolate', ['linear'], ['zoom'], 9, ['*', shown, thin], 13, ['*', shown, wide]],
      },
    });
    return [line('casing', casing, 0.5, 4), line('line', accent, 0.6, 1.75)];
  });
  return layers as unknown as LayerSpecification[];
}
