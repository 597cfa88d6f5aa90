/** How long work may hold the message loop before others get a turn, milliseconds. */
const SLICE_MS = 12;

/** Lets the message loop turn. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Says when a slice of work has been long enough; `pause` gives the loop its turn and begins the next. */
export interface Slices {
  due(): boolean;
  pause(): Promise<void>;
}

export function slices(): Slices {
  let began = performance.now();
  return {
    due: () => performance.now() - began > SLICE_MS,
    async pause() {
      await turn();
      began = performance.now();
    },
  };
}

/** Runs tasks one after another, in the order they were asked for. */
export function taskQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const run = last.then(task, task);
    last = run.catch(() => undefined);
    return run;
  };
}
