import type { LayerSchema } from '../../shared/model/layer.ts';
import type { FeatureRecord } from '../../shared/model/record.ts';
import type { LayerInfo, Problem, RawFeature } from '../../shared/import/raw.ts';
import type { Result } from '../../shared/result.ts';

/** A file to read. */
export interface FileRef {
  readonly path: string;
  /** As the user knows it, for messages. */
  readonly name: string;
  /** A folder of this job where a format may keep what it unpacks; removed with the job. */
  readonly scratch: string;
}

/** What a file holds, told without reading all of its features. */
export interface Probe {
  readonly layers: readonly LayerInfo[];
  readonly notes: readonly Problem[];
}

export interface ReadOptions {
  /** Name of a layer of the probe. */
  readonly layer: string;
  /** The user's choice; null leaves it to the file. */
  readonly encoding: string | null;
  readonly signal: AbortSignal;
  /** How far the file has been read, 0 to 1. */
  readonly onShare: (share: number) => void;
}

export interface WriteOptions {
  readonly schema: LayerSchema;
  readonly signal: AbortSignal;
}

export interface WriteReport {
  readonly features: number;
}

/**
 * One file format. A format knows files and nothing of the store: it yields features in the source's own
 * coordinates and says what is wrong, by feature number. Neither `probe` nor `read` throws for a broken file.
 */
export interface Format {
  readonly id: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /** Whether the first bytes of a file are of this format, whatever its name. */
  recognises(head: Uint8Array): boolean;
  /** @returns failures `import.*` with the file's name */
  probe(
    file: FileRef,
    options: { readonly encoding: string | null; readonly signal: AbortSignal },
  ): Promise<Result<Probe>>;
  /** May be called more than once. A fatal problem is the last thing it yields; abortion ends it silently. */
  read(file: FileRef, options: ReadOptions): AsyncIterable<RawFeature | Problem>;
  /** Writes a whole new file at `path`; the caller renames it into place. */
  write?(
    features: AsyncIterable<FeatureRecord>,
    path: string,
    options: WriteOptions,
  ): Promise<Result<WriteReport>>;
}
