/** How long the background works before it lets questions in, and how long it then waits for them, milliseconds. */
const SLICE_MS = 5;
const PAUSE_MS = 1;

/** Work done in slices between the questions of a single thread: what somebody waits for first, the rest in order. */
export interface Background<T> {
  add(key: string, item: T): void;
  /** Puts an item before all others and out of reach of `rest`. */
  hurry(key: string, item: T): void;
  remove(key: string): void;
  /** Leaves the work that nobody waits for alone for a while. */
  rest(ms: number): void;
  idle(): boolean;
  stop(): void;
}

/**
 * @param run works on an item until done (true) or `late()`; it is called again with the same item
 * @param onBug hears of an item that threw; the item is dropped, so that it does not keep the rest from being done
 */
export function background<T>(
  run: (item: T, late: () => boolean) => boolean,
  onBug: (error: unknown) => void,
): Background<T> {
  const urgent = new Map<string, T>();
  const waiting = new Map<string, T>();
  let quietUntil = 0;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const slice = (): void => {
    timer = null;
    const end = performance.now() + SLICE_MS;
    const late = (): boolean => performance.now() >= end;
    for (const queue of [urgent, waiting]) {
      if (queue === waiting && performance.now() < quietUntil) break;
      for (const [key, item] of queue) {
        if (late()) break;
        try {
          if (run(item, late)) queue.delete(key);
        } catch (error) {
          queue.delete(key);
          onBug(error);
        }
      }
    }
    schedule();
  };
  const schedule = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (stopped || urgent.size + waiting.size === 0) return;
    const quiet = urgent.size > 0 ? 0 : quietUntil - performance.now();
    timer = setTimeout(slice, Math.max(PAUSE_MS, quiet));
  };

  return {
    add: (key, item) => {
      if (urgent.has(key)) return;
      waiting.set(key, item);
      if (timer === null) schedule();
    },
    hurry: (key, item) => {
      waiting.delete(key);
      urgent.set(key, item);
      schedule();
    },
    remove: (key) => {
      waiting.delete(key);
      urgent.delete(key);
    },
    rest: (ms) => {
      quietUntil = performance.now() + ms;
    },
    idle: () => urgent.size + waiting.size === 0,
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      urgent.clear();
      waiting.clear();
    },
  };
}
