import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Format } from './define-format.ts';
import { isZip, readZipDirectory } from './zip.ts';

/** Enough for the head of a text format whose first block is long. */
const HEAD_BYTES = 16_384;
/** Files that stand beside a `.shp` and are often picked in its place. */
const SHAPEFILE_PARTS = ['.dbf', '.shx', '.prj', '.cpg', '.sbn', '.sbx', '.qix'];

type Look =
  | { readonly kind: 'file'; readonly head: Uint8Array }
  | { readonly kind: 'folder'; readonly names: readonly string[] };

async function lookAt(file: string): Promise<Look> {
  const handle = await open(file, 'r');
  try {
    if ((await handle.stat()).isDirectory()) return { kind: 'folder', names: await readdir(file) };
    const buffer = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
    return { kind: 'file', head: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

/** A folder cannot be opened as a file on every system. */
async function lookAtPath(file: string): Promise<Result<Look>> {
  const name = path.basename(file);
  try {
    return ok(await lookAt(file));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR' || code === 'EPERM' || code === 'EACCES') {
      const names = await readdir(file).catch(() => null);
      if (names !== null) return ok({ kind: 'folder', names });
    }
    return code === 'ENOENT'
      ? fail('import.not-found', { file: name })
      : fail('import.unreadable', { file: name, cause: code });
  }
}

/** DWG and binary DXF: drawings in forms that only CAD programs read. */
const isDrawing = (head: Uint8Array): boolean =>
  /^(AC10\d\d|AutoCAD Binary DXF)/.test(Buffer.from(head.subarray(0, 20)).toString('latin1'));

/** The names of the files beside one, none where the folder may not be read. */
const namesBeside = (file: string): Promise<readonly string[]> => readdir(path.dirname(file)).catch(() => []);

/**
 * The format of a file or folder by what is in it; its name only helps to say what is wrong. An archive is told by its
 * entries, a folder by its files, and a file within a folder that is a data set stands for the folder.
 *
 * @returns failures `import.not-found`, `import.unreadable`, `import.empty-file`, `import.pick-shp`, `import.folder`,
 * `import.dwg`, `import.wrong-content`, `import.unknown-format`
 */
export async function detectAmong(formats: readonly Format[], file: string): Promise<Result<Format>> {
  const name = path.basename(file);
  const look = await lookAtPath(file);
  if (!look.ok) return look;
  const ofFolder = (names: readonly string[], picked: string | null): Format | undefined =>
    formats.find(({ inFolder }) => inFolder?.(names, picked) === true);
  if (look.value.kind === 'folder') {
    const found = ofFolder(look.value.names, null);
    return found ? ok(found) : fail('import.folder', { file: name });
  }
  const around = ofFolder(await namesBeside(file), name);
  if (around) return ok(around);
  const { head } = look.value;
  if (head.length === 0) return fail('import.empty-file', { file: name });
  if (isDrawing(head)) return fail('import.dwg', { file: name });
  const extension = path.extname(name).toLowerCase();
  if (SHAPEFILE_PARTS.includes(extension)) return fail('import.pick-shp', { file: name });
  if (isZip(head)) {
    const entries = await readZipDirectory(file);
    const names = entries.ok ? entries.value.map((entry) => entry.name) : [];
    const packed = formats.find(({ inArchive }) => inArchive?.(names) === true);
    if (packed) return ok(packed);
  }
  const format = formats.find((one) => one.recognises(head, extension));
  if (format) return ok(format);
  const named = formats.find((one) => one.extensions.includes(extension));
  return named
    ? fail('import.wrong-content', { file: name, format: named.id })
    : fail('import.unknown-format', { file: name });
}
