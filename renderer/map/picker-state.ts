import { create } from 'zustand';
import type { IdentifyHit } from '../../shared/bridge/query-contract.ts';
import type { LonLat } from '../../shared/map/sketch.ts';

/** The features under the last click, for the list at the pointer. */
export interface PickerState {
  readonly hits: readonly IdentifyHit[];
  readonly index: number;
  readonly at: { readonly lonLat: LonLat; readonly x: number; readonly y: number } | null;
  readonly close: () => void;
}

export const usePicker = create<PickerState>()((set) => ({
  hits: [],
  index: 0,
  at: null,
  close: () => set((state) => (state.hits.length === 0 ? state : { hits: [], index: 0, at: null })),
}));
