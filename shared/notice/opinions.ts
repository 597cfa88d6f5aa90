import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import { noticeId } from './record.ts';

/** Bounds of what anybody may send in: far above what people write, far below what would hold up the window. */
export const OPINION_LIMITS = {
  fileBytes: 4_000_000,
  files: 1000,
  inFile: 2000,
  text: 4000,
  name: 100,
  contact: 200,
} as const;

/** Characters that no text needs: controls other than line ends and tabs, and marks that turn the direction of text. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const written = (most: number) =>
  z
    .string()
    .max(most)
    .transform((said) => said.replace(UNSEEN, '').trim());

const opinionSchema = z.object({
  id: z.string().regex(/^[0-9a-f-]{16,64}$/),
  number: z.number().int().min(1).max(100_000).nullable(),
  name: written(OPINION_LIMITS.name),
  contact: written(OPINION_LIMITS.contact),
  text: written(OPINION_LIMITS.text).refine((said) => said !== ''),
  date: z.iso.datetime({ offset: true }).max(40),
});

/** One opinion as it was sent in. `number` null: about the plan as a whole. */
export interface Opinion {
  readonly id: string;
  readonly number: number | null;
  readonly name: string;
  readonly contact: string;
  readonly text: string;
  /** ISO 8601. */
  readonly date: string;
}

export interface OpinionsFile {
  readonly notice: string;
  readonly opinions: readonly Opinion[];
}

const fileSchema: z.ZodType<OpinionsFile> = z.object({
  format: z.literal('lantu-opinions/1'),
  notice: noticeId,
  opinions: z.array(opinionSchema).min(1).max(OPINION_LIMITS.inFile),
});

/**
 * Reads a file of opinions. Whatever else it says is left out; what does not fit refuses the whole file, because it
 * was not made by the form. Failures `notice.opinions-json`, `notice.opinions-newer` (found), `notice.opinions-shape`
 * (where), `notice.opinions-size` (limit).
 */
export function parseOpinions(content: string): Result<OpinionsFile> {
  if (content.length > OPINION_LIMITS.fileBytes)
    return fail('notice.opinions-size', { limit: OPINION_LIMITS.fileBytes / 1_000_000 });
  let value: unknown;
  try {
    value = JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    return fail('notice.opinions-json');
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : null;
  const stated = typeof format === 'string' ? /^lantu-opinions\/(\d{1,6})$/.exec(format) : null;
  if (stated !== null && Number(stated[1]) > 1) return fail('notice.opinions-newer', { found: stated[0] });
  const read = fileSchema.safeParse(value);
  if (read.success) return ok({ notice: read.data.notice, opinions: read.data.opinions });
  return fail('notice.opinions-shape', { where: read.error.issues[0]?.path.join('.') ?? '' });
}
