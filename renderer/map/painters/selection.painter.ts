import type { Feature } from 'geojson';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { LonLat } from '../../../shared/map/sketch.ts';
import { useTool } from '../../state/tool.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { useSelectedFeatures } from '../selected-features.ts';
import { setData } from '../sources.ts';
import { onRestored } from '../create-map.ts';
import { SELECTION_SOURCE } from '../style/ids.ts';

const still = (lines: readonly (readonly LonLat[])[]): Feature =>
  feature(
    { type: 'MultiLineString', coordinates: lines.map((line) => line.map(([lon, lat]) => [lon, lat])) },
    {},
  );

/** Draws the outline of what is selected; the feature being modified in the shape it is getting. */
export function paintSelection(map: MapLibreMap): () => void {
  const draw = (): void => {
    const { preview, dragged } = useTool.getState();
    const { records } = useSelectedFeatures.getState();
    const features = records.flatMap((record) => {
      if (dragged?.uids.has(record.uid)) return [still(dragged.still)];
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
      // While vertices are dragged what stays is drawn once; what moves has a source of its own.
      if (state.preview !== before.preview || state.dragged?.still !== before.dragged?.still) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
