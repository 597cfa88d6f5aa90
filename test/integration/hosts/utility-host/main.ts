/** A window-less Electron main that starts the built services as utility processes and walks through them. */
import path from 'node:path';
import { app, MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { connect } from '../../../../shared/bridge/connect.ts';
import type { Endpoint } from '../../../../shared/bridge/endpoint.ts';
import { queryContract, queryControl } from '../../../../shared/bridge/query-contract.ts';
import { storeContract, storeControl } from '../../../../shared/bridge/store-contract.ts';
import { portEndpoint, type PortLike } from '../../../../electron/hosts/ports.ts';
import { walk } from '../walk.ts';

const built = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'out', 'main');
const folder = process.argv.at(-1) ?? '';

const control = (child: UtilityProcess): Endpoint => ({
  post: (message) => child.postMessage(message),
  listen: (handler) => {
    child.on('message', handler);
  },
  onClose: (handler) => {
    child.on('exit', handler);
  },
});

void app.whenReady().then(async () => {
  const store = utilityProcess.fork(path.join(built, 'store.js'));
  const query = utilityProcess.fork(path.join(built, 'query.js'));
  const page = (child: UtilityProcess): Endpoint => {
    const channel = new MessageChannelMain();
    child.postMessage({ role: 'page' }, [channel.port1]);
    return portEndpoint(channel.port2 as unknown as PortLike);
  };
  const join = new MessageChannelMain();
  store.postMessage({ role: 'follow' }, [join.port1]);
  query.postMessage({ role: 'follow' }, [join.port2]);
  const log = await walk(
    {
      store: connect(page(store), storeContract),
      storeControl: connect(control(store), storeControl),
      query: connect(page(query), queryContract),
      queryControl: connect(control(query), queryControl),
    },
    folder,
  );
  console.log(`WALK ${JSON.stringify(log)}`);
  store.kill();
  query.kill();
  app.exit(0);
});
