import type { Result } from '../result.ts';
import type { Ruleset } from '../rules/rule.ts';
import type { PassName } from './passes.ts';
import type { Share } from './pass.ts';
import type { SourceLayer } from './source.ts';

/** What another worker is asked: one share of one pass, over the layers as the asking one sees them. */
export interface ShareTask {
  readonly pass: PassName;
  readonly share: Share;
  readonly ruleset: Ruleset;
  readonly layers: readonly SourceLayer[];
}

/** What it gives, and the revision of the file it read from beginning to end; null when a commit came between. */
export interface ShareAnswer {
  readonly rev: number | null;
  readonly gathered: unknown;
}

export interface ShareOptions {
  readonly signal?: AbortSignal;
  /** How much of a task, by its number, is done: 0 to 1. */
  readonly onProgress?: (task: number, done: number) => void;
}

/** Further workers that gather shares of full runs, each with a reader of its own. */
export interface Crew {
  /** How many workers there are beside the one that asks. */
  readonly size: number;
  /** Files with fewer features than this are sooner read by one than shared. */
  readonly least: number;
  /** One task for each worker, at most `size`. Failure `cancelled`, or what ended the worker. */
  gather(tasks: readonly ShareTask[], options: ShareOptions): Promise<Result<readonly ShareAnswer[]>>;
  /** Nothing more is wanted for this run: they may go, and the memory they hold with them. */
  dismiss(): void;
}
