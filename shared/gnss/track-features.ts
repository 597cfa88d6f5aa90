import { packFlat } from '../geometry/build-packed.ts';
import { canonical } from '../geometry/grid.ts';
import { lineLengthM } from '../geometry/measure.ts';
import type { Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';
import { segmentsOf, type TrackPoints } from './track-points.ts';

/** A segment as a feature of the layer `track`. */
export interface TrackFeature {
  /** Which segment of the track it is, from 0. */
  readonly segment: number;
  /** A line of at least two positions on the grid. */
  readonly geometry: Packed;
  readonly fields: Fields;
}

export interface TrackFeatures {
  readonly features: readonly TrackFeature[];
  /** Segments that are no line: a single position, or all at one place. */
  readonly leftOut: number;
}

/** Positions of a stretch on the grid; those equal to the one before are left out. */
function gridLine({ lon, lat }: TrackPoints, from: number, to: number): number[] {
  const xy: number[] = [];
  for (let i = from; i < to; i++) {
    const [x, y] = [canonical(lon[i]!), canonical(lat[i]!)];
    if (x !== xy.at(-2) || y !== xy.at(-1)) xy.push(x, y);
  }
  return xy;
}

export interface TrackWords {
  readonly observer: string;
  readonly remark: string | null;
  /** The local day (`YYYY-MM-DD`) of a time in milliseconds. */
  readonly dayOf: (timeMs: number) => string;
}

/**
 * A track as features of the layer `track`, one a segment: its lines are single ones, and nothing is drawn over an
 * outage.
 */
export function trackFeatures(points: TrackPoints, { observer, remark, dayOf }: TrackWords): TrackFeatures {
  const features: TrackFeature[] = [];
  let leftOut = 0;
  const day = (timeMs: number | undefined): string | null => (timeMs === undefined ? null : dayOf(timeMs));
  for (const [segment, [from, to]] of segmentsOf(points).entries()) {
    const xy = gridLine(points, from, to);
    if (xy.length < 4) {
      leftOut++;
      continue;
    }
    // The date may come later than the first positions.
    const times = points.time.subarray(from, to).filter(Number.isFinite);
    const geometry = packFlat('line', [[xy]]);
    features.push({
      segment,
      geometry,
      fields: {
        started_at: day(times[0]),
        ended_at: day(times.at(-1)),
        observer,
        remark,
        length_m: Math.round(100 * lineLengthM(geometry)) / 100,
      },
    });
  }
  return { features, leftOut };
}
