import { create } from 'zustand';
import type { KeptTrack } from '../../shared/gnss/service-types.ts';
import { onPosition, positionClient } from '../bridge/client.ts';
import { notify } from './notices.ts';
import { usePosition } from './position.ts';
import { usePositionWork } from './position-work.ts';
import { useLayout } from './layout.ts';

/** Tracks that this computer keeps, but the one that runs; the newest first. */
export const useKeptTracks = create<{ readonly tracks: readonly KeptTrack[] }>()(() => ({ tracks: [] }));

/** Those without a time, whose day nobody knows, come last. */
const byTime = (a: KeptTrack, b: KeptTrack): number => (b.summary.lastMs ?? 0) - (a.summary.lastMs ?? 0);

/** Reads the list; the service answers one question after the other, so that the last answer is the newest. */
export async function listTracks(): Promise<readonly KeptTrack[]> {
  const found = await positionClient()?.tracks({});
  if (found?.ok) useKeptTracks.setState({ tracks: found.value.toSorted(byTime) });
  return useKeptTracks.getState().tracks;
}

/** Opens the panel on the tracks. */
export function showTracks(): void {
  useLayout.getState().change({ rightOpen: true, dockMax: false });
  usePositionWork.getState().show(true, 'track');
}

/** What was cut off by a crash or a flat battery is told of, once a start of the service. */
async function offerUnfinished(): Promise<void> {
  const unfinished = (await listTracks()).filter(({ ended }) => !ended);
  if (unfinished.length === 0 || usePosition.getState().service?.track != null) return;
  notify(
    'info',
    'position.kept.found',
    { n: unfinished.length },
    { key: 'position.kept.show', run: showTracks },
  );
}

/** Follows what becomes of tracks; once for the life of the page. */
export function followKeptTracks(): void {
  onPosition(() => void offerUnfinished());
  const key = ({ service }: ReturnType<typeof usePosition.getState>): string =>
    service?.track == null ? '' : `${service.track.id} ${service.track.summary.phase === 'stopped'}`;
  usePosition.subscribe((state, before) => {
    if (state.service?.track !== before.service?.track && key(state) !== key(before)) void listTracks();
  });
}
