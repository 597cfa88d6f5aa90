import type { Map as MapLibreMap } from 'maplibre-gl';
import { shapeSourceLayer } from '../../shared/map/tile-fields.ts';
import { useTool } from '../state/tool.ts';
import { useView } from '../state/view.ts';
import { layerOfStyleId } from './style/ids.ts';

/** Half the side, in pixels, of the square under the pointer that is looked at. */
const REACH = 2;

/** Marks the topmost feature under the pointer while the select tool is in hand; at most once a frame. */
export function followHover(map: MapLibreMap): () => void {
  let hovered: { source: string; sourceLayer?: string; id: number } | null = null;
  let asked = 0;

  const mark = (on: boolean): void => {
    if (hovered && map.style && map.getSource(hovered.source)) map.setFeatureState(hovered, { hover: on });
  };

  const look = (): void => {
    asked = 0;
    const { pointer } = useView.getState();
    const wanted = map.style && pointer !== null && useTool.getState().tool === 'select' && !map.isMoving();
    const at = wanted && pointer ? map.project([pointer[0], pointer[1]]) : null;
    const found = at
      ? map
          .queryRenderedFeatures([
            [at.x - REACH, at.y - REACH],
            [at.x + REACH, at.y + REACH],
          ])
          .find((one) => layerOfStyleId(one.layer.id) !== null && typeof one.id === 'number')
      : undefined;
    const layer = found ? layerOfStyleId(found.layer.id) : null;
    if (found && found.id === hovered?.id && found.source === hovered?.source) return;
    mark(false);
    hovered = null;
    if (!found || layer === null) return;
    const hot = found.source.startsWith('hot:');
    hovered = {
      source: found.source,
      id: found.id as number,
      ...(hot ? {} : { sourceLayer: shapeSourceLayer(layer) }),
    };
    mark(true);
  };

  const stop = useView.subscribe((state, before) => {
    if (state.pointer !== before.pointer) asked ||= requestAnimationFrame(look);
  });
  return () => {
    stop();
    cancelAnimationFrame(asked);
  };
}
