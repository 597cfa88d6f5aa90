/** The host's clock and event loop. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Lets the event loop run once. */
  breathe(): Promise<void>;
}

/** Work between two breaths, so that a question that arrives meanwhile is answered soon. */
const SLICE_MS = 5;

/** Thrown out of a run whose signal was aborted; caught where the run began, never seen outside. */
export class Aborted extends Error {}

/** Called between small pieces of work; breathes when a slice is used up, and ends the run when it was aborted. */
export type Pace = () => Promise<void> | undefined;

/** A pace over a clock. The promise is only made when a breath is due, since most calls return at once. */
export function createPace(clock: Clock, signal?: AbortSignal): Pace {
  let since = clock.now();
  return () => {
    if (signal?.aborted) throw new Aborted();
    if (clock.now() - since < SLICE_MS) return undefined;
    return clock.breathe().then(() => {
      since = clock.now();
      if (signal?.aborted) throw new Aborted();
    });
  };
}
