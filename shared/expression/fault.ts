import type { Failure } from '../result.ts';
import type { Span } from './ast.ts';

/** Ends a check at the first fault; never leaves the folder. */
export class Fault extends Error {
  readonly failure: Failure;
  constructor(code: string, span: Span | null, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    const place = span === null ? {} : { at: span.from + 1, length: span.to - span.from };
    this.failure = { code: `expression.${code}`, params: { ...place, ...params } };
  }
}
