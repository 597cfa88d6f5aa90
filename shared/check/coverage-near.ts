import Flatbush from 'flatbush';
import type { CoverageFill } from '../geometry/coverage-fill.ts';
import type { Box } from '../geometry/packed.ts';
import type { LayerWork } from './feature-pass-layers.ts';
import type { FeaturePool } from './feature-pool.ts';
import { featuresOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** What all coverages share. */
export interface CoverageParts {
  readonly fill: CoverageFill;
  /** Features as they are now: what is touched is forgotten before it is asked for again. */
  readonly pool: FeaturePool;
}

/** More places than this are looked for in one reading of the whole layer. */
const MANY = 400;
/** Features in one read. */
const BATCH = 256;

/**
 * The polygons of a layer whose boxes meet one of the boxes (degrees), each once, in no particular order and with the
 * fields that the work reads. What is given does not depend on how it is read.
 *
 * @param pool what was read before and has not been edited since: edits in one place meet the same neighbours
 */
export async function* featuresNear(
  tools: RunTools,
  work: LayerWork,
  boxes: readonly Box[],
  pool: FeaturePool,
): AsyncGenerator<CheckFeature> {
  if (boxes.length === 0) return;
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const read = boxes.length > MANY ? scanned(tools, work) : named(tools, work, boxes, pool);
  for await (const feature of read) {
    if (index.collides(...feature.geometry.box)) yield feature;
    const rest = tools.pace();
    if (rest !== undefined) await rest;
  }
}

/** All polygons of the layer. */
async function* scanned(
  { source, batch = BATCH }: RunTools,
  { schema, fields }: LayerWork,
): AsyncGenerator<CheckFeature> {
  for await (const read of source.scan({ layer: schema.id, fields, order: 'fid', batch }))
    yield* featuresOf(read);
}

/** Polygons near the boxes, by their names. */
async function* named(
  tools: RunTools,
  { schema, fields }: LayerWork,
  boxes: readonly Box[],
  pool: FeaturePool,
): AsyncGenerator<CheckFeature> {
  const near = new Set<number>();
  for (const box of boxes) for (const fid of tools.source.candidates(schema.id, box)) near.add(fid);
  const fids = [...near].sort((a, b) => a - b);
  const { batch = BATCH } = tools;
  for (let from = 0; from < fids.length; from += batch) {
    for (const feature of await pool.get(tools, schema.id, fids.slice(from, from + batch))) {
      const own = Object.fromEntries(fields.map((name) => [name, feature.fields[name] ?? null]));
      yield { ...feature, fields: own };
    }
  }
}
