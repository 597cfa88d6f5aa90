import { create } from 'zustand';
import {
  CHANGE_KINDS,
  type ChangeKind,
  type VersionChange,
  type VersionChanges,
} from '../../shared/analysis/versions/types.ts';
import type { Failure } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { useCompare } from './compare.ts';
import { useLayout } from './layout.ts';
import { newestCall } from './newest-call.ts';
import { useSession } from './session.ts';

/** Changes that are listed and drawn; there may be more. */
export const CHANGE_LIMIT = 5000;

export type ChangeSort = 'place' | 'what' | 'area' | 'township';

interface ChangesState {
  readonly result: VersionChanges | null;
  /** Revision of the file that the result was made of. */
  readonly rev: number | null;
  readonly running: boolean;
  readonly share: number | null;
  readonly failure: Failure | null;
  /** Kinds that are listed. */
  readonly kinds: ReadonlySet<ChangeKind>;
  /** The layer that is listed; null for all. */
  readonly layer: string | null;
  readonly sort: { readonly by: ChangeSort; readonly descending: boolean };
  readonly focused: string | null;
  /** Grows with each request to pulse the change in focus. */
  readonly pulse: number;
}

const EMPTY = {
  result: null,
  rev: null,
  running: false,
  share: null,
  failure: null,
  kinds: new Set(CHANGE_KINDS.filter((kind) => kind !== 'nodes')),
  layer: null,
  sort: { by: 'area', descending: true },
  focused: null,
  pulse: 0,
} as const;

export const useVersionChanges = create<ChangesState>()(() => EMPTY);
export const resetVersionChanges = (): void => useVersionChanges.setState(EMPTY);

export const changeKey = ({ ref }: VersionChange): string => `${ref.table} ${ref.uid}`;

/** The changes of the kinds and the layer that are chosen. */
export function shownChanges({
  result,
  kinds,
  layer,
}: Pick<ChangesState, 'result' | 'kinds' | 'layer'>): readonly VersionChange[] {
  return (result?.changes ?? []).filter(
    (change) => kinds.has(change.kinds[0]!) && (layer === null || change.ref.table === layer),
  );
}

const call = newestCall<VersionChanges>(({ share }) => useVersionChanges.setState({ share }));
export const cancelChanges = (): void => call.cancel();

/** Compares the two sides, feature by feature. */
export async function findChanges(): Promise<void> {
  const query = services()?.query;
  if (!query) return;
  const { left, right } = useCompare.getState();
  const rev = useSession.getState().readRev;
  useVersionChanges.setState({ running: true, share: 0, failure: null });
  const answer = await call.run((options) =>
    query.versionChanges({ from: left.seq, to: right.seq, limit: CHANGE_LIMIT }, options),
  );
  if (answer === null) return;
  if (answer.ok) useVersionChanges.setState({ running: false, result: answer.value, rev });
  else useVersionChanges.setState({ running: false, failure: answer.error });
}

/** A pause in editing before the comparison is made anew, ms. */
const REST_MS = 350;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether anybody looks at the changes. */
const wanted = (): boolean => {
  const { tab, dockOpen } = useLayout.getState();
  return useCompare.getState().mode !== 'single' || (dockOpen && tab === 'changes');
};

let asked = '';
/** Keeps the list true while it is looked at: after a choice at once, after edits when they rest. */
function follow(): void {
  if (!wanted() || !useSession.getState().ready) return;
  const { left, right } = useCompare.getState();
  // Two past states never change.
  const rev = left.seq !== null && right.seq !== null ? 0 : useSession.getState().readRev;
  const what = `${left.seq} ${right.seq} ${rev}`;
  if (what === asked) return;
  const sides = (text: string): string => text.split(' ').slice(0, 2).join();
  const rest = sides(what) === sides(asked) ? REST_MS : 0;
  if (rest === 0) useVersionChanges.setState({ result: null, focused: null, failure: null });
  asked = what;
  clearTimeout(timer);
  // One state on both sides: two plans side by side, or nothing chosen yet.
  if (left.seq === right.seq) return;
  timer = setTimeout(() => void findChanges(), rest);
}

useCompare.subscribe((state, before) => {
  if (
    state.left.seq !== before.left.seq ||
    state.right.seq !== before.right.seq ||
    state.mode !== before.mode
  )
    follow();
});
useSession.subscribe((state, before) => {
  if (state.blueprint?.path !== before.blueprint?.path) asked = '';
  if (state.readRev !== before.readRev || state.ready !== before.ready) follow();
});
useLayout.subscribe((state, before) => {
  if (state.tab !== before.tab || state.dockOpen !== before.dockOpen) follow();
});
