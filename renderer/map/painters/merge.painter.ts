import type { Map as MapLibreMap } from 'maplibre-gl';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import { useLayout } from '../../state/layout.ts';
import { chosenOf, useMerge } from '../../state/merge.ts';
import { onRestored } from '../create-map.ts';
import { collection, feature, packedFeature } from '../geojson.ts';
import { setData } from '../sources.ts';
import { MERGE_SOURCE } from '../style/ids.ts';

/** Draws the shapes of the dispute that is looked at, while its list is in front: base, mine, theirs and where they part. */
export function paintMerge(map: MapLibreMap): () => void {
  const draw = (): void => {
    const state = useMerge.getState();
    const { tab, dockOpen } = useLayout.getState();
    const shapes = tab === 'merge' && dockOpen ? state.shapes : null;
    const taken = chosenOf(state)?.decision?.shape;
    const redrawn = typeof taken === 'object' ? taken.drawn : null;
    const drawn = (['base', 'mine', 'theirs'] as const).flatMap((kind) => {
      const shape = shapes?.[kind] ?? null;
      return shape === null || isEmptyPacked(shape)
        ? []
        : [packedFeature(shape, { kind, taken: taken === kind })];
    });
    const coordinates: [number, number][] = [];
    const xy = shapes?.places ?? [];
    for (let i = 0; i + 1 < xy.length; i += 2) coordinates.push([xy[i]!, xy[i + 1]!]);
    const places =
      coordinates.length === 0 ? [] : [feature({ type: 'MultiPoint', coordinates }, { kind: 'place' })];
    // What was drawn in their place has no mine and theirs about it: it is what will be.
    const redrawnShape =
      shapes === null || redrawn === null ? [] : [packedFeature(redrawn, { kind: 'mine', taken: true })];
    void setData(map, MERGE_SOURCE, collection([...drawn, ...redrawnShape, ...places]));
  };
  draw();
  onRestored(map, draw);
  const stops = [
    useMerge.subscribe((state, before) => {
      if (state.shapes !== before.shapes || state.survey !== before.survey) draw();
    }),
    useLayout.subscribe((state, before) => {
      if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) draw();
    }),
  ];
  return () => stops.forEach((stop) => stop());
}
