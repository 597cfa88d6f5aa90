import { create } from 'zustand';
import type { AttachmentRecord } from '../../shared/bridge/task-contract.ts';
import type { LonLat } from '../../shared/geometry/geodesic.ts';
import { canonical } from '../../shared/geometry/grid.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { ALL_EVIDENCE, type EvidenceFilter } from '../../shared/photo/evidence-filter.ts';
import { execute } from './edit.ts';
import { useFieldMode } from './field-mode.ts';
import { loadFieldWork, useFieldWork } from './field-work.ts';
import { notify, notifyFailure } from './notices.ts';
import { usePositionWork } from './position-work.ts';
import { useTool } from './tool.ts';
import { stepHistory } from './undo.ts';

/** What the window shows of photographs and other evidence. */
export interface PhotosState {
  /** The panel stands open beside the map. */
  readonly open: boolean;
  /** Marks on the map; while the panel is open they are there anyhow. */
  readonly marks: boolean;
  /** The one that the list stands on; its mark stands out. */
  readonly current: string | null;
  /** The one that is shown large. */
  readonly viewed: string | null;
  /** The one whose place is asked of the map. */
  readonly placing: string | null;
  readonly filter: EvidenceFilter;
  readonly show: (open: boolean) => void;
  readonly setMarks: (marks: boolean) => void;
  readonly pick: (current: string | null) => void;
  readonly change: (filter: Partial<EvidenceFilter>) => void;
}

const NOTHING = { open: false, current: null, viewed: null, placing: null, filter: ALL_EVIDENCE } as const;

export const usePhotos = create<PhotosState>()((set) => ({
  ...NOTHING,
  marks: false,
  show: (open) => {
    // The column has room for one of them.
    if (open) usePositionWork.getState().show(false);
    set({ open });
  },
  setMarks: (marks) => set({ marks }),
  pick: (current) => set({ current }),
  change: (filter) => set((state) => ({ filter: { ...state.filter, ...filter } })),
}));

usePositionWork.subscribe((state, before) => {
  if (state.open && !before.open) usePhotos.setState({ open: false });
});

useFieldMode.subscribe((state, before) => {
  if (state.on !== before.on) usePhotos.setState({ open: false });
});

export const forgetPhotos = (): void => usePhotos.setState(NOTHING);

/** Whether marks are on the map. */
export const marksShown = ({ open, marks }: Pick<PhotosState, 'open' | 'marks'>): boolean => open || marks;

export const attachmentById = (uid: string | null): AttachmentRecord | null =>
  useFieldWork.getState().attachments.find((one) => one.uid === uid) ?? null;

/** Shows one large. */
export const viewPhoto = (uid: string): void => usePhotos.setState({ viewed: uid, current: uid });
export const closeViewer = (): void => usePhotos.setState({ viewed: null });

/** Runs a command on evidence, reads it again, and says when it did not work. True when it did. */
async function change(command: string, params: unknown): Promise<boolean> {
  const done = await execute(command, params);
  if (done.ok) await loadFieldWork();
  // What is the same as before is no mistake of anybody.
  else if (done.error.code !== 'command.unchanged') notifyFailure(done.error);
  return done.ok;
}

export const setCaption = (uid: string, caption: string): Promise<boolean> =>
  change('edit-attachment', { uid, caption });

export const setSubject = (uid: string, subject: RecordRef | null): Promise<boolean> =>
  change('edit-attachment', { uid, subject });

function offerUndo(key: string, name: string): void {
  notify('info', key, { name }, { key: 'ui.undo', run: () => void stepHistory('undo') });
}

export async function removePhoto({ uid, name }: AttachmentRecord): Promise<void> {
  if (!(await change('remove-attachments', { uids: [uid] }))) return;
  usePhotos.setState((state) => (state.viewed === uid ? { viewed: null } : state));
  offerUndo('photos.removed', name);
}

/** The next click on the map says where it was made. */
export function askPlace(uid: string): void {
  usePhotos.setState({ placing: uid, viewed: null, current: uid });
  useTool.getState().setTool('photo-place');
}

/** Puts evidence at a place of the map; its time and direction stay. Null takes its place away. */
export async function placeByHand(uid: string, at: LonLat | null): Promise<boolean> {
  const one = attachmentById(uid);
  if (one === null) return false;
  const { takenAt, bearingDeg } = one;
  const place = at === null ? null : [canonical(at[0]), canonical(at[1])];
  const done = await change('place-attachments', {
    places: [
      {
        uid,
        takenAt,
        timeShiftS: null,
        placedBy: place === null ? 'none' : 'hand',
        place,
        heightM: null,
        accuracyM: null,
        bearingDeg,
      },
    ],
  });
  if (done) offerUndo(place === null ? 'photos.place-taken' : 'photos.place-set', one.name);
  return done;
}

/** Takes the place that was asked for. */
export function takePlace(at: LonLat): void {
  const { placing } = usePhotos.getState();
  useTool.getState().setTool('select');
  if (placing !== null) void placeByHand(placing, at);
}

/** The place is asked for no more, whichever way the tool was put down. */
useTool.subscribe((state, before) => {
  if (before.tool === 'photo-place' && state.tool !== 'photo-place') usePhotos.setState({ placing: null });
});
