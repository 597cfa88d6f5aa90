import type { Map as MapLibreMap } from 'maplibre-gl';
import { useFixPreview } from '../../state/fix-preview.ts';
import { onRestored } from '../create-map.ts';
import { collection, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { FIX_SOURCE } from '../style/ids.ts';

/** Draws what the fix that is looked at would make of the features: new shapes filled, old outlines dashed. */
export function paintFixPreview(map: MapLibreMap): () => void {
  const draw = (): void => {
    const changes = useFixPreview.getState().preview?.changes ?? [];
    const features = changes.flatMap(({ before, after }) => {
      const moved = before !== after;
      return [
        ...(after !== null && after.xy.length > 0 && moved ? [packedFeature(after, { kind: 'after' })] : []),
        ...(before !== null && before.xy.length > 0 && moved
          ? [packedFeature(before, { kind: 'before' })]
          : []),
      ];
    });
    void setData(map, FIX_SOURCE, collection(features));
  };
  draw();
  onRestored(map, draw);
  return useFixPreview.subscribe(draw);
}
