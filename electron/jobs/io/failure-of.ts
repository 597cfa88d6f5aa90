import type { Problem } from '../../../shared/import/raw.ts';
import type { Failure } from '../../../shared/result.ts';

/** The failure that a fatal problem of a source is: `import.<its code>`, with the file's name. */
export const failureOf = (
  { code, feature, params }: Pick<Problem, 'code' | 'feature' | 'params'>,
  file: string,
): Failure => ({ code: `import.${code}`, params: { file, feature: feature ?? 0, ...params } });
