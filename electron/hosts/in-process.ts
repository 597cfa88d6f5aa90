import { randomBytes, randomUUID } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../shared/bridge/connect.ts';
import type { ClientOf } from '../../shared/bridge/contract.ts';
import { endpointPair, type Endpoint } from '../../shared/bridge/endpoint.ts';
import { followContract, queryContract, queryControl } from '../../shared/bridge/query-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { storeContract, storeControl } from '../../shared/bridge/store-contract.ts';
import { createQueryService, type WorkerKind } from '../query/query-service.ts';
import { createStoreService } from '../store/write/service.ts';
import { logBug, logLine } from './log.ts';
import { serveWorker } from './serve-worker.ts';

/** All services in this process: for the command line and for tests, the same code as in the app. */
export interface LocalServices {
  readonly store: ClientOf<typeof storeContract>;
  readonly storeControl: ClientOf<typeof storeControl>;
  readonly query: ClientOf<typeof queryContract>;
  readonly queryControl: ClientOf<typeof queryControl>;
  stop(): Promise<void>;
}

const workerInProcess = (kind: WorkerKind): Endpoint => {
  const [near, far] = endpointPair();
  serveWorker(kind, far);
  return near;
};

export interface LocalOptions {
  readonly author?: string;
  readonly backupDir?: string;
  /** How a worker of the query service is started; in process unless a test wants threads. */
  readonly worker?: (kind: WorkerKind) => Endpoint;
}

export function startLocalServices(options: LocalOptions = {}): LocalServices {
  const store = createStoreService({
    now: () => new Date(),
    random: (count: number) => new Uint8Array(randomBytes(count)),
    author: () => options.author ?? os.userInfo().username,
    hostName: os.hostname(),
    pid: process.pid,
    backupDir: options.backupDir ?? path.join(os.tmpdir(), 'lantu-backups'),
    log: logLine,
  });
  const query = createQueryService({
    newToken: () => randomUUID(),
    worker: options.worker ?? workerInProcess,
  });

  const [storePage, storePageEnd] = endpointPair();
  const emitStore = serve(storePageEnd, storeContract, store.page, logBug);
  const [storeCtl, storeCtlEnd] = endpointPair();
  serve(storeCtlEnd, storeControl, store.control, logBug);
  const [queryPage, queryPageEnd] = endpointPair();
  query.attach(serve(queryPageEnd, queryContract, query.page, logBug));
  const [queryCtl, queryCtlEnd] = endpointPair();
  serve(queryCtlEnd, queryControl, query.control, logBug);
  const [follow, followEnd] = endpointPair();
  serve(followEnd, followContract, query.follow, logBug);
  const follower = connect(follow, followContract);

  store.subscribe((news) => {
    if (news.committed) {
      emitStore('committed', news.committed);
      void follower.committed(news.committed);
    }
    if (news.state) emitStore('state', news.state);
    if (news.layers) emitStore('layers', news.layers);
  });

  const queryControlClient = connect(queryCtl, queryControl);
  return {
    store: connect(storePage, storeContract),
    storeControl: connect(storeCtl, storeControl),
    query: connect(queryPage, queryContract),
    queryControl: queryControlClient,
    stop: async () => {
      await queryControlClient.close({});
      await store.shutdown();
    },
  };
}
