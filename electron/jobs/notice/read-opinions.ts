import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadOpinions } from '../../../shared/notice/read-opinions.ts';
import { OPINION_LIMITS, parseOpinions, type Opinion } from '../../../shared/notice/opinions.ts';
import { noticeRef, readNotice } from '../../../shared/notice/record.ts';
import { isOpinionLayer } from '../../../shared/notice/opinion-layer.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';

/** The text of a file that is not too large. Failures `notice.opinions-size`, `notice.opinions-unreadable`. */
async function textOf(file: string): Promise<Result<string>> {
  try {
    const { size } = await stat(file);
    if (size > OPINION_LIMITS.fileBytes)
      return fail('notice.opinions-size', { limit: OPINION_LIMITS.fileBytes / 1_000_000 });
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's, and bytes that are no text are the file's.
    if (typeof code !== 'string' && !(error instanceof TypeError)) throw error;
    return fail('notice.opinions-unreadable');
  }
}

/**
 * Reads files of opinions, as many as were chosen. A file that is none of the form's is named with why; the others are
 * read. Opinions are told apart by notice, since each notice has numbers of its own.
 * Failures `notice.opinions-files` (count, limit), `cancelled`.
 */
export async function readOpinions(
  reader: Reader,
  files: readonly string[],
  signal: AbortSignal,
): Promise<Result<ReadOpinions>> {
  if (files.length > OPINION_LIMITS.files) {
    return fail('notice.opinions-files', { count: files.length, limit: OPINION_LIMITS.files });
  }
  const refused: { readonly file: string; readonly failure: Failure }[] = [];
  const byNotice = new Map<string, Map<string, Opinion>>();
  let repeated = 0;
  for (const file of files) {
    if (signal.aborted) return fail('cancelled');
    const content = await textOf(file);
    const parsed = content.ok ? parseOpinions(content.value) : content;
    if (!parsed.ok) {
      refused.push({ file: path.basename(file), failure: parsed.error });
      continue;
    }
    const { notice, opinions } = parsed.value;
    if (readNotice(reader.info(noticeRef(notice).uid)) === null) {
      refused.push({ file: path.basename(file), failure: { code: 'notice.unknown', params: { notice } } });
      continue;
    }
    const known = byNotice.get(notice) ?? new Map<string, Opinion>();
    byNotice.set(notice, known);
    for (const one of opinions) {
      if (known.has(one.id)) repeated += 1;
      else known.set(one.id, one);
    }
  }
  const layer = reader.schemas().find(isOpinionLayer)?.id ?? null;
  const there = new Set(
    layer === null ? [] : (reader.columnValues(layer, 'comment_id') ?? []).map(({ value }) => value),
  );
  return ok({
    layer,
    refused,
    notices: [...byNotice].map(([id, opinions]) => {
      const notice = readNotice(reader.info(noticeRef(id).uid))!;
      const numbers = new Set(notice.entries.map(({ number }) => number));
      const all = [...opinions.values()];
      const fits = ({ number }: Opinion): boolean => number === null || numbers.has(number);
      return {
        notice: id,
        title: notice.title,
        opinions: all.filter((one) => fits(one) && !there.has(one.id)),
        known: all.filter((one) => there.has(one.id)).length,
        strange: all.filter((one) => !fits(one)).length,
      };
    }),
    repeated,
  });
}
