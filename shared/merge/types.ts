import type { Packed } from '../geometry/packed.ts';
import type { FieldValue, Fields, RecordRef } from '../model/record.ts';

/** Why two edits of a shape do not go together: they meet, or what comes of both is no valid shape. */
export type ShapeDispute = 'both' | 'invalid';

/** A record as one side has it: every column but fid, uid and revision, and its shape. */
export interface RecordState {
  readonly fields: Fields;
  readonly geometry: Packed | null;
}

/** Null: the record is not there. */
export type Existing = RecordState | null;

/** One record of a set of changes: what it was when the sides parted, and what the other side made of it. */
export interface ChangedRecord {
  readonly ref: RecordRef;
  readonly base: Existing;
  readonly theirs: Existing;
}

/** A field that both sides changed, each to another value. */
export interface FieldDispute {
  readonly field: string;
  readonly base: FieldValue;
  readonly mine: FieldValue;
  readonly theirs: FieldValue;
}

/** A shape that both sides changed in one place. */
export interface ShapeDisputed {
  readonly why: ShapeDispute;
  readonly base: Packed | null;
  readonly mine: Packed | null;
  readonly theirs: Packed | null;
  readonly places: Float64Array;
}

/** One side deleted what the other one edited. */
export type ExistenceDispute = 'deleted-here' | 'deleted-there';

/** Where two edits of one record do not go together. At least one of the three is there. */
export interface Dispute {
  readonly existence: ExistenceDispute | null;
  readonly fields: readonly FieldDispute[];
  readonly shape: ShapeDisputed | null;
}

/** What a record gets: absent fields and an absent shape stay as they are. */
export type Write =
  | { readonly kind: 'put'; readonly state: RecordState }
  | { readonly kind: 'patch'; readonly fields: Fields; readonly geometry?: Packed | null }
  | { readonly kind: 'delete' };

/** What becomes of a record when two edits are joined. */
export interface MergedRecord {
  /**
   * What is written without asking; null where nothing changes here. In a dispute: what is written where mine stands in
   * all that is disputed.
   */
  readonly write: Write | null;
  readonly dispute: Dispute | null;
}

/** What a person decided of one dispute. */
export interface Decision {
  /** `deleted-here`: theirs brings the record back. `deleted-there`: theirs lets it go. */
  readonly existence?: 'mine' | 'theirs';
  /** For each disputed field the value it gets: one of both, or another. */
  readonly fields?: Fields;
  /** Whose shape, or one drawn anew. */
  readonly shape?: 'mine' | 'theirs' | { readonly drawn: Packed };
}
