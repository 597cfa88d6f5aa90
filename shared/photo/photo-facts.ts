/** What could not be taken from a photograph, and why. */
export const PHOTO_NOTES = [
  /** The file says nothing of itself, or nothing that can be read. */
  'no-metadata',
  /** The camera's time is missing or no time. */
  'no-time',
  /** Position without north or south, east or west. */
  'no-hemisphere',
  /** Position outside of the world, or numbers that are none. */
  'bad-position',
  /** Position 0, 0: a receiver without a fix. */
  'zero-position',
  /** Position of another datum than WGS 84 or CGCS2000. */
  'other-datum',
  /** Direction without saying whether of true or magnetic north. */
  'no-direction-reference',
] as const;
export type PhotoNote = (typeof PHOTO_NOTES)[number];

/** A photograph by its metadata. */
export interface PhotoFacts {
  /** The camera's own clock, `YYYY-MM-DDThh:mm:ss` with up to three decimals, without zone. */
  readonly takenAt: string | null;
  /** Minutes that the camera's clock is ahead of UTC, where the file says so. */
  readonly offsetMinutes: number | null;
  /** Degrees as the file says them, of its datum; null where they cannot be trusted (see `notes`). */
  readonly place: readonly [lon: number, lat: number] | null;
  /** Metres above sea level. */
  readonly heightM: number | null;
  /** Horizontal error that the receiver told, metres. */
  readonly accuracyM: number | null;
  /** As it stands in the file; null where it says none. */
  readonly datum: string | null;
  /** Time of the receiver, milliseconds since 1970, UTC. */
  readonly gpsTimeMs: number | null;
  /** Direction of view, degrees clockwise from `directionFrom`. */
  readonly directionDeg: number | null;
  readonly directionFrom: 'true' | 'magnetic' | null;
  /** 1 to 8 as in Exif: how the picture is to be turned. */
  readonly orientation: number | null;
  /** Pixels as stored, before turning. */
  readonly width: number | null;
  readonly height: number | null;
  readonly camera: string | null;
  readonly notes: readonly PhotoNote[];
}
