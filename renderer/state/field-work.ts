import { create } from 'zustand';
import type { AttachmentRecord, TaskRecord } from '../../shared/bridge/task-contract.ts';
import type { Committed } from '../../shared/change/change.ts';
import { TASKS } from '../../shared/exchange/tasks.ts';
import { segmentOf, type LonLat } from '../../shared/geometry/geodesic.ts';
import type { RecordRef } from '../../shared/model/record.ts';
import { ATTACHMENTS } from '../../shared/photo/attachment.ts';
import { services } from '../bridge/client.ts';
import { notifyFailure } from './notices.ts';
import { positionNow, usePosition } from './position.ts';
import { useSettings } from './settings.ts';

/** Which tasks are listed. */
export interface TaskFilter {
  readonly whose: 'all' | 'mine';
  readonly state: 'all' | 'open' | 'done';
}

export interface FieldWorkState {
  /** In the order to go; null until they have been read. */
  readonly tasks: readonly TaskRecord[] | null;
  readonly attachments: readonly AttachmentRecord[];
  /** More are in the file than are shown. */
  readonly more: boolean;
  /** The task in hand. */
  readonly current: string | null;
  readonly filter: TaskFilter;
}

const NOTHING = { tasks: null, attachments: [], more: false, current: null } as const;

export const useFieldWork = create<FieldWorkState>()(() => ({
  ...NOTHING,
  filter: { whose: 'all', state: 'all' },
}));

export const forgetFieldWork = (): void => useFieldWork.setState(NOTHING);

/** By rank, then in the order they were made, which is that of the answer. */
const inOrder = (tasks: readonly TaskRecord[]): readonly TaskRecord[] =>
  tasks.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);

let turn = 0;

/** Reads tasks and evidence; a later call makes an earlier one void. */
export async function loadFieldWork(): Promise<void> {
  turn += 1;
  const mine = turn;
  const found = await services()?.query.fieldWork({});
  if (found === undefined || mine !== turn) return;
  if (!found.ok) {
    if (found.error.code !== 'bridge.closed') notifyFailure(found.error);
    return;
  }
  const { tasks, attachments, more } = found.value;
  const { current } = useFieldWork.getState();
  useFieldWork.setState({
    tasks: inOrder(tasks),
    attachments,
    more,
    ...(tasks.some(({ uid }) => uid === current) ? {} : { current: null }),
  });
}

/** Reads them again where a commit wrote one. */
export function followFieldWork({ touched }: Committed): void {
  if (touched.some(({ layer }) => layer === TASKS || layer === ATTACHMENTS)) void loadFieldWork();
}

export const isDone = ({ verdict }: Pick<TaskRecord, 'verdict'>): boolean => verdict !== null;

/** Those that the filter lets through, in the order to go. Mine are those of this computer's user, and nobody's. */
export function shownTasks(
  { tasks, filter }: Pick<FieldWorkState, 'tasks' | 'filter'>,
  me: string,
): readonly TaskRecord[] {
  return (tasks ?? []).filter(
    (task) =>
      (filter.state === 'all' || (filter.state === 'done') === isDone(task)) &&
      (filter.whose === 'all' || task.assignee === null || task.assignee === me),
  );
}

export const taskOf = ({ tasks, current }: FieldWorkState): TaskRecord | null =>
  tasks?.find(({ uid }) => uid === current) ?? null;

export const myName = (): string => useSettings.getState().settings.author;

export const taskRef = (uid: string): RecordRef => ({ table: TASKS, uid });

/** The evidence of a task: what hangs on it, and what hangs on the feature that it is about. */
export const evidenceOf = (
  attachments: readonly AttachmentRecord[],
  about: readonly RecordRef[],
): readonly AttachmentRecord[] =>
  attachments.filter(({ subject }) =>
    about.some((ref) => ref.table === subject?.table && ref.uid === subject.uid),
  );

/** Where one stands, by a receiver whose signal is fresh; null without one. */
export const hereNow = (): LonLat | null => {
  const at = positionNow(usePosition.getState());
  return at === null ? null : [at.fix.lon, at.fix.lat];
};

/** The same for a component: drawn again with every position, and when the signal gets old. */
export function useHere(): LonLat | null {
  const at = usePosition(positionNow);
  return at === null ? null : [at.fix.lon, at.fix.lat];
}

/** The way to a task from here; null without a position or a place. */
export const wayTo = (here: LonLat | null, { place }: Pick<TaskRecord, 'place'>) =>
  here === null || place === null ? null : segmentOf(here, place);
