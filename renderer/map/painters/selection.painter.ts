import type { Map as MapLibreMap } from 'maplibre-gl';
import { useTool } from '../../state/tool.ts';
import { collection, packedFeature } from '../geojson.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { setData } from '../sources.ts';
import { onRestored } from '../create-map.ts';
import { SELECTION_SOURCE } from '../style/ids.ts';

/** Draws the outline of what is selected; the feature being modified in the shape it is getting. */
export function paintSelection(map: MapLibreMap): () => void {
  const draw = (): void => {
    const { preview } = useTool.getState();
    const { records } = useSelectedFeatures.getState();
    const features = records.flatMap((record) => {
      const geometry = preview && preview.uid === record.uid ? preview.geometry : record.geometry;
      return geometry && geometry.xy.length > 0 ? [packedFeature(geometry, {})] : [];
    });
    void setData(map, SELECTION_SOURCE, collection(features));
  };
  draw();
  onRestored(map, draw);
  const stops = [
    useSelectedFeatures.subscribe(draw),
    useTool.subscribe((state, before) => {
      if (state.preview !== before.preview) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
