import { holdLayer } from '../../check/held-layer.ts';
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

  const other = await holdLayer(
    {
      source,
      overlay,
      pace,
      batch,
      onRead: (_layer, done) => onProgress?.(HOLDING * Math.min(1, done / Math.max(1, sizeOf(held)))),
    },
    { layer: held.layer, fields: fieldsOf(held) },
    { marks: () => MARK, ...(tools.held === undefined ? {} : { points: tools.held }) },
  );
  let done = 0;
  const query = { layer: streamed.layer, fields: fieldsOf(streamed), order: 'hilbert', batch } as const;
  for await (const read of source.scan(query)) {
    for (const feature of featuresOf(read)) {
      for (const { feature: near } of other?.near(feature.geometry.box) ?? []) {
        const areaM2 = ground.areaM2(feature.geometry, near.geometry);
        if (areaM2 > 0) yield streamsA ? { a: feature, b: near, areaM2 } : { a: near, b: feature, areaM2 };
        const rest = pace();
        if (rest !== undefined) await rest;
      }
    }
    done += read.fids.length;
    onProgress?.(HOLDING + (1 - HOLDING) * Math.min(1, done / Math.max(1, sizeOf(streamed))));
  }
}
