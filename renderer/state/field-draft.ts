import { create } from 'zustand';
import { z } from 'zod';
import type { TaskRecord } from '../../shared/bridge/task-contract.ts';
import { finite } from '../../shared/bridge/schemas.ts';
import { readForm } from '../../shared/field/form.ts';
import { readSketchText, type Strokes } from '../../shared/field/sketch-text.ts';
import { observerPosition, readPosition, VERDICTS, type Verdict } from '../../shared/field/verdict.ts';
import { shellClient } from '../bridge/client.ts';
import { useSession } from './session.ts';
import { keepText, type TextKeeper } from './text-keeper.ts';

const lonLat = z.tuple([finite, finite]);

/** What is being noted and not saved yet: at a task, or of a new task or observation. */
const draftSchema = z.strictObject({
  verdict: z.enum(VERDICTS).nullable(),
  title: z.string().max(500),
  note: z.string().max(2000),
  /** Kind of a new observation. */
  kind: z.string().max(24),
  answers: z.record(z.string(), z.string()),
  strokes: z.array(z.array(lonLat)),
  /** Points of a line that is set point by point and not ended yet. Older editions did not keep it. */
  open: z.array(lonLat).default([]),
  /** Where the observer stands. */
  position: observerPosition.nullable(),
  /** Of a new task: where it is. */
  place: lonLat.nullable(),
});
export type Draft = Readonly<z.infer<typeof draftSchema>>;

/** Drafts by the uid of the task; those of new things by what they are. */
export type DraftKey = string;
export const NEW_TASK = 'new-task';
export const NEW_OBSERVATION = 'observation';
/** Of the words and the place of a task of one's own, beside what is found there. */
export const wordsOf = (uid: string): DraftKey => `words ${uid}`;

export interface DraftsState {
  readonly drafts: Readonly<Record<DraftKey, Draft>>;
}

export const useDrafts = create<DraftsState>()(() => ({ drafts: {} }));

export const EMPTY_DRAFT: Draft = {
  verdict: null,
  title: '',
  note: '',
  kind: 'land_class',
  answers: {},
  strokes: [],
  open: [],
  position: null,
  place: null,
};

/** A task as it is recorded, to be changed. */
export const draftOfTask = (task: TaskRecord): Draft => ({
  ...EMPTY_DRAFT,
  verdict: VERDICTS.find((one) => one === task.verdict) ?? null,
  note: task.verdictNote,
  answers: readForm(task.form),
  strokes:
    (task.sketch === null ? null : readSketchText(task.sketch))?.map((line) =>
      line.map(([lon, lat]): [number, number] => [lon, lat]),
    ) ?? [],
  position: readPosition(task.position),
});

/** The words and the place of a task, to be changed. */
export const wordsOfTask = ({ title, note, place }: TaskRecord): Draft => ({
  ...EMPTY_DRAFT,
  title,
  note,
  place: place === null ? null : [place[0], place[1]],
});

/** Changes a draft; it begins with `from` where there is none yet. */
export function changeDraft(key: DraftKey, from: Draft, patch: Partial<Draft>): void {
  useDrafts.setState(({ drafts }) => ({
    drafts: { ...drafts, [key]: { ...(drafts[key] ?? from), ...patch } },
  }));
}

export const dropDraft = (key: DraftKey): void =>
  useDrafts.setState(({ drafts }) => {
    const { [key]: _gone, ...rest } = drafts;
    return { drafts: rest };
  });

/** All lines of a draft, with the one that is not ended yet. */
export const linesOf = ({ strokes, open }: Draft): Strokes =>
  open.length < 2 ? strokes : [...strokes, open];

export const asVerdict = (value: string | null): Verdict | null =>
  VERDICTS.find((one) => one === value) ?? null;

/** What was kept; drafts that cannot be read (an older edition wrote them) are left out. */
export function readDrafts(kept: string | null): Readonly<Record<DraftKey, Draft>> {
  let raw: unknown;
  try {
    raw = JSON.parse(kept ?? '{}');
  } catch {
    return {};
  }
  if (typeof raw !== 'object' || raw === null) return {};
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => {
      const read = draftSchema.safeParse(value);
      return read.success ? [[key, read.data]] : [];
    }),
  );
}

let blueprint: string | null = null;
let keeper: TextKeeper | null = null;

const draftsText = (): string | null => {
  const { drafts } = useDrafts.getState();
  return Object.keys(drafts).length === 0 ? null : JSON.stringify(drafts);
};

/** Takes up the drafts of the blueprint that is open now; those of the one before stay on the disk. */
export async function takeUpDrafts(): Promise<void> {
  const path = useSession.getState().blueprint?.path ?? null;
  if (path === blueprint) return;
  keeper?.end();
  [blueprint, keeper] = [null, null];
  useDrafts.setState({ drafts: {} });
  if (path === null) return;
  const read = await shellClient().keptForm({ blueprint: path });
  if (useSession.getState().blueprint?.path !== path) return;
  const kept = read.ok ? read.value : null;
  blueprint = path;
  keeper = keepText(kept, draftsText, (form) => shellClient().keepForm({ blueprint: path, form }));
  // What was begun while it was read goes before.
  useDrafts.setState(({ drafts }) => ({ drafts: { ...readDrafts(kept), ...drafts } }));
}

useDrafts.subscribe(() => keeper?.soon());
