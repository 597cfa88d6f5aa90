import type { Crs } from '../crs/catalogue.ts';
import type { Packed } from '../geometry/packed.ts';
import type { FieldType, GeomType } from '../model/layer.ts';
import type { FieldValue } from '../model/record.ts';

/** A column of a layer that goes out. */
export interface OutField {
  /** Name of the field in the schema (`name`, `land_class`, `uid`): what a format with meanings of its own asks for. */
  readonly key: string;
  /** Name in the file, before a format cuts it to what it can hold; unique in its layer. */
  readonly name: string;
  /** What people call it, in the language of the export. */
  readonly label: string;
  readonly type: FieldType;
  /** Characters of a text, digits of a number; null where the schema says none. */
  readonly length: number | null;
  /** Decimals of a number; null where the schema says none. */
  readonly precision: number | null;
  readonly unit: string | null;
  /** List of the codes that its values are, where they are: for formats that print words. */
  readonly domain?: string;
}

/** A feature as it goes out: values in the order of the fields, positions in the system of the layer. */
export interface OutFeature {
  readonly values: readonly FieldValue[];
  readonly geometry: Packed | null;
}

/** One layer as it goes out, whatever the format: chosen fields, renamed, reprojected, areas recomputed. */
export interface OutLayer {
  /** Plain name for files and tables: letters, digits, `_`; no path. */
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** Null for a table without shapes. */
  readonly geometry: GeomType | null;
  readonly crs: Crs;
  readonly fields: readonly OutField[];
  readonly count: number;
  /** Reads all features in the order of their fid; may be called again. */
  features(): AsyncIterable<OutFeature>;
}

/** Encodings a table of texts may be asked for in. */
export type OutEncoding = 'utf-8' | 'gbk';

/** Something a format could not hold as it is. Texts: `export.note.<code>`. */
export interface OutNote {
  readonly code: string;
  readonly layer: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A field that had to be called otherwise. */
export interface RenamedField {
  readonly layer: string;
  readonly from: string;
  readonly to: string;
}
