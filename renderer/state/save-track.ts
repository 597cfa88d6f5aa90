import { trackFeatures } from '../../shared/gnss/track-features.ts';
import { services, shellClient } from '../bridge/client.ts';
import { today } from '../i18n/today.ts';
import { listTracks } from './kept-tracks.ts';
import { notify, notifyFailure } from './notices.ts';
import { askPosition } from './position.ts';
import { usePositionWork } from './position-work.ts';
import { segmentsIn } from './saved-tracks.ts';
import { useSession } from './session.ts';

export const TRACK_LAYER = 'track';

export interface SaveWords {
  readonly observer: string;
  /** The day (`YYYY-MM-DD`) of a track whose receiver told no date; null where it is not needed. */
  readonly day: string | null;
}

/** Notes that a blueprint has so many segments of a track. */
function note(id: string, blueprint: string, segments: number): void {
  const { saved, keep } = usePositionWork.getState();
  keep({ saved: { ...saved, [id]: { ...saved[id], [blueprint]: segments } } });
}

/**
 * Puts a track into the layer of tracks, a feature a segment, with its positions as they were recorded; segments that
 * the blueprint has are not written again, unless it has them all. True when all of it is in the blueprint.
 */
export async function saveTrack(id: string, name: string, { observer, day }: SaveWords): Promise<boolean> {
  const store = services()?.store;
  const path = useSession.getState().blueprint?.path;
  if (store === undefined || path === undefined) return false;
  const points = await askPosition((client) => client.trackPoints({ id, from: 0 }));
  if (points === null) return false;
  const { features } = trackFeatures(points, {
    observer,
    remark: name,
    dayOf: (timeMs) => today(new Date(timeMs)),
  });
  if (features.length === 0) {
    notify('info', 'position.track.no-line');
    return false;
  }
  const segments = points.starts.length;
  const has = segmentsIn(usePositionWork.getState().saved[id], path);
  const first = has < segments ? has : 0;
  const fresh = features.filter(({ segment }) => segment >= first);
  for (const { segment, geometry, fields } of fresh) {
    const done = await store.execute({
      command: 'create-feature',
      params: {
        layer: TRACK_LAYER,
        geometry,
        fields: {
          ...fields,
          started_at: fields['started_at'] ?? day,
          ended_at: fields['ended_at'] ?? day,
        },
      },
    });
    if (!done.ok) {
      notifyFailure(done.error);
      return false;
    }
    note(id, path, segment + 1);
  }
  note(id, path, segments);
  const left = segments - first - fresh.length;
  notify('ok', left === 0 ? 'position.track.saved' : 'position.track.saved-but', {
    name,
    n: fresh.length,
    left,
  });
  return true;
}

/** Asks where to, and writes a track as GPX with its times and heights. */
export async function exportTrack(id: string, name: string): Promise<void> {
  const chosen = await shellClient().chooseTrackTarget({ suggested: `${name}.gpx` });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value === null) return;
  const { token, name: file } = chosen.value;
  const done = await askPosition((client) => client.exportTrack({ id, file: token }));
  if (done !== null) notify('ok', 'position.track.exported', { file, n: done.points });
}

/** Deletes a track from this computer. */
export async function forgetTrack(id: string): Promise<void> {
  if ((await askPosition((client) => client.forgetTrack({ id }))) === null) return;
  void listTracks();
  const { saved, keep } = usePositionWork.getState();
  keep({ saved: Object.fromEntries(Object.entries(saved).filter(([one]) => one !== id)) });
}
