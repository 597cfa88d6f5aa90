import type { Endpoint } from '../../shared/bridge/endpoint.ts';

/** What a MessagePort of Electron's main or utility process looks like from Node code that does not know Electron. */
export interface PortLike {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports?: PortLike[] }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
}

/** The port to the parent that a utility process finds as `process.parentPort`. */
export function parentPort(): PortLike {
  const port = (process as unknown as { parentPort?: PortLike }).parentPort;
  if (port === undefined) throw new Error('not started as a utility process');
  return port;
}

/** An endpoint over an Electron port: a MessagePortMain, a parent port or a utility process. */
export function portEndpoint(port: PortLike): Endpoint {
  return {
    post: (message) => port.postMessage(message),
    listen: (handler) => {
      port.on('message', (event) => {
        // Messages that carry a port are handed out by `onPort`, not answered.
        if (event.ports === undefined || event.ports.length === 0) handler(event.data);
      });
      port.start?.();
    },
    onClose: (handler) => {
      port.on('close', handler);
    },
  };
}

/** Ports sent over `port`, each with the role the sender gave it. */
export function onPort(port: PortLike, handler: (role: string, given: PortLike) => void): void {
  port.on('message', (event) => {
    const given = event.ports?.[0];
    const role = (event.data as { role?: unknown } | null)?.role;
    if (given !== undefined && typeof role === 'string') handler(role, given);
  });
}
