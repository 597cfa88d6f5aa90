import { RADIANS } from '../geometry/ellipsoid.ts';
import type { Constellation, Satellite } from './types.ts';

/** Systems in the order in which they are told: the country's own first. */
export const SYSTEMS: readonly Constellation[] = [
  'beidou',
  'gps',
  'galileo',
  'glonass',
  'qzss',
  'sbas',
  'other',
];

export interface SystemView {
  readonly system: Constellation;
  /** By number. */
  readonly satellites: readonly Satellite[];
  readonly used: number;
}

/** Satellites by their system; systems without any are left out. */
export const bySystem = (satellites: readonly Satellite[]): readonly SystemView[] =>
  SYSTEMS.flatMap((system) => {
    const own = satellites.filter((one) => one.constellation === system).toSorted((a, b) => a.id - b.id);
    return own.length === 0 ? [] : [{ system, satellites: own, used: own.filter(({ used }) => used).length }];
  });

/**
 * Where a satellite stands on a sky plot of radius 1: north up, east right, the zenith in the middle and the horizon on
 * the rim, y downwards. Null where its place is not known.
 */
export function skyPlace({
  azimuth,
  elevation,
}: Pick<Satellite, 'azimuth' | 'elevation'>): readonly [x: number, y: number] | null {
  if (azimuth === null || elevation === null || elevation < 0) return null;
  const r = 1 - Math.min(90, elevation) / 90;
  return [r * Math.sin(azimuth * RADIANS), -r * Math.cos(azimuth * RADIANS)];
}
