import Flatbush from 'flatbush';
import { boxesIntersect } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import type { LayerWork } from './feature-pass-layers.ts';
import { featuresOf, type CheckFeature } from './source.ts';
import type { RunTools } from './tools.ts';

/** More places than this are looked for in one reading of the whole layer. */
const MANY = 400;
/** Features in one read. */
const BATCH = 256;

/**
 * The polygons of a layer whose boxes meet one of the boxes (degrees), each once, in no particular order. What is
 * given does not depend on how it is read.
 */
export async function* featuresNear(
  { source, pace, batch = BATCH }: RunTools,
  { schema, fields }: LayerWork,
  boxes: readonly Box[],
): AsyncGenerator<CheckFeature> {
  if (boxes.length === 0) return;
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  const seen = new Set<number>();
  const query = { layer: schema.id, fields, order: 'fid', batch } as const;
  for (const box of boxes.length > MANY ? [undefined] : boxes) {
    for await (const read of source.scan(box === undefined ? query : { ...query, box })) {
      for (const feature of featuresOf(read)) {
        const { geometry, fid } = feature;
        const meets = box === undefined ? index.collides(...geometry.box) : boxesIntersect(box, geometry.box);
        if (meets && !seen.has(fid)) {
          if (box !== undefined) seen.add(fid);
          yield feature;
        }
        const rest = pace();
        if (rest !== undefined) await rest;
      }
    }
  }
}
