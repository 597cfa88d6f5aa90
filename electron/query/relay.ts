import type { CallContext, CallOptions } from '../../shared/bridge/contract.ts';
import type { Result } from '../../shared/result.ts';

/** A handler that passes its call on to another service, with cancel and progress. */
export const relay =
  <P, R>(target: (params: P, options?: CallOptions) => Promise<Result<R>>) =>
  (params: P, call: CallContext): Promise<Result<R>> =>
    target(params, { signal: call.signal, onProgress: (progress) => call.progress(progress) });
