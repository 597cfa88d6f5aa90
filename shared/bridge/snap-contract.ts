import { z } from 'zod';
import type { RecordRef } from '../model/record.ts';
import { method } from './contract.ts';
import { finite, layerId, lonLat, recordRef } from './schemas.ts';

/**
 * What a point can be caught by, best first: a vertex, the crossing of two lines, the middle of an edge, the foot of
 * the perpendicular from the last point, any place of an edge; then the soft ones, which lie on no border: the
 * continuation of an edge or of the last segment, and the directions along and across what was drawn.
 */
export const SNAP_KINDS = [
  'vertex',
  'intersection',
  'midpoint',
  'perpendicular',
  'edge',
  'extension',
  'right-angle',
  'parallel',
] as const;
export type SnapKind = (typeof SNAP_KINDS)[number];
/** Those that lie on no border. */
export const SOFT_KINDS: readonly SnapKind[] = ['extension', 'right-angle', 'parallel'];

type At = readonly [number, number];

/** One place of a stored feature. */
export interface SnapPlace {
  readonly ref: RecordRef;
  readonly fid: number;
  /** Ring number in the packed geometry, and index of the vertex (or first vertex of the edge) in that ring. */
  readonly ring: number;
  readonly index: number;
}

/** What catches the pointer. */
export interface SnapHit {
  readonly kind: SnapKind;
  /** On the grid. An edge that it was made on runs through it, see edge-points.ts. */
  readonly point: At;
  /** From the pointer, in grid steps of latitude. */
  readonly distance: number;
  /**
   * Every feature that has this vertex, or one of the edges that meet here, in order of layer, uid, ring and index;
   * empty for what lies on no stored border.
   */
  readonly on: readonly SnapPlace[];
  /** The vertex, or first vertex of the segment, of the shape in hand that it lies on; null for none. */
  readonly own: number | null;
  /** Where the guide lines begin that lead here. */
  readonly guides: readonly At[];
  /** What the first feature is called, short; null where `on` is empty. */
  readonly title: string | null;
}

export interface SnapAnswer {
  /** In total order: kind, distance, layer, uid, ring, index. */
  readonly hits: readonly SnapHit[];
  /** So much lies within reach that only what is nearer than this (degrees of latitude) was looked at; else null. */
  readonly cutTo: number | null;
}

/** A feature that has a vertex or an edge, and whether an edit would be refused there. */
export interface EdgeSharer extends SnapPlace {
  readonly title: string;
  readonly locked: boolean;
  readonly readOnly: boolean;
}

export interface TraceAnswer {
  /**
   * From the first to the last point along existing borders: longitude, latitude, ... (there can be 36,000 points, so
   * not an array each). Empty where no border leads there.
   */
  readonly xy: Float64Array;
  /** Length on the ellipsoid. */
  readonly metres: number;
  /**
   * `off-border`: an end lies on no border of these layers. `apart`: no border leads from one to the other.
   * `too-far`: it was not found within what may be read; null when found.
   */
  readonly missing: 'off-border' | 'apart' | 'too-far' | null;
}

const layers = z.array(layerId).max(200);
/** Features to leave out (the one being reshaped). */
const exclude = z.array(recordRef).max(1000);

export const snapMethods = {
  /**
   * What catches a pointer at `at`: everything within `tolerance` (degrees of latitude) of it. The answer depends on
   * what is stored and asked, not on tiles, zoom or the order of features.
   */
  snap: method<SnapAnswer>()(
    z.strictObject({
      at: lonLat,
      tolerance: finite.positive(),
      layers,
      exclude,
      /** All kinds when absent. */
      kinds: z.array(z.enum(SNAP_KINDS)).max(SNAP_KINDS.length).optional(),
      /** The shape in hand: its first two and its last three points, for perpendiculars and guides. */
      drawn: z.strictObject({ head: z.array(lonLat).max(2), tail: z.array(lonLat).max(3) }).optional(),
      /** Of the shape in hand what lies near: a vertex with its number, and the end of the segment that begins there. */
      own: z
        .array(z.strictObject({ index: z.number().int().nonnegative(), at: lonLat, to: lonLat.nullable() }))
        .max(256)
        .optional(),
      /** Vertices whose edges are continued beyond their ends. */
      anchors: z.array(lonLat).max(4).optional(),
    }),
  ),
  /**
   * The way along existing borders of these layers, over the vertices they have. `prefer: 'longer'` goes the other way
   * round the ring that the shortest way belongs to.
   */
  trace: method<TraceAnswer>()(
    z.strictObject({
      layers,
      exclude,
      from: lonLat,
      to: lonLat,
      through: z.array(lonLat).max(64),
      prefer: z.enum(['shorter', 'longer']),
    }),
  ),
  /** Every feature that has exactly this vertex, or exactly this edge. */
  sharers: method<readonly EdgeSharer[]>()(
    z.strictObject({ layers, place: z.union([z.tuple([lonLat]), z.tuple([lonLat, lonLat])]) }),
  ),
};

export type SnapQuery = z.infer<typeof snapMethods.snap.params>;
export type TraceQuery = z.infer<typeof snapMethods.trace.params>;
