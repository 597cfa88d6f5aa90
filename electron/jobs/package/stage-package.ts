import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { PackageTake, StagedPackage } from '../../../shared/bridge/package-contract.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { LayerStaging, StagedChange, StagedFeature } from '../../store/staging/staging-file.ts';
import { placedLayer, refuseNewer } from './compare-package.ts';
import type { OpenPackage } from './open-package.ts';
import type { PackageHost } from './package-host.ts';
import { pairOf, walkLayer, type LayerPair, type Step } from './walk-layer.ts';

const BATCH = 500;

/** Gathers rows for a staging file. */
function batched<T>(write: (batch: readonly T[]) => void): { add(one: T): void; flush(): void } {
  let batch: T[] = [];
  const flush = (): void => {
    if (batch.length > 0) write(batch);
    batch = [];
  };
  return {
    flush,
    add(one) {
      batch.push(one);
      if (batch.length >= BATCH) flush();
    },
  };
}

const pick = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));

/** Stages what a layer of the package changes. The uid is kept, and nothing is computed anew. */
async function stageLayer(
  pair: LayerPair,
  steps: AsyncIterable<Result<Step>>,
  staging: LayerStaging,
  mode: PackageTake['layers'][number]['mode'],
): Promise<Result<{ added: number; changed: number; removed: number }>> {
  const counts = { added: 0, changed: 0, removed: 0 };
  const added = batched<StagedFeature>((batch) => staging.append(batch));
  const changed = batched<StagedChange>((batch) => staging.change(batch));
  const gone = batched<{ uid: string; rev: number }>((batch) => staging.remove(batch));
  for await (const step of steps) {
    if (!step.ok) return step;
    const { value } = step;
    if (value.kind === 'added') {
      const { uid, fields, geometry } = value.feature;
      added.add({
        uid,
        fields: pick(
          fields,
          pair.fields.map(({ name }) => name),
        ),
        geometry,
        exact: true,
      });
      counts.added += 1;
    } else if (value.kind === 'changed') {
      const { feature, here, difference } = value;
      changed.add({
        uid: here.uid,
        rev: here.rev,
        fields: pick(
          feature.fields,
          difference.fields.map(({ field }) => field),
        ),
        ...(difference.moved && { geometry: feature.geometry }),
      });
      counts.changed += 1;
    } else if (value.kind === 'removed' && mode === 'replace') {
      gone.add({ uid: value.here.uid, rev: value.here.rev });
      counts.removed += 1;
    } else if (value.kind === 'unreadable') return fail('package.unreadable', { layer: pair.layer.id });
  }
  added.flush();
  changed.flush();
  gone.flush();
  return ok(counts);
}

/**
 * Makes ready what a package changes in the chosen layers, as one step: `merge` adds and changes features, `replace` also
 * deletes those that the package does not have. A layer with features that cannot be read is not taken.
 *
 * @returns path of the staging file and what it holds; failures `package.no-layer`, `package.unreadable` (layer),
 * `package.newer-schema`, `package.nothing-to-take`, `cancelled`
 */
export async function stagePackage(
  host: PackageHost,
  opened: OpenPackage,
  reader: Reader,
  take: Pick<PackageTake, 'layers'>,
  options: { readonly scratch: string; readonly stagingDir: string },
  call: CallContext,
): Promise<Result<StagedPackage>> {
  const newer = refuseNewer(opened, reader);
  if (!newer.ok) return newer;
  const pairs: { pair: LayerPair; mode: PackageTake['layers'][number]['mode'] }[] = [];
  for (const { layer: id, mode } of take.layers) {
    const layer = opened.manifest.layers.find((one) => one.id === id);
    const pair = layer === undefined ? null : pairOf(layer, reader.schema(id));
    if (pair === null || 'refused' in pair) return fail('package.no-layer', { layer: id });
    pairs.push({ pair, mode });
  }
  const file = path.join(options.stagingDir, `staged-${randomUUID()}.sqlite`);
  const staging = host.createStagingFile(
    file,
    pairs.map(({ pair }) => pair.schema),
    opened.source.name,
  );
  const held = await reader.at();
  let finished = false;
  try {
    const sum = { added: 0, changed: 0, removed: 0 };
    for (const [at, { pair, mode }] of pairs.entries()) {
      call.progress({ share: at / pairs.length, stage: 'package.stage.take' });
      const placed = await placedLayer(opened, pair.layer, options.scratch, call.signal);
      if (!placed.ok) return placed;
      const layer = staging.layer(pair.schema.id);
      if (placed.value === null || layer === undefined)
        return fail('package.unreadable', { layer: pair.schema.id });
      const counts = await stageLayer(pair, walkLayer(pair, placed.value, reader, call.signal), layer, mode);
      if (!counts.ok) return counts;
      for (const key of ['added', 'changed', 'removed'] as const) sum[key] += counts.value[key];
    }
    if (sum.added + sum.changed + sum.removed === 0) return fail('package.nothing-to-take');
    staging.finish();
    finished = true;
    return ok({ staging: file, ...sum });
  } finally {
    held.release();
    if (!finished) staging.discard();
  }
}
