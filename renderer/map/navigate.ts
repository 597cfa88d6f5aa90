import type { Map as MapLibreMap } from 'maplibre-gl';
import { boxOfXY } from '../../shared/geometry/box.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { services } from '../bridge/client.ts';
import { useCamera } from '../state/camera.ts';
import { useFindingsMap } from '../state/findings-map.ts';
import { currentMap } from './current-map.ts';

/** Room left around what is zoomed to, in pixels, and the nearest the map goes by itself. */
const MARGIN = 72;
const NEAREST = 16;
/** A jump across the county would show nothing on the way; a short way is shown. */
const GLIDE_MS = 350;

export const reducedMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Shows a box (degrees) with room around it. */
export function fitBox(map: MapLibreMap, box: Box, glide: boolean): void {
  const { width, height } = map.getCanvas().getBoundingClientRect();
  const padding = Math.min(MARGIN, width / 6, height / 6);
  const near = map.getBounds().intersects([
    [box[0], box[1]],
    [box[2], box[3]],
  ]);
  map.fitBounds(
    [
      [box[0], box[1]],
      [box[2], box[3]],
    ],
    { padding, maxZoom: NEAREST, duration: glide && near && !reducedMotion() ? GLIDE_MS : 0 },
  );
}

/** Puts a place into the middle of the map; a place in view is reached by gliding. */
function goTo(map: MapLibreMap, centre: readonly [number, number] | null, zoom: number | null): void {
  const { lng, lat } = map.getCenter();
  const to: [number, number] = centre === null ? [lng, lat] : [centre[0], centre[1]];
  const near = map.getBounds().contains(to);
  map.easeTo({
    center: to,
    ...(zoom === null ? {} : { zoom }),
    duration: near && !reducedMotion() ? GLIDE_MS : 0,
  });
}

/** Goes where the state asks. */
export const followCamera = (map: MapLibreMap): (() => void) =>
  useCamera.subscribe((state, before) => {
    const { request } = state;
    if (!request || request.serial === before.request?.serial) return;
    if ('box' in request.target) fitBox(map, request.target.box, true);
    else goTo(map, request.target.centre, request.target.zoom);
  });

export const zoomToBox = (box: Box): void => useCamera.getState().zoomTo(box);

/** A shape smaller than this on the screen, in pixels, cannot be worked on. */
const LEAST_PIXELS = 24;

/** Zooms to places that are not all on the map, or too near to one another to be told apart. */
export function bringIntoView(places: readonly LonLat[]): void {
  const map = currentMap();
  if (!map || places.length === 0) return;
  const { width, height } = map.getCanvas().getBoundingClientRect();
  const at = places.map(([lon, lat]) => map.project([lon, lat]));
  const [xs, ys] = [at.map(({ x }) => x), at.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const seen = left >= 0 && top >= 0 && right <= width && bottom <= height;
  const wide = places.length === 1 || Math.max(right - left, bottom - top) >= LEAST_PIXELS;
  if (!seen || !wide) zoomToBox(boxOfXY(places.flat()));
}

/** Shows one feature; nothing when it is not there. */
export async function zoomToFeature(ref: RecordRef): Promise<void> {
  const found = await services()?.query.features({ refs: [ref] });
  const box = found?.ok ? found.value[0]?.geometry?.box : undefined;
  if (box) zoomToBox(box);
}

/** Puts a finding in focus on the map and lets its pieces pulse once. */
export function flashPieces(findingKey: string): void {
  const { focus, requestPulse } = useFindingsMap.getState();
  focus(findingKey);
  requestPulse();
}

export const zoomBy = (step: 1 | -1): void => {
  currentMap()?.easeTo({ zoom: (currentMap()?.getZoom() ?? 0) + step, duration: reducedMotion() ? 0 : 200 });
};

export const northUp = (): void => {
  currentMap()?.easeTo({ bearing: 0, duration: reducedMotion() ? 0 : 200 });
};

/** Brings a place to the middle of the map, so many zoom steps nearer. */
export function centreAt([lon, lat]: LonLat, nearer: number): void {
  const map = currentMap();
  map?.easeTo({
    center: [lon, lat],
    zoom: map.getZoom() + nearer,
    duration: reducedMotion() ? 0 : GLIDE_MS,
  });
}
