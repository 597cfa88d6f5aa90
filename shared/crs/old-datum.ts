import proj4 from 'proj4';
import type { Crs } from './catalogue.ts';
import type { Transform } from './transform.ts';

/** The datums before CGCS2000. How they lie to it differs from place to place and is not public. */
export type OldDatum = 'xian80' | 'beijing54';

/** A system on an old datum: read only with the seven parameters that the user brings. */
export interface OldCrs extends Crs {
  readonly datum: OldDatum;
}

/** Half axis (m) and reciprocal flattening: IAG 1975 and Krassovsky 1940. */
const ELLIPSOID: Readonly<Record<OldDatum, readonly [a: number, rf: number]>> = {
  xian80: [6_378_140, 298.257],
  beijing54: [6_378_245, 298.3],
};
const NAME: Readonly<Record<OldDatum, string>> = { xian80: 'Xian 1980', beijing54: 'Beijing 1954' };

/** Runs of EPSG codes: the first code stands for the first zone (or its central meridian), the next for the next. */
const RUNS: readonly {
  readonly datum: OldDatum;
  readonly first: number;
  readonly width: 3 | 6;
  readonly zones: readonly [from: number, to: number];
  readonly prefixed: boolean;
}[] = [
  { datum: 'xian80', first: 2327, width: 6, zones: [13, 23], prefixed: true },
  { datum: 'xian80', first: 2338, width: 6, zones: [13, 23], prefixed: false },
  { datum: 'xian80', first: 2349, width: 3, zones: [25, 45], prefixed: true },
  { datum: 'xian80', first: 2370, width: 3, zones: [25, 45], prefixed: false },
  { datum: 'beijing54', first: 2401, width: 3, zones: [25, 45], prefixed: true },
  { datum: 'beijing54', first: 2422, width: 3, zones: [25, 45], prefixed: false },
  { datum: 'beijing54', first: 21_413, width: 6, zones: [13, 23], prefixed: true },
  { datum: 'beijing54', first: 21_453, width: 6, zones: [13, 23], prefixed: false },
];

const degrees = (datum: OldDatum, epsg: number): OldCrs => ({
  datum,
  epsg,
  kind: 'geographic',
  zoneWidth: null,
  zone: null,
  prefixed: false,
  centralMeridian: 0,
  falseEasting: 0,
  name: NAME[datum],
});

/** Every system on an old datum that can be read: degrees, 3- and 6-degree zones with and without zone number. */
export const OLD_CRS_CATALOGUE: readonly OldCrs[] = [
  degrees('xian80', 4610),
  degrees('beijing54', 4214),
  ...RUNS.flatMap(({ datum, first, width, zones: [from, to], prefixed }) =>
    Array.from({ length: to - from + 1 }, (_, i): OldCrs => {
      const zone = from + i;
      return {
        datum,
        epsg: first + i,
        kind: 'gauss-kruger',
        zoneWidth: width,
        zone,
        prefixed,
        centralMeridian: width === 3 ? 3 * zone : 6 * zone - 3,
        falseEasting: (prefixed ? zone * 1_000_000 : 0) + 500_000,
        name: `${NAME[datum]} / ${width}-degree zone ${zone}`,
      };
    }),
  ),
];

const byEpsg = new Map(OLD_CRS_CATALOGUE.map((crs) => [crs.epsg, crs]));
export const oldCrsByEpsg = (epsg: number): OldCrs | undefined => byEpsg.get(epsg);

/**
 * The seven parameters from an old datum to CGCS2000. `coordinate-frame` is the Bursa-Wolf form in which Chinese
 * surveying offices give them (EPSG method 9607), `position-vector` the one with rotations of the other sign (9606).
 */
export interface SevenParameters {
  /** Metres. */
  readonly dx: number;
  readonly dy: number;
  readonly dz: number;
  /** Seconds of arc. */
  readonly rx: number;
  readonly ry: number;
  readonly rz: number;
  /** Parts per million. */
  readonly scale: number;
  readonly rotation: 'coordinate-frame' | 'position-vector';
}

/**
 * The way from a system on an old datum to CGCS2000 degrees. Heights are taken as zero on the old ellipsoid: of the
 * plan position that changes less than a millimetre.
 */
export function oldTransform(crs: OldCrs, seven: SevenParameters): Transform {
  const [a, rf] = ELLIPSOID[crs.datum];
  const sign = seven.rotation === 'coordinate-frame' ? -1 : 1;
  const shift = [
    seven.dx,
    seven.dy,
    seven.dz,
    sign * seven.rx,
    sign * seven.ry,
    sign * seven.rz,
    seven.scale,
  ].join(',');
  const projection =
    crs.kind === 'geographic'
      ? '+proj=longlat'
      : `+proj=etmerc +lat_0=0 +lon_0=${crs.centralMeridian} +k=1 +x_0=${crs.falseEasting} +y_0=0 +units=m`;
  const way = proj4(
    `${projection} +a=${a} +rf=${rf} +towgs84=${shift} +no_defs`,
    '+proj=longlat +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +no_defs',
  );
  const through = (map: (xy: [number, number]) => number[]) => (xy: Float64Array, at: number) => {
    const [x = NaN, y = NaN] = map([xy[at] ?? NaN, xy[at + 1] ?? NaN]);
    xy[at] = x;
    xy[at + 1] = y;
  };
  return {
    toDegrees: through((xy) => way.forward(xy)),
    fromDegrees: through((xy) => way.inverse(xy)),
  };
}
