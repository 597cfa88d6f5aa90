import type { SnapKind, SnapPlace } from '../bridge/snap-contract.ts';
import type { StepEdge } from '../geometry/edge-points.ts';
import type { Packed } from '../geometry/packed.ts';

export type At = readonly [number, number];

/** A stored feature that may catch. */
export interface SnapFeature {
  readonly layer: string;
  readonly uid: string;
  readonly fid: number;
  readonly geometry: Packed;
}

/** A vertex of the shape in hand, and the end of the segment that begins there. */
export interface OwnPart {
  readonly index: number;
  readonly at: At;
  readonly to: At | null;
}

/** Where one looks: a place and how far around it, in grid steps. */
export interface Around {
  readonly x: number;
  readonly y: number;
  /** Steps of latitude. */
  readonly reach: number;
  /** A step of longitude as part of one of latitude, at this latitude. */
  readonly shrink: number;
}

/** A line that is stored nowhere: through an anchor, in a direction (steps). */
export interface Guide {
  readonly kind: SnapKind;
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** Only forwards from the anchor. */
  readonly ray: boolean;
}

export interface NearVertex {
  readonly x: number;
  readonly y: number;
  readonly on: SnapPlace[];
  own: number | null;
}
export interface NearEdge extends StepEdge {
  readonly on: SnapPlace[];
  own: number | null;
}
