import { Worker } from 'node:worker_threads';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import { readingContract } from '../jobs/io/reading-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import type { StartedWorker } from '../jobs/check/crew.ts';
import { createReadingService } from '../jobs/io/reading-service.ts';
import { logBug, logLine } from './log.ts';
import { workerFile } from './share-thread.ts';
import { threadEndpoint } from './threads.ts';

/** What `workerData.kind` says to a thread of this kind. */
export const READER_KIND = 'import-reader';

/** Starts a thread that reads one layer of a file and brings its shapes onto the grid. */
export function startReaderThread(): StartedWorker {
  const worker = new Worker(workerFile(), { name: READER_KIND, workerData: { kind: READER_KIND } });
  let stopped = false;
  // Whoever waits for an answer learns of its end from the endpoint.
  worker.on('error', (error) => logBug(READER_KIND, error));
  worker.on('exit', (code) => {
    if (!stopped) logLine('error', `worker ${READER_KIND} ended with ${code}`);
  });
  const stop = (): void => {
    stopped = true;
    void worker.terminate();
  };
  return { endpoint: threadEndpoint(worker), stop };
}

/** Serves the reading of one layer in a thread. */
export const serveReading = (endpoint: Endpoint): void =>
  void serve(endpoint, readingContract, createReadingService(), logBug);
