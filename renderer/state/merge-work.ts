import type { Progress } from '../../shared/bridge/contract.ts';
import type { ListedDispute, StagedMerge } from '../../shared/bridge/exchange-contract.ts';
import type { Decision } from '../../shared/merge/types.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { services, shellClient } from '../bridge/client.ts';
import { useCamera } from './camera.ts';
import { runJob } from './jobs.ts';
import { useLayout } from './layout.ts';
import {
  decideOne,
  decideRest,
  disputeKey,
  nextUndecided,
  withDecisions,
  type Decided,
  type Side,
} from './merge-decisions.ts';
import { chosenOf, NOTHING, undecidedOf, useMerge, type MergeView } from './merge.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSession } from './session.ts';
import { useSettings } from './settings.ts';
import { stepHistory } from './undo.ts';

/** Room for the list and for the rows of a dispute; the map stays above it. */
const LEAST_DOCK = 340;

let abort: AbortController | null = null;
const patch = useMerge.setState;

const failed = (failure: Failure): void =>
  patch({ busy: null, progress: null, failure: failure.code === 'cancelled' ? null : failure });

/** How a long call is told of and cancelled. */
function options(more?: (progress: Progress) => void) {
  abort = new AbortController();
  return {
    signal: abort.signal,
    onProgress: (progress: Progress) => {
      more?.(progress);
      patch({ progress });
    },
  };
}

export const cancelMergeWork = (): void => abort?.abort();

/** Forgets what is being joined without a word to the service: its blueprint is gone. */
export function forgetMerge(): void {
  abort?.abort();
  const { back, file } = useMerge.getState();
  patch(NOTHING);
  if (file !== null && useLayout.getState().tab === 'merge') useLayout.getState().change({ tab: back });
}

/** Lets go of the changes. Decisions that were made are kept until the same set is opened again. */
export async function closeMerge(): Promise<void> {
  forgetMerge();
  await services()?.query.mergeClose({ taken: false });
}

/** Asks for a set of changes and looks into it. */
export async function chooseChanges(): Promise<void> {
  const chosen = await shellClient().chooseExchange({});
  if (!chosen.ok) return notifyFailure(chosen.error);
  const query = services()?.query;
  if (chosen.value === null || query === undefined) return;
  const { tab, dock, change, showTab } = useLayout.getState();
  const back = tab === 'merge' ? useMerge.getState().back : tab;
  abort?.abort();
  patch({ ...NOTHING, file: chosen.value, busy: 'opening', back });
  change({ dock: Math.max(dock, LEAST_DOCK), dockMax: false });
  showTab('merge');
  const peeked = await query.boxPeek({ file: chosen.value.token });
  if (!isOf(chosen.value.token)) return;
  if (!peeked.ok) return failed(peeked.error);
  if (peeked.value.kind !== 'changes') return failed({ code: 'exchange.not-changes' });
  if (peeked.value.lock.cipher === 'none') await openChanges(null);
  else patch({ locked: true, busy: null });
}

const isOf = (token: string): boolean => useMerge.getState().file?.token === token;

/** Opens the chosen file; null for one without a passphrase. */
export async function openChanges(passphrase: string | null): Promise<void> {
  const query = services()?.query;
  const { file } = useMerge.getState();
  if (query === undefined || file === null) return;
  patch({ busy: 'opening', progress: null, failure: null });
  const opened = await query.mergeOpen({ file: file.token, passphrase }, options());
  if (!isOf(file.token)) return;
  if (!opened.ok) return failed(opened.error);
  patch({
    survey: opened.value,
    rev: useSession.getState().readRev,
    locked: false,
    busy: null,
    progress: null,
  });
}

/** Surveys again what is being joined: the blueprint has changed meanwhile. */
export async function surveyAgain(): Promise<void> {
  const query = services()?.query;
  const { file, survey, busy, chosen } = useMerge.getState();
  if (query === undefined || file === null || survey === null || busy !== null) return;
  const rev = useSession.getState().readRev;
  await saving;
  const again = await query.mergeSurvey({});
  if (!isOf(file.token)) return;
  if (!again.ok) return failed(again.error);
  patch({ survey: again.value, rev });
  if (chosen !== null) await showDispute(chosen, false);
}

export const showMergeView = (view: MergeView): void => {
  patch({ view });
  const { survey, chosen } = useMerge.getState();
  const [first] = survey?.disputes ?? [];
  if (view === 'disputes' && chosen === null && first !== undefined) {
    void showDispute(disputeKey(nextUndecided(survey!.disputes, null) ?? first));
  }
};

/** Puts a dispute in front, and its shapes on the map. */
export async function showDispute(key: string, go = true): Promise<void> {
  patch({ view: 'disputes', chosen: key, shapes: null });
  const dispute = chosenOf(useMerge.getState());
  const query = services()?.query;
  if (dispute === undefined || query === undefined || dispute.box === null) return;
  if (go) useCamera.getState().zoomTo(dispute.box);
  const shapes = await query.mergeShapes({ ...dispute.ref });
  if (useMerge.getState().chosen !== key) return;
  if (shapes.ok) patch({ shapes: shapes.value });
  else failed(shapes.error);
}

export function showNext(): void {
  const { survey, chosen } = useMerge.getState();
  const next = nextUndecided(survey?.disputes ?? [], chosen);
  if (next !== undefined) void showDispute(disputeKey(next));
}

/** Decisions are saved one after another. */
let saving: Promise<void> = Promise.resolve();

/** Shows decisions at once and has them kept. */
export function saveDecisions(decided: readonly Decided[]): void {
  const { survey } = useMerge.getState();
  const query = services()?.query;
  if (survey === null || query === undefined || decided.length === 0) return;
  patch({ survey: withDecisions(survey, decided), failure: null });
  saving = saving.then(async () => {
    const saved = await query.mergeDecide({
      decisions: decided.map(({ ref, decision }) => ({ ...ref, decision })),
    });
    if (!saved.ok) failed(saved.error);
  });
}

export function decide(dispute: ListedDispute, said: Decision): void {
  saveDecisions(decideOne(useMerge.getState().survey?.disputes ?? [], dispute, said));
}

export const decideAllRest = (side: Side): void =>
  saveDecisions(decideRest(useMerge.getState().survey?.disputes ?? [], side));

/** Writes what was decided as one step. */
export async function takeChanges(): Promise<void> {
  const client = services();
  const { file, survey } = useMerge.getState();
  if (client === null || file === null || survey === null || undecidedOf(survey) > 0) return;
  await saving;
  patch({ busy: 'taking', progress: null, failure: null });
  const by = useSettings.getState().settings.author;
  const done = await runJob(
    { key: 'merge.job', params: { file: file.name } },
    async (job): Promise<Result<StagedMerge>> => {
      const told = options(job.onProgress);
      job.signal?.addEventListener('abort', cancelMergeWork, { once: true });
      const staged = await client.query.mergeStage({ by }, told);
      if (!staged.ok) return staged;
      const { staging } = staged.value;
      const granted = await client.shell.grantStaging({ staging });
      const taken = granted.ok ? await client.store.commitStaged({ staging, mode: 'take' }, told) : granted;
      await client.query.importDiscard({ staging });
      return taken.ok ? staged : taken;
    },
  );
  if (!done.ok) return failed(done.error);
  await client.query.mergeClose({ taken: true });
  forgetMerge();
  const { added, changed, removed, own } = done.value;
  notify(
    'ok',
    'merge.taken',
    { added, changed, removed, own, name: survey.meta.name },
    { key: 'ui.undo', run: () => void stepHistory('undo') },
  );
}
