import type { MessagePort, Worker } from 'node:worker_threads';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';

/** An endpoint over a worker thread, from either side. */
export function threadEndpoint(port: MessagePort | Worker): Endpoint {
  return {
    post: (message) => port.postMessage(message),
    listen: (handler) => {
      port.on('message', handler);
    },
    onClose: (handler) => {
      port.on('close', handler);
      port.on('exit', handler);
    },
  };
}
