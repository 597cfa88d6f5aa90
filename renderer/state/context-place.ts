import { create } from 'zustand';
import type { IdentifyHit } from '../../shared/bridge/query-contract.ts';
import type { LonLat } from '../../shared/map/sketch.ts';
import { useView } from './view.ts';

/** The place on the map that a context menu was opened at, and the features there, topmost first. */
export interface ContextPlaceState {
  readonly at: LonLat | null;
  readonly hits: readonly IdentifyHit[];
}

export const useContextPlace = create<ContextPlaceState>()(() => ({ at: null, hits: [] }));

/** The place that commands about a place mean: where the menu was opened, else the middle of the map. */
export const placeMeant = (): LonLat => {
  const { centre } = useView.getState();
  return useContextPlace.getState().at ?? [centre[0], centre[1]];
};
