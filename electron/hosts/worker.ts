/** Worker thread of the query process: one read-only service, chosen by `workerData.kind`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerKind } from '../query/query-service.ts';
import { serveWorker } from './serve-worker.ts';
import { threadEndpoint } from './threads.ts';

if (parentPort) serveWorker((workerData as { kind: WorkerKind }).kind, threadEndpoint(parentPort));
