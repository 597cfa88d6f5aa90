import { create } from 'zustand';
import type { Box } from '../../shared/geometry/packed.ts';

/** A box to be shown with room around it, or a place (degrees) for the middle and, where given, a zoom. */
export type CameraTarget =
  | { readonly box: Box }
  | { readonly centre: readonly [number, number] | null; readonly zoom: number | null };

/** Where the map is asked to go. The map follows `request` whenever its serial grows. */
export interface CameraState {
  readonly request: { readonly serial: number; readonly target: CameraTarget } | null;
  /** Shows a box (lon/lat degrees) with a margin around it. */
  readonly zoomTo: (box: Box) => void;
  /** Puts a place into the middle; null leaves the place, or the zoom, as it is. */
  readonly goTo: (centre: readonly [number, number] | null, zoom: number | null) => void;
}

export const useCamera = create<CameraState>()((set) => {
  const ask = (target: CameraTarget): void =>
    set((state) => ({ request: { serial: (state.request?.serial ?? 0) + 1, target } }));
  return {
    request: null,
    zoomTo: (box) => ask({ box }),
    goTo: (centre, zoom) => ask({ centre, zoom }),
  };
});
