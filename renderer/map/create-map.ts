import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

setWorkerUrl(new URL(workerUrl, window.location.href).href);

/** Faces for map text, in the order they are tried; the first is bundled with the page. */
export const MAP_FONTS =
  '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei UI", "PingFang SC", sans-serif';

/** The largest canvas side, in device pixels, that the map may use. */
const CANVAS_LIMIT: [number, number] = [8192, 8192];

/** An empty map without any network: no glyphs, no sprite, no sources yet. */
export function createMap(
  container: HTMLElement,
  view: { centre: readonly [number, number]; zoom: number },
): MapLibreMap {
  const map = new MapLibreMap({
    container,
    style: { version: 8, sources: {}, layers: [] },
    center: [view.centre[0], view.centre[1]],
    zoom: view.zoom,
    minZoom: 3,
    maxZoom: 22,
    maxPitch: 0,
    dragRotate: true,
    pitchWithRotate: false,
    renderWorldCopies: false,
    attributionControl: false,
    doubleClickZoom: false,
    boxZoom: false,
    keyboard: false,
    fadeDuration: 0,
    maxTileCacheSize: 0,
    maxCanvasSize: CANVAS_LIMIT,
    localIdeographFontFamily: MAP_FONTS,
    clickTolerance: 4,
    validateStyle: false,
  });
  map.scrollZoom.setWheelZoomRate(1 / 300);
  return map;
}

/**
 * After a lost graphics context the drawing buffer reads 1x1 for a moment and the map keeps that as its
 * largest size, a flat colour that answers every query; the limit is put back before it is resized.
 */
export function recoverContext(map: MapLibreMap): void {
  map.on('webglcontextrestored', () => {
    (map as unknown as { _maxCanvasSize: [number, number] })._maxCanvasSize = CANVAS_LIMIT;
    map.resize();
  });
}

/**
 * Calls `draw` when a lost context is back and the style rebuilt: layers, sources and images return by
 * themselves, feature states and what was put into the sources since do not.
 */
export function onRestored(map: MapLibreMap, draw: () => void): void {
  map.on('webglcontextrestored', () => {
    if (map.isStyleLoaded()) draw();
    else map.once('idle', draw);
  });
}

/** Redraws in full sharpness when the window moves to a screen with another pixel density. */
export function followDensity(map: MapLibreMap): () => void {
  let query: MediaQueryList | null = null;
  const onChange = (): void => {
    map.resize();
    watch();
  };
  const watch = (): void => {
    query?.removeEventListener('change', onChange);
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    query.addEventListener('change', onChange);
  };
  watch();
  return () => query?.removeEventListener('change', onChange);
}
