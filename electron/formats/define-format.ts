import type { OutEncoding, OutLayer, OutNote, RenamedField } from '../../shared/export/out-layer.ts';
import type { Language } from '../../shared/i18n/languages.ts';
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
  /** What is wanted of each feature alone; the rest may be left out where that is quicker: its shape, or one field. */
  readonly only?: { readonly shapes: true } | { readonly field: string };
  /** How far the file has been read, 0 to 1. */
  readonly onShare: (share: number) => void;
}

export interface WriteOptions {
  /** For formats that leave a choice (`Writer.encodings`); the first of them unless the user chose. */
  readonly encoding: OutEncoding;
  /** Language of titles and of what a format writes for people. */
  readonly language: Language;
  /** Classification mark of the blueprint: public, internal, secret (公开, 内部, 秘密). */
  readonly mark: string;
  /** What one format alone asks, e.g. the purpose of a boundary-point file; each format parses its own. */
  readonly own: Readonly<Record<string, unknown>>;
  /** An empty folder of this job for intermediate files; removed with the job. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

export interface WriteReport {
  readonly features: number;
  readonly renamed: readonly RenamedField[];
  readonly notes: readonly OutNote[];
}

/** How a format is written. */
export interface Writer {
  /** Ending of the file or folder, lower case, with the dot. */
  readonly extension: string;
  /**
   * Endings of what programs keep beside such a file and believe to belong to it (indexes, logs): what is left of an
   * older file would be applied to the new one.
   */
  readonly beside?: readonly string[];
  /** How many layers one file holds. */
  readonly layers: 'one' | 'many';
  /** `degrees` for formats that know longitude and latitude alone. */
  readonly crs: 'any' | 'degrees';
  /** Encodings to choose from, the usual one first; empty where the format has one of its own. */
  readonly encodings: readonly OutEncoding[];
  /** True when rows without shapes are what the format is for. */
  readonly tables: boolean;
  /**
   * Writes new files into `folder`, which is empty: `stem + extension`, and beside it only names that begin with `stem`.
   * The caller moves them into place when all is well. Same content, same bytes.
   *
   * @returns failures `export.*` and `cancelled`; a system error of the disk is thrown
   */
  write(
    layers: readonly OutLayer[],
    place: { readonly folder: string; readonly stem: string },
    options: WriteOptions,
  ): Promise<Result<WriteReport>>;
}

/**
 * One file format. A format knows files and nothing of the store: it yields features in the source's own
 * coordinates and says what is wrong, by feature number. Neither `probe` nor `read` throws for a broken file.
 */
export interface Format {
  readonly id: string;
  /** Lower case, with the dot. */
  readonly extensions: readonly string[];
  /**
   * Whether a file is of this format by its first bytes; its ending (lower case, with the dot) counts only where those
   * cannot tell, as for plain texts.
   */
  recognises(head: Uint8Array, extension: string): boolean;
  /** Whether a zip archive with these entries is of this format; a format without it is in no archive. */
  readonly inArchive?: (names: readonly string[]) => boolean;
  /**
   * Whether a folder with these names is a data set of this format, and `picked`, where one of its files was chosen, is
   * a part of it; a format without it is in no folder.
   */
  readonly inFolder?: (names: readonly string[], picked: string | null) => boolean;
  /** Whether another thread can read a file as well: nothing that was found out in this one is needed for it. */
  readonly apart?: boolean;
  /** @returns failures `import.*` with the file's name */
  probe(
    file: FileRef,
    options: {
      readonly encoding: string | null;
      readonly signal: AbortSignal;
      /** False: how many features there are is not asked, and is left out where it costs a look through the file. */
      readonly counts?: boolean;
    },
  ): Promise<Result<Probe>>;
  /** May be called more than once. A fatal problem is the last thing it yields; abortion ends it silently. */
  read(file: FileRef, options: ReadOptions): AsyncIterable<RawFeature | Problem>;
  readonly writer?: Writer;
}
