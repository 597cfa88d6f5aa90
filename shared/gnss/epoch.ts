import type { Quality } from './types.ts';

export type LonLat = readonly [number, number];

/** What the sentences of one moment have said, each kind as it came first. */
export interface Epoch {
  /** Milliseconds of the UTC day; null until a sentence with a time has come. */
  dayMs: number | null;
  gga: {
    readonly at: LonLat | null;
    readonly quality: Quality;
    readonly used: number | null;
    readonly hdop: number | null;
    readonly heightGeoidM: number | null;
    readonly separationM: number | null;
  } | null;
  rmc: {
    readonly at: LonLat | null;
    readonly quality: Quality;
    /** Days since 1970. */
    readonly day: number | null;
    readonly speedMps: number | null;
    readonly courseDeg: number | null;
  } | null;
  gll: { readonly at: LonLat | null; readonly quality: Quality } | null;
  /** Standard deviations, metres. */
  gst: { readonly latM: number; readonly lonM: number; readonly heightM: number | null } | null;
  /** Days since 1970. */
  zda: number | null;
  vtg: { readonly speedMps: number | null; readonly courseDeg: number | null } | null;
  headingDeg: number | null;
  dop: { readonly pdop: number | null; readonly hdop: number | null; readonly vdop: number | null } | null;
  /** Satellites used, as `constellation:number`. */
  readonly used: Set<string>;
}

export const emptyEpoch = (): Epoch => ({
  dayMs: null,
  gga: null,
  rmc: null,
  gll: null,
  gst: null,
  zda: null,
  vtg: null,
  headingDeg: null,
  dop: null,
  used: new Set(),
});

/** Whether anything of it has a place or says that there is none. */
export const tellsOfPlace = (epoch: Epoch): boolean =>
  epoch.gga !== null || epoch.rmc !== null || epoch.gll !== null;
