import { kindOf } from '../../../shared/import/split-parts.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { difference, type ComparedField, type ComparedLayer } from '../../../shared/package/compare.ts';
import type { ManifestLayer } from '../../../shared/package/manifest.ts';
import type { PackageFeature } from '../../../shared/package/read-feature.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import { createBreather } from '../io/scratch.ts';
import { packageFeatures, type PlacedVector } from './package-features.ts';

/** Features looked up at a time. */
const BATCH = 200;

/** A layer of a package with that of the same id here. */
export interface LayerPair {
  readonly layer: ManifestLayer;
  readonly schema: LayerSchema;
  /** Fields that both have; the others of the package are not taken. */
  readonly fields: readonly ComparedField[];
  readonly unknownFields: readonly string[];
}

/** Why a layer of a package cannot be compared, or what it is compared with. */
export function pairOf(
  layer: ManifestLayer,
  schema: LayerSchema | undefined,
): { readonly refused: NonNullable<ComparedLayer['refused']> } | LayerPair {
  if (schema === undefined) return { refused: 'no-layer' };
  const kind = (type: LayerSchema['geometry']): string | null => (type === null ? null : kindOf(type));
  if (kind(layer.geometry) !== kind(schema.geometry)) return { refused: 'geometry' };
  const here = schema.fields.filter(
    ({ name, type }) => name !== 'uid' && name !== 'revision' && type !== 'blob',
  );
  const named = new Set(layer.fields.map(({ field }) => field).filter((field) => field !== 'uid'));
  return {
    layer,
    schema,
    fields: here.filter(({ name }) => named.has(name)),
    unknownFields: [...named].filter((field) => !here.some(({ name }) => name === field)),
  };
}

/** What one feature of the package, or of the layer here, would have happen. */
export type Step =
  | { readonly kind: 'added'; readonly feature: PackageFeature }
  | {
      readonly kind: 'changed';
      readonly feature: PackageFeature;
      readonly here: FeatureRecord;
      readonly difference: NonNullable<ReturnType<typeof difference>>;
    }
  | { readonly kind: 'same' }
  | { readonly kind: 'removed'; readonly here: FeatureRecord }
  | { readonly kind: 'unreadable'; readonly why: Failure };

/**
 * Walks a layer of a package beside the layer here, feature by feature, matched by uid: what is added, changed and the
 * same in the order of the package, then what only the layer here has. Failures: `package.unreadable` (layer),
 * `cancelled`; a failure is the last.
 */
export async function* walkLayer(
  { layer, schema, fields }: LayerPair,
  placed: PlacedVector,
  reader: Reader,
  signal: AbortSignal,
): AsyncGenerator<Result<Step>> {
  const seen = new Set<string>();
  const breathe = createBreather();
  let batch: PackageFeature[] = [];
  const steps = function* (): Generator<Step> {
    const refs = batch.map(({ uid }) => ({ table: schema.id, uid }));
    const known = new Map(reader.features(refs).map((record) => [record.uid, record]));
    for (const feature of batch) {
      const here = known.get(feature.uid);
      const found = here === undefined ? undefined : difference(fields, here, feature);
      if (here === undefined) yield { kind: 'added', feature };
      else if (found == null) yield { kind: 'same' };
      else yield { kind: 'changed', feature, here, difference: found };
    }
    batch = [];
  };
  for await (const feature of packageFeatures(placed, layer, signal)) {
    if (!feature.ok) {
      if (feature.error.code === 'unreadable') return yield fail('package.unreadable', { layer: layer.id });
      yield ok({ kind: 'unreadable', why: feature.error });
      continue;
    }
    // The same uid twice: the second is no feature that could be told from the first.
    if (seen.has(feature.value.uid)) yield ok({ kind: 'unreadable', why: { code: 'package.feature-twice' } });
    else batch.push(feature.value);
    seen.add(feature.value.uid);
    if (batch.length < BATCH) continue;
    for (const step of steps()) yield ok(step);
    await breathe();
    if (signal.aborted) return yield fail('cancelled');
  }
  if (signal.aborted) return yield fail('cancelled');
  for (const step of steps()) yield ok(step);
  for await (const { fids, uids } of reader.scan({ layer: schema.id, fields: [], order: 'fid' })) {
    const gone = fids.filter((_fid, i) => !seen.has(uids[i]!));
    for (const here of reader.featuresByFid(schema.id, gone)) yield ok({ kind: 'removed', here });
    await breathe();
    if (signal.aborted) return yield fail('cancelled');
  }
}
