import type { Map as MapLibreMap } from 'maplibre-gl';
import { create } from 'zustand';
import { shapeSourceLayer } from '../../../shared/map/tile-fields.ts';
import { selectedFids } from '../../state/selected-fids.ts';
import { selectedLayers, useSelection } from '../../state/selection.ts';
import { onRestored } from '../create-map.ts';
import { MOST_OUTLINED } from '../selected-features.ts';
import { coldSource, hotSource } from '../style/ids.ts';

/** Layers of which so much is selected that their tiles show it. */
export const useManySelected = create<{ readonly layers: readonly string[] }>()(() => ({ layers: [] }));

/** Features marked before the page gets its turn. */
const SLICE = 20_000;
const nextFrame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
/** The window shows what it knows (how many) before the map, which may take long over it, is asked for a frame. */
const windowShown = async (): Promise<void> => {
  await nextFrame();
  await new Promise((resolve) => setTimeout(resolve));
};

/**
 * Marks very many selected features in the tiles that are there anyway (`selected` of their feature-state), so that
 * no shape of them has to come to the page. Layers above them draw what is marked (style/many-layers.ts).
 */
export function paintManySelected(map: MapLibreMap): () => void {
  const marked = new Map<string, Set<number>>();
  let turn = 0;

  const mark = (layer: string, fid: number, on: boolean): void => {
    const cold = { source: coldSource(layer), sourceLayer: shapeSourceLayer(layer), id: fid };
    const hot = { source: hotSource(layer), id: fid };
    for (const place of [cold, hot]) {
      if (on) map.setFeatureState(place, { selected: true });
      else map.removeFeatureState(place, 'selected');
    }
  };

  const follow = async (): Promise<void> => {
    turn += 1;
    const mine = turn;
    const { refs } = useSelection.getState();
    const layers = refs.length > MOST_OUTLINED ? selectedLayers(refs) : [];
    const wanted = new Map<string, Float64Array>();
    for (const layer of layers) wanted.set(layer, await selectedFids(layer));
    if (layers.length > 0) await windowShown();
    if (mine !== turn) return;
    let count = 0;
    for (const layer of new Set([...marked.keys(), ...wanted.keys()])) {
      if (!map.style || !map.getSource(coldSource(layer))) continue;
      const before = marked.get(layer) ?? new Set<number>();
      const after = new Set(wanted.get(layer));
      marked.set(layer, before);
      const changes = [
        ...[...before].filter((fid) => !after.has(fid)).map((fid) => [fid, false] as const),
        ...[...after].filter((fid) => !before.has(fid)).map((fid) => [fid, true] as const),
      ];
      for (const [fid, on] of changes) {
        mark(layer, fid, on);
        if (on) before.add(fid);
        else before.delete(fid);
        count += 1;
        if (count % SLICE !== 0) continue;
        await nextFrame();
        if (mine !== turn || !map.style) return;
      }
    }
    const shown = useManySelected.getState().layers;
    if (layers.join() !== shown.join()) useManySelected.setState({ layers });
  };

  void follow();
  onRestored(map, () => {
    marked.clear();
    void follow();
  });
  const stop = useSelection.subscribe((state, before) => {
    if (state.refs !== before.refs) void follow();
  });
  return () => {
    turn += 1;
    stop();
    useManySelected.setState({ layers: [] });
  };
}
