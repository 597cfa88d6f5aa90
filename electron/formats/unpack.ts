import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { unpackEntry, type ZipEntry } from './zip.ts';

/** An entry of an archive and the plain name it gets on this computer. */
export interface Wanted {
  readonly entry: ZipEntry;
  readonly name: string;
}

/**
 * Unpacks entries into `folder`, each once: what is there already stays.
 *
 * @returns the paths in the order of `wanted`; failures of `unpackEntry` with the entry as `part`
 */
export async function unpackInto(
  archive: string,
  wanted: readonly Wanted[],
  folder: string,
  signal: AbortSignal,
): Promise<Result<string[]>> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const { entry, name } of wanted) {
    const target = path.join(folder, name);
    paths.push(target);
    if (existsSync(target)) continue;
    const half = `${target}.part`;
    const done = await unpackEntry(archive, entry, half, signal);
    if (!done.ok) return fail(done.error.code, { ...done.error.params, part: entry.name });
    await rename(half, target);
  }
  return ok(paths);
}
