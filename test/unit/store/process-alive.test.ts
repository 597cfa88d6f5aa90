import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseStat, stillWorks } from '../../../electron/store/process-alive.ts';

const stat = (name: string, state: string, ticks: number): string =>
  `42 (${name}) ${state} ${Array.from({ length: 18 }, (_, i) => i).join(' ')} ${ticks} 0 0`;

describe('a line of /proc', () => {
  it.each([
    ['a working process', stat('node', 'S', 500), { ended: false, startedAt: 1_005_000 }],
    ['one that ended', stat('node', 'Z', 500), { ended: true, startedAt: 1_005_000 }],
    ['a name with parentheses', stat('a) Z (b c', 'R', 0), { ended: false, startedAt: 1_000_000 }],
  ])('of %s', (_what, line, expected) => {
    expect(parseStat(line, 1_000_000)).toEqual(expected);
  });
  it('that is none', () => expect(parseStat('nothing', 0)).toBeUndefined());
});

describe.skipIf(process.platform !== 'linux')('a process', () => {
  it('works while it works', () => expect(stillWorks(process.pid, Date.now())).toBe(true));

  it('that took the number later is another one', () => {
    expect(stillWorks(process.pid, Date.now() - 3_600_000)).toBe(false);
  });

  it('that was killed is dead, whether or not its parent has taken note', async () => {
    // The shell starts a child, becomes `sleep` itself, and so never waits for the child.
    const shell = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(shell.stdout, 'data')) as [Buffer];
    const child = Number(String(line).trim());
    expect(stillWorks(child, Date.now())).toBe(true);
    process.kill(child, 'SIGKILL');
    await expect.poll(() => stillWorks(child, Date.now())).toBe(false);
    shell.kill('SIGKILL');
  });

  it('that never was is dead', () => expect(stillWorks(2 ** 22 + 1, Date.now())).toBe(false));
});
