import { zoneCrs, STORED_EPSG, type Crs } from '../../shared/crs/catalogue.ts';
import { NO_CRS, type CrsReading } from '../../shared/crs/parse-wkt.ts';
import { noticed, type Problem } from '../../shared/import/raw.ts';
import type { FigureSystem } from './plot-figures.ts';

/** What the head of a boundary-point file says of its system; empty where it says nothing. */
export interface StatedSystem {
  /** 坐标系 */
  readonly datum: string;
  /** 几度分带 */
  readonly width: string;
  /** 带号 */
  readonly zone: string;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-./()]/g, '');

type Datum = 'cgcs2000' | 'wgs84' | 'old' | 'other' | null;

/** Offices write `2000国家大地坐标系`, `80国家大地坐标系`, `1954年北京坐标系` and shorter. */
function readDatum(text: string): Datum {
  const name = plain(text);
  if (name === '') return null;
  if (/wgs|84/.test(name)) return 'wgs84';
  if (/2000|cgcs/.test(name)) return 'cgcs2000';
  return /80|54|西安|北京|xian|beijing/.test(name) ? 'old' : 'other';
}

/** The first whole number of a text such as `3`, `3度带` or `３`; null when there is none. */
function whole(text: string): number | null {
  const digits = /\d{1,3}/.exec(plain(text).slice(0, 20))?.[0];
  return digits === undefined ? null : Number(digits);
}

/** The zone of eastings that carry its number, which tells the width too: 25 to 45 are of three degrees. */
const prefixedZone = (zone: number): Crs | undefined => zoneCrs(3, zone, true) ?? zoneCrs(6, zone, true);

function plainZone(zone: number | null, width: number | null): Crs | undefined {
  if (zone === null) return undefined;
  if (width === 3 || width === 6) return zoneCrs(width, zone, false);
  return width === null ? (zoneCrs(3, zone, false) ?? zoneCrs(6, zone, false)) : undefined;
}

const known = (epsg: number, wgs84 = false): CrsReading => ({ kind: 'known', epsg, wgs84 });

/**
 * The system of a boundary-point file. The size of the figures decides between degrees and metres, and the number that
 * eastings carry decides the zone: where the head says another one, that is said and the figures are believed. Without
 * such a number the head's zone is taken. A file that names no datum is of no known system: old plots are in Xian 1980
 * or Beijing 1954.
 *
 * @param figures what most points are; null when there are none
 */
export function readPlotCrs(
  stated: StatedSystem,
  figures: FigureSystem | null,
): { readonly crs: CrsReading; readonly notes: readonly Problem[] } {
  const datum = readDatum(stated.datum);
  if (figures === null || datum === null) return { crs: NO_CRS, notes: [] };
  if (datum === 'old') return { crs: { kind: 'old-datum', name: stated.datum }, notes: [] };
  if (datum === 'other') return { crs: { kind: 'unsupported', name: stated.datum }, notes: [] };
  if (figures === 'degrees') return { crs: known(STORED_EPSG, datum === 'wgs84'), notes: [] };
  if (datum === 'wgs84') return { crs: { kind: 'unsupported', name: stated.datum }, notes: [] };
  const zone = whole(stated.zone);
  const width = whole(stated.width);
  if (figures === 'metres') {
    const crs = plainZone(zone, width);
    return { crs: crs ? known(crs.epsg) : NO_CRS, notes: [] };
  }
  const crs = prefixedZone(figures);
  if (crs === undefined) return { crs: NO_CRS, notes: [] };
  const differs = (zone !== null && zone !== figures) || (width !== null && width !== crs.zoneWidth);
  const params = { zone: stated.zone, width: stated.width, found: figures, degrees: crs.zoneWidth ?? 0 };
  return { crs: known(crs.epsg), notes: differs ? [noticed(null, 'plot-zone-differs', params)] : [] };
}
