import { tmpdir } from 'node:os';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startShareThread } from '../../../electron/hosts/share-thread.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { must } from '../../../shared/result.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';

export const call: CallContext = { signal: new AbortController().signal, progress: () => {} };

export const places = (file: string): { path: string; cacheDir: string; scratchDir: string } => ({
  path: file,
  cacheDir: tmpdir(),
  scratchDir: tmpdir(),
});

export const failing = (level: string, line: string): void => {
  if (level === 'error') throw new Error(line);
};

/** The check of a file as the command line runs it: the service, opened, asked `times` times, closed. */
export async function checkWhole(
  file: string,
  options: {
    readonly ruleset?: Ruleset;
    readonly times?: number;
    /** Threads in all; one when absent. */
    readonly threads?: number;
    readonly after?: (result: CheckResult, round: number) => void;
  } = {},
): Promise<CheckResult> {
  const { ruleset, times = 1, threads = 1, after } = options;
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
    automatic: false,
    emit: () => {},
    log: failing,
    ...(ruleset === undefined ? {} : { ruleset }),
    ...(threads > 1 ? { workers: { size: threads - 1, start: startShareThread } } : {}),
  });
  must(await service.open(places(file), call));
  let result: CheckResult | undefined;
  for (let round = 0; round < times; round++) {
    result = must(await service.check({}, call));
    after?.(result, round);
  }
  must(await service.close({}, call));
  if (result === undefined) throw new Error('not checked');
  return result;
}
