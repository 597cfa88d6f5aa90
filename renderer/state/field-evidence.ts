import { EVIDENCE_SLICE, MOST_CAPTURED, type FoundEvidence } from '../../shared/bridge/evidence-contract.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { placePhoto, type Placing } from '../../shared/photo/place-photo.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { execute } from './edit.ts';
import { loadFieldWork } from './field-work.ts';
import { standingNow } from './field-hand.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';
import { usePositionWork } from './position-work.ts';
import { useSession } from './session.ts';

/** Characters of a name that are kept: its end. */
const MOST_NAME = 500;

const NOWHERE: Placing = {
  takenAt: null,
  timeShiftS: null,
  placedBy: 'none',
  place: null,
  heightM: null,
  accuracyM: null,
  bearingDeg: null,
};

/** A photograph where it says it was taken; it is not put where the person stands now, which may be elsewhere. */
export function ownPlacing({ facts }: Pick<FoundEvidence, 'facts'>): Placing {
  if (facts === null) return NOWHERE;
  const { why: _why, ...placing } = placePhoto(facts, {
    track: null,
    zoneMinutes: -new Date().getTimezoneOffset(),
    shiftS: 0,
    declinationDeg: usePositionWork.getState().declinationDeg,
  });
  return placing;
}

/** What is recorded just now was recorded where the receiver says one stands. */
function placingNow(): Placing {
  const standing = standingNow();
  const takenAt = new Date().toISOString();
  if (standing === null) return { ...NOWHERE, takenAt };
  return {
    ...NOWHERE,
    takenAt,
    placedBy: 'receiver',
    place: standing.place,
    heightM: standing.heightM,
    accuracyM: standing.accuracyM,
  };
}

/** The feature or task that evidence hangs on: the first of them that the file has. */
async function subjectAmong(about: readonly RecordRef[]): Promise<RecordRef | null> {
  const last = about.at(-1) ?? null;
  if (about.length < 2) return last;
  const found = await services()?.query.features({ refs: [...about] });
  const there = found?.ok ? found.value : [];
  return about.find((ref) => there.some(({ layer, uid }) => layer === ref.table && uid === ref.uid)) ?? last;
}

/** Evidence to be recorded, with where it was made. */
export interface PlacedEvidence {
  readonly one: FoundEvidence;
  readonly placing: Placing;
}

/** Keeps the bytes of files that were surveyed or recorded just now. They may be kept without ever being recorded. */
export async function keepBytes(hashes: readonly string[]): Promise<Result<number>> {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const staged = await now.query.evidenceStage({ hashes: [...hashes] });
  return staged.ok ? now.shell.keepEvidence({ staging: staged.value.staging }) : staged;
}

/** Keeps the bytes, then records what they are, as one step. */
async function keep(found: readonly PlacedEvidence[], about: readonly RecordRef[]): Promise<Result<unknown>> {
  const subject = await subjectAmong(about);
  const kept = await keepBytes(found.map(({ one }) => one.sha256));
  return kept.ok ? recordEvidence(found, subject) : kept;
}

/** Records evidence whose bytes have been kept, as one step. */
export async function recordEvidence(
  found: readonly PlacedEvidence[],
  subject: RecordRef | null,
): Promise<Result<unknown>> {
  const attachments = found.map(({ one: { name, kind, mime, size, sha256, facts }, placing }) => ({
    name: name.slice(-MOST_NAME),
    kind,
    mime,
    size,
    sha256,
    width: facts?.width ?? null,
    height: facts?.height ?? null,
    ...placing,
    caption: '',
    subject,
  }));
  const done = await execute('add-attachments', { attachments });
  if (done.ok) await loadFieldWork();
  return done;
}

/**
 * Asks for files or a folder and takes what is evidence there.
 *
 * @param about what it hangs on, the first that is in the file
 */
export async function importEvidence(folder: boolean, about: readonly RecordRef[]): Promise<void> {
  const now = services();
  if (now === null) return;
  const chosen = await now.shell.chooseEvidence({ folder });
  if (!chosen.ok) return notifyFailure(chosen.error);
  if (chosen.value.length === 0) return;
  const files = chosen.value.map(({ token }) => token);
  const survey = await runJob({ key: 'field.job.evidence' }, (options) =>
    now.query.evidenceSurvey({ files }, options),
  );
  if (!survey.ok) return notifyFailure(survey.error);
  const { found, refused } = survey.value;
  const fresh = found.filter(({ known }) => !known);
  if (refused.length > 0) notify('info', 'field.refused', { count: refused.length });
  if (fresh.length === 0) return void notify('info', 'field.nothing-new', { count: found.length });
  const done = await keep(
    fresh.map((one) => ({ one, placing: ownPlacing(one) })),
    about,
  );
  if (done.ok) notify('ok', 'field.evidence-kept', { count: fresh.length });
  else notifyFailure(done.error);
}

/** What the window recorded itself, with where and when that was, and the blueprint (its path) that it is for. */
export interface Capture {
  readonly name: string;
  readonly recorded: Blob;
  readonly about: readonly RecordRef[];
  readonly placing: Placing;
  readonly blueprint: string;
}

export const blueprintNow = (): string => useSession.getState().blueprint?.path ?? '';

/** @param about what it hangs on, the first that is in the file */
export const captureOf = (
  name: string,
  recorded: Blob,
  about: readonly RecordRef[],
  blueprint = blueprintNow(),
): Capture => ({ name, recorded, about, placing: placingNow(), blueprint });

/** Puts it into its blueprint, which has to be open. It may be tried again: bytes that are there are not stored twice. */
export async function keepCapture({
  name,
  recorded,
  about,
  placing,
  blueprint,
}: Capture): Promise<Result<unknown>> {
  if (recorded.size === 0) return fail('field.no-recording');
  if (recorded.size > MOST_CAPTURED) return fail('field.long-recording');
  const bytes = new Uint8Array(await recorded.arrayBuffer());
  if (blueprintNow() !== blueprint) return fail('field.other-blueprint', { name });
  const one = await services()?.query.evidenceCapture({ name, bytes });
  if (one === undefined) return fail('bridge.closed');
  return one.ok ? keep([{ one: one.value, placing }], about) : one;
}

/** Takes what the window recorded itself, a picture of the camera; says why where that cannot be kept. */
export async function captureEvidence(
  name: string,
  recorded: Blob,
  about: readonly RecordRef[],
): Promise<boolean> {
  const done = await keepCapture(captureOf(name, recorded, about));
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}

/** The bytes of kept evidence as a file that the page can show; null where they cannot be had, which is told. */
export async function readEvidence(sha256: string): Promise<Blob | null> {
  const read = await fetchEvidence(sha256);
  if (read.ok) return read.value;
  if (read.error.code !== 'bridge.closed') notifyFailure(read.error);
  return null;
}

/** The same with the reason where they cannot be had. */
export async function fetchEvidence(sha256: string): Promise<Result<Blob>> {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; ; offset += EVIDENCE_SLICE) {
    const slice = await now.query.evidence({ sha256, offset });
    if (!slice.ok) return slice;
    parts.push(new Uint8Array(slice.value.bytes));
    if (offset + EVIDENCE_SLICE >= slice.value.size) return ok(new Blob(parts, { type: slice.value.mime }));
  }
}

export async function removeEvidence(uid: string): Promise<void> {
  const done = await execute('remove-attachments', { uids: [uid] });
  if (done.ok) await loadFieldWork();
  else notifyFailure(done.error);
}
