import { create } from 'zustand';
import type { VersionTable } from '../../shared/analysis/versions/types.ts';
import type { VersionScope } from '../../shared/bridge/version-methods.ts';
import type { Failure } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { useCompare } from './compare.ts';
import { newestCall } from './newest-call.ts';
import { useSession } from './session.ts';
import { useView } from './view.ts';

export type ScopeKind = 'view' | 'township' | 'county';

interface TableState {
  readonly scope: ScopeKind;
  /** Code of the township, when that is the scope. */
  readonly township: string | null;
  readonly table: VersionTable | null;
  readonly running: boolean;
  readonly share: number | null;
  readonly failure: Failure | null;
  readonly setScope: (scope: ScopeKind, township?: string) => void;
}

const EMPTY = {
  scope: 'view',
  township: null,
  table: null,
  running: false,
  share: null,
  failure: null,
} as const;

export const useVersionTable = create<TableState>()((set) => ({
  ...EMPTY,
  setScope: (scope, township) =>
    set((state) => ({ scope, township: township ?? state.township, failure: null })),
}));
export const resetVersionTable = (): void => useVersionTable.setState(EMPTY);

/** The ground that is chosen; null while it is not known. */
function scopeNow(): VersionScope | null {
  const { scope, township } = useVersionTable.getState();
  if (scope === 'county') return { kind: 'county' };
  if (scope === 'township') return township === null ? null : { kind: 'township', code: township };
  const { box } = useView.getState();
  return box === null ? null : { kind: 'box', box };
}

const call = newestCall<VersionTable>(({ share }) => useVersionTable.setState({ share }));
export const cancelTable = (): void => call.cancel();

/** Adds up both sides. */
export async function makeTable(): Promise<void> {
  const query = services()?.query;
  const scope = scopeNow();
  if (!query || scope === null) return;
  const { left, right } = useCompare.getState();
  useVersionTable.setState({ running: true, share: 0, failure: null });
  const answer = await call.run((options) =>
    query.versionTable({ from: left.seq, to: right.seq, scope }, options),
  );
  if (answer === null) return;
  if (answer.ok) useVersionTable.setState({ running: false, table: answer.value });
  else useVersionTable.setState({ running: false, failure: answer.error });
}

/** A pause in moving or editing before the table is made anew, ms. */
const REST_MS = 400;
let timer: ReturnType<typeof setTimeout> | undefined;

function again(rest: number): void {
  if (useCompare.getState().mode === 'single' || !useSession.getState().ready) return;
  clearTimeout(timer);
  timer = setTimeout(() => void makeTable(), rest);
}

useCompare.subscribe((state, before) => {
  if (
    state.left.seq !== before.left.seq ||
    state.right.seq !== before.right.seq ||
    state.mode !== before.mode
  )
    again(0);
});
useVersionTable.subscribe((state, before) => {
  if (state.scope !== before.scope || state.township !== before.township) again(0);
});
useSession.subscribe((state, before) => {
  if (state.readRev !== before.readRev) again(REST_MS);
});
useView.subscribe((state, before) => {
  if (state.box !== before.box && useVersionTable.getState().scope === 'view') again(REST_MS);
});
