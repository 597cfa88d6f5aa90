import type { ApiOf, CallContext, EmitOf } from '../../../shared/bridge/contract.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import type { checkContract } from '../../../shared/bridge/worker-contracts.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { createCheckSession, type CheckSession } from './check-session.ts';
import { clock } from './clock.ts';
import { createCrew, type StartedWorker } from './crew.ts';

/** A source of features that is opened for the time of a session. */
export interface CheckReader extends FeatureSource {
  close(): void;
  /** The ruleset in force in the file; the default where there is no such question. */
  ruleset?(): { readonly ruleset: Ruleset };
}

/** Further workers for full runs: how many at most, how one is started, and from how many features on. */
export interface ShareWorkers {
  readonly size: number;
  readonly start: () => StartedWorker;
  readonly least?: number;
}

export interface CheckServiceParts {
  readonly openReader: (path: string) => CheckReader;
  readonly loadOverlay: () => Promise<Overlay>;
  readonly loadFill: () => Promise<CoverageFill>;
  /** The ruleset to check by; the one in force in the file when absent. */
  readonly ruleset?: Ruleset;
  /** Findings of one rule that are given; 2,000 when absent. */
  readonly shown?: number;
  /** None when absent: everything is read by one. */
  readonly workers?: ShareWorkers;
  readonly emit: EmitOf<typeof checkContract>;
  /** False: nothing runs until `check` is asked for (command line). True when absent. */
  readonly automatic?: boolean;
  readonly log: (level: string, message: string) => void;
}

/**
 * The check of one open blueprint. It runs by itself after opening and after each commit, in slices of a few
 * milliseconds, so that `live` is answered while it runs. Two readers: a run holds one state of the file, the
 * live check sees the newest.
 */
export function createCheckService(parts: CheckServiceParts): ApiOf<typeof checkContract> {
  const { openReader, loadOverlay, loadFill, ruleset, workers, shown, automatic = true, emit, log } = parts;
  let session: CheckSession | null = null;

  const opened = <T>(work: (session: CheckSession) => T | Promise<T>): T | Promise<T> | Result<never> =>
    session === null ? fail('check-not-open') : work(session);

  /** Two readers of a blueprint, or why there are none: no file, no database, no blueprint. */
  const openBoth = (path: string): Result<readonly [CheckReader, CheckReader]> => {
    const open: CheckReader[] = [];
    const refuse = (code: string, error: unknown): Result<never> => {
      for (const reader of open) reader.close();
      return fail(code, { path, detail: error instanceof Error ? error.message : String(error) });
    };
    try {
      open.push(openReader(path), openReader(path));
    } catch (error) {
      return refuse('store.cannot-open', error);
    }
    const [running, looking] = open;
    if (running === undefined || looking === undefined) return refuse('store.cannot-open', path);
    try {
      // A file without the tables of a blueprint shows itself at the first question.
      running.occupied();
    } catch (error) {
      return refuse('store.not-blueprint', error);
    }
    return ok([running, looking]);
  };

  const close = async (): Promise<void> => {
    const closing = session;
    session = null;
    await closing?.close();
  };

  return {
    async open({ path }) {
      await close();
      const [overlay, fill] = await Promise.all([loadOverlay(), loadFill()]);
      const readers = openBoth(path);
      if (!readers.ok) return readers;
      const [running, looking] = readers.value;
      const crew = workers && workers.size > 0 ? createCrew({ path, ...workers }) : null;
      session = createCheckSession({
        overlay,
        fill,
        // Of the newest state, whatever a run holds.
        rulesetOf: () => ruleset ?? looking.ruleset?.().ruleset ?? DEFAULT_RULESET,
        clock,
        emit,
        log,
        source: running,
        looking,
        followed: automatic,
        ...(crew && { crew }),
        ...(shown !== undefined && { shown }),
        release: () => {
          crew?.end();
          running.close();
          looking.close();
        },
      });
      if (automatic) session.start();
      return ok(null);
    },
    async close() {
      await close();
      return ok(null);
    },
    committed: (change) =>
      opened((current) => {
        if (automatic) current.committed(change);
        return ok(null);
      }),
    check: (_params, call: CallContext): Promise<Result<CheckResult>> | Result<CheckResult> =>
      opened((current) => current.check(call)),
    findings: () => opened((current) => ok(current.result())),
    live: (delta) => opened((current) => current.live.live(delta)),
    endSketch: ({ sketch }) =>
      opened((current) => {
        current.live.end(sketch);
        return ok(null);
      }),
  };
}
