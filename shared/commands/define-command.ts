import type { z } from 'zod';
import type { RowFilter } from '../bridge/rows-schemas.ts';
import type { Draft, TextKey } from '../change/change.ts';
import type { CountedValue } from '../change/convert-value.ts';
import type { Box } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import type { Result } from '../result.ts';

/** What a command looks at before it runs, so that the host can fetch it once. */
export interface ReadPlan {
  readonly refs?: readonly RecordRef[];
  /** All features of `layers` (or of every unlocked layer) whose envelope meets `box`. */
  readonly boxes?: readonly { readonly box: Box; readonly layers: readonly string[] | 'unlocked' }[];
  /** Columns of which every value is wanted, with how often it occurs. */
  readonly values?: readonly { readonly layer: string; readonly field: string }[];
}

/** Features in great numbers, read while they are iterated; may be iterated again. */
export interface Rows extends Iterable<FeatureRecord> {
  readonly count: number;
}

/** The records a command may see: what its read plan named, at one revision. */
export interface Snapshot {
  feature(ref: RecordRef): FeatureRecord | undefined;
  /** Features of the plan's boxes meeting `box`, in order of layer, then fid. */
  near(box: Box): readonly FeatureRecord[];
  /**
   * The rows that a filter means, as they are when the call is made: all fields, no geometry. They are read as they are
   * iterated, so that there may be very many, each before it is written. Failures of the filter's expression.
   */
  rows(filter: RowFilter): Result<Rows>;
  layer(id: string): LayerSchema | undefined;
  /** True when the layer may not be written: locked by the user, or handed down from above. */
  locked(layer: string): boolean;
  /** The values of a column of the plan; none where it was not asked for or is not there. */
  values?(layer: string, field: string): readonly CountedValue[];
  /** What the file has of evidence by its hash: nothing, its bytes, or bytes and a record that speaks of them. */
  evidence?(sha256: string): 'none' | 'bytes' | 'recorded';
  /** A fresh UUIDv7. */
  newUid(): string;
  /** Revision of the file that is read: the number of its last change. */
  readonly rev: number;
  /** ISO 8601 UTC. */
  readonly now: string;
  /** Who gives the command. */
  readonly author: string;
}

/** What is known before parameters are: enough to say whether the command can be offered. */
export interface CommandContext {
  readonly readOnly: boolean;
  readonly selection: readonly RecordRef[];
  readonly activeLayer: string | null;
  readonly locked: readonly string[];
}

/** Why a command cannot be used now; shown in its tooltip. */
export interface Reason {
  readonly key: TextKey;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Turns what is there and parameters into a change. Pure; runs in the store, and in the page for preview. */
export interface Command<P> {
  readonly id: string;
  readonly label: TextKey;
  readonly params: z.ZodType<P>;
  available(context: CommandContext): true | Reason;
  reads(params: P): ReadPlan;
  /** What else it reads once it has seen that, asked twice; left out where the first plan says it all. */
  readsMore?(snapshot: Snapshot, params: P): ReadPlan;
  run(snapshot: Snapshot, params: P): Result<Draft>;
}

export const defineCommand = <P>(command: Command<P>): Command<P> => command;
