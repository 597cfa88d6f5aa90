import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** This computer, short enough for a file name: the same folder of a network or a stick may be written from others. */
const HOST = createHash('sha256').update(os.hostname()).digest('hex').slice(0, 8);

const begin = (target: string): string => `.${path.basename(target)}.${HOST}-`;

/**
 * A hidden name beside a target for what becomes it once it is whole: renaming then never crosses disks. It says which
 * process of which computer makes it.
 */
export const temporaryPath = (target: string, token: string): string =>
  path.join(path.dirname(target), `${begin(target)}${process.pid}.${token}.tmp`);

function works(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Removes what processes of this computer that are no more left half-made beside a target. What a living process makes,
 * or another computer, is left alone; so is all where the folder cannot be read.
 */
export async function clearLeftovers(target: string): Promise<void> {
  const folder = path.dirname(target);
  const prefix = begin(target);
  for (const name of await readdir(folder).catch(() => [] as string[])) {
    if (!name.startsWith(prefix) || !name.endsWith('.tmp')) continue;
    const pid = /^(\d{1,10})\./.exec(name.slice(prefix.length))?.[1];
    if (pid === undefined || works(Number(pid))) continue;
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}
