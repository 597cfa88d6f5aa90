import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Result } from '../../../shared/result.ts';
import { writeZip, type ZipPart } from '../../formats/sealed-zip.ts';
import { filesBelow } from './part-folder.ts';

/** Endings of what is packed already. */
const DENSE: ReadonlySet<string> = new Set([
  '.pdf',
  '.jpg',
  '.jpeg',
  '.png',
  '.webp',
  '.zip',
  '.7z',
  '.rar',
  '.gz',
  '.docx',
  '.xlsx',
  '.pptx',
  '.mp4',
]);

/** Packs a finished package folder into an archive. Failures `export.zip-too-large`, `cancelled`. */
export async function packArchive(root: string, target: string, call: CallContext): Promise<Result<null>> {
  const names = await filesBelow(root);
  // Folders stand in the archive too, for those that hold nothing are part of the structure.
  const folders = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }): ZipPart => ({ name: `${name}/`, path: null, packed: false }));
  const files = names.map((name) => ({
    name,
    path: path.join(root, ...name.split('/')),
    packed: !DENSE.has(path.extname(name).toLowerCase()),
  }));
  let total = 0;
  for (const part of files) total += (await stat(part.path)).size;
  let done = 0;
  const parts = [...folders, ...files].sort((a, b) => (a.name < b.name ? -1 : 1));
  return writeZip(target, parts, {
    signal: call.signal,
    onBytes: (count) => {
      done += count;
      call.progress({ share: Math.min(1, done / Math.max(1, total)), stage: 'package.stage.pack' });
    },
  });
}
