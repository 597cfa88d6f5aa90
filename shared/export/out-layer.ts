import type { Crs } from '../crs/catalogue.ts';
import type { Box, Packed } from '../geometry/packed.ts';
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

/** A run of rows of a layer, in the order of their keys. */
export interface StoredPage {
  /** Keys of the first and the last row; all rows between them belong to it. */
  readonly first: number;
  readonly last: number;
  /** The box of each row; null for one without a shape. */
  readonly boxes: readonly (Box | null)[];
  /** Whether a whole number in it is beyond 32 bits. */
  readonly wide: boolean;
  /** Rows that go out otherwise than they lie (a figure that is computed anew, a shape another program wrote), by place. */
  readonly otherwise: ReadonlyMap<number, OutFeature>;
}

/**
 * The table that a layer lies in, where it goes out as it lies there but for some rows. A writer of the same format may
 * copy it, many times quicker than feature by feature, and then writes those rows over.
 */
export interface StoredRows {
  /** A GeoPackage, its table and the column of each field. */
  readonly file: string;
  readonly table: string;
  readonly geometryColumn: string;
  readonly keyColumn: string;
  readonly columns: readonly string[];
  pages(): AsyncIterable<StoredPage>;
  /** False when somebody has written to the file meanwhile: what was copied may then be of two states. */
  unchanged(): boolean;
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
  /** The same features where they lie; absent where they do not go out as they lie. */
  readonly stored?: StoredRows;
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
