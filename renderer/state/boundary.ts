import { create } from 'zustand';
import type { LonLat } from '../../shared/geometry/geodesic.ts';

/** The boundary point in hand in the table; shown on the map. */
export interface BoundaryPointState {
  readonly point: { readonly at: LonLat; readonly number: string } | null;
  readonly show: (point: BoundaryPointState['point']) => void;
}

export const useBoundaryPoint = create<BoundaryPointState>()((set) => ({
  point: null,
  show: (point) => set({ point }),
}));
