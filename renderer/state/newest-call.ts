import type { CallOptions, Progress } from '../../shared/bridge/contract.ts';
import type { Result } from '../../shared/result.ts';

/** A question of which only the newest counts: an earlier one is cancelled, and its answer is dropped. */
export function newestCall<T>(onProgress: (progress: Progress) => void) {
  let running: AbortController | null = null;
  return {
    /** The answer; null when another question came meanwhile. */
    run: async (call: (options: CallOptions) => Promise<Result<T>>): Promise<Result<T> | null> => {
      running?.abort();
      const own = new AbortController();
      running = own;
      const answer = await call({
        signal: own.signal,
        onProgress: (progress) => running === own && onProgress(progress),
      });
      if (running !== own) return null;
      running = null;
      return answer;
    },
    cancel: (): void => running?.abort(),
  };
}
