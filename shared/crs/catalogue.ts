import entries from '../../resources/codes/crs.json' with { type: 'json' };

/** A coordinate reference system this product reads: CGCS2000 in degrees or in a Gauss-Kruger zone. */
export interface Crs {
  readonly epsg: number;
  readonly kind: 'geographic' | 'gauss-kruger';
  /** Width of the zone in degrees; null for the geographic system. */
  readonly zoneWidth: 3 | 6 | null;
  readonly zone: number | null;
  /** True where eastings carry the zone number (37 403 511 m), false where they do not (403 511 m). */
  readonly prefixed: boolean;
  /** Degrees; 0 for the geographic system. */
  readonly centralMeridian: number;
  /** Metres; 0 for the geographic system. */
  readonly falseEasting: number;
  readonly name: string;
}

/** EPSG code of the stored coordinates: CGCS2000 longitude and latitude. */
export const STORED_EPSG = 4490;
/** WGS 84: taken as CGCS2000 with a note (the realisations differ by centimetres). */
export const WGS84_EPSG = 4326;

export const CRS_CATALOGUE: readonly Crs[] = entries.map((entry) => ({
  epsg: entry.epsg,
  kind: entry.kind === 'geographic' ? 'geographic' : 'gauss-kruger',
  zoneWidth: entry.kind.startsWith('3deg') ? 3 : entry.kind.startsWith('6deg') ? 6 : null,
  zone: entry.zone,
  prefixed: entry.kind.endsWith('with zone prefix'),
  centralMeridian: entry.centralMeridian ?? 0,
  falseEasting: entry.falseEasting ?? 0,
  name: entry.name,
}));

const byEpsg = new Map(CRS_CATALOGUE.map((crs) => [crs.epsg, crs]));

/** The system of a code; 4326 gives 4490. Undefined for every code this product does not read. */
export const crsByEpsg = (epsg: number): Crs | undefined =>
  byEpsg.get(epsg === WGS84_EPSG ? STORED_EPSG : epsg);

/** The system of a Gauss-Kruger zone. */
export const zoneCrs = (zoneWidth: 3 | 6, zone: number, prefixed: boolean): Crs | undefined =>
  CRS_CATALOGUE.find((crs) => crs.zoneWidth === zoneWidth && crs.zone === zone && crs.prefixed === prefixed);

/** The 3-degree zone (with prefix) in which a longitude lies. */
export const zoneOfLongitude = (longitude: number): Crs | undefined =>
  zoneCrs(3, Math.round(longitude / 3), true);
