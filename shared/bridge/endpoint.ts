/**
 * One end of a message channel, whatever carries it: a MessagePort of the page, of a utility process,
 * of a worker thread, or a pair in one process. Messages are structured clones; nothing is transferred,
 * because a buffer transferred between processes arrives as null.
 */
export interface Endpoint {
  post(message: unknown): void;
  listen(handler: (message: unknown) => void): void;
  onClose(handler: () => void): void;
}

/** Two connected ends in one process. Delivery is asynchronous, as everywhere else. */
export function endpointPair(): [Endpoint, Endpoint] {
  const handlers: [Array<(message: unknown) => void>, Array<(message: unknown) => void>] = [[], []];
  const end = (own: 0 | 1): Endpoint => ({
    post: (message) => {
      queueMicrotask(() => {
        for (const handler of handlers[own === 0 ? 1 : 0]) handler(message);
      });
    },
    listen: (handler) => {
      handlers[own].push(handler);
    },
    onClose: () => {},
  });
  return [end(0), end(1)];
}
