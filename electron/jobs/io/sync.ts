import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

/* What was written lies in memory until it is synced: after a power cut a renamed file may otherwise be empty. */

const windows = process.platform === 'win32';
const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** Writes a text as UTF-8 to a new file and waits until the disk has it. */
export async function writeSynced(file: string, content: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(content, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFile(file: string): Promise<void> {
  // Windows syncs what may be written alone; elsewhere a copy of a file that is read only can be synced as well.
  const handle = await open(file, windows ? 'r+' : 'r').catch((error: unknown) => {
    if (windows && (codeOf(error) === 'EPERM' || codeOf(error) === 'EACCES')) return null;
    throw error;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** Waits until the disk has the names in a folder. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; a rename is durable there by itself.
  if (windows) return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some file systems of networks do not sync folders.
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'ENOTSUP') throw error;
  } finally {
    await handle.close();
  }
}

/** Waits until the disk has a folder and every file and folder below it. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(place);
    else if (entry.isFile()) await syncFile(place);
  }
  await syncFolder(folder);
}
