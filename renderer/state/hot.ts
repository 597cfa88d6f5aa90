import { create } from 'zustand';

/** How far the map has followed the file. */
export interface HotState {
  /** Revision that everything on screen shows: in the tiles, or hot above them. */
  readonly revision: number;
  /** Features drawn from the hot source at the moment. */
  readonly hotCount: number;
  readonly setRevision: (revision: number) => void;
  readonly setHotCount: (count: number) => void;
}

export const useHot = create<HotState>()((set) => ({
  revision: 0,
  hotCount: 0,
  setRevision: (revision) => set((state) => (revision > state.revision ? { revision } : state)),
  setHotCount: (hotCount) => set((state) => (state.hotCount === hotCount ? state : { hotCount })),
}));
