import { z } from 'zod';
import type { ReadOpinions } from '../notice/read-opinions.ts';
import type { NoticeDraft } from '../notice/types.ts';
import { method } from './contract.ts';
import { layerId, text } from './schemas.ts';

/** What a public notice is to say: layers of the whitelist with chosen fields. */
const draft = z.strictObject({
  layers: z
    .array(z.strictObject({ layer: layerId, fields: z.array(text).max(50).readonly() }))
    .min(1)
    .max(50)
    .readonly(),
  language: z.enum(['zh-CN', 'en']),
});
const files = z.array(text).min(1).max(2000);

/** Questions of the public notice that the page asks, by tokens of files. */
export const noticeMethods = {
  noticeDraft: method<NoticeDraft>()(draft),
  opinionsRead: method<ReadOpinions>()(z.strictObject({ files })),
};

/** The same as the worker answers them, by paths. */
export const noticeWork = {
  noticeDraft: noticeMethods.noticeDraft,
  opinionsRead: method<ReadOpinions>()(z.strictObject({ paths: files })),
};
