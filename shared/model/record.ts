import type { Packed } from '../geometry/packed.ts';

/** What a column can hold. Booleans are stored as 0 and 1, dates as `YYYY-MM-DD`. */
export type FieldValue = string | number | null;
export type Fields = Readonly<Record<string, FieldValue>>;

/**
 * Names any kept record: a feature (`table` is the layer id) or a record of a `lantu_` table.
 * The uid is stable across files; the fid is not.
 */
export interface RecordRef {
  readonly table: string;
  readonly uid: string;
}

/** A feature as it is stored: `fields` has every column but fid, uid, revision and the geometry. */
export interface FeatureRecord {
  readonly layer: string;
  readonly uid: string;
  /** Integer primary key, never reused; also the id in vector tiles. */
  readonly fid: number;
  /** Revision of the change that wrote it last. */
  readonly rev: number;
  readonly fields: Fields;
  readonly geometry: Packed | null;
}
