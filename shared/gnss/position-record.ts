import { STORED_EPSG } from '../crs/catalogue.ts';
import { canonical } from '../geometry/grid.ts';
import type { Frame, GnssSettings } from './settings.ts';
import type { Accuracy, Fix, Quality } from './types.ts';

/** A measured position as it is kept: on the grid, on the ground, and with what it rests on. */
export interface PositionRecord {
  readonly timeMs: number | null;
  readonly lon: number;
  readonly lat: number;
  /** The system it is kept in. */
  readonly epsg: typeof STORED_EPSG;
  /** The system the receiver gave it in. */
  readonly frame: Frame;
  /** What has to be said of the system: WGS 84 is taken as CGCS2000, as an import does, which differs by centimetres. */
  readonly note: 'wgs84-taken' | null;
  readonly quality: Quality;
  readonly accuracy: Accuracy;
  /** Metres above geoid and ellipsoid, of the ground below the antenna. */
  readonly heightGeoidM: number | null;
  readonly heightEllipsoidM: number | null;
  /** What was subtracted for it. */
  readonly antennaHeightM: number;
}

/** What has to be said of a system that is taken as the stored one. */
export const frameNote = (frame: Frame): PositionRecord['note'] => (frame === 'wgs84' ? 'wgs84-taken' : null);

const lower = (height: number | null, by: number): number | null => (height === null ? null : height - by);

export function recordOf(
  fix: Pick<Fix, 'timeMs' | 'lon' | 'lat' | 'quality' | 'accuracy' | 'heightGeoidM' | 'heightEllipsoidM'>,
  { frame, antennaHeightM }: Pick<GnssSettings, 'frame' | 'antennaHeightM'>,
): PositionRecord {
  return {
    timeMs: fix.timeMs,
    lon: canonical(fix.lon),
    lat: canonical(fix.lat),
    epsg: STORED_EPSG,
    frame,
    note: frameNote(frame),
    quality: fix.quality,
    accuracy: fix.accuracy,
    heightGeoidM: lower(fix.heightGeoidM, antennaHeightM),
    heightEllipsoidM: lower(fix.heightEllipsoidM, antennaHeightM),
    antennaHeightM,
  };
}
