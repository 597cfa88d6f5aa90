import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { TILE_MAX_ZOOM, tileAddress } from '../../shared/map/tile-fields.ts';
import type { BackgroundState } from '../../shared/background/types.ts';
import { backgroundSource, backgroundSourceSpec } from './style/background-layers.ts';
import { EMPTY } from './geojson.ts';
import { coldSource, hotSource, OVERLAY_SOURCES } from './style/ids.ts';

/** GeoJSON sources keep every vertex: no simplification, and tiles as deep as the cold ones. */
const exact = { type: 'geojson', data: EMPTY, tolerance: 0, maxzoom: TILE_MAX_ZOOM, buffer: 128 } as const;

/** Makes the sources of the layers and overlays that are not there yet. */
export function ensureSources(
  map: MapLibreMap,
  layers: readonly string[],
  address: (layer: string) => string = tileAddress,
): void {
  for (const layer of layers) {
    if (!map.getSource(coldSource(layer))) {
      // No bounds: a feature drawn outside the old extent would never show.
      map.addSource(coldSource(layer), {
        type: 'vector',
        tiles: [address(layer)],
        minzoom: 0,
        maxzoom: TILE_MAX_ZOOM,
      });
    }
    if (!map.getSource(hotSource(layer))) map.addSource(hotSource(layer), exact);
  }
  for (const source of OVERLAY_SOURCES) if (!map.getSource(source)) map.addSource(source, exact);
}

/** Takes away the sources of layers that are gone; nothing is drawn from them any more. */
export function dropSources(map: MapLibreMap, gone: readonly string[]): void {
  for (const id of gone.flatMap((layer) => [coldSource(layer), hotSource(layer)])) {
    if (map.getSource(id)) map.removeSource(id);
  }
}

/** Makes the sources of backgrounds that are not there yet. */
export function ensureBackgrounds(map: MapLibreMap, backgrounds: readonly BackgroundState[]): void {
  for (const background of backgrounds) {
    const spec = backgroundSourceSpec(background);
    if (spec !== null && !map.getSource(backgroundSource(background))) {
      map.addSource(backgroundSource(background), spec);
    }
  }
}

/** Replaces the data of a GeoJSON source; nothing when the map has no such source (yet). Resolves when it is taken. */
export async function setData(map: MapLibreMap, source: string, data: FeatureCollection): Promise<void> {
  // While the graphics context is lost the map has no style at all.
  const found = map.style ? map.getSource(source) : undefined;
  if (found) await (found as GeoJSONSource).setData(data);
}
