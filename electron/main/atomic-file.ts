import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a small file so that a crash leaves either the old or the new one: temporary file, fsync, rename.
 *
 * @param mode who may read it; `0o600` for what only this user may
 */
export async function writeAtomically(file: string, text: string, mode = 0o666): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  // A name of its own: two writings of one file may be under way.
  const temporary = `${file}.${randomUUID()}.tmp`;
  const handle = await open(temporary, 'w', mode);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
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
