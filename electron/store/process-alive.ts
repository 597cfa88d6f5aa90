import fs from 'node:fs';
import os from 'node:os';

/** Clock ticks in a second of /proc, fixed at 100 on every Linux that runs this. */
const TICKS_PER_SECOND = 100;
/** A process may have taken this long from its start to its lock, and clocks may be this far apart. */
const TOLERANCE_MS = 5_000;

export interface ProcessState {
  /** Z: ended, its parent has not looked yet. X: dead. */
  readonly ended: boolean;
  /** When it was started, ms since 1970. */
  readonly startedAt: number;
}

/** State of a process from a line of /proc/<pid>/stat; undefined when it is not such a line. */
export function parseStat(line: string, bootedAt: number): ProcessState | undefined {
  // The name in parentheses may itself hold spaces and parentheses: what counts begins after the last.
  const rest = line
    .slice(line.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  const state = rest[0];
  const ticks = Number(rest[19]);
  if (state === undefined || !Number.isFinite(ticks)) return undefined;
  return {
    ended: state === 'Z' || state === 'X',
    startedAt: bootedAt + (ticks / TICKS_PER_SECOND) * 1000,
  };
}

/**
 * Whether the process that had this number at `since` (ms since 1970) still works. A process that was killed keeps
 * its number until its parent has taken note, and a number is given out again: neither is the one asked for.
 */
export function stillWorks(pid: number, since: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (process.platform !== 'linux') return true;
  let line: string;
  try {
    line = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return true;
  }
  const state = parseStat(line, Date.now() - os.uptime() * 1000);
  if (state === undefined) return true;
  return !state.ended && !(Number.isFinite(since) && state.startedAt > since + TOLERANCE_MS);
}
