import type { Result } from '../../shared/result.ts';
import type { FileRef } from './define-format.ts';

/**
 * Keeps what was found out of a file for as long as its job lives: probing, sampling and reading each ask again. What
 * was cancelled is asked anew.
 */
export function perJob<T>(): (
  file: FileRef,
  key: string,
  make: () => Promise<Result<T>>,
) => Promise<Result<T>> {
  const jobs = new WeakMap<FileRef, Map<string, Promise<Result<T>>>>();
  return async (file, key, make) => {
    const known = jobs.get(file) ?? new Map<string, Promise<Result<T>>>();
    jobs.set(file, known);
    const earlier = await known.get(key);
    if (earlier !== undefined && (earlier.ok || earlier.error.code !== 'cancelled')) return earlier;
    const making = make();
    known.set(key, making);
    return making;
  };
}
