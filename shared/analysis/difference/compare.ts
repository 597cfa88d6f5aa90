import { holdLayer } from '../../check/held-layer.ts';
import { streamLayer, type LayerQuery } from '../../check/scan-share.ts';
import type { RunTools } from '../../check/tools.ts';
import type { Box } from '../../geometry/packed.ts';
import type { Pace } from '../../check/pace.ts';
import { featuresOf, type CheckFeature, type FeatureSource } from '../../check/source.ts';
import type { Overlay } from '../../geometry/overlay.ts';
import type { CommonGround } from './common-ground.ts';
import type { Side } from './sides.ts';

/** What comparing needs; `batch` and `held` (points held in memory) are varied by tests. */
export interface CompareTools {
  readonly source: FeatureSource;
  readonly overlay: Overlay;
  readonly pace: Pace;
  readonly batch?: number;
  readonly held?: number;
  /** Share of the work done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** A feature of either side that have ground in common. */
export interface Meeting {
  readonly a: CheckFeature;
  readonly b: CheckFeature;
  readonly areaM2: number;
}

/** Features in one read, in the order of the Hilbert curve: neighbours, so that the other side is read once. */
const BATCH = 64;
const MARK: ReadonlySet<string> = new Set(['side']);

/** Share of the progress that reading the held side takes. */
const HOLDING = 0.2;
/** A layer that is smaller than the other by this factor is not worth holding the other for. */
const FEW = 20;

type Near = (box: Box) => Promise<readonly CheckFeature[]> | readonly CheckFeature[];

/** Reads what is near anew for each feature: a few parks meet a few of many parcels. */
const beside =
  (tools: RunTools, query: LayerQuery): Near =>
  async (box) => {
    const found: CheckFeature[] = [];
    for await (const feature of streamLayer(tools, { ...query, box })) found.push(feature);
    return found;
  };

/** Holds the whole layer with an index. */
async function allOf(tools: RunTools, query: LayerQuery, points: number | undefined): Promise<Near> {
  const held = await holdLayer(tools, query, {
    marks: () => MARK,
    ...(points === undefined ? {} : { points }),
  });
  return (box) => (held?.near(box) ?? []).map(({ feature }) => feature);
}

/**
 * All pairs of features of two layers that have ground in common. The smaller layer is streamed past the other,
 * which is held with an index over its boxes, in memory up to a bound. Every read is of one state when the caller
 * holds one.
 */
export async function* meetings(
  tools: CompareTools,
  ground: CommonGround,
  a: Side,
  b: Side,
  fields: readonly string[],
): AsyncGenerator<Meeting> {
  const { source, overlay, pace, batch = BATCH, onProgress } = tools;
  const sizes = new Map(source.occupied().map(({ schema, size }) => [schema.id, size]));
  const sizeOf = ({ layer }: Side): number => sizes.get(layer) ?? 0;
  const streamsA = sizeOf(a) <= sizeOf(b);
  const [streamed, held] = streamsA ? [a, b] : [b, a];
  const fieldsOf = ({ field }: Side): string[] => [...new Set([field, ...fields])];

  const query = { layer: held.layer, fields: fieldsOf(held) };
  const onRead = (_layer: string, done: number): void =>
    onProgress?.(HOLDING * Math.min(1, done / Math.max(1, sizeOf(held))));
  const reading = { source, overlay, pace, batch };
  const near =
    sizeOf(streamed) * FEW <= sizeOf(held)
      ? beside(reading, query)
      : await allOf({ ...reading, onRead }, query, tools.held);
  let done = 0;
  const stream = { layer: streamed.layer, fields: fieldsOf(streamed), order: 'hilbert', batch } as const;
  for await (const read of source.scan(stream)) {
    for (const feature of featuresOf(read)) {
      for (const other of await near(feature.geometry.box)) {
        const areaM2 = ground.areaM2(feature.geometry, other.geometry);
        if (areaM2 > 0) yield streamsA ? { a: feature, b: other, areaM2 } : { a: other, b: feature, areaM2 };
        const rest = pace();
        if (rest !== undefined) await rest;
      }
    }
    done += read.fids.length;
    onProgress?.(HOLDING + (1 - HOLDING) * Math.min(1, done / Math.max(1, sizeOf(streamed))));
  }
}
