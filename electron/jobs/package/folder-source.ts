import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { collisionKey, isSafePath } from '../../../shared/package/paths.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { MAX_DEPTH, MAX_ENTRIES, type PackageSource, type RefusedName } from './package-source.ts';

const CHUNK = 1 << 20;

interface Found {
  /** Path on the disk by path in the package: spelling of letters may differ (NFC). */
  readonly files: Map<string, { readonly file: string; readonly size: number }>;
  readonly refused: RefusedName[];
}

/** Walks a folder without following links; false when it holds more than a package can. */
async function walk(
  folder: string,
  prefix: string,
  depth: number,
  found: Found,
  seen: Set<string>,
): Promise<boolean> {
  for (const name of (await readdir(folder)).sort()) {
    const file = path.join(folder, name);
    const inside = (prefix === '' ? name : `${prefix}/${name}`).normalize('NFC');
    if (found.files.size + found.refused.length >= MAX_ENTRIES) return false;
    const stat = await lstat(file);
    const key = collisionKey(inside);
    const refuse = (reason: RefusedName['reason']): void => void found.refused.push({ path: inside, reason });
    if (stat.isSymbolicLink()) refuse('link');
    else if (!isSafePath(inside)) refuse('unsafe-name');
    else if (seen.has(key)) refuse('same-name');
    else if (stat.isDirectory()) {
      seen.add(key);
      if (depth >= MAX_DEPTH || !(await walk(file, inside, depth + 1, found, seen))) return false;
    } else if (stat.isFile()) {
      seen.add(key);
      found.files.set(inside, { file, size: stat.size });
    } else refuse('special');
  }
  return true;
}

/** Failures: `package.too-many` (limit); a system error of the disk is thrown. */
export async function openFolder(folder: string): Promise<Result<PackageSource>> {
  const found: Found = { files: new Map(), refused: [] };
  if (!(await walk(folder, '', 1, found, new Set()))) return fail('package.too-many', { limit: MAX_ENTRIES });
  return ok({
    kind: 'folder',
    name: path.basename(folder),
    entries: new Map([...found.files].map(([name, { size }]) => [name, size])),
    refused: found.refused,
    chunks: (name, signal) => fileChunks(found.files.get(name)?.file, signal),
    place: () => Promise.resolve(ok(folder)),
  });
}

async function* fileChunks(
  file: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Result<Uint8Array>> {
  if (file === undefined) return;
  // Whoever put a link in the file's place meanwhile gains nothing by it.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const buffer = new Uint8Array(CHUNK);
    for (;;) {
      if (signal.aborted) return yield fail('cancelled');
      const { bytesRead } = await handle.read(buffer, 0, CHUNK);
      if (bytesRead === 0) return;
      yield ok(buffer.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
