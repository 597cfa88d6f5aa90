import { create } from 'zustand';
import type { Box } from '../../shared/geometry/packed.ts';
import { scaleDenominator } from '../../shared/map/scale.ts';

/** What the map shows. Scale is the n of 1:n at the centre; the pointer is null while it is off the map. */
export interface ViewState {
  readonly centre: readonly [number, number];
  readonly zoom: number;
  /** Degrees clockwise from north. */
  readonly bearing: number;
  readonly pointer: readonly [number, number] | null;
  readonly scale: number;
  /** What is in sight, where the map has come to rest, lon/lat degrees; null before there is one. */
  readonly box: Box | null;
  readonly status: 'loading' | 'idle';
  readonly setCamera: (centre: readonly [number, number], zoom: number, bearing: number) => void;
  readonly setBox: (box: Box) => void;
  readonly setPointer: (pointer: readonly [number, number] | null) => void;
  readonly setStatus: (status: 'loading' | 'idle') => void;
}

export const useView = create<ViewState>()((set) => ({
  centre: [110, 30],
  zoom: 9,
  bearing: 0,
  pointer: null,
  scale: scaleDenominator(30, 9),
  box: null,
  status: 'loading',
  setCamera: (centre, zoom, bearing) =>
    set({ centre, zoom, bearing, scale: scaleDenominator(centre[1], zoom) }),
  setBox: (box) => set({ box }),
  setPointer: (pointer) => set({ pointer }),
  setStatus: (status) => set((state) => (state.status === status ? state : { status })),
}));
