import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder, syncTree } from '../io/sync.ts';
import { clearLeftovers, temporaryPath } from '../io/temporary.ts';

/** Makes an empty hidden folder beside the place where the result will be: renaming then never crosses disks. */
export async function workFolder(target: string): Promise<string> {
  await clearLeftovers(target);
  const folder = temporaryPath(target, randomUUID());
  await mkdir(folder);
  return folder;
}

/**
 * Makes an empty folder for what is set aside, beside the target and with a name that can be seen (`park.shp.old`): what
 * is in it is the user's. Nobody clears it away where a crash or a failure leaves it.
 */
async function asideFolder(target: string): Promise<string> {
  for (let n = 1; ; n++) {
    const folder = `${target}.old${n === 1 ? '' : `-${n}`}`;
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
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
 * if a move fails, so that no set of files (shapefile, geodatabase) is left half old and half new. The disk has all that
 * is new before anything old is touched, and the names of what is new before anything old is removed.
 *
 * Throws errors of the disk; `AsideLeft` where something old could not be brought back.
 *
 * @param leftovers names beside `target` of what belongs to an older file and goes with it
 */
export async function putInPlace(
  work: string,
  target: string,
  leftovers: readonly string[] = [],
): Promise<void> {
  const home = path.dirname(target);
  await syncTree(work);
  const moved: string[] = [];
  const kept: string[] = [];
  let aside: string | null = null;
  const exists = new Set(await readdir(home));
  const setAside = async (name: string): Promise<void> => {
    if (!exists.has(name)) return;
    aside ??= await asideFolder(target);
    await rename(path.join(home, name), path.join(aside, name));
    kept.push(name);
  };
  const removeAside = async (): Promise<void> => {
    if (aside !== null) await rm(aside, { recursive: true, force: true });
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
    await syncFolder(home);
  } catch (error) {
    const lost = await bringBack(home, aside ?? home, moved, kept);
    if (lost && aside !== null) throw new AsideLeft(aside, error);
    await removeAside();
    throw error;
  }
  await removeAside();
}
