import type { Box, Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, FieldValue, RecordRef } from '../model/record.ts';
import type { Remembered } from './rematch.ts';

/** Features of one layer in flat columns: `fields[name][i]` belongs to `fids[i]`. */
export interface FeatureBatch {
  readonly layer: string;
  readonly fids: readonly number[];
  readonly uids: readonly string[];
  readonly geometries: readonly (Packed | null)[];
  readonly fields: Readonly<Record<string, readonly FieldValue[]>>;
}

/** A layer as the check needs to know it. */
export interface SourceLayer {
  readonly schema: LayerSchema;
  /** About how many features with a geometry it holds; for a table without geometry, its records. */
  readonly size: number;
}

/**
 * Where a check reads: the read side of the store, or a double of it. Each call sees one committed state;
 * `at()` holds one over several calls until it is released.
 */
export interface FeatureSource {
  at(): Promise<{ readonly rev: number; release(): void }>;
  rev(): number;
  occupied(): readonly SourceLayer[];
  /** Whether the file holds a part of the county alone, cut out for the field. */
  isPart?(): boolean;
  /** Streams a layer; a field that the layer does not have is null. */
  scan(query: {
    readonly layer: string;
    readonly box?: Box;
    readonly fields?: readonly string[];
    readonly order: 'fid' | 'hilbert';
    readonly batch?: number;
    /** Only the features of one share of the blocks of fids (see pass.ts). */
    readonly share?: { readonly index: number; readonly of: number; readonly block?: number };
  }): AsyncIterable<FeatureBatch>;
  /** Fids of the features whose boxes meet a box (degrees), ascending; a few whose boxes only come near, too. */
  candidates(layer: string, box: Box): readonly number[];
  /** Those of the named features that exist. */
  featuresByFid(layer: string, fids: readonly number[]): readonly FeatureRecord[];
  features(refs: readonly RecordRef[]): readonly FeatureRecord[];
  /** Gives back memory that long reading left behind, where there is any: else the next state is begun with it. */
  letGo?(): void;
  /** What people noted on findings and their pieces. */
  remembered(): readonly Remembered[];
}

/** A feature with a shape, as the engine holds it: a polygon wherever nothing else is asked for. */
export interface CheckFeature {
  readonly layer: string;
  readonly fid: number;
  readonly uid: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly geometry: Packed;
}

/** Whether a layer has anything to check on the ground: features, and a place they are at. */
export const hasShapes = (layer: SourceLayer): boolean => layer.size > 0 && layer.schema.geometry !== null;

/** Whether a layer has any records, be it a table without geometry. */
export const hasRows = (layer: SourceLayer): boolean => layer.size > 0;

/** Which geometries are wanted: only what covers ground, or anything that lies somewhere. */
export type Shapes = 'polygons' | 'any';

const wanted = (geometry: Packed | null | undefined, shapes: Shapes): geometry is Packed =>
  geometry != null && geometry.xy.length > 0 && (shapes === 'any' || geometry.kind === 'polygon');

/** The polygons of a batch, or all its shapes; without geometry a feature covers nothing and is left out. */
export function* featuresOf(batch: FeatureBatch, shapes: Shapes = 'polygons'): Generator<CheckFeature> {
  const names = Object.keys(batch.fields);
  for (let i = 0; i < batch.fids.length; i++) {
    const geometry = batch.geometries[i];
    const fid = batch.fids[i];
    const uid = batch.uids[i];
    if (fid === undefined || uid === undefined || !wanted(geometry, shapes)) continue;
    const fields = Object.fromEntries(names.map((name) => [name, batch.fields[name]?.[i] ?? null]));
    yield { layer: batch.layer, fid, uid, fields, geometry };
  }
}

/** A single record as the engine holds it; null where it has no shape that is wanted. */
export function featureOf(record: FeatureRecord, shapes: Shapes = 'polygons'): CheckFeature | null {
  const { layer, fid, uid, fields, geometry } = record;
  return wanted(geometry, shapes) ? { layer, fid, uid, fields, geometry } : null;
}
