import type { CallContext } from '../../../shared/bridge/contract.ts';
import {
  titleOf,
  type ComparedFeature,
  type ComparedLayer,
  type Comparison,
} from '../../../shared/package/compare.ts';
import type { ManifestLayer } from '../../../shared/package/manifest.ts';
import { fail, ok, type Failure, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { OpenPackage } from './open-package.ts';
import { placeVector, type PlacedVector } from './package-features.ts';
import { pairOf, walkLayer, type LayerPair, type Step } from './walk-layer.ts';

/** Where the main vector data of a layer lie; null where the package has none that can be read. */
export async function placedLayer(
  { source, manifest }: OpenPackage,
  layer: ManifestLayer,
  scratch: string,
  signal: AbortSignal,
): Promise<Result<PlacedVector | null>> {
  const vector = manifest.vector.find(
    ({ main, layers }) => main && layers.some((one) => one.layer === layer.id),
  );
  if (vector === undefined) return ok(null);
  const folder = await source.place([vector.path], signal);
  return folder.ok ? ok(placeVector(vector, folder.value, scratch) ?? null) : folder;
}

/** Refuses a package of tables that this product does not know yet. Failure `package.newer-schema`. */
export function refuseNewer({ manifest }: OpenPackage, reader: Reader): Result<null> {
  const known = reader.fileSchema();
  const { file } = manifest.schema;
  return file > known ? fail('package.newer-schema', { found: file, known }) : ok(null);
}

const area = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function featureOf(step: Exclude<Step, { kind: 'same' | 'unreadable' }>): ComparedFeature {
  const here = step.kind === 'added' ? null : step.here;
  const after = step.kind === 'removed' ? null : step.feature;
  const uid = here?.uid ?? after?.uid ?? '';
  return {
    kind: step.kind,
    uid,
    fid: here?.fid ?? null,
    title: titleOf((after ?? here)?.fields ?? {}, uid),
    fields: step.kind === 'changed' ? step.difference.fields : [],
    moved: step.kind === 'changed' && step.difference.moved,
    areaBefore: area(here?.fields['area_m2']),
    areaAfter: area(after?.fields['area_m2']),
  };
}

async function compareLayer(
  pair: LayerPair,
  placed: PlacedVector,
  reader: Reader,
  limit: number,
  signal: AbortSignal,
  onFeature: () => void,
): Promise<Result<ComparedLayer>> {
  const counts = { added: 0, removed: 0, changed: 0, same: 0, unreadable: 0 };
  const fields: Record<string, number> = {};
  const features: ComparedFeature[] = [];
  let moved = 0;
  let why: Failure | null = null;
  for await (const step of walkLayer(pair, placed, reader, signal)) {
    if (!step.ok) return step;
    const { value } = step;
    counts[value.kind] += 1;
    if (value.kind !== 'removed') onFeature();
    if (value.kind === 'unreadable') why ??= value.why;
    if (value.kind === 'same' || value.kind === 'unreadable') continue;
    if (value.kind === 'changed') {
      if (value.difference.moved) moved += 1;
      for (const { field } of value.difference.fields) fields[field] = (fields[field] ?? 0) + 1;
    }
    if (features.length < limit) features.push(featureOf(value));
  }
  const { added, removed, changed, same, unreadable } = counts;
  return ok({
    layer: pair.schema.id,
    name: pair.schema.name,
    refused: null,
    inPackage: added + changed + same + unreadable,
    here: removed + changed + same,
    ...counts,
    why,
    moved,
    fields,
    unknownFields: pair.unknownFields,
    features,
  });
}

const notCompared = (
  layer: ManifestLayer,
  refused: NonNullable<ComparedLayer['refused']>,
): ComparedLayer => ({
  layer: layer.id,
  name: layer.name,
  refused,
  inPackage: layer.count,
  here: 0,
  added: 0,
  removed: 0,
  changed: 0,
  same: 0,
  unreadable: 0,
  why: null,
  moved: 0,
  fields: {},
  unknownFields: [],
  features: [],
});

/**
 * Compares the layers of a package with those of the open blueprint. Nothing is written.
 *
 * @param limit how many features of each layer are listed
 * @returns failures `package.newer-schema`, `package.unreadable`, `cancelled`
 */
export async function comparePackage(
  opened: OpenPackage,
  reader: Reader,
  options: { readonly scratch: string; readonly limit: number },
  call: CallContext,
): Promise<Result<Comparison>> {
  const newer = refuseNewer(opened, reader);
  if (!newer.ok) return newer;
  const { manifest } = opened;
  const total = Math.max(
    1,
    manifest.layers.reduce((sum, { count }) => sum + count, 0),
  );
  let done = 0;
  const onFeature = (): void => {
    done += 1;
    if (done % 500 === 0) call.progress({ share: Math.min(1, done / total), stage: 'package.stage.compare' });
  };
  const held = await reader.at();
  try {
    const layers: ComparedLayer[] = [];
    for (const layer of manifest.layers) {
      const pair = pairOf(layer, reader.schema(layer.id));
      if ('refused' in pair) {
        layers.push(notCompared(layer, pair.refused));
        continue;
      }
      const placed = await placedLayer(opened, layer, options.scratch, call.signal);
      if (!placed.ok) return placed;
      if (placed.value === null) return fail('package.unreadable', { layer: layer.id });
      const compared = await compareLayer(pair, placed.value, reader, options.limit, call.signal, onFeature);
      if (!compared.ok) return compared;
      layers.push(compared.value);
    }
    return ok({
      layers,
      otherCounty: manifest.county.code !== (reader.info('county_code') ?? ''),
      otherBlueprint: manifest.blueprint !== reader.blueprintId(),
      rev: held.rev,
    });
  } finally {
    held.release();
  }
}
