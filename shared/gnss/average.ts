import { metresPerDegree } from '../geometry/local-frame.ts';
import { recordOf, type PositionRecord } from './position-record.ts';
import type { GnssSettings } from './settings.ts';
import { isMeasured, type Fix, type Quality } from './types.ts';

/** A position averaged over a while. */
export interface Averaged {
  /** Mean position and heights; its accuracy is the mean of those stated, for errors of neighbouring seconds are alike. */
  readonly record: PositionRecord;
  /** Positions in the mean. */
  readonly count: number;
  readonly outliers: number;
  /** Left out for another quality than that of the mean. */
  readonly otherQuality: number;
  /** Standard deviation of the single positions about the mean, metres; null for one position. */
  readonly spreadM: number | null;
  readonly heightSpreadM: number | null;
  /** Distance of the furthest position in the mean, metres. */
  readonly furthestM: number;
  /** From the first position in the mean to the last. */
  readonly durationMs: number;
}

export interface AverageOptions extends Pick<GnssSettings, 'frame' | 'antennaHeightM'> {
  /** `accuracy`: by the inverse square of the accuracy, where all have one. */
  readonly weights: 'equal' | 'accuracy';
}

/** The median deviation of a normal distribution is its standard deviation divided by this. */
const MEDIAN_TO_DEVIATION = 1.4826;
/** Deviations from the median beyond which a position is an outlier. */
const MOST_DEVIATIONS = 4;
/** Metres that are no outlier whatever the others do: the last digits of what receivers write. */
const LEAST_M = 0.05;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Quality that most positions have; of several the one that comes first. */
function usualQuality(fixes: readonly Fix[]): Quality {
  const counts = new Map<Quality, number>();
  for (const { quality } of fixes) counts.set(quality, (counts.get(quality) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

const isFar = (deviations: readonly number[]): boolean[] => {
  const limit = Math.max(LEAST_M, MOST_DEVIATIONS * MEDIAN_TO_DEVIATION * median(deviations));
  return deviations.map((one) => one > limit);
};

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  // About the first value: degrees keep their last digits.
  const first = values[0]!;
  let [sum, all] = [0, 0];
  for (const [i, value] of values.entries()) {
    sum += weights[i]! * (value - first);
    all += weights[i]!;
  }
  return first + sum / all;
}

function meanHeight(heights: readonly (number | null)[], weights: readonly number[]): number | null {
  const known = heights.filter((one) => one !== null);
  return known.length === heights.length ? weightedMean(known, weights) : null;
}

/** Of unbiased kind; null for less than two. */
function deviation(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
}

function weightsOf(fixes: readonly Fix[], { weights }: AverageOptions): number[] {
  const accuracies = fixes.map(({ accuracy }) => accuracy.horizontalM);
  const known = accuracies.every((one) => one !== null && one > 0);
  return accuracies.map((one) => (weights === 'accuracy' && known ? 1 / one! ** 2 : 1));
}

/**
 * The mean of measured positions of one quality, the usual one among them. Outliers are those far from the median,
 * which a few bad positions do not move.
 *
 * @returns null where no position was measured
 */
export function averageOf(given: readonly Fix[], options: AverageOptions): Averaged | null {
  const measured = given.filter(({ quality }) => isMeasured(quality));
  if (measured.length === 0) return null;
  const quality = usualQuality(measured);
  const same = measured.filter((fix) => fix.quality === quality);
  const middle = [median(same.map(({ lon }) => lon)), median(same.map(({ lat }) => lat))] as const;
  const scale = metresPerDegree(middle[1]);
  const apart = ({ lon, lat }: Pick<Fix, 'lon' | 'lat'>, from: readonly [number, number]): number =>
    Math.hypot((lon - from[0]) * scale.lon, (lat - from[1]) * scale.lat);
  const far = isFar(same.map((fix) => apart(fix, middle)));
  const kept = same.filter((_fix, i) => !far[i]);
  const weights = weightsOf(kept, options);
  const mean = [
    weightedMean(
      kept.map(({ lon }) => lon),
      weights,
    ),
    weightedMean(
      kept.map(({ lat }) => lat),
      weights,
    ),
  ] as const;
  const distances = kept.map((fix) => apart(fix, mean));
  const heightGeoidM = meanHeight(
    kept.map((fix) => fix.heightGeoidM),
    weights,
  );
  const heightEllipsoidM = meanHeight(
    kept.map((fix) => fix.heightEllipsoidM),
    weights,
  );
  const heights = kept.flatMap((fix) => fix.heightGeoidM ?? []);
  const accuracies = kept.flatMap(({ accuracy }) => accuracy.horizontalM ?? []);
  const last = kept.at(-1)!;
  return {
    record: recordOf(
      {
        ...last,
        lon: mean[0],
        lat: mean[1],
        heightGeoidM,
        heightEllipsoidM,
        accuracy: {
          ...last.accuracy,
          horizontalM:
            accuracies.length === 0
              ? null
              : accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length,
        },
      },
      options,
    ),
    count: kept.length,
    outliers: same.length - kept.length,
    otherQuality: given.length - same.length,
    spreadM: deviation(distances, 0),
    heightSpreadM: heightGeoidM === null ? null : deviation(heights, heightGeoidM),
    furthestM: Math.max(...distances),
    durationMs: last.orderMs - kept[0]!.orderMs,
  };
}
