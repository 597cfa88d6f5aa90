import { z } from 'zod';
import { TABLE_IDS } from '../analysis/tables/types.ts';

/** Which official tables are asked for. */
export const officialTableIds = z.array(z.enum(TABLE_IDS)).min(1).max(TABLE_IDS.length);

/** Tables to be written, in the language of their heads. */
export const tablesRequest = {
  tables: officialTableIds,
  language: z.enum(['zh-CN', 'en']),
  /** The day the fixed statement names. */
  today: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
};
