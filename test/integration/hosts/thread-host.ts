/** Worker thread that serves writer and readers, each contract on a port of its own. */
import { randomBytes, randomUUID } from 'node:crypto';
import os from 'node:os';
import { parentPort, type MessagePort } from 'node:worker_threads';
import { serveWorker } from '../../../electron/hosts/serve-worker.ts';
import { threadEndpoint } from '../../../electron/hosts/threads.ts';
import { createQueryService } from '../../../electron/query/query-service.ts';
import { createStoreService } from '../../../electron/store/write/service.ts';
import { connect } from '../../../shared/bridge/connect.ts';
import { endpointPair } from '../../../shared/bridge/endpoint.ts';
import { followContract, queryContract, queryControl } from '../../../shared/bridge/query-contract.ts';
import { serve } from '../../../shared/bridge/serve.ts';
import { storeContract, storeControl } from '../../../shared/bridge/store-contract.ts';

const bug = (where: string, error: unknown): void => console.error(where, error);

parentPort?.once(
  'message',
  (ports: Record<'store' | 'storeControl' | 'query' | 'queryControl', MessagePort>) => {
    const store = createStoreService({
      now: () => new Date(),
      random: (count: number) => new Uint8Array(randomBytes(count)),
      author: () => 'thread',
      hostName: os.hostname(),
      pid: process.pid,
      backupDir: os.tmpdir(),
      log: () => {},
    });
    const query = createQueryService({
      newToken: () => randomUUID(),
      worker: (kind) => {
        const [near, far] = endpointPair();
        serveWorker(kind, far);
        return near;
      },
    });
    const emit = serve(threadEndpoint(ports.store), storeContract, store.page, bug);
    serve(threadEndpoint(ports.storeControl), storeControl, store.control, bug);
    query.attach(serve(threadEndpoint(ports.query), queryContract, query.page, bug));
    serve(threadEndpoint(ports.queryControl), queryControl, query.control, bug);
    const [follow, followEnd] = endpointPair();
    serve(followEnd, followContract, query.follow, bug);
    const follower = connect(follow, followContract);
    store.subscribe((news) => {
      if (news.committed) {
        emit('committed', news.committed);
        void follower.committed(news.committed);
      }
    });
  },
);
