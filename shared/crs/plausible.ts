import type { Crs } from './catalogue.ts';

/** Farther from its central meridian than this, metres, a position is none of the zone's. */
const MAX_OFFSET_M = 700_000;
const MAX_NORTHING_M = 10_000_000;

/** Whether a position can be one of the system: degrees of this world, or metres near the zone. */
export function plausibleIn(crs: Crs, x: number, y: number): boolean {
  if (crs.kind === 'geographic') return Math.abs(x) <= 180 && Math.abs(y) <= 90;
  return Math.abs(x - crs.falseEasting) <= MAX_OFFSET_M && Math.abs(y) <= MAX_NORTHING_M;
}

/** What the figures of a sample say about a system: as they stand, turned round, or not at all. */
export type AxisReading = 'as-is' | 'swapped' | 'neither';

/**
 * Tells a sample whose axes are turned round (northing or latitude first). Only where every position is
 * impossible as it stands and every one is possible turned round is it called swapped.
 *
 * @param sample flat positions
 */
export function readAxes(crs: Crs, sample: ArrayLike<number>): AxisReading {
  let asIs = 0;
  let swapped = 0;
  const count = Math.floor(sample.length / 2);
  for (let i = 0; i < count; i++) {
    const x = sample[2 * i]!;
    const y = sample[2 * i + 1]!;
    if (plausibleIn(crs, x, y)) asIs++;
    if (plausibleIn(crs, y, x)) swapped++;
  }
  if (count > 0 && asIs === 0 && swapped === count) return 'swapped';
  return asIs > 0 || count === 0 ? 'as-is' : 'neither';
}

/** The zone number that an easting of eight digits carries (37 403 511 gives 37), else null. */
export function zonePrefix(easting: number): number | null {
  if (!(easting >= 10_000_000 && easting < 100_000_000)) return null;
  const zone = Math.floor(easting / 1_000_000);
  const rest = easting - zone * 1_000_000;
  return rest >= 100_000 && rest < 900_000 ? zone : null;
}
