import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { collisionKey, isSafePath } from '../../../shared/package/paths.ts';
import { MANIFEST_FILE } from '../../../shared/package/structure.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { entryChunks, readZipDirectory, unpackEntry, type ZipEntry } from '../../formats/zip.ts';
import { MAX_DEPTH, MAX_ENTRIES, type PackageSource, type RefusedName } from './package-source.ts';

/**
 * The folder that everything lies in where a person packed the folder of a package; empty for an archive that was made
 * here.
 */
function commonFolder(entries: readonly ZipEntry[]): string {
  const names = entries.map(({ name }) => name);
  if (names.includes(MANIFEST_FILE)) return '';
  const first = /^[^/]+\//.exec(names[0] ?? '')?.[0] ?? '';
  return first !== '' &&
    names.every((name) => name.startsWith(first)) &&
    names.includes(first + MANIFEST_FILE)
    ? first
    : '';
}

/**
 * Opens an archive by its directory.
 *
 * @param scratch a folder of this job where entries may be unpacked
 * @returns failures `import.zip-*` (file), `package.too-many` (limit)
 */
export async function openArchive(file: string, scratch: string): Promise<Result<PackageSource>> {
  const name = path.basename(file);
  const named = <T>(result: Result<T>): Result<T> =>
    result.ok || result.error.code === 'cancelled'
      ? result
      : fail(`import.${result.error.code}`, { file: name, ...result.error.params });
  const directory = named(await readZipDirectory(file));
  if (!directory.ok) return directory;
  if (directory.value.length > MAX_ENTRIES) return fail('package.too-many', { limit: MAX_ENTRIES });
  const common = commonFolder(directory.value);
  const entries = new Map<string, ZipEntry>();
  const refused: RefusedName[] = [];
  const seen = new Set<string>();
  for (const entry of directory.value) {
    const inside = entry.name.slice(common.length).normalize('NFC');
    const key = collisionKey(inside);
    if (!isSafePath(inside) || inside.split('/').length > MAX_DEPTH)
      refused.push({ path: inside, reason: 'unsafe-name' });
    else if (seen.has(key)) refused.push({ path: inside, reason: 'same-name' });
    else entries.set(inside, entry);
    seen.add(key);
  }
  const unpacked = new Set<string>();
  let folder: string | null = null;
  return ok({
    kind: 'zip',
    name,
    entries: new Map([...entries].map(([inside, { size }]) => [inside, size])),
    refused,
    async *chunks(inside, signal) {
      const entry = entries.get(inside);
      if (entry === undefined) return;
      for await (const chunk of entryChunks(file, entry, signal)) yield named(chunk);
    },
    async place(paths, signal) {
      folder ??= await mkdtemp(path.join(scratch, 'package-'));
      for (const inside of paths) {
        const entry = entries.get(inside);
        if (entry === undefined || unpacked.has(inside)) continue;
        // The name has been looked at above: it stays below the folder.
        const target = path.join(folder, ...inside.split('/'));
        await mkdir(path.dirname(target), { recursive: true });
        const done = named(await unpackEntry(file, entry, target, signal));
        if (!done.ok) return done;
        unpacked.add(inside);
      }
      return ok(folder);
    },
  });
}
