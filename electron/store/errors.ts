import { fail, type Failure, type Result } from '../../shared/result.ts';

/** What SQLite says when the world is at fault and not the program, by the first words of its error code. */
const KINDS: readonly (readonly [prefix: string, code: string])[] = [
  ['SQLITE_CORRUPT', 'store.corrupt'],
  ['SQLITE_NOTADB', 'store.not-geopackage'],
  ['SQLITE_READONLY', 'store.file-read-only'],
  ['SQLITE_PERM', 'store.file-read-only'],
  ['SQLITE_FULL', 'store.disk-full'],
  ['SQLITE_BUSY', 'store.busy'],
  ['SQLITE_LOCKED', 'store.busy'],
  ['SQLITE_IOERR', 'store.io'],
  ['SQLITE_CANTOPEN', 'store.cannot-open'],
];

/** The failure behind a thrown error; undefined for a bug, which must be thrown on. */
export function failureOf(error: unknown): Failure | undefined {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined;
  if (typeof code !== 'string') return undefined;
  const kind = KINDS.find(([prefix]) => code.startsWith(prefix));
  return kind === undefined ? undefined : { code: kind[1], params: { detail: code } };
}

/** Failures after which nothing more may be written until the file has been opened again. */
export const FREEZING: ReadonlySet<string> = new Set(['store.corrupt', 'store.io', 'store.file-read-only']);

/** An expected failure on its way out of nested work inside a transaction, which it rolls back. */
export class StoreFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export function stop(code: string, params?: Record<string, string | number>): never {
  throw new StoreFailure(fail(code, params).error);
}

/** Runs work that may throw a failure on purpose or by SQLite; bugs are thrown on. */
export async function caught<T>(work: () => Promise<T> | T): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof StoreFailure) return { ok: false, error: error.failure };
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, error: failure };
  }
}
