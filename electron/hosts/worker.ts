/** Worker thread of the query process: one read-only service, chosen by `workerData.kind`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerKind } from '../query/query-service.ts';
import { standBack } from './stand-back.ts';
import { serveWorker } from './serve-worker.ts';
import { READER_KIND, serveReading } from './reader-thread.ts';
import { serveShares, SHARE_KIND, shareThreads, startShareThread } from './share-thread.ts';
import { threadEndpoint } from './threads.ts';

if (parentPort) {
  const { kind } = workerData as { kind: WorkerKind | typeof SHARE_KIND | typeof READER_KIND };
  if (kind === SHARE_KIND) {
    standBack();
    serveShares(threadEndpoint(parentPort, { handOver: true }));
  } else if (kind === READER_KIND) {
    serveReading(threadEndpoint(parentPort, { handOver: true }));
  } else {
    // Looking back and printing come after what is being edited.
    if (kind === 'past' || kind === 'print') standBack();
    serveWorker(kind, threadEndpoint(parentPort), { size: shareThreads(), start: startShareThread });
  }
}
