import { create } from 'zustand';
import type { FoundEvidence } from '../../shared/bridge/evidence-contract.ts';
import type { AttachmentRecord } from '../../shared/bridge/task-contract.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { DEFAULT_MAX_GAP_S } from '../../shared/photo/match-track.ts';
import { DEFAULT_ZONE_MINUTES } from '../../shared/photo/photo-time.ts';
import type { PhotoFacts } from '../../shared/photo/photo-facts.ts';
import type { Placed } from '../../shared/photo/place-photo.ts';
import { factsOfKept, planPhotos, toldShifts, type ToldShift } from '../../shared/photo/plan-photos.ts';
import { timedTrack, type TimedPoints, type TimedTrack } from '../../shared/photo/timed-track.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { positionClient, services } from '../bridge/client.ts';
import { execute } from './edit.ts';
import { keepBytes, recordEvidence } from './field-evidence.ts';
import { loadFieldWork } from './field-work.ts';
import { runJob, useJobs } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';
import { usePosition } from './position.ts';
import { usePositionWork } from './position-work.ts';
import { useLayout } from './layout.ts';
import { usePhotos } from './photos.ts';

/** A file that was found, or evidence of the file that is placed anew. */
export interface PhotoEntry {
  /** The hash of a file, the uid of a record. */
  readonly id: string;
  readonly name: string;
  readonly facts: PhotoFacts | null;
  readonly from: { readonly found: FoundEvidence } | { readonly kept: AttachmentRecord };
}

/** The track that photographs are placed by. */
export interface ChosenTrack {
  /** Id of a track of this computer, `now` for the one that runs, `gpx` for a file. */
  readonly id: string;
  readonly name: string;
  readonly timed: TimedTrack;
  /** Flat longitudes and latitudes, a line a run. */
  readonly lines: readonly Float64Array[];
}

export interface PhotoImport {
  /** What is to be brought in or placed; null while nothing is in hand. */
  readonly entries: readonly PhotoEntry[] | null;
  readonly refused: readonly { readonly name: string; readonly why: string }[];
  /** Ids of entries that are left out. */
  readonly left: ReadonlySet<string>;
  readonly track: ChosenTrack | null;
  /** Seconds that the camera's clock was behind. */
  readonly shiftS: number;
  /** Of the camera, where a file does not say it; minutes ahead of UTC. */
  readonly zoneMinutes: number;
  readonly maxGapS: number;
  /** What they are to hang on; null for nothing. */
  readonly subject: RecordRef | null;
  /** Number of the job that runs. */
  readonly job: number | null;
  /** Where each entry would be, in their order. */
  readonly placed: readonly Placed[];
  readonly told: readonly ToldShift[];
}

const NOTHING: PhotoImport = {
  entries: null,
  refused: [],
  left: new Set(),
  track: null,
  shiftS: 0,
  zoneMinutes: DEFAULT_ZONE_MINUTES,
  maxGapS: DEFAULT_MAX_GAP_S,
  subject: null,
  job: null,
  placed: [],
  told: [],
};

export const usePhotoImport = create<PhotoImport>()(() => NOTHING);

export const forgetImport = (): void => usePhotoImport.setState(NOTHING, true);

type Options = Pick<
  PhotoImport,
  'entries' | 'refused' | 'left' | 'track' | 'shiftS' | 'zoneMinutes' | 'maxGapS' | 'subject'
>;

/** Changes what is asked for, and says anew where everything would be. */
export function changeImport(patch: Partial<Options>): void {
  usePhotoImport.setState((state) => {
    const next = { ...state, ...patch };
    const { track, shiftS, zoneMinutes, maxGapS } = next;
    const entries = next.entries ?? [];
    const timed = track?.timed ?? null;
    const { declinationDeg } = usePositionWork.getState();
    return {
      ...patch,
      placed: planPhotos(entries, { track: timed, shiftS, zoneMinutes, maxGapS, declinationDeg }),
      told: toldShifts(entries, timed, zoneMinutes, maxGapS),
    };
  });
}

/** What can be written: entries that are new to the file, those ticked alone, with their places. */
export const wantedOf = ({ entries, placed, left }: PhotoImport) =>
  (entries ?? []).flatMap((entry, i) => {
    const at = placed[i];
    if (at === undefined || left.has(entry.id)) return [];
    if ('found' in entry.from ? entry.from.found.known : at.place === null) return [];
    return [{ entry, at }];
  });

/** Runs a job that the panel shows. */
async function job<T>(key: string, call: Parameters<typeof runJob<T>>[1]): Promise<Result<T>> {
  const running = runJob({ key }, call);
  usePhotoImport.setState({ job: useJobs.getState().jobs[0]?.id ?? null });
  const result = await running;
  usePhotoImport.setState({ job: null });
  return result;
}

const isCancelled = (result: Result<unknown>): boolean => !result.ok && result.error.code === 'cancelled';

/** Asks for files or a folder and looks at what is there. Nothing is written. */
export async function chooseImport(folder: boolean): Promise<void> {
  const now = services();
  if (now === null || usePhotoImport.getState().job !== null) return;
  const chosen = await now.shell.chooseEvidence({ folder });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value.length === 0) return;
  showPhotos();
  const files = chosen.value.map(({ token }) => token);
  const survey = await job('field.job.evidence', (options) => now.query.evidenceSurvey({ files }, options));
  if (!survey.ok) {
    if (!isCancelled(survey)) notifyFailure(survey.error);
    return;
  }
  const { found, refused } = survey.value;
  if (found.length === 0 && refused.length === 0) return void notify('info', 'photos.empty-folder');
  usePhotoImport.setState({ left: new Set() });
  changeImport({
    // A file that is there twice is listed twice and brought in once: the second one is known.
    entries: found.map((one, i) => ({
      id: one.known ? `${i} ${one.sha256}` : one.sha256,
      name: one.name,
      facts: one.facts,
      from: { found: one },
    })),
    refused,
  });
}

/** Photographs of the file without a place, to be placed by a track. */
export function placeKept(all: readonly AttachmentRecord[]): void {
  const entries = all
    .filter(({ kind, place }) => kind !== 'document' && place === null)
    .map((kept) => ({ id: kept.uid, name: kept.name, facts: factsOfKept(kept), from: { kept } }));
  changeImport({ entries, refused: [], left: new Set(), subject: null });
}

function setTrack(id: string, name: string, points: TimedPoints): void {
  const timed = timedTrack(points);
  const { lon, lat } = points;
  const lines = timed.runs.map((run) =>
    Float64Array.from(
      { length: 2 * run.points.length },
      (_, i) => (i % 2 === 0 ? lon : lat)[run.points[i >> 1]!]!,
    ),
  );
  changeImport({ track: { id, name, timed, lines } });
}

/** Takes a track of this computer; `now` is the one that runs. */
export async function takeTrack(id: string, name: string): Promise<void> {
  const points = await positionClient()?.trackPoints({ id: id === 'now' ? null : id, from: 0 });
  if (points === undefined) return;
  if (points.ok) setTrack(id, name, points.value);
  else notifyFailure(points.error);
}

/** Asks for a GPX file and takes its tracks. */
export async function takeGpx(): Promise<void> {
  const now = services();
  const chosen = await now?.shell.chooseTrack({});
  if (now === null || chosen === undefined) return;
  if (!chosen.ok) return notifyFailure(chosen.error);
  const file = chosen.value;
  if (file === null) return;
  const points = await job('photos.job.track', (options) =>
    now.query.evidenceTrack({ file: file.token }, options),
  );
  if (points.ok) setTrack('gpx', file.name, points.value);
  else if (!isCancelled(points)) notifyFailure(points.error);
}

/** Files whose bytes are kept at once: between such heaps the work can be stopped. */
const HEAP = 8;

/** Writes what is wanted, as one step. What was stopped before that has written no record. */
export async function saveImport(): Promise<void> {
  const state = usePhotoImport.getState();
  const wanted = wantedOf(state);
  if (wanted.length === 0 || state.job !== null) return;
  const done = await job<unknown>('photos.job.save', async ({ signal, onProgress }) => {
    const files = wanted.flatMap(({ entry, at: { why: _why, ...placing } }) =>
      'found' in entry.from ? [{ one: entry.from.found, placing }] : [],
    );
    for (let i = 0; i < files.length; i += HEAP) {
      if (signal?.aborted) return fail('cancelled');
      onProgress?.({ share: i / files.length, stage: 'evidence.stage.keep' });
      const kept = await keepBytes(files.slice(i, i + HEAP).map(({ one }) => one.sha256));
      if (!kept.ok) return kept;
    }
    if (files.length > 0) return recordEvidence(files, state.subject);
    const places = wanted.flatMap(({ entry, at: { why: _why, ...placing } }) =>
      'kept' in entry.from ? [{ ...placing, uid: entry.id, takenAt: entry.from.kept.takenAt }] : [],
    );
    const placed = await execute('place-attachments', { places });
    if (placed.ok) await loadFieldWork();
    return placed.ok ? ok(null) : placed;
  });
  if (!done.ok) {
    if (!isCancelled(done)) notifyFailure(done.error);
    return;
  }
  const unplaced = wanted.filter(({ at }) => at.place === null).length;
  forgetImport();
  notify('ok', unplaced === 0 ? 'photos.saved' : 'photos.saved-some', { n: wanted.length, unplaced });
}

/** Opens the panel beside the map. */
export function showPhotos(): void {
  useLayout.getState().change({ rightOpen: true, dockMax: false });
  usePhotos.getState().show(true);
}

export const runningTrack = () => usePosition.getState().service?.track ?? null;
