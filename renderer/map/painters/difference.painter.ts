import type { Map as MapLibreMap } from 'maplibre-gl';
import { shownPatches, useDifference } from '../../state/difference.ts';
import { useLayout } from '../../state/layout.ts';
import { onRestored } from '../create-map.ts';
import { collection, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { DIFFERENCE_SOURCE } from '../style/ids.ts';

/** Draws the patches of a comparison while its panel is in front, the one that is looked at outlined. */
export function paintDifference(map: MapLibreMap): () => void {
  const draw = (): void => {
    const { tab, dockOpen } = useLayout.getState();
    const state = useDifference.getState();
    const seen = tab === 'difference' && dockOpen ? shownPatches(state) : [];
    const features = seen.map((patch) =>
      packedFeature(patch.geometry, { kind: patch.kind, focused: patch === state.focused }),
    );
    void setData(map, DIFFERENCE_SOURCE, collection(features));
  };
  draw();
  onRestored(map, draw);
  const stops = [
    useDifference.subscribe(draw),
    useLayout.subscribe((state, before) => {
      if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
