import { classOfAnswer, formText } from '../../shared/field/form.ts';
import { routeOrder } from '../../shared/field/route.ts';
import { sketchText } from '../../shared/field/sketch-text.ts';
import type { TaskRecord } from '../../shared/bridge/task-contract.ts';
import { packFlat } from '../../shared/geometry/build-packed.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { uuidv7 } from '../../shared/model/ids.ts';
import { findingKey } from '../../shared/rules/identity.ts';
import { fail, type Result } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { useCamera } from './camera.ts';
import { execute } from './edit.ts';
import { dropDraft, linesOf, NEW_OBSERVATION, NEW_TASK, wordsOf, type Draft } from './field-draft.ts';
import { useFieldMode } from './field-mode.ts';
import { hereNow, loadFieldWork, myName, useFieldWork } from './field-work.ts';
import { useFindingsMap } from './findings-map.ts';
import { notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';

/** A task is shown at this zoom where it has a place and nothing to be framed. */
const TASK_ZOOM = 16;

/** Says why a step was refused; that nothing is different is no failure. True when it is as wanted. */
function settled(done: Result<unknown>): boolean {
  if (done.ok || done.error.code === 'command.unchanged') return true;
  notifyFailure(done.error);
  return false;
}

/** Takes a task in hand: on the map its feature is selected, its finding in focus, and both in sight. */
export async function openTask(task: TaskRecord): Promise<void> {
  useFieldWork.setState({ current: task.uid });
  useFieldMode.getState().show('task');
  const { subject, rule } = task;
  useFindingsMap
    .getState()
    .focus(rule === null || subject === null ? null : findingKey(rule, subject, task.counterpartLayer));
  useSelection.getState().set(subject === null ? [] : [subject]);
  if (task.place !== null) useCamera.getState().goTo(task.place, TASK_ZOOM);
  if (subject === null) return;
  const found = await services()?.query.features({ refs: [subject] });
  const box = found?.ok ? found.value[0]?.geometry?.box : undefined;
  if (box !== undefined && task.place === null && useFieldWork.getState().current === task.uid)
    useCamera.getState().zoomTo(box);
}

export function closeTask(): void {
  useFieldWork.setState({ current: null });
  useFindingsMap.getState().focus(null);
  useSelection.getState().clear();
  useFieldMode.getState().show('tasks');
}

/** Records what was found at a task, as one step. */
export async function recordVerdict(task: TaskRecord, draft: Draft): Promise<boolean> {
  const done = await execute('record-verdict', {
    uid: task.uid,
    verdict: draft.verdict,
    note: draft.note.trim(),
    form: formText(draft.answers),
    sketch: sketchText(linesOf(draft)),
    position: draft.position,
  });
  if (!settled(done)) return false;
  dropDraft(task.uid);
  await loadFieldWork();
  return true;
}

/** Adds a person's own task at the end of the order. */
export async function addTask(draft: Draft): Promise<string | null> {
  const uid = uuidv7(Date.now(), (size) => crypto.getRandomValues(new Uint8Array(size)));
  const { tasks } = useFieldWork.getState();
  const last = (tasks ?? []).reduce((most, { rank }) => Math.max(most, rank ?? 0), 0);
  const done = await execute('add-task', {
    uid,
    title: draft.title.trim(),
    note: draft.note.trim(),
    place: draft.place,
    subject: null,
    assignee: myName() === '' ? null : myName(),
    rank: last + 1,
  });
  if (!settled(done)) return null;
  dropDraft(NEW_TASK);
  await loadFieldWork();
  return uid;
}

/** Changes the words and the place of a person's own task. */
export async function editTask(uid: string, draft: Draft): Promise<boolean> {
  const { title, note, place } = draft;
  const done = await execute('edit-task', { uid, title: title.trim(), note: note.trim(), place });
  if (!settled(done)) return false;
  dropDraft(wordsOf(uid));
  await loadFieldWork();
  return true;
}

/** Makes a task that of the person who works here. */
export async function takeOver(uid: string): Promise<void> {
  if (settled(await execute('edit-task', { uid, assignee: myName() }))) await loadFieldWork();
}

export async function removeTask(uid: string): Promise<void> {
  if (!settled(await execute('remove-task', { uid }))) return;
  dropDraft(uid);
  await loadFieldWork();
  closeTask();
}

/** Puts the open tasks into a short way from here; those that are done, and those without a place, come after. */
export async function orderByRoute(): Promise<void> {
  const tasks = useFieldWork.getState().tasks ?? [];
  const go = tasks.filter(({ place, verdict }) => place !== null && verdict === null);
  const order = routeOrder(
    go.map(({ place }) => place!),
    hereNow(),
  ).map((i) => go[i]!.uid);
  const first = new Set(order);
  const rest = tasks.filter(({ uid }) => !first.has(uid)).map(({ uid }) => uid);
  await keepOrder([...order, ...rest]);
}

/** Moves a task before or behind its neighbour among those that are listed. */
export async function moveTask(uid: string, step: 1 | -1, listed: readonly TaskRecord[]): Promise<void> {
  const at = listed.findIndex((one) => one.uid === uid);
  const other = listed[at + step];
  if (at < 0 || other === undefined) return;
  const all = (useFieldWork.getState().tasks ?? []).map((one) => one.uid);
  const without = all.filter((one) => one !== uid);
  without.splice(without.indexOf(other.uid) + (step === 1 ? 1 : 0), 0, uid);
  await keepOrder(without);
}

async function keepOrder(order: readonly string[]): Promise<void> {
  if (order.length === 0) return;
  if (settled(await execute('order-tasks', { order }))) await loadFieldWork();
}

const two = (value: number): string => String(value).padStart(2, '0');
/** The day here, as a field of dates holds it. */
const dayOf = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;

/**
 * Writes an observation into the layer of observations, as one step; where the observer stood is its place.
 *
 * @param how in words, how the position was got
 */
export async function saveObservation(draft: Draft, how: string): Promise<Result<RecordRef | null>> {
  const { position } = draft;
  if (position === null) return fail('command.no-geometry');
  const done = await execute('create-feature', {
    layer: 'observation',
    geometry: packFlat('point', [[[...position.place]]]),
    fields: {
      observed_at: dayOf(new Date()),
      observer: myName() === '' ? '—' : myName(),
      observation_kind: draft.kind,
      observed_class: classOfAnswer(draft.answers),
      description: draft.note.trim() === '' ? null : draft.note.trim(),
      accuracy_m: position.accuracyM,
      remark: how,
    },
  });
  if (!done.ok) {
    notifyFailure(done.error);
    return done;
  }
  dropDraft(NEW_OBSERVATION);
  const fids = done.value.touched.find(({ layer }) => layer === 'observation')?.fids ?? [];
  const found =
    fids === 'many'
      ? undefined
      : await services()?.query.featuresByFid({ layer: 'observation', fids: [...fids] });
  const uid = found?.ok ? found.value[0]?.uid : undefined;
  return { ok: true, value: uid === undefined ? null : { table: 'observation', uid } };
}
