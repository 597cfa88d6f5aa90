import { fail, type Result } from '../result.ts';
import type { CallOptions, ClientOf, Contract, Progress, Wire } from './contract.ts';
import type { Endpoint } from './endpoint.ts';

interface Waiting {
  readonly settle: (result: Result<unknown>) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** The calling side of `contract` over `endpoint`. When the endpoint closes, every open call fails as `bridge.closed`. */
export function connect<C extends Contract>(endpoint: Endpoint, contract: C): ClientOf<C> {
  const waiting = new Map<number, Waiting>();
  const handlers = new Map<string, Set<(payload: unknown) => void>>();
  let next = 0;
  let closed = false;

  endpoint.listen((message) => {
    const wire = message as Wire;
    if (wire.t === 'result') {
      waiting.get(wire.id)?.settle(wire.result);
      waiting.delete(wire.id);
    } else if (wire.t === 'progress') {
      waiting.get(wire.id)?.onProgress?.(wire.progress);
    } else if (wire.t === 'event') {
      for (const handler of handlers.get(wire.name) ?? []) handler(wire.payload);
    }
  });
  endpoint.onClose(() => {
    closed = true;
    for (const call of waiting.values()) call.settle(fail('bridge.closed'));
    waiting.clear();
  });

  const call = (name: string, params: unknown, options?: CallOptions): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      if (closed) return resolve(fail('bridge.closed'));
      if (options?.signal?.aborted) return resolve(fail('cancelled'));
      next += 1;
      const id = next;
      waiting.set(id, { settle: resolve, onProgress: options?.onProgress });
      options?.signal?.addEventListener('abort', () => endpoint.post({ t: 'cancel', id }), { once: true });
      endpoint.post({ t: 'call', id, method: name, params });
    });

  const client: Record<string, unknown> = {
    on: (name: string, handler: (payload: unknown) => void) => {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      return () => set.delete(handler);
    },
  };
  for (const name of Object.keys(contract.methods)) {
    client[name] = (params: unknown, options?: CallOptions) => call(name, params, options);
  }
  return client as ClientOf<C>;
}
