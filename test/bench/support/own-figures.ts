import type { ChildFigures } from './run-child.ts';

/** Milliseconds of the processor this process has used, all its threads. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Starts measuring this process; the answer tells what was used since then. Memory is of the whole life. */
export function startFigures(): () => ChildFigures {
  const begin = performance.now();
  const before = cpuMs();
  return () => ({
    wallMs: performance.now() - begin,
    cpuMs: cpuMs() - before,
    peakMB: process.resourceUsage().maxRSS / 1024,
  });
}

/** Short waits, each by the clock and by the processor, which other work on the machine disturbs less. */
export class Waits {
  readonly ms: number[] = [];
  readonly cpu: number[] = [];

  /** Measures one; the end is when the promise is kept. */
  async add<T>(work: () => Promise<T>): Promise<T> {
    const [begin, used] = [performance.now(), cpuMs()];
    const result = await work();
    this.ms.push(performance.now() - begin);
    this.cpu.push(cpuMs() - used);
    return result;
  }
}
