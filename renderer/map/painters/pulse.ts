import type { Map as MapLibreMap } from 'maplibre-gl';

/** How long the ring around what is in focus is seen, ms. */
const PULSE_MS = 700;
const still = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Lets the ring of a line layer go outward once. */
export function pulse(map: MapLibreMap, layer: string): void {
  const layerThere = (): boolean => Boolean(map.style) && map.getLayer(layer) !== undefined;
  if (!layerThere()) return;
  const began = performance.now();
  if (still()) {
    // Without motion the ring stands for the same time and goes.
    map.setPaintProperty(layer, 'line-opacity', 1);
    setTimeout(() => layerThere() && map.setPaintProperty(layer, 'line-opacity', 0), PULSE_MS);
    return;
  }
  const step = (): void => {
    if (!layerThere()) return;
    const share = Math.min(1, (performance.now() - began) / PULSE_MS);
    map.setPaintProperty(layer, 'line-offset', -3 - 8 * share);
    map.setPaintProperty(layer, 'line-opacity', share < 1 ? 1 - share * share : 0);
    if (share < 1) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}
