import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';

/**
 * Writes a text as UTF-8, under another name beside its place first, so that a crash or a full disk leaves an old
 * file as it was. Failure `export.not-written` (params: file, cause).
 */
export async function writeTextFile(file: string, content: string): Promise<Result<null>> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, content, 'utf8');
    await rename(temporary, file);
    return ok(null);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(file), cause: code });
  } finally {
    await rm(temporary, { force: true });
  }
}
