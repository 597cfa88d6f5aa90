import path from 'node:path';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { shareContract } from '../../shared/bridge/share-contract.ts';
import { loadCoverageFill, loadOverlay } from '../geometry/load-overlay.ts';
import type { StartedWorker } from '../jobs/check/crew.ts';
import { createShareService } from '../jobs/check/share-service.ts';
import { openReader } from '../store/read/reader.ts';
import { logBug, logLine } from './log.ts';
import { threadEndpoint } from './threads.ts';

/** What `workerData.kind` says to a thread of this kind. */
export const SHARE_KIND = 'check-share';

/** More threads than this gain little and hold memory. */
const MOST_THREADS = 3;

/**
 * How many threads there are room for beside the one that asks: the page and the drawing of the map keep a processor
 * to themselves. With two processors there is none: over a county of 200,000 parcels a helper there took as long and
 * a third more memory and processor time, because what it starts and reads anew is as much as it takes off the other
 * (`npm run bench -- check` shows both).
 */
export const shareThreads = (): number => Math.max(0, Math.min(availableParallelism() - 2, MOST_THREADS));

/** The entry of worker threads, from source or from wherever the bundle has put this module. */
export function workerFile(): string {
  const here = fileURLToPath(import.meta.url);
  const folder = path.dirname(here);
  if (here.endsWith('.ts')) return path.join(folder, 'worker.ts');
  return path.join(path.basename(folder) === 'chunks' ? path.dirname(folder) : folder, 'worker.js');
}

/**
 * Megabytes for what was made a moment ago. What the check makes is mostly gone after the next feature: more room
 * than this, and V8 takes up to 64, makes nothing faster.
 */
const YOUNG_MB = 24;

/** Starts a thread that gathers shares of full checks. */
export function startShareThread(): StartedWorker {
  const worker = new Worker(workerFile(), {
    name: SHARE_KIND,
    workerData: { kind: SHARE_KIND },
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  let stopped = false;
  // Whoever waits for an answer learns of its end from the endpoint.
  worker.on('error', (error) => logBug(SHARE_KIND, error));
  worker.on('exit', (code) => {
    if (!stopped) logLine('error', `worker ${SHARE_KIND} ended with ${code}`);
  });
  const stop = (): void => {
    stopped = true;
    void worker.terminate();
  };
  return { endpoint: threadEndpoint(worker), stop };
}

/** Serves shares in a thread. */
export const serveShares = (endpoint: Endpoint): void =>
  void serve(
    endpoint,
    shareContract,
    createShareService({ openReader, loadOverlay, loadFill: loadCoverageFill }),
    logBug,
  );
