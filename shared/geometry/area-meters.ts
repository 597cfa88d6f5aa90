import { type AreaMeter, fittedArea } from './area.ts';
import type { Box } from './packed.ts';

/** Height of the bands that serve most features, degrees. */
const BAND = 0.5;
/** By so much a feature may rise over the band in which its south lies. */
const OVER = 0.05;
/** Taller bands: each level is twice as tall as the one below. */
const LEVELS = 4;

const meters = new Map<string, AreaMeter>();

/** The meters of the lowest bands, which most ask for, by band from the south pole. */
const lowest: (AreaMeter | undefined)[] = [];

function meterOf(name: string, south: number, north: number): AreaMeter {
  const known = meters.get(name) ?? fittedArea([0, south, 0, north]);
  meters.set(name, known);
  return known;
}

/**
 * A meter for what lies in a box, fitted to a band of latitudes that holds it: which one depends on the box alone, so
 * that an area does, too, whoever asks for it and when. What is taller than the tallest band is measured by the
 * closed form.
 */
export function meterAt([, south, , north]: Box): AreaMeter {
  const band = Math.floor(south / BAND);
  const top = (band + 1) * BAND;
  if (!(north > top + OVER)) {
    const place = band + 90 / BAND;
    return (lowest[place] ??= fittedArea([0, band * BAND, 0, top]));
  }
  for (let level = 1; level <= LEVELS; level++) {
    const height = BAND * 2 ** (level - 1);
    if (north - south > height) continue;
    // Bands of one and a half heights, half a height apart: one of them holds it with its middle near its own.
    const place = Math.round((south + north) / height);
    const middle = (place * height) / 2;
    return meterOf(`${level} ${place}`, middle - 0.75 * height, middle + 0.75 * height);
  }
  return meterOf('closed', -90, 90);
}
