import { STEP_DEGREES } from '../../../shared/geometry/grid.ts';
import type { GridItem } from '../../../shared/import/grid-batch.ts';
import { createEdgeNoder, type EdgeNoder } from '../../../shared/import/node-on-edges.ts';
import { withAxes } from '../../../shared/import/to-stored.ts';
import type { GeomType } from '../../../shared/model/layer.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { FileRef, Format } from '../../formats/define-format.ts';
import { failureOf } from './failure-of.ts';
import { gridShape } from './place-feature.ts';
import { createBreather } from './scratch.ts';
import type { SourceCrs } from './source-crs.ts';

/**
 * How far off an edge a vertex may lie and still be on it: the XY tolerance that ArcGIS uses unless told otherwise
 * (1 mm). Edges in degrees stay straight, so there only the rounding to the grid has to be met: one step.
 */
const ON_EDGE_M = 0.001;
const ON_EDGE_DEGREES = STEP_DEGREES;

export interface ReadingCall {
  readonly signal: AbortSignal;
  readonly onShare: (share: number) => void;
}

/** One layer of a file as it comes onto the grid, in this thread or in another. */
export interface GridReading {
  /**
   * First pass: all vertices, so that those lying on edges are found whatever the order of the features. `complete`:
   * false when there are too many to hold; none are put on edges then. Fails as `import.<code>` where the reading ends
   * with a fatal problem. What comes of an aborted call means nothing.
   */
  collect(call: ReadingCall): Promise<Result<{ readonly complete: boolean }>>;
  /** The features, as `Format.read` gives them. */
  read(call: ReadingCall): AsyncIterable<GridItem>;
  /** Vertices put on edges so far. */
  inserted(): number;
  close(): Promise<void>;
}

/** What is read, and as what. */
export interface GridSource {
  readonly format: Format;
  readonly file: FileRef;
  readonly layer: string;
  readonly encoding: string | null;
  readonly place: SourceCrs;
  readonly type: GeomType;
}

/** Reads in this thread. */
export function readHere({ format, file, layer, encoding, place, type }: GridSource): GridReading {
  let noder: EdgeNoder | null = null;
  return {
    collect: async (call) => {
      const fresh = createEdgeNoder(place.crs.kind === 'geographic' ? ON_EDGE_DEGREES : ON_EDGE_M);
      const breathe = createBreather();
      for await (const item of format.read(file, { layer, encoding, ...call, only: { shapes: true } })) {
        if (call.signal.aborted) break;
        await breathe();
        if (item.kind === 'problem' && item.fatal) return { ok: false, error: failureOf(item, file.name) };
        if (item.kind === 'feature' && item.geometry && !fresh.add(withAxes(item.geometry, place.swapped)))
          return ok({ complete: false });
      }
      noder = fresh;
      return ok({ complete: true });
    },
    read: async function* (call) {
      const options = { ...place, noder };
      for await (const item of format.read(file, { layer, encoding, ...call })) {
        if (item.kind === 'problem') yield item;
        else {
          const { number, values, geometry } = item;
          yield { kind: 'feature', number, values, shape: gridShape(geometry, type, options) };
        }
      }
    },
    inserted: () => noder?.inserted() ?? 0,
    close: () => Promise.resolve(),
  };
}
