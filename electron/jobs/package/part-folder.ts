import { copyFile, mkdir, open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { HashAlgorithm } from '../../../shared/package/algorithms.ts';
import type { ManifestFile } from '../../../shared/package/manifest.ts';
import { collisionKey } from '../../../shared/package/paths.ts';
import { FOLDER_KEYS, type FolderKey } from '../../../shared/package/structure.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { readChunks } from '../../formats/read-chunks.ts';
import { hasher } from './hashing.ts';

const FLUSH_AT = 1 << 20;

type Kind = ManifestFile['kind'];

interface Part {
  readonly path: string;
  readonly folder: FolderKey | null;
  readonly kind: Kind;
}

/** The folder a package is put together in. */
export interface PartFolder {
  readonly root: string;
  /** Path within the package for a name in a folder; a number is added where the name is taken. */
  pathFor(folder: FolderKey | null, name: string): string;
  /** Where on the disk a path of the package lies. */
  placeOf(inside: string): string;
  writeText(part: Part, pieces: Iterable<string>): Promise<void>;
  copyIn(part: Part, from: string): Promise<void>;
  /** Takes in files that a writer has made, below a folder on the disk, with the paths they have from there. */
  note(part: Part): void;
  /** All parts with size and hash, by path. */
  list(mark: string, algorithm: HashAlgorithm, signal: AbortSignal): Promise<Result<ManifestFile[]>>;
}

export async function partFolder(
  root: string,
  names: Readonly<Record<FolderKey, string>>,
): Promise<PartFolder> {
  const parts = new Map<string, Part>();
  const taken = new Set<string>();
  for (const key of FOLDER_KEYS) await mkdir(path.join(root, names[key]), { recursive: true });
  const placeOf = (inside: string): string => path.join(root, ...inside.split('/'));
  const keep = (part: Part): void => {
    parts.set(part.path, part);
    taken.add(collisionKey(part.path));
  };
  return {
    root,
    placeOf,
    pathFor(folder, name) {
      const within = folder === null ? '' : `${names[folder]}/`;
      const dot = name.lastIndexOf('.');
      const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
      let inside = within + name;
      for (let n = 2; taken.has(collisionKey(inside)); n++) inside = `${within}${stem}-${n}${ending}`;
      taken.add(collisionKey(inside));
      return inside;
    },
    async writeText(part, pieces) {
      keep(part);
      const file = await open(placeOf(part.path), 'wx');
      try {
        let buffer = '';
        for (const piece of pieces) {
          buffer += piece;
          if (buffer.length < FLUSH_AT) continue;
          await file.writeFile(buffer);
          buffer = '';
        }
        await file.writeFile(buffer);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async copyIn(part, from) {
      keep(part);
      await copyFile(from, placeOf(part.path));
    },
    note: keep,
    async list(mark, algorithm, signal) {
      const files: ManifestFile[] = [];
      for (const part of parts.values()) {
        const one = hasher(algorithm);
        for await (const chunk of readChunks(placeOf(part.path), { signal })) one.add(chunk);
        if (signal.aborted) return fail('cancelled');
        files.push({ ...part, ...one.done(), mark });
      }
      return ok(files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)));
    },
  };
}

/** Every file below a folder, with paths from there, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory())
      for (const inner of await filesBelow(path.join(folder, entry.name)))
        found.push(`${entry.name}/${inner}`);
    else found.push(entry.name);
  }
  return found.sort();
}
