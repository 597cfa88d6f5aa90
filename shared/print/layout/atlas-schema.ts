import { z } from 'zod';
import { SHEET_SCALES } from '../standard-sheets.ts';

/** How a sheet is repeated: once, for each township, for each standard sheet of a scale, or frame beside frame. */
export const atlasRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('townships') }),
  z.strictObject({ kind: z.literal('sheets'), scale: z.literal(SHEET_SCALES) }),
  /** Frames of the layout's own scale that cover everything; `overlap` is what neighbours share, mm. */
  z.strictObject({ kind: z.literal('frames'), overlap: z.number().min(0).max(100) }),
]);
export type AtlasRequest = z.infer<typeof atlasRequest>;
export type AtlasKind = AtlasRequest['kind'];
