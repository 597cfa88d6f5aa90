import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { createZip } from '../../formats/zip-writer.ts';
import { writeSynced } from './sync.ts';
import { clearLeftovers, temporaryPath } from './temporary.ts';

/** A text that lies complete beside its place. */
export interface ReadyText {
  /** Puts it in place. Failure `export.not-written` (file, cause); then nothing is left of it. */
  readonly put: () => Promise<Result<null>>;
  /** Removes what was not put in place. */
  readonly discard: () => Promise<void>;
}

async function guarded<T>(file: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(file), cause: code });
  }
}

/**
 * Writes a text as UTF-8 under another name beside its place, so that a crash, a power cut or a full disk leaves an old
 * file as it was. Failure `export.not-written` (params: file, cause).
 */
export const prepareText = (file: string, content: string): Promise<Result<ReadyText>> =>
  prepare(file, (temporary) => writeSynced(temporary, content));

async function prepare(
  file: string,
  write: (temporary: string) => Promise<void>,
): Promise<Result<ReadyText>> {
  await clearLeftovers(file);
  const temporary = temporaryPath(file, randomUUID());
  const discard = (): Promise<void> => rm(temporary, { force: true });
  const written = await guarded(file, () => write(temporary));
  if (!written.ok) {
    await discard();
    return written;
  }
  return ok({
    put: async () => {
      const put = await guarded(file, () => rename(temporary, file));
      if (!put.ok) await discard();
      return put.ok ? ok(null) : put;
    },
    discard,
  });
}

/** Writes a text to its place in one step; see `prepareText`. */
export async function writeTextFile(file: string, content: string): Promise<Result<null>> {
  const ready = await prepareText(file, content);
  return ready.ok ? ready.value.put() : ready;
}

/** Writes an archive with one text in it, in one step; failures as those of `prepareText`. */
export async function writeZippedText(file: string, name: string, content: string): Promise<Result<null>> {
  const ready = await prepare(file, async (temporary) => {
    const zip = await createZip(temporary);
    try {
      zip.begin(name);
      await zip.write(content);
      await zip.endEntry();
      await zip.finish();
    } finally {
      await zip.close();
    }
  });
  return ready.ok ? ready.value.put() : ready;
}
