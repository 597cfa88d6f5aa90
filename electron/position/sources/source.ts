import type { SourceStatus } from '../../../shared/gnss/service-types.ts';

/** What a source tells. Times are milliseconds of a clock that does not go back: that of the computer, or of a recording. */
export interface SourceSink {
  readonly bytes: (chunk: Uint8Array, atMs: number) => void;
  readonly status: (status: SourceStatus) => void;
  /** Only from sources with a clock of their own: time has passed. */
  readonly time: (atMs: number) => void;
}

/** A source that has been opened; it tries again by itself until it is closed. */
export interface OpenSource {
  /** True where times are those of a recording. */
  readonly ownClock: boolean;
  close(): Promise<void>;
}

/** Tries again later, each time a little later, until it is stopped. */
export interface Retry {
  later(): void;
  /** It has worked: the next failure is tried again soon. */
  worked(): void;
  stop(): void;
}

const DELAYS_MS = [500, 1000, 2000, 5000];

export function createRetry(work: () => void): Retry {
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;
  return {
    later: () => {
      if (stopped || timer !== null) return;
      timer = setTimeout(
        () => {
          timer = null;
          work();
        },
        DELAYS_MS[Math.min(failures, DELAYS_MS.length - 1)],
      );
      failures++;
    },
    worked: () => {
      failures = 0;
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
