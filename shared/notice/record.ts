import { z } from 'zod';
import type { RecordRef } from '../model/record.ts';
import type { NoticeRecord } from './types.ts';

const place = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const day = z.string().max(10);

/** The most features of one notice: a list that people still read. */
export const MOST_ENTRIES = 3000;

export const noticeId = z.string().regex(/^[0-9a-f-]{8,64}$/);

export const noticeRecordSchema: z.ZodType<NoticeRecord> = z.strictObject({
  format: z.literal(1),
  id: noticeId,
  title: z.string().min(1).max(200),
  made: z.string().max(40),
  author: z.string().max(200),
  map: z.enum(['none', 'picture', 'shapes']),
  review: z.string().max(100).nullable(),
  from: day,
  until: day,
  home: place,
  entries: z
    .array(
      z.strictObject({
        number: z.number().int().min(1).max(100_000),
        layer: z.string().min(1).max(63),
        uid: z.string().min(1).max(64),
        at: place,
      }),
    )
    .max(MOST_ENTRIES),
});

/** Where a notice is kept: a fact of the blueprint, as its ruleset is. */
export const noticeRef = (id: string): RecordRef => ({ table: 'lantu_info', uid: `notice:${id}` });

/** A notice as it was kept; null for what is none. */
export function readNotice(value: unknown): NoticeRecord | null {
  if (typeof value !== 'string') return null;
  try {
    const read = noticeRecordSchema.safeParse(JSON.parse(value));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
