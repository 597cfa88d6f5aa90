import { fail, type Failure, type Result } from '../result.ts';
import type { ApiOf, Contract, EmitOf, Progress, Wire } from './contract.ts';
import type { Endpoint } from './endpoint.ts';

/** A handler threw: a bug. The host logs it; the caller gets `internal` and no stack. */
export type OnBug = (where: string, error: unknown) => void;

function isCall(message: unknown): message is Extract<Wire, { t: 'call' | 'cancel' }> {
  if (typeof message !== 'object' || message === null) return false;
  const wire = message as { t?: unknown; id?: unknown; method?: unknown };
  if (typeof wire.id !== 'number') return false;
  return wire.t === 'cancel' || (wire.t === 'call' && typeof wire.method === 'string');
}

/**
 * Answers the calls of `contract` that arrive at `endpoint`: unknown method, wrong parameters and thrown
 * bugs all become failures, so one bad message never ends a service. Returns the emitter of its events.
 */
export function serve<C extends Contract>(
  endpoint: Endpoint,
  contract: C,
  api: ApiOf<C>,
  onBug: OnBug,
): EmitOf<C> {
  const running = new Map<number, AbortController>();
  const post = (wire: Wire): void => endpoint.post(wire);

  const answer = async (id: number, name: string, raw: unknown): Promise<Result<unknown>> => {
    const declared = Object.hasOwn(contract.methods, name) ? contract.methods[name] : undefined;
    if (declared === undefined) return fail('bridge.unknown-method', { method: name });
    const parsed = declared.params.safeParse(raw);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return fail('bridge.bad-params', { method: name, where: issue?.path.join('.') ?? '' });
    }
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const handler = api[name as keyof ApiOf<C>] as (
        params: unknown,
        call: { signal: AbortSignal; progress(progress: Progress): void },
      ) => Result<unknown> | Promise<Result<unknown>>;
      return await handler(parsed.data, {
        signal: abort.signal,
        progress: (progress) => post({ t: 'progress', id, progress }),
      });
    } catch (error) {
      onBug(`${contract.name}.${name}`, error);
      return { ok: false, error: internalFailure(error) };
    } finally {
      running.delete(id);
    }
  };

  endpoint.listen((message) => {
    if (!isCall(message)) return;
    if (message.t === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const { id, method, params } = message;
    void answer(id, method, params).then((result) => post({ t: 'result', id, result }));
  });
  endpoint.onClose(() => {
    for (const abort of running.values()) abort.abort();
  });
  return ((name: string, payload: unknown) => post({ t: 'event', name, payload })) as EmitOf<C>;
}

const internalFailure = (error: unknown): Failure => ({
  code: 'internal',
  params: { message: error instanceof Error ? error.message : String(error) },
});
