import { backgroundContract } from '../../shared/bridge/background-contract.ts';
import { connect } from '../../shared/bridge/connect.ts';
import type { ClientOf } from '../../shared/bridge/contract.ts';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import { positionContract } from '../../shared/bridge/position-contract.ts';
import { queryContract } from '../../shared/bridge/query-contract.ts';
import type { shellContract } from '../../shared/bridge/shell-contract.ts';
import { PORT_MESSAGE, type SHELL_EVENTS, type SHELL_METHODS } from '../../shared/bridge/shell-methods.ts';
import { storeContract } from '../../shared/bridge/store-contract.ts';

declare global {
  interface Window {
    readonly lantu: {
      readonly methods: Readonly<
        Record<(typeof SHELL_METHODS)[number], (params: unknown) => Promise<unknown>>
      >;
      readonly events: Readonly<
        Record<(typeof SHELL_EVENTS)[number], (handler: (payload: unknown) => void) => void>
      >;
    };
  }
}

export type ShellClient = ClientOf<typeof shellContract>;
export type StoreClient = ClientOf<typeof storeContract>;
export type QueryClient = ClientOf<typeof queryContract>;
export type BackgroundClient = ClientOf<typeof backgroundContract>;
export type PositionClient = ClientOf<typeof positionContract>;

/** Every service the page talks to. `store` and `query` answer `bridge.closed` while they are being restarted. */
export interface Services {
  readonly shell: ShellClient;
  readonly store: StoreClient;
  readonly query: QueryClient;
}

const shell = {
  ...window.lantu.methods,
  on: (name: (typeof SHELL_EVENTS)[number], handler: (payload: never) => void) => {
    let live = true;
    window.lantu.events[name]((payload) => {
      if (live) handler(payload as never);
    });
    return () => {
      live = false;
    };
  },
} as unknown as ShellClient;

const portEndpoint = (port: MessagePort): Endpoint => ({
  post: (message) => port.postMessage(message),
  listen: (handler) => {
    port.addEventListener('message', (event) => handler(event.data));
    port.start();
  },
  onClose: (handler) => port.addEventListener('close', handler),
});

let store: StoreClient | null = null;
let query: QueryClient | null = null;
const handlers = new Set<(services: Services) => void>();

/**
 * A service that the page does without: its client, and who is told when its port comes, is renewed, or closes.
 *
 * @param afterEnd `nothing`: a client whose port has closed is none; `closed`: it answers `bridge.closed` until its port
 *   is renewed
 */
function optional<C>(make: (port: MessagePort) => C, afterEnd: 'nothing' | 'closed') {
  let client: C | null = null;
  const told = new Set<(client: C) => void>();
  const left = new Set<() => void>();
  return {
    take: (port: MessagePort) => {
      const now = make(port);
      client = now;
      port.addEventListener('close', () => {
        if (client !== now) return;
        if (afterEnd === 'nothing') client = null;
        for (const handler of left) handler();
      });
      for (const handler of told) handler(now);
    },
    client: () => client,
    on: (handler: (client: C) => void): (() => void) => {
      told.add(handler);
      if (client) handler(client);
      return () => told.delete(handler);
    },
    onGone: (handler: () => void): (() => void) => {
      left.add(handler);
      return () => left.delete(handler);
    },
  };
}
const background = optional((port) => connect(portEndpoint(port), backgroundContract), 'closed');
const position = optional((port) => connect(portEndpoint(port), positionContract), 'nothing');

window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.location.origin) return;
  const data = event.data as { type?: unknown; service?: unknown } | null;
  const port = event.ports[0];
  if (data?.type !== PORT_MESSAGE || port === undefined) return;
  if (data.service === 'store') store = connect(portEndpoint(port), storeContract);
  if (data.service === 'query') query = connect(portEndpoint(port), queryContract);
  if (data.service === 'background') background.take(port);
  if (data.service === 'position') position.take(port);
  if (store && query && data.service === 'query') {
    for (const handler of handlers) handler({ shell, store, query });
  }
});

/** The shell is there from the first line of the page. */
export const shellClient = (): ShellClient => shell;

/** The services of the open blueprint, or null before the first ports have come. */
export const services = (): Services | null => (store && query ? { shell, store, query } : null);

/** Calls `handler` now if the services are there, and again whenever their ports are renewed. */
export function onServices(handler: (services: Services) => void): () => void {
  handlers.add(handler);
  const now = services();
  if (now) handler(now);
  return () => handlers.delete(handler);
}

/** The service of backgrounds, or null before its port has come. The map does without it. */
export const backgroundClient = (): BackgroundClient | null => background.client();

/** Calls `handler` now if the service of backgrounds is there, and again whenever its port is renewed. */
export const onBackground = background.on;

/** The service of positions, or null while nobody has asked the shell to start it, and after it has ended. */
export const positionClient = (): PositionClient | null => position.client();

/** Calls `handler` now if the service of positions is there, and again whenever its port is renewed. */
export const onPosition = position.on;

/** Calls `handler` when the service of positions has ended and no other has taken its place. */
export const onPositionGone = position.onGone;
