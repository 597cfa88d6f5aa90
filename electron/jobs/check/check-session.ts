import type { CallContext, EmitOf } from '../../../shared/bridge/contract.ts';
import type { CheckResult, CheckState } from '../../../shared/bridge/query-contract.ts';
import type { checkContract } from '../../../shared/bridge/worker-contracts.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { createChecker, type Outcome, type RunProgress } from '../../../shared/check/checker.ts';
import { createLiveCheck, type LiveCheck } from '../../../shared/check/live.ts';
import { createNoteKeeper } from '../../../shared/check/notes.ts';
import type { Clock } from '../../../shared/check/pace.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { SEVERITIES } from '../../../shared/rules/rule.ts';

export interface CheckSessionParts {
  /** What the runs read: they hold one state of the file. */
  readonly source: FeatureSource;
  /** What the live check reads: always the newest state. */
  readonly looking: FeatureSource;
  readonly overlay: Overlay;
  readonly ruleset: Ruleset;
  readonly clock: Clock;
  readonly emit: EmitOf<typeof checkContract>;
  readonly log: (level: string, message: string) => void;
  /** Closes what the session reads from; called once, when nothing reads any more. */
  readonly release: () => void;
}

/** The check of one file from its opening to its closing. */
export interface CheckSession {
  readonly live: LiveCheck;
  /** Begins the first full run. */
  start(): void;
  /** A commit to follow; several that come during a run are followed together. */
  committed(change: Committed): void;
  /** The result of a full run: of the one under way, or of a new one. */
  check(call: CallContext): Promise<Result<CheckResult>>;
  result(): CheckResult;
  close(): Promise<void>;
}

/** Progress is told at most so often. */
const PROGRESS_MS = 100;

interface Waiter {
  readonly call: CallContext;
  readonly resolve: (result: Result<CheckResult>) => void;
}

export function createCheckSession(parts: CheckSessionParts): CheckSession {
  const { source, looking, overlay, ruleset, clock, emit, log } = parts;
  const checker = createChecker({ source, overlay, ruleset, clock });
  const notes = createNoteKeeper(source, overlay, ruleset);
  const abort = new AbortController();
  const inner = createLiveCheck({
    source: looking,
    overlay,
    ruleset,
    clock,
    checked: checker,
    signal: abort.signal,
  });
  /** Answers under way: nothing may be closed beneath them. */
  const answering = new Set<Promise<unknown>>();
  const live: LiveCheck = {
    live(delta) {
      const answer = inner.live(delta);
      answering.add(answer);
      return answer.finally(() => answering.delete(answer));
    },
    end: (sketch) => inner.end(sketch),
  };
  const queue: Committed[] = [];
  let waiters: Waiter[] = [];
  let wantAll = false;
  let runningAll = false;
  let running: Promise<void> | null = null;
  let share: number | null = null;
  let finishedAt: string | null = null;
  let toldAt = -Infinity;

  const counts = (): Record<string, number> => {
    const by = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0]));
    for (const { severity } of checker.findings()) by[severity] = (by[severity] ?? 0) + 1;
    return by;
  };
  const state = (): CheckState => ({
    rev: checker.rev() ?? 0,
    running: running !== null,
    share,
    finishedAt,
    rulesetVersion: ruleset.version,
    counts: counts(),
  });
  const result = (): CheckResult => ({
    state: state(),
    findings: checker.findings().map((finding) => notes.noted(finding)),
    notChecked: checker.notChecked(),
    gone: notes.gone(),
  });

  const onProgress = ({ layer, share: done }: RunProgress): void => {
    share = done;
    if (clock.now() - toldAt < PROGRESS_MS) return;
    toldAt = clock.now();
    emit('checkState', state());
    for (const { call } of waiters) {
      call.progress({ share: done, stage: 'rules.progress.reading', params: { layer } });
    }
  };

  const tell = (outcome: Outcome): void => {
    finishedAt = new Date().toISOString();
    const { rev, added, changed, removed, notChecked } = notes.settle(checker.findings(), outcome);
    emit('findings', { rev, added, changed, removed, notChecked, gone: notes.gone() });
  };

  /** One run after another until nothing is wanted. */
  async function work(): Promise<void> {
    while (!abort.signal.aborted && (wantAll || queue.length > 0)) {
      const all = wantAll;
      const commits = queue.splice(0);
      wantAll = false;
      runningAll = all;
      const options = { signal: abort.signal, onProgress };
      // A full run sees every commit there is; those told of meanwhile are in the queue again, and old ones skipped.
      const outcome = await (all ? checker.runAll(options) : checker.follow(commits, options));
      runningAll = false;
      share = null;
      if (outcome === null) return;
      tell(outcome);
      if (all) {
        const answered = waiters;
        waiters = [];
        for (const { resolve } of answered) resolve(ok(result()));
      }
    }
  }

  function kick(): void {
    if (running !== null || abort.signal.aborted) return;
    running = clock
      .breathe()
      .then(() => {
        emit('checkState', state());
        return work();
      })
      .catch((error: unknown) => {
        log('error', `check: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        // Before anybody is answered: who asks again at once must not be taken for a listener of this run.
        runningAll = false;
        for (const { resolve } of waiters) resolve(fail('check-failed'));
        waiters = [];
      })
      .then(() => {
        running = null;
        runningAll = false;
        share = null;
        if (abort.signal.aborted) return;
        emit('checkState', state());
        // What came between the end of the work and here.
        if (wantAll || queue.length > 0) kick();
      });
  }

  return {
    live,
    start() {
      wantAll = true;
      kick();
    },
    committed(change) {
      queue.push(change);
      kick();
    },
    check(call) {
      if (!runningAll) wantAll = true;
      return new Promise((resolve) => {
        const waiter = { call, resolve };
        waiters.push(waiter);
        // Who cancels stops waiting; the run goes on, because the next question needs it as well.
        const cancel = (): void => {
          waiters = waiters.filter((one) => one !== waiter);
          resolve(fail('cancelled'));
        };
        call.signal.addEventListener('abort', cancel, { once: true });
        kick();
      });
    },
    result,
    async close() {
      abort.abort();
      await running;
      await Promise.allSettled(answering);
      for (const { resolve } of waiters) resolve(fail('cancelled'));
      waiters = [];
      parts.release();
    },
  };
}
