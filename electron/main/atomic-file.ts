import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Windows refuses to replace a file while a virus scanner or an indexer holds it, which is soon over. */
const HELD: ReadonlySet<unknown> = new Set(['EPERM', 'EBUSY', 'EACCES']);
/** Pauses before a refused renaming is tried again, ms: about a second together. */
const PAUSES_MS = [10, 20, 50, 100, 200, 300, 400];

/** Renames a file over another one; waits while another program holds that. */
async function replace(from: string, to: string): Promise<void> {
  for (const pause of PAUSES_MS) {
    try {
      return await rename(from, to);
    } catch (error) {
      if (!HELD.has((error as NodeJS.ErrnoException).code)) throw error;
      await wait(pause);
    }
  }
  await rename(from, to);
}

/**
 * Writes a small file so that a crash leaves either the old or the new one: temporary file, fsync, rename. Rejects with
 * the system's error where that cannot be done; the old file then stands, and the temporary one is gone.
 *
 * @param mode who may read it; `0o600` for what only this user may
 */
export async function writeAtomically(file: string, text: string, mode = 0o666): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  // A name of its own: two writings of one file may be under way.
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'w', mode);
  try {
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await replace(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
}

/** The JSON of a file; undefined when there is none. An unreadable one is set aside, never overwritten. */
export async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    await rename(file, `${file}.unreadable-${Date.now()}`).catch(() => {});
    return undefined;
  }
}
