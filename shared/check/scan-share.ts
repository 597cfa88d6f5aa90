import { inFineShare, inShare, SHARE_BLOCK, type Share } from './pass.ts';
import { featuresOf, type CheckFeature, type Shapes } from './source.ts';
import type { RunTools } from './tools.ts';

/** Features in one read: about a millisecond of parsing, a few where they are large. */
const BATCH = 64;
/** Layers of fewer features are read whole by every worker and dealt out one by one. */
const SMALL = 16 * SHARE_BLOCK;

export interface LayerQuery {
  readonly layer: string;
  readonly fields: readonly string[];
  readonly box?: CheckFeature['geometry']['box'];
  /** Polygons alone when absent. */
  readonly shapes?: Shapes;
}

/** Streams the shapes of a layer, breathing as often as the pace asks. */
export async function* streamLayer(
  { source, pace, batch = BATCH, onRead }: Pick<RunTools, 'source' | 'pace' | 'batch' | 'onRead'>,
  { shapes, ...query }: LayerQuery & { readonly share?: Share },
): AsyncGenerator<CheckFeature> {
  let done = 0;
  for await (const read of source.scan({ ...query, order: 'fid', batch })) {
    for (const feature of featuresOf(read, shapes)) {
      yield feature;
      const rest = pace();
      if (rest !== undefined) await rest;
    }
    done += read.fids.length;
    onRead?.(query.layer, done);
  }
}

/** Whether a worker with this share takes a feature of a layer of this size; every feature is taken by one. */
export const takes = (share: Share, size: number, fid: number): boolean =>
  share.of === 1 || (size < SMALL ? inFineShare(share, fid) : inShare(share, fid));

/** Streams a worker's share of a layer. */
export async function* streamShare(
  tools: RunTools,
  query: LayerQuery,
  share: Share,
  size: number,
): AsyncGenerator<CheckFeature> {
  if (share.of === 1 || size < SMALL) {
    for await (const feature of streamLayer(tools, query)) if (takes(share, size, feature.fid)) yield feature;
  } else {
    yield* streamLayer(tools, { ...query, share });
  }
}
