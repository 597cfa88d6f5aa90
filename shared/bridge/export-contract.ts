import { z } from 'zod';
import type { OutNote, RenamedField } from '../export/out-layer.ts';
import { layerId } from './schemas.ts';

/** Most features of a selection that are named one by one. */
const MAX_FIDS = 2_000_000;

/** What is to be written: layers, or the features selected in them, and how. */
export const exportRequest = {
  layers: z
    .array(
      z.strictObject({
        layer: layerId,
        /** Null for the whole layer. */
        fids: z.array(z.int().nonnegative()).max(MAX_FIDS).nullable(),
        /** Null for all fields. */
        fields: z.array(z.string().max(200)).max(500).nullable(),
      }),
    )
    .max(200),
  format: z.string().max(40),
  epsg: z.int(),
  naming: z.enum(['own', 'standard', 'label']),
  language: z.enum(['zh-CN', 'en']),
  /** Null for the usual one of the format. */
  encoding: z.enum(['utf-8', 'gbk']).nullable(),
  /** What the format alone asks; the format parses it. */
  own: z.record(z.string().max(60), z.unknown()),
};
const request = z.strictObject(exportRequest);
export type ExportRequest = Readonly<z.infer<typeof request>>;

export interface ExportReport {
  readonly features: number;
  /** Name of what was written, without its folder. */
  readonly file: string;
  readonly renamed: readonly RenamedField[];
  readonly notes: readonly OutNote[];
}
