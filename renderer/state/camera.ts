import { create } from 'zustand';
import type { Box } from '../../shared/geometry/packed.ts';

/** Where the map is asked to go. The map follows `request` whenever its serial grows. */
export interface CameraState {
  readonly request: { readonly serial: number; readonly box: Box } | null;
  /** Shows a box (lon/lat degrees) with a margin around it. */
  readonly zoomTo: (box: Box) => void;
}

export const useCamera = create<CameraState>()((set) => ({
  request: null,
  zoomTo: (box) => set((state) => ({ request: { serial: (state.request?.serial ?? 0) + 1, box } })),
}));
