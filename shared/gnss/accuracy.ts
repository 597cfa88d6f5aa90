import type { Accuracy, Quality } from './types.ts';

/**
 * Usual error of a range to a satellite by quality, metres: what the dilution of precision is multiplied by where the
 * receiver does not state its accuracy. Our own round figures for open sky; under trees and beside walls it is more.
 */
const RANGE_ERROR_M: Readonly<Partial<Record<Quality, number>>> = { 1: 5, 2: 2, 3: 5, 4: 0.02, 5: 0.4 };

export interface AccuracyFacts {
  readonly quality: Quality;
  /** Standard deviations as the receiver states them. */
  readonly gst: { readonly latM: number; readonly lonM: number; readonly heightM: number | null } | null;
  readonly hdop: number | null;
  readonly vdop: number | null;
}

export function accuracyOf({ quality, gst, hdop, vdop }: AccuracyFacts): Accuracy {
  if (gst !== null) {
    return { source: 'receiver', horizontalM: Math.hypot(gst.latM, gst.lonM), verticalM: gst.heightM };
  }
  const error = RANGE_ERROR_M[quality];
  if (error === undefined || hdop === null || hdop <= 0) {
    return { source: 'unknown', horizontalM: null, verticalM: null };
  }
  return {
    source: 'estimated',
    horizontalM: hdop * error,
    verticalM: vdop === null || vdop <= 0 ? null : vdop * error,
  };
}
