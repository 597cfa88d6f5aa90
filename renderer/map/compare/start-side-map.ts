import { removeProtocol, type Map as MapLibreMap, type VectorTileSource } from 'maplibre-gl';
import { TILE_SCHEME, tileAddress } from '../../../shared/map/tile-fields.ts';
import { onServices } from '../../bridge/client.ts';
import { drawnBackgrounds, useBackgrounds } from '../../state/backgrounds.ts';
import { layersOn, useCompare, type SideId } from '../../state/compare.ts';
import { useLayers } from '../../state/layers.ts';
import { useSettings } from '../../state/settings.ts';
import { useView } from '../../state/view.ts';
import { StyleKeeper } from '../apply-style.ts';
import { createMap, followDensity, onRestored, recoverContext } from '../create-map.ts';
import { currentMap } from '../current-map.ts';
import { ChangeFollower } from '../follow-changes.ts';
import { paintPosition } from '../painters/position.painter.ts';
import { paintVersionChanges } from '../painters/version-changes.painter.ts';
import { coldSource } from '../style/ids.ts';
import { registerTileProtocol } from '../tile-protocol.ts';
import { drawnLayers } from '../style/whole-style.ts';
import { linkCamera } from './link-cameras.ts';

/** Where the pointer is counts on every map. */
function followPointer(map: MapLibreMap): void {
  map.on('mousemove', ({ lngLat }) => useView.getState().setPointer([lngLat.lng, lngLat.lat]));
  map.on('mouseout', () => useView.getState().setPointer(null));
}

/** Commits show on a side that is as it is now; the past does not change. */
function followCommits(follower: ChangeFollower, side: SideId): () => void {
  let stop = (): void => {};
  const stopServices = onServices(({ query }) => {
    stop();
    stop = query.on('committed', (commit) => {
      if (useCompare.getState()[side].seq === null) void follower.take(commit, query);
    });
  });
  return () => {
    stop();
    stopServices();
  };
}

/**
 * Makes the map of one side beside the one that is edited: the same place, another state or other layers, nothing to
 * draw with. The container says `data-side-state`: loading or idle. The answer takes the map down again.
 */
export function startSideMap(container: HTMLElement, side: SideId): () => void {
  const { centre, zoom, bearing } = useView.getState();
  const map = createMap(container, { centre, zoom });
  map.setBearing(bearing);
  const main = currentMap();
  if (main) map.jumpTo({ center: main.getCenter(), zoom: main.getZoom(), bearing: main.getBearing() });
  const scheme = `${TILE_SCHEME}-${side}`;
  const follower = new ChangeFollower(map, false);
  registerTileProtocol(scheme, follower);
  const address = (layer: string): string => tileAddress(layer, useCompare.getState()[side].seq, scheme);
  const style = new StyleKeeper(map, address);
  const tell = (state: 'loading' | 'idle'): void => {
    container.dataset['sideState'] = state;
  };
  tell('loading');

  const show = (): void => {
    const { layers } = useLayers.getState();
    if (!layers || !map.style) return;
    const { theme, settings } = useSettings.getState();
    const backgrounds = drawnBackgrounds(useBackgrounds.getState().items);
    style.show(layersOn(useCompare.getState()[side], layers), {
      theme,
      language: settings.language,
      backgrounds,
    });
  };
  /** Another state: the same sources, other tiles. */
  const changeState = (): void => {
    for (const { schema } of drawnLayers(useLayers.getState().layers ?? [])) {
      map.getSource<VectorTileSource>(coldSource(schema.id))?.setTiles([address(schema.id)]);
    }
    tell('loading');
  };

  const stops: (() => void)[] = [];
  const start = (): void => {
    show();
    stops.push(
      paintVersionChanges(map),
      paintPosition(map),
      followCommits(follower, side),
      useLayers.subscribe((state, before) => {
        if (state.layers !== before.layers) show();
      }),
      useBackgrounds.subscribe((state, before) => {
        if (state.items !== before.items) show();
      }),
      useSettings.subscribe((state, before) => {
        if (state.theme !== before.theme || state.settings.language !== before.settings.language) show();
      }),
      useCompare.subscribe((state, before) => {
        if (state[side].seq !== before[side].seq) changeState();
        if (state[side] !== before[side]) show();
      }),
    );
  };
  map.on('dataloading', () => tell('loading'));
  map.on('movestart', () => tell('loading'));
  map.on('idle', () => tell(follower.unfinished ? 'loading' : 'idle'));
  followPointer(map);
  recoverContext(map);
  onRestored(map, show);
  if (map.isStyleLoaded()) start();
  else map.once('load', start);
  const unlink = linkCamera(map);
  const resized = new ResizeObserver(() => map.resize());
  resized.observe(container);
  const stopDensity = followDensity(map);

  return () => {
    resized.disconnect();
    stopDensity();
    unlink();
    for (const stop of stops) stop();
    map.remove();
    removeProtocol(scheme);
  };
}
