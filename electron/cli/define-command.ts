import type { Language } from '../../shared/i18n/languages.ts';
import type { Progress } from '../../shared/bridge/contract.ts';
import type { Result } from '../../shared/result.ts';
import type { Line, LineSpec } from './command-line.ts';

/** 0 clean, 1 findings, 2 wrong use or input, 3 internal error. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CliIo {
  readonly language: Language;
  /** One line of the result, on standard output. */
  out(line: string): void;
  /** One line for people, on standard error. */
  note(line: string): void;
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** One command of the line: a path in, a result out. */
export interface CliCommand {
  readonly name: string;
  /** Text key of the one-line help. */
  readonly help: string;
  readonly usage: string;
  readonly line: LineSpec;
  run(line: Line, io: CliIo): Promise<Result<ExitCode>>;
}
