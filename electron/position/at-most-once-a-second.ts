/** Runs work now, or a second after it ran last: never more often, and the last call is never left out. */
export function atMostOnceASecond(work: () => void): { run(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null;
  let last = -Infinity;
  const now = (): void => {
    timer = null;
    last = performance.now();
    work();
  };
  return {
    run: () => {
      if (timer !== null) return;
      const wait = last + 1000 - performance.now();
      if (wait <= 0) now();
      else timer = setTimeout(now, wait);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
