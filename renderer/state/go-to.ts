import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { useCamera } from './camera.ts';
import { useCoordinates } from './coordinates.ts';
import { useView } from './view.ts';

/** Gone to from farther away, the map comes at least as near as this. */
const NEAR_ZOOM = 15;

/** Brings a typed place to the middle of the map, marks it, and keeps what was typed for it. */
export function goToPlace(at: LonLat, typed: string): void {
  const { zoom } = useView.getState();
  useCamera.getState().goTo(at, zoom < NEAR_ZOOM ? NEAR_ZOOM : null);
  useCoordinates.getState().mark(at, typed.trim());
}
