import type { LonLat } from '../../../shared/map/sketch.ts';
import { useView } from '../../state/view.ts';
import { currentMap } from '../current-map.ts';

/** Where a place is on screen, in pixels from the map's corner; follows the camera. Null off the map. */
export function usePlace(at: LonLat | null): { readonly x: number; readonly y: number } | null {
  // The camera decides what the map answers: whoever asks is drawn again when it moves.
  useView((state) => `${state.centre[0]} ${state.centre[1]} ${state.zoom} ${state.bearing}`);
  const map = currentMap();
  if (!map || at === null) return null;
  const { x, y } = map.project([at[0], at[1]]);
  return { x, y };
}
