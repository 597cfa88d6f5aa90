/** Utility process: the one writer. Control over the parent port, pages and the reader over ports of their own. */
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { connect } from '../../shared/bridge/connect.ts';
import { followContract } from '../../shared/bridge/query-contract.ts';
import { serve } from '../../shared/bridge/serve.ts';
import { storeContract, storeControl } from '../../shared/bridge/store-contract.ts';
import { createStoreService } from '../store/write/service.ts';
import { logBug, logLine } from './log.ts';
import { onPort, parentPort, portEndpoint } from './ports.ts';

const parent = parentPort();
const service = createStoreService({
  now: () => new Date(),
  random: (count) => new Uint8Array(randomBytes(count)),
  author: () => process.env.LANTU_AUTHOR ?? os.userInfo().username,
  hostName: os.hostname(),
  pid: process.pid,
  backupDir: process.env.LANTU_BACKUPS ?? path.join(os.tmpdir(), 'lantu-backups'),
  log: logLine,
});

serve(portEndpoint(parent), storeControl, service.control, logBug);

onPort(parent, (role, port) => {
  const endpoint = portEndpoint(port);
  if (role === 'page') {
    const emit = serve(endpoint, storeContract, service.page, logBug);
    const stop = service.subscribe((news) => {
      if (news.committed) emit('committed', news.committed);
      if (news.state) emit('state', news.state);
      if (news.layers) emit('layers', news.layers);
    });
    endpoint.onClose(stop);
  }
  if (role === 'follow') {
    const follower = connect(endpoint, followContract);
    const stop = service.subscribe((news) => {
      if (news.committed) void follower.committed(news.committed);
    });
    endpoint.onClose(stop);
  }
});
