import type { Map as MapLibreMap } from 'maplibre-gl';
import { positionNow, usePosition } from '../../state/position.ts';
import { usePositionWork } from '../../state/position-work.ts';
import { reducedMotion } from '../navigate.ts';

/** The part of the map, about its middle, in which the position may wander before the map goes after it. */
const CALM = 0.6;
const GLIDE_MS = 350;

/** Keeps the position in view while the window says so. Panning by hand, or going elsewhere, ends it. */
export function followPositionOnMap(map: MapLibreMap): () => void {
  /** A move of its own is under way. */
  let going = false;

  const inside = (share: number): boolean => {
    const now = positionNow(usePosition.getState());
    if (now === null) return true;
    const { clientWidth, clientHeight } = map.getContainer();
    const { x, y } = map.project([now.fix.lon, now.fix.lat]);
    return (
      Math.abs(x - clientWidth / 2) <= (share * clientWidth) / 2 &&
      Math.abs(y - clientHeight / 2) <= (share * clientHeight) / 2
    );
  };
  const go = (): void => {
    const now = positionNow(usePosition.getState());
    if (!usePositionWork.getState().follow || now === null || going || inside(CALM)) return;
    going = true;
    const { lon, lat } = now.fix;
    const near = map.getBounds().contains([lon, lat]);
    map.easeTo({ center: [lon, lat], duration: near && !reducedMotion() ? GLIDE_MS : 0 });
  };
  const onDrag = (): void => usePositionWork.getState().setFollow(false);
  const onEnd = (): void => {
    const own = going;
    going = false;
    if (!own && !inside(1)) usePositionWork.getState().setFollow(false);
  };
  map.on('dragstart', onDrag);
  map.on('moveend', onEnd);
  const stops = [
    usePosition.subscribe((state, before) => {
      if (state.counted !== before.counted || state.service?.signal !== before.service?.signal) go();
    }),
    usePositionWork.subscribe((state, before) => {
      if (state.follow && !before.follow) go();
    }),
  ];
  go();
  return () => {
    for (const stop of stops) stop();
    map.off('dragstart', onDrag);
    map.off('moveend', onEnd);
  };
}
