import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from './reader-types.ts';

/** What the reading services are given by whoever hosts them. */
export interface ReadHost {
  openReader(path: string): Reader;
  log(level: string, message: string): void;
}

const isSqliteError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && typeof (error as { code?: unknown }).code === 'string';

/** Opens a reader. Failure `read.cannot-open` (params: path, detail) for a path that holds no blueprint. */
export function tryOpenReader(host: ReadHost, path: string): Result<Reader> {
  try {
    const reader = host.openReader(path);
    try {
      // A file that is no blueprint is opened lazily without complaint; the first question finds out.
      reader.rev();
      return ok(reader);
    } catch (error) {
      reader.close();
      throw error;
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return fail('read.cannot-open', { path, detail: error.code });
  }
}
