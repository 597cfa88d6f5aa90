import { z } from 'zod';
import type { ChangeSetMeta, FieldPackage } from '../exchange/change-set.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Decision, ExistenceDispute, FieldDispute, ShapeDispute } from '../merge/types.ts';
import type { RecordRef } from '../model/record.ts';
import { finite, layerId, packed, text, uid } from './schemas.ts';

const line = z.string().max(500);
const passphrase = z.string().max(1000).nullable();
const lonLat = z.tuple([finite, finite]);
const box = z.tuple([finite, finite, finite, finite]);

/** How a box is written. */
export const boxForm = {
  /** Null: not locked, on the user's explicit word. */
  passphrase,
  /** Largest file, bytes. */
  volumeBytes: z
    .number()
    .int()
    .min(1 << 20),
  /** It gets its name from `boxFinish` alone. */
  held: z.boolean().optional(),
};

/** A thing to be looked at in the field: a finding, or what a person wants to know. */
export const fieldTask = z.strictObject({
  uid,
  kind: z.enum(['finding', 'own']),
  title: line,
  note: z.string().max(2000),
  rule: line.nullable(),
  subject: z.strictObject({ table: layerId, uid }).nullable(),
  counterpartLayer: layerId.nullable(),
  severity: line.nullable(),
  areaM2: finite.nullable(),
  place: lonLat.nullable(),
  assignee: line.nullable(),
});
export type FieldTask = Readonly<z.infer<typeof fieldTask>>;

export const fieldContent = {
  uuid: uid,
  name: z.string().trim().min(1).max(200),
  /** Degrees. */
  area: box,
  layers: z.array(layerId).max(1000),
  tasks: z.array(fieldTask).max(20_000),
  people: z.array(line).max(100),
  author: line,
};
const basemapName = z.string().trim().min(1).max(120);
/** A background of the map that goes along, cut before: its file by path, or by token. */
export const basemap = z.strictObject({ path: text, name: basemapName }).nullable();
export const basemapToken = z.strictObject({ file: text, name: basemapName }).nullable();
export const fieldRequest = z.strictObject({ path: text, ...fieldContent, basemap, ...boxForm });
export type FieldRequest = Readonly<z.infer<typeof fieldRequest>>;

export const fieldExtent = { area: box, layers: fieldContent.layers };

/** What a package for the field would hold, about, before it is packed. */
export interface FieldEstimate {
  readonly features: number;
  readonly bytes: number;
}

/** A box as it lies there. Nothing yet of one that is held. */
export interface WrittenBox {
  /** The files written, in order. */
  readonly files: readonly string[];
  readonly bytes: number;
}

export interface FieldPacked extends WrittenBox {
  readonly field: FieldPackage;
}

export const changesRequest = z.strictObject({
  path: text,
  uuid: uid,
  name: z.string().trim().min(1).max(200),
  /** The step after which changes go along; null: all since the file was cut for the field. */
  since: z.number().int().nonnegative().nullable(),
  author: line,
  ...boxForm,
});
export type ChangesRequest = Readonly<z.infer<typeof changesRequest>>;

export interface ChangesPacked extends WrittenBox {
  readonly meta: ChangeSetMeta;
}

/** Why a change is not taken; of `no-field` only what is said of a field that is not here. */
export const REFUSALS = [
  'no-layer',
  'read-only',
  'no-field',
  'wrong-value',
  'wrong-kind',
  'invalid-shape',
  'no-evidence',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export interface MergeLayer {
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly deleted: number;
  /** Changed there, and just so here. */
  readonly same: number;
  readonly disputed: number;
  readonly refused: number;
}

/** A dispute as it is listed; shapes are asked for one by one. */
export interface ListedDispute {
  readonly ref: RecordRef;
  /** What a person knows the feature by. */
  readonly title: string;
  readonly existence: ExistenceDispute | null;
  readonly fields: readonly FieldDispute[];
  readonly shape: ShapeDispute | null;
  /** Where on the map; null for a record without a place. */
  readonly box: Box | null;
  /** Disputes of one border are decided together: the first of them by its place in the list. */
  readonly group: number;
  /** What was decided of it so far, in part or in full. */
  readonly decision: Decision | null;
  readonly decided: boolean;
}

/** What taking a set of changes would do. Nothing has been written. */
export interface MergeSurvey {
  readonly meta: ChangeSetMeta;
  /** `done`: these very changes were taken before; `older`: later ones of the same copy were. */
  readonly before: 'done' | 'older' | null;
  readonly otherBlueprint: boolean;
  readonly otherCounty: boolean;
  readonly layers: readonly MergeLayer[];
  readonly refused: readonly {
    readonly ref: RecordRef;
    readonly why: Refusal;
    readonly field: string | null;
  }[];
  /** Records of which something is not taken; `refused` lists the first of them. */
  readonly leftOut: number;
  readonly disputes: readonly ListedDispute[];
  readonly decided: number;
}

/** The shapes of one dispute. */
export interface DisputedShapes {
  readonly base: Packed | null;
  readonly mine: Packed | null;
  readonly theirs: Packed | null;
  /** Flat positions of what both changed. */
  readonly places: Float64Array;
}

const value = z.union([z.string(), z.number(), z.null()]);
const side = z.enum(['mine', 'theirs']);
export const mergeDecision = z.strictObject({
  existence: side.optional(),
  fields: z.record(z.string().max(200), value).optional(),
  shape: z.union([side, z.strictObject({ drawn: packed })]).optional(),
});
/** Decisions by record; null takes one back. */
export const mergeDecisions = z
  .array(z.strictObject({ table: text, uid, decision: mergeDecision.nullable() }))
  .max(100_000);

export interface StagedMerge {
  readonly staging: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Records of our own tables: words on findings, tasks, evidence. */
  readonly own: number;
  /** Files of evidence that have to be kept before. */
  readonly blobs: readonly { readonly path: string; readonly sha256: string }[];
}
