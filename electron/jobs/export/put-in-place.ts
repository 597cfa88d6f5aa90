import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Makes an empty hidden folder beside the place where the result will be: renaming then never crosses disks. */
export async function workFolder(target: string): Promise<string> {
  const folder = path.join(path.dirname(target), `.${path.basename(target)}.${randomUUID()}.tmp`);
  await mkdir(folder);
  return folder;
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; a rename is durable there by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A folder may hold anything of the user's: it never gives way to a file. Throws EISDIR as the system would. */
async function refuseFolder(from: string, to: string): Promise<void> {
  const there = await stat(to).catch(() => null);
  if (there?.isDirectory() && !(await stat(from)).isDirectory())
    throw Object.assign(new Error(`EISDIR: a folder is there, ${to}`), { code: 'EISDIR' });
}

/**
 * Moves everything in `work` beside `target`. What is there under the same names is set aside first and brought back
 * if a move fails, so that no set of files (shapefile, geodatabase) is left half old and half new.
 *
 * @param leftovers names beside `target` of what belongs to an older file and goes with it
 */
export async function putInPlace(
  work: string,
  target: string,
  leftovers: readonly string[] = [],
): Promise<void> {
  const home = path.dirname(target);
  const aside = await workFolder(target);
  const moved: string[] = [];
  const kept: string[] = [];
  const exists = new Set(await readdir(home));
  const setAside = async (name: string): Promise<void> => {
    if (!exists.has(name)) return;
    await rename(path.join(home, name), path.join(aside, name));
    kept.push(name);
  };
  try {
    const names = await readdir(work);
    for (const name of leftovers) if (!names.includes(name)) await setAside(name);
    for (const name of names) {
      await refuseFolder(path.join(work, name), path.join(home, name));
      await setAside(name);
      await rename(path.join(work, name), path.join(home, name));
      moved.push(name);
    }
  } catch (error) {
    for (const name of moved) await rm(path.join(home, name), { recursive: true, force: true });
    for (const name of kept) await rename(path.join(aside, name), path.join(home, name));
    throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  await syncFolder(home);
}
