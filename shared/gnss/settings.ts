/** In which system a receiver's positions are: WGS 84 by itself, CGCS2000 through a correction service (CORS). */
export type Frame = 'wgs84' | 'cgcs2000';

/** How positions are judged and recorded. */
export interface GnssSettings {
  /** Without a valid position for so long (seconds) the last one is stale, and a track is interrupted. */
  readonly staleAfterS: number;
  /** Without one for so long, or when the receiver says that it has none, it is lost. */
  readonly lostAfterS: number;
  /** A position further from the last than this speed (m/s) allows is kept aside. */
  readonly maxSpeedMps: number;
  /** So many positions in a row that agree with one another make a place of their own out of what was kept aside. */
  readonly confirmations: number;
  readonly frame: Frame;
  /** Metres from the ground to the antenna. */
  readonly antennaHeightM: number;
  /** Least distance (metres) and time (seconds) between points of a track; 0 keeps all. */
  readonly minDistanceM: number;
  readonly minTimeS: number;
}

export const DEFAULT_GNSS_SETTINGS: GnssSettings = {
  staleAfterS: 3,
  lostAfterS: 30,
  maxSpeedMps: 60,
  confirmations: 5,
  frame: 'wgs84',
  antennaHeightM: 0,
  minDistanceM: 0,
  minTimeS: 0,
};
