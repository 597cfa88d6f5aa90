import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { sourceName } from '../../../shared/import/source-name.ts';
import type { FileRef } from '../../formats/define-format.ts';

/** Runs `work` with a folder of its own below `scratchDir`, which is gone afterwards. */
export async function withScratch<T>(
  scratchDir: string,
  file: string,
  work: (ref: FileRef) => Promise<T>,
): Promise<T> {
  await mkdir(scratchDir, { recursive: true });
  const scratch = await mkdtemp(path.join(scratchDir, 'import-'));
  try {
    return await work({ path: file, name: sourceName(file), scratch });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const STALE_MS = 24 * 3600 * 1000;

/** Removes what a crashed job left in the scratch folder more than a day ago; another process may own newer files. */
export async function removeStale(scratchDir: string): Promise<void> {
  for (const name of await readdir(scratchDir)) {
    if (!/^(staged-.*\.sqlite|(import|export|package|changes)-.{6}|capture-.{36})$/.test(name)) continue;
    const file = path.join(scratchDir, name);
    const found = await stat(file).catch(() => null);
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(file, { recursive: true, force: true });
  }
}

const EVERY_MS = 25;

/** Lets messages (above all a cancel) be heard during long work; call it often, it acts every 25 ms. */
export function createBreather(): () => Promise<void> | undefined {
  let last = Date.now();
  return () => {
    const now = Date.now();
    if (now - last < EVERY_MS) return undefined;
    last = now;
    return new Promise((resolve) => setImmediate(resolve));
  };
}
