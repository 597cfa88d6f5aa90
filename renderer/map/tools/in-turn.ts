/** Steps that wait for each other, in the order in which they were asked for. */
export interface Turns {
  next(step: () => Promise<void> | void): void;
  /** What still waits is void. */
  end(): void;
}

export function inTurn(): Turns {
  let queue: Promise<void> = Promise.resolve();
  let ended = false;
  return {
    next: (step) => {
      queue = queue.then(() => (ended ? undefined : step()));
    },
    end: () => {
      ended = true;
    },
  };
}
