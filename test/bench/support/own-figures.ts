import type { ChildFigures } from './run-child.ts';

/** Starts measuring this process; the answer tells what was used since then. Memory is of the whole life. */
export function startFigures(): () => ChildFigures {
  const begin = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return {
      wallMs: performance.now() - begin,
      cpuMs: (user + system) / 1000,
      peakMB: process.resourceUsage().maxRSS / 1024,
    };
  };
}
