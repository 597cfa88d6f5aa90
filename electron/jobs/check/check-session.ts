import type { CallContext, EmitOf } from '../../../shared/bridge/contract.ts';
import type { CheckResult, CheckState } from '../../../shared/bridge/query-contract.ts';
import type { checkContract } from '../../../shared/bridge/worker-contracts.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { CrewFailed, type Outcome, type RunProgress } from '../../../shared/check/checker.ts';
import type { Delta } from '../../../shared/check/finding-table.ts';
import type { LiveCheck } from '../../../shared/check/live.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { createEngine, type CheckEngine, type EngineParts } from './check-engine.ts';
import { thriftily } from './thrift.ts';
import { createShownKeeper, SHOWN_A_RULE } from './shown-findings.ts';

export interface CheckSessionParts extends EngineParts {
  /** The ruleset in force now; the same object while nothing has changed. */
  readonly rulesetOf: () => Ruleset;
  /** Findings of one rule that are sent; all when Infinity. 2,000 when absent. */
  readonly shown?: number;
  readonly emit: EmitOf<typeof checkContract>;
  readonly log: (level: string, message: string) => void;
  /** Whether edits are to be expected after a full run: then what they need is made in advance. */
  readonly followed?: boolean;
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
  /** Goes by another ruleset from now on: everything is checked anew, and a run by the old one ends. */
  setRuleset(ruleset: Ruleset): void;
  /** The result of a full run: of the one under way, or of a new one. */
  check(call: CallContext): Promise<Result<CheckResult>>;
  result(): CheckResult;
  close(): Promise<void>;
}

/** Progress is told at most so often. */
const PROGRESS_MS = 100;
/** Where the file keeps its own ruleset. */
const FACTS = 'lantu_info';
/** The table of the layers: which there are decides which rules run on what. */
const LAYERS = 'lantu_layer';

/** Revision of findings that are told early. */
const BEFORE_ANY = -1;

interface Waiter {
  readonly call: CallContext;
  readonly resolve: (result: Result<CheckResult>) => void;
}

export function createCheckSession(parts: CheckSessionParts): CheckSession {
  const { clock, emit, log, rulesetOf, shown: limit = SHOWN_A_RULE } = parts;
  const abort = new AbortController();
  let engine: CheckEngine = createEngine(parts, rulesetOf(), abort.signal);
  /** The ruleset to go by from the next run on. */
  let next: Ruleset | null = null;
  /** Ends the run under way, because nobody wants it any more. */
  let stopRun = new AbortController();
  /** Answers under way: nothing may be closed beneath them. */
  const answering = new Set<Promise<unknown>>();
  const live: LiveCheck = {
    live(delta) {
      const answer = engine.live.live(delta);
      answering.add(answer);
      return answer.finally(() => answering.delete(answer));
    },
    end: (sketch) => engine.live.end(sketch),
  };
  const queue: Committed[] = [];
  let waiters: Waiter[] = [];
  let wantAll = false;
  let runningAll = false;
  let running: Promise<void> | null = null;
  /** A full run is over, and no edit has come since. */
  let unprepared = false;
  let preparing: Promise<void> = Promise.resolve();
  let share: number | null = null;
  let finishedAt: string | null = null;
  let toldAt = -Infinity;
  /** A lost worker is forgiven once: the run is begun again with another. */
  let forgiven = false;
  /** What is shown of the findings as last sent. */
  const shownNow = createShownKeeper(limit);

  const state = (): CheckState => ({
    rev: engine.checker.rev() ?? 0,
    running: running !== null,
    share,
    finishedAt,
    rulesetVersion: engine.ruleset.version,
    counts: shownNow.counts(),
  });
  const result = (): CheckResult => {
    const shown = shownNow.shown(engine.checker.findings());
    return {
      state: state(),
      findings: shown.map((finding) => engine.notes.noted(finding)),
      notChecked: engine.checker.notChecked(),
      gone: engine.notes.gone(),
      overflow: shownNow.overflow(),
    };
  };

  const onProgress = ({ layer, share: done }: RunProgress): void => {
    share = done;
    if (clock.now() - toldAt < PROGRESS_MS) return;
    toldAt = clock.now();
    emit('checkState', state());
    for (const { call } of waiters) {
      call.progress({ share: done, stage: 'rules.progress.reading', params: { layer } });
    }
  };

  /** Sends what changed in what is shown; `delta` says what changed in all. */
  function send(delta: Delta): void {
    const { checker, notes } = engine;
    const told = shownNow.take(notes.settle(() => checker.findings(), delta));
    emit('findings', {
      // Findings told before a first run is over are of no revision yet.
      rev: checker.rev() ?? BEFORE_ANY,
      added: told.added.map((one) => notes.noted(one)),
      changed: told.changed.map((one) => notes.noted(one)),
      removed: told.removed,
      notChecked: checker.notChecked(),
      gone: notes.gone(),
      overflow: shownNow.overflow(),
    });
  }

  const tell = (outcome: Outcome): void => {
    finishedAt = new Date().toISOString();
    send(outcome);
  };

  /** Takes over a ruleset that was set meanwhile. */
  function renew(): void {
    if (next === null) return;
    engine = createEngine(parts, next, abort.signal, engine.checker.findings());
    next = null;
    wantAll = true;
  }

  /** One run after another until nothing is wanted. */
  async function work(): Promise<void> {
    renew();
    while (!abort.signal.aborted && (wantAll || queue.length > 0)) {
      const all = wantAll;
      const commits = queue.splice(0);
      wantAll = false;
      runningAll = all;
      stopRun = new AbortController();
      const options = {
        signal: AbortSignal.any([abort.signal, stopRun.signal]),
        onProgress,
        onPartial: send,
      };
      // A full run sees every commit there is; those told of meanwhile are in the queue again, and old ones skipped.
      const { checker } = engine;
      const outcome = await (all
        ? thriftily(parts.source, () => checker.runAll(options))
        : checker.follow(commits, options));
      runningAll = false;
      share = null;
      if (outcome === null) {
        renew();
        continue;
      }
      forgiven = false;
      tell(outcome);
      unprepared = all;
      if (all) {
        const answered = waiters;
        waiters = [];
        for (const { resolve } of answered) resolve(ok(result()));
      }
      renew();
    }
  }

  function failed(error: unknown): void {
    const failure: Failure =
      error instanceof CrewFailed ? error.failure : { code: 'check-failed', params: {} };
    const what = error instanceof CrewFailed ? failure.code : error instanceof Error ? error.stack : error;
    log('error', `check: ${String(what)}`);
    // Before anybody is answered: who asks again at once must not be taken for a listener of this run.
    runningAll = false;
    const answered = waiters;
    waiters = [];
    for (const { resolve } of answered) resolve({ ok: false, error: failure });
    // Where nobody asked, nobody will ask again.
    if (error instanceof CrewFailed && answered.length === 0 && !forgiven) wantAll = true;
    forgiven = true;
  }

  function kick(): void {
    if (running !== null || abort.signal.aborted) return;
    running = preparing
      .then(() => clock.breathe())
      .then(() => {
        emit('checkState', state());
        return work();
      })
      .catch(failed)
      .then(() => {
        running = null;
        runningAll = false;
        share = null;
        if (abort.signal.aborted) return;
        emit('checkState', state());
        // What came between the end of the work and here.
        if (wantAll || next !== null || queue.length > 0) kick();
        else if (unprepared && parts.followed === true) preparing = prepare();
      });
  }

  /** Gets ready for the next edit, as long as none comes. */
  async function prepare(): Promise<void> {
    unprepared = false;
    try {
      const goOn = async (): Promise<boolean> => {
        await clock.breathe();
        return running === null && !abort.signal.aborted;
      };
      await engine.checker.prepare(goOn, { signal: abort.signal });
    } catch (error) {
      log('error', `check: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  function setRuleset(ruleset: Ruleset): void {
    if (ruleset === (next ?? engine.ruleset)) return;
    next = ruleset;
    stopRun.abort();
    kick();
  }

  return {
    live,
    setRuleset,
    start() {
      wantAll = true;
      kick();
    },
    committed(change) {
      queue.push(change);
      if (change.touched.some(({ layer }) => layer === FACTS)) setRuleset(rulesetOf());
      if (change.touched.some(({ layer, fields }) => layer === LAYERS && fields.includes('schema')))
        wantAll = true;
      kick();
    },
    check(call) {
      setRuleset(rulesetOf());
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
      await preparing;
      await Promise.allSettled(answering);
      for (const { resolve } of waiters) resolve(fail('cancelled'));
      waiters = [];
      parts.release();
    },
  };
}
