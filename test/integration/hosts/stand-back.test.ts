import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startShareThread } from '../../../electron/hosts/share-thread.ts';

/** How far each thread of this process stands back (nice), from the system. */
function standingBack(): number[] {
  return readdirSync('/proc/self/task').map((thread) => {
    const line = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the nineteenth field of proc(5) is the seventeenth after it.
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

describe.runIf(process.platform === 'linux')('threads that help in a check', () => {
  it('stand back behind the others of their process', async () => {
    const before = standingBack();
    const thread = startShareThread();
    try {
      await expect
        .poll(() => standingBack().filter((nice) => nice >= 10).length, { timeout: 20_000 })
        .toBe(before.filter((nice) => nice >= 10).length + 1);
      expect(Math.min(...standingBack())).toBe(Math.min(...before));
    } finally {
      thread.stop();
    }
  });
});
