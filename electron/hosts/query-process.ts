/** Utility process: broker of the read-only workers, so that tiles and dragging never wait behind a write. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { followContract, queryContract, queryControl } from '../../shared/bridge/query-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { createQueryService } from '../query/query-service.ts';
import { logBug, logLine } from './log.ts';
import { onPort, parentPort, portEndpoint } from './ports.ts';
import { threadEndpoint } from './threads.ts';

const parent = parentPort();
const service = createQueryService({
  newToken: () => randomUUID(),
  worker: (kind) => {
    const worker = new Worker(path.join(import.meta.dirname, 'worker.js'), { workerData: { kind } });
    // A worker that dies takes the process with it: the shell restarts both and opens the file again.
    worker.on('error', (error) => {
      logBug(`worker ${kind}`, error);
      process.exit(70);
    });
    worker.on('exit', (code) => logLine('info', `worker ${kind} ended with ${code}`));
    return threadEndpoint(worker);
  },
});

serve(portEndpoint(parent), queryControl, service.control, logBug);

onPort(parent, (role, port) => {
  const endpoint = portEndpoint(port);
  if (role === 'follow') serve(endpoint, followContract, service.follow, logBug);
  if (role === 'page') {
    const emit = serve(endpoint, queryContract, service.page, logBug);
    endpoint.onClose(service.attach(emit));
  }
});
