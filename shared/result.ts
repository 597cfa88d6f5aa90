/**
 * Expected failure is a value. A `Failure` names what went wrong by a text key of `shared/i18n`
 * (so that every surface says it in the user's language) with the parameters the text needs.
 * Exceptions are kept for bugs.
 */
export interface Failure {
  /** Machine-readable kind, stable across releases; also the suffix of the text key `error.<code>`. */
  readonly code: string;
  /** Parameters of the text: file, feature number, field, limit ... */
  readonly params?: Readonly<Record<string, string | number>>;
}

export type Result<T, E = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const fail = (
  code: string,
  params?: Record<string, string | number>,
): { ok: false; error: Failure } => ({
  ok: false,
  error: params === undefined ? { code } : { code, params },
});

/** Turns a result into its value where failure would be a bug of the caller (tests, built-in data). */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(`${result.error.code} ${JSON.stringify(result.error.params ?? {})}`);
}
