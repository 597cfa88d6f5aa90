import type { Map as MapLibreMap } from 'maplibre-gl';

/** Resolves after the next frame has been drawn; at once when there will be none. */
export function frameDrawn(map: MapLibreMap): Promise<void> {
  return new Promise((resolve) => {
    if (!map.style) {
      resolve();
      return;
    }
    map.once('render', () => resolve());
    map.once('remove', () => resolve());
    map.triggerRepaint();
  });
}

function loaded(map: MapLibreMap, source: string): Promise<void> {
  const done = (): boolean => !map.style || !map.getSource(source) || map.isSourceLoaded(source);
  if (done()) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      map.off('sourcedata', check);
      map.off('idle', check);
      resolve();
    };
    const check = (): void => {
      if (done()) finish();
    };
    map.on('sourcedata', check);
    map.on('idle', check);
    map.once('remove', finish);
  });
}

/**
 * Resolves when every tile of a source on screen has been loaded and drawn. A source calls itself loaded for a
 * moment between taking new data and making its tiles anew, so it must still be so a frame later.
 */
export async function sourceSettled(map: MapLibreMap, source: string): Promise<void> {
  const still = (): boolean => !map.style || !map.getSource(source) || map.isSourceLoaded(source);
  do {
    await loaded(map, source);
    await frameDrawn(map);
  } while (!still());
}
