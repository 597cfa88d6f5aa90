import fs from 'node:fs';

/** Ticks of the clock that /proc counts in, a second. */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

/** Parent and processor time of a process; null when it is gone. */
function statOf(pid: string): Stat | null {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return null;
  }
}

/** Processor seconds that a process and all below it have used so far (Linux). */
export function treeSeconds(root: number): number {
  const all = new Map<number, Stat>();
  for (const name of fs.readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(name) : null;
    if (stat !== null) all.set(Number(name), stat);
  }
  const below = (pid: number): boolean => {
    for (let at = pid; at > 1; at = all.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  let ticks = 0;
  for (const [pid, stat] of all) if (below(pid)) ticks += stat.ticks;
  return ticks / TICKS;
}
