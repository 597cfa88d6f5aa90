import type { Map as MapLibreMap } from 'maplibre-gl';

let current: MapLibreMap | null = null;

/** The map on screen, for navigation asked for by panels; null while there is none. */
export const currentMap = (): MapLibreMap | null => current;
export const setCurrentMap = (map: MapLibreMap | null): void => {
  current = map;
};
