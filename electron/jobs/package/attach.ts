import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { PackageRequest } from '../../../shared/bridge/package-contract.ts';
import { safeName } from '../../../shared/package/paths.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { systemCode } from './open-package.ts';
import type { PartFolder } from './part-folder.ts';

/**
 * The name an attachment goes by: its own with the mark at its end, since nothing can be written into it.
 *
 * @param word the mark as people read it (内部)
 */
export function attachmentName(file: string, word: string): string {
  const name = safeName(path.basename(file), 'file');
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const marked = stem.includes(word) ? stem : `${stem}（${word}）`;
  return `${marked}${ending}`;
}

/** Copies the user's files into their folders. Failure `package.attachment` (file, cause). */
export async function attach(
  parts: PartFolder,
  attachments: PackageRequest['attachments'],
  word: string,
): Promise<Result<null>> {
  // By name, so that the order in which they were chosen changes nothing.
  const sorted = attachments.toSorted((a, b) => {
    const [x, y] = [path.basename(a.path), path.basename(b.path)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
  for (const { folder, path: from } of sorted) {
    const file = path.basename(from);
    try {
      if (!(await stat(from)).isFile()) return fail('package.attachment', { file, cause: 'EISDIR' });
      await parts.copyIn(
        { path: parts.pathFor(folder, attachmentName(from, word)), folder, kind: 'attachment' },
        from,
      );
    } catch (error) {
      return fail('package.attachment', { file, cause: systemCode(error) });
    }
  }
  return ok(null);
}
