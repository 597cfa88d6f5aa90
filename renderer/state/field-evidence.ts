import { EVIDENCE_SLICE, MOST_CAPTURED, type FoundEvidence } from '../../shared/bridge/evidence-contract.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { placePhoto, type Placing } from '../../shared/photo/place-photo.ts';
import { fail, type Result } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { execute } from './edit.ts';
import { loadFieldWork } from './field-work.ts';
import { standingNow } from './field-hand.ts';
import { runJob } from './jobs.ts';
import { notify, notifyFailure } from './notices.ts';

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
function ownPlacing({ facts }: FoundEvidence): Placing {
  if (facts === null) return NOWHERE;
  const { why: _why, ...placing } = placePhoto(facts, {
    track: null,
    zoneMinutes: -new Date().getTimezoneOffset(),
    shiftS: 0,
    declinationDeg: null,
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

/** Keeps the bytes, then records what they are, as one step. */
async function keep(
  found: readonly { readonly one: FoundEvidence; readonly placing: Placing }[],
  about: readonly RecordRef[],
): Promise<Result<unknown>> {
  const now = services();
  if (now === null) return fail('bridge.closed');
  const subject = await subjectAmong(about);
  const staged = await now.query.evidenceStage({ hashes: found.map(({ one }) => one.sha256) });
  if (!staged.ok) return staged;
  const kept = await now.shell.keepEvidence({ staging: staged.value.staging });
  if (!kept.ok) return kept;
  const attachments = found.map(({ one: { name, kind, mime, size, sha256, facts }, placing }) => ({
    name,
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

/** Takes what the window recorded itself: a picture of the camera, a voice note. */
export async function captureEvidence(
  name: string,
  recorded: Blob,
  about: readonly RecordRef[],
): Promise<boolean> {
  const now = services();
  if (now === null) return false;
  if (recorded.size === 0 || recorded.size > MOST_CAPTURED) {
    notifyFailure({ code: recorded.size === 0 ? 'field.no-recording' : 'field.long-recording' });
    return false;
  }
  const placing = placingNow();
  const bytes = new Uint8Array(await recorded.arrayBuffer());
  const one = await now.query.evidenceCapture({ name, bytes });
  const done = one.ok ? await keep([{ one: one.value, placing }], about) : one;
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}

/** The bytes of kept evidence as a file that the page can show; null where they cannot be had. */
export async function readEvidence(sha256: string): Promise<Blob | null> {
  const now = services();
  if (now === null) return null;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; ; offset += EVIDENCE_SLICE) {
    const slice = await now.query.evidence({ sha256, offset });
    if (!slice.ok) {
      if (slice.error.code !== 'bridge.closed') notifyFailure(slice.error);
      return null;
    }
    parts.push(new Uint8Array(slice.value.bytes));
    if (offset + EVIDENCE_SLICE >= slice.value.size) return new Blob(parts, { type: slice.value.mime });
  }
}

export async function removeEvidence(uid: string): Promise<void> {
  const done = await execute('remove-attachments', { uids: [uid] });
  if (done.ok) await loadFieldWork();
  else notifyFailure(done.error);
}
