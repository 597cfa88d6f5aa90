import { z } from 'zod';
import type { OutEncoding, OutNote, RenamedField } from '../export/out-layer.ts';
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
/**
 * What of that which stands at the place may be replaced: nothing, the file that the user chose and was asked about (and
 * no other), or all. Left out: what was asked about.
 */
export const replaceChoice = z.enum(['none', 'asked', 'all']);
export type Replace = z.infer<typeof replaceChoice>;

const request = z.strictObject(exportRequest);
export type ExportRequest = Readonly<z.infer<typeof request>>;

/** A format that can be written, as the page has to know it. */
export interface ExportFormat {
  readonly id: string;
  /** Ending of the file, with the dot. */
  readonly extension: string;
  /** Layers in one file; of `one`, several layers become several files. */
  readonly layers: 'one' | 'many';
  readonly crs: 'any' | 'degrees';
  readonly encodings: readonly OutEncoding[];
  /** Whether layers without shapes can be written. */
  readonly tables: boolean;
}

export interface ExportReport {
  readonly features: number;
  /** Names of what was written, without the folder. */
  readonly files: readonly string[];
  readonly renamed: readonly RenamedField[];
  readonly notes: readonly OutNote[];
}
