import type { MessagePort, Transferable, Worker } from 'node:worker_threads';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';

/** Buffers of fewer bytes are copied sooner than handed over. */
const LARGE_BYTES = 1 << 16;

/** The large buffers behind the typed arrays of a message. */
function largeBuffers(message: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof message !== 'object' || message === null) return found;
  if (ArrayBuffer.isView(message)) {
    const { buffer } = message;
    if (buffer instanceof ArrayBuffer && buffer.byteLength >= LARGE_BYTES) found.add(buffer);
    return found;
  }
  const inner = message instanceof Map ? [...message.keys(), ...message.values()] : Object.values(message);
  for (const one of inner) largeBuffers(one, found);
  return found;
}

/**
 * An endpoint over a worker thread, from either side.
 *
 * @param options.handOver large buffers are handed over, not copied: for a service that keeps nothing it has answered
 */
export function threadEndpoint(
  port: MessagePort | Worker,
  { handOver = false }: { readonly handOver?: boolean } = {},
): Endpoint {
  return {
    post: (message) => {
      port.postMessage(message, handOver ? ([...largeBuffers(message)] as Transferable[]) : []);
    },
    listen: (handler) => {
      port.on('message', handler);
    },
    onClose: (handler) => {
      port.on('close', handler);
      port.on('exit', handler);
    },
  };
}
