/** Systems of satellites. `other` for numbers that no table here places. */
export type Constellation = 'gps' | 'glonass' | 'galileo' | 'beidou' | 'qzss' | 'sbas' | 'other';

/**
 * Quality of a position as GGA numbers it: 0 none, 1 single, 2 differential, 3 PPS, 4 RTK fixed, 5 RTK float,
 * 6 estimated (dead reckoning), 7 typed in, 8 simulated.
 */
export type Quality = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** Whether a quality stands for a position that satellites have measured: all others are never recorded as one. */
export const isMeasured = (quality: Quality): boolean => quality >= 1 && quality <= 5;

/**
 * How good a position is, metres at one standard deviation (about two in three positions lie within). `receiver`: as
 * the receiver states it (GST); `estimated`: from the dilution of precision and a usual error of the quality, which is
 * a guess and must be shown as one; `unknown`: neither is there.
 */
export interface Accuracy {
  readonly source: 'receiver' | 'estimated' | 'unknown';
  readonly horizontalM: number | null;
  readonly verticalM: number | null;
}

/**
 * Where the date of a time comes from: said by a sentence of the same epoch (RMC, ZDA), carried over from one before,
 * carried over midnight; `unknown` while none has been said. It is never taken from the clock of the computer.
 */
export type DateSource = 'sentence' | 'carried' | 'rolled' | 'unknown';

/** What a receiver says of one moment. */
export interface Fix {
  /** UTC in milliseconds since 1970; null while the date is unknown. */
  readonly timeMs: number | null;
  /** Milliseconds of the UTC day. */
  readonly dayMs: number;
  /** Grows from fix to fix of one reader, in milliseconds, whether the date is known or not. */
  readonly orderMs: number;
  readonly dateFrom: DateSource;
  /** True where the receiver's clock was set back before this fix. */
  readonly clockSet: boolean;
  /** Degrees as the receiver gives them, not rounded to the grid. */
  readonly lon: number;
  readonly lat: number;
  readonly quality: Quality;
  readonly satellitesUsed: number | null;
  readonly satellitesInView: number | null;
  readonly hdop: number | null;
  readonly pdop: number | null;
  readonly vdop: number | null;
  readonly accuracy: Accuracy;
  /** Metres above the geoid and above the ellipsoid, of the antenna. */
  readonly heightGeoidM: number | null;
  readonly heightEllipsoidM: number | null;
  readonly speedMps: number | null;
  /** Direction of movement and of the receiver itself, degrees from true north. */
  readonly courseDeg: number | null;
  readonly headingDeg: number | null;
}

/** A satellite above the horizon. */
export interface Satellite {
  readonly constellation: Constellation;
  readonly id: number;
  /** Degrees. */
  readonly elevation: number | null;
  readonly azimuth: number | null;
  /** dB-Hz; null while it is not tracked. */
  readonly snr: number | null;
  readonly used: boolean;
}

/** Counts of one reader since it began. What is counted as a fault was not used. */
export interface Faults {
  bytes: number;
  /** Sentences with a right checksum, whether of use or not. */
  sentences: number;
  badChecksum: number;
  noChecksum: number;
  /** Lines longer than any sentence. */
  tooLong: number;
  /** Sentences that another began in, or that a byte of no text broke. */
  broken: number;
  /** Right checksum, wrong content. */
  malformed: number;
  /** Sentences of kinds or talkers that are not read. */
  unread: number;
  /** Bytes outside of sentences. */
  noise: number;
  /** Moments told of. */
  epochs: number;
  /** Moments without a valid position. */
  noFix: number;
  /** Moments told again. */
  repeated: number;
  /** Moments from before the last one. */
  earlier: number;
  /** Times the receiver's clock was found to have been set back. */
  clockSet: number;
  /** Moments in which two sentences put the position at different places; GGA is taken. */
  conflicts: number;
}

export const noFaults = (): Faults => ({
  bytes: 0,
  sentences: 0,
  badChecksum: 0,
  noChecksum: 0,
  tooLong: 0,
  broken: 0,
  malformed: 0,
  unread: 0,
  noise: 0,
  epochs: 0,
  noFix: 0,
  repeated: 0,
  earlier: 0,
  clockSet: 0,
  conflicts: 0,
});
