import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { MANIFEST_LIMIT, readManifest, type Manifest } from '../../../shared/package/manifest.ts';
import { MANIFEST_FILE } from '../../../shared/package/structure.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isZip } from '../../formats/zip.ts';
import { openFolder } from './folder-source.ts';
import type { PackageSource } from './package-source.ts';
import { openArchive } from './zip-source.ts';

/** A package whose manifest has been read; nothing else of it has. */
export interface OpenPackage {
  readonly source: PackageSource;
  readonly manifest: Manifest;
  readonly manifestBytes: Uint8Array;
}

/** A whole entry, for those that are small by nature. Failure `package.entry-large` (file). */
export async function readEntry(
  source: PackageSource,
  name: string,
  limit: number,
  signal: AbortSignal,
): Promise<Result<Uint8Array>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.chunks(name, signal)) {
    if (!chunk.ok) return chunk;
    length += chunk.value.length;
    if (length > limit) return fail('package.entry-large', { file: name });
    pieces.push(chunk.value.slice());
  }
  return ok(new Uint8Array(Buffer.concat(pieces)));
}

/** A folder, or the archive that a file is. */
async function openSource(file: string, scratch: string): Promise<Result<PackageSource>> {
  const name = path.basename(file);
  if ((await stat(file)).isDirectory()) return openFolder(file);
  const handle = await open(file, 'r');
  try {
    const head = new Uint8Array(4);
    await handle.read(head, 0, head.length, 0);
    if (!isZip(head)) return fail('package.no-package', { file: name });
  } finally {
    await handle.close();
  }
  return openArchive(file, scratch);
}

/**
 * Opens a package and reads its manifest.
 *
 * @param scratch a folder of this job
 * @returns failures `package.no-package` (file: no archive, or without a manifest), `package.not-read` (file, cause),
 * those of the archive and of the manifest, `cancelled`
 */
export async function openPackage(
  file: string,
  scratch: string,
  signal: AbortSignal,
): Promise<Result<OpenPackage>> {
  const name = path.basename(file);
  try {
    const source = await openSource(file, scratch);
    if (!source.ok) return source;
    if (!source.value.entries.has(MANIFEST_FILE)) return fail('package.no-package', { file: name });
    const bytes = await readEntry(source.value, MANIFEST_FILE, MANIFEST_LIMIT, signal);
    if (!bytes.ok) return bytes;
    const manifest = readManifest(new TextDecoder().decode(bytes.value));
    return manifest.ok
      ? ok({ source: source.value, manifest: manifest.value, manifestBytes: bytes.value })
      : manifest;
  } catch (error) {
    return fail('package.not-read', { file: name, cause: systemCode(error) });
  }
}

/** The code of an error of the disk; anything else is a bug and stays one. */
export function systemCode(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return code;
}
