import path from 'node:path';
import { MessageChannelMain, utilityProcess, type UtilityProcess, type WebContents } from 'electron';
import { connect } from '../../shared/bridge/connect.ts';
import type { ClientOf } from '../../shared/bridge/contract.ts';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import { queryControl } from '../../shared/bridge/query-contract.ts';
import { PORT_CHANNEL } from '../../shared/bridge/shell-methods.ts';
import { storeControl } from '../../shared/bridge/store-contract.ts';

export interface Services {
  readonly store: ClientOf<typeof storeControl>;
  readonly query: ClientOf<typeof queryControl>;
  /** Gives a page its ports to both services. */
  connectPage(contents: WebContents): void;
  stop(): Promise<void>;
}

/** The way to a utility process from the main one. */
export const processEndpoint = (child: UtilityProcess): Endpoint => ({
  post: (message) => child.postMessage(message),
  listen: (handler) => {
    child.on('message', handler);
  },
  onClose: (handler) => {
    child.on('exit', handler);
  },
});

/** Starts a service of this name in a process of its own. */
export const fork = (name: string, env: Record<string, string>): UtilityProcess =>
  utilityProcess.fork(path.join(import.meta.dirname, `${name}.js`), [], {
    serviceName: `lantu-${name}`,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });

/** Starts writer and readers and joins them; `onDeath` is called when either ends without being asked to. */
export function startServices(
  env: Record<string, string>,
  onDeath: (name: string, code: number) => void,
): Services {
  const children = { store: fork('store', env), query: fork('query', env) };
  let stopping = false;
  for (const [name, child] of Object.entries(children)) {
    child.on('exit', (code) => {
      if (!stopping) onDeath(name, code);
    });
  }
  const join = new MessageChannelMain();
  children.store.postMessage({ role: 'follow' }, [join.port1]);
  children.query.postMessage({ role: 'follow' }, [join.port2]);

  return {
    store: connect(processEndpoint(children.store), storeControl),
    query: connect(processEndpoint(children.query), queryControl),
    connectPage: (contents) => {
      for (const name of ['store', 'query'] as const) {
        const channel = new MessageChannelMain();
        children[name].postMessage({ role: 'page' }, [channel.port1]);
        contents.postMessage(PORT_CHANNEL, name, [channel.port2]);
      }
    },
    stop: async () => {
      stopping = true;
      await Promise.all(
        Object.values(children).map(
          (child) =>
            new Promise<void>((resolve) => {
              child.once('exit', () => resolve());
              if (!child.kill()) resolve();
            }),
        ),
      );
    },
  };
}
