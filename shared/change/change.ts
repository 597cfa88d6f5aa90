import type { Box, Packed } from '../geometry/packed.ts';
import type { Fields, RecordRef } from '../model/record.ts';

/** A key of `shared/i18n`. */
export type TextKey = string;
export type LabelParams = Readonly<Record<string, string | number>>;

/** What a `put` or `patch` writes. Absent means untouched (patch) or null (put). */
export interface RecordValue {
  readonly fields?: Fields;
  readonly geometry?: Packed | null;
}

/**
 * One record written: `put` a whole new record, `patch` named fields and/or the geometry, `delete`.
 * `expectRev` refuses the whole change as `stale` when the record has moved on.
 */
export interface Op {
  readonly at: RecordRef;
  readonly kind: 'put' | 'patch' | 'delete';
  readonly after?: RecordValue;
  readonly expectRev?: number;
}

/** A vertex the change put on an edge of features it did not otherwise mean to touch; merge removes these again. */
export interface InsertedNode {
  readonly at: readonly [number, number];
  readonly refs: readonly RecordRef[];
}

/** What a command makes: a named stream of operations. The store computes the before-images. */
export interface Draft {
  readonly label: TextKey;
  readonly params: LabelParams;
  readonly ops: Iterable<Op> | AsyncIterable<Op>;
  /** How many operations there will be at most, where there may be very many: progress is told by it. */
  readonly most?: number;
  readonly nodes?: readonly InsertedNode[];
}

/** What one committed change touched in one table. More than 1,000 records are `many`. */
export interface Touched {
  readonly layer: string;
  readonly fids: readonly number[] | 'many';
  /** Boxes of the records before and after, one each, merged when many. */
  readonly before: readonly Box[];
  readonly after: readonly Box[];
  /** Names of the fields written; `geometry` when the shape changed. */
  readonly fields: readonly string[];
  /** Records of which only a part of the border changed, and where (geometry/changed-part.ts); others: anywhere. */
  readonly partly?: readonly ChangedInPart[];
}

export interface ChangedInPart {
  readonly fid: number;
  readonly box: Box;
}

/** Broadcast after every commit; views, tiles and checks follow it. */
export interface Committed {
  /** Number of the history row; grows by one a change. */
  readonly seq: number;
  /** Revision of the file after it (equal to seq). */
  readonly rev: number;
  readonly label: TextKey;
  readonly params: LabelParams;
  /** ISO 8601 UTC. */
  readonly time: string;
  readonly kind: 'do' | 'undo' | 'redo' | 'outside';
  readonly touched: readonly Touched[];
}
