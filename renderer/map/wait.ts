import type { Map as MapLibreMap } from 'maplibre-gl';

/** Resolves when every tile of a source that the map shows has been loaded; at once if they have. */
export function sourceSettled(map: MapLibreMap, source: string): Promise<void> {
  const done = (): boolean => !map.style || !map.getSource(source) || map.isSourceLoaded(source);
  if (done()) return Promise.resolve();
  return new Promise((resolve) => {
    const check = (): void => {
      if (!done()) return;
      map.off('sourcedata', check);
      map.off('idle', check);
      map.off('remove', finish);
      resolve();
    };
    const finish = (): void => resolve();
    map.on('sourcedata', check);
    map.on('idle', check);
    map.once('remove', finish);
  });
}

/** Resolves after the next frame has been drawn. */
export function frameDrawn(map: MapLibreMap): Promise<void> {
  return new Promise((resolve) => {
    map.once('render', () => resolve());
    map.triggerRepaint();
  });
}
