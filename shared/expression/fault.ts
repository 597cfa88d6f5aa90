import type { Failure } from '../result.ts';
import type { Span } from './ast.ts';

/** Ends a check at the first fault; never leaves the folder. */
export class Fault extends Error {
  readonly failure: Failure;
  constructor(code: string, { from, to }: Span, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.failure = { code: `expression.${code}`, params: { at: from + 1, length: to - from, ...params } };
  }
}
