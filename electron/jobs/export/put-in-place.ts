import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { clearLeftovers, temporaryPath } from '../io/temporary.ts';

/** Makes an empty hidden folder beside the place where the result will be: renaming then never crosses disks. */
export async function workFolder(target: string): Promise<string> {
  await clearLeftovers(target);
  const folder = temporaryPath(target, randomUUID());
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
 * What was set aside could not be brought back and lies there still. Its code, which jobs tell as the cause, says where.
 */
export class AsideLeft extends Error {
  readonly code: string;
  constructor(aside: string, cause: unknown) {
    super(`the old files are in ${aside}`, { cause });
    this.code = `${String((cause as NodeJS.ErrnoException).code)}: ${aside}`;
  }
}

/** Takes what is new away and brings back what was set aside. True where something could not be brought back. */
export async function bringBack(
  home: string,
  aside: string,
  moved: readonly string[],
  kept: readonly string[],
): Promise<boolean> {
  let lost = false;
  for (const name of kept) {
    const place = path.join(home, name);
    try {
      if (moved.includes(name)) await rm(place, { recursive: true, force: true });
      await rename(path.join(aside, name), place);
    } catch {
      // The others may still come back.
      lost = true;
    }
  }
  for (const name of moved.filter((one) => !kept.includes(one)))
    await rm(path.join(home, name), { recursive: true, force: true }).catch(() => {});
  return lost;
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
    const lost = await bringBack(home, aside, moved, kept);
    if (lost) throw new AsideLeft(aside, error);
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
  await syncFolder(home);
}
