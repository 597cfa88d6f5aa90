import { xmlText } from '../html/xml-text.ts';

/* Pieces of GPX 1.1 in the order that its schema demands: waypoints before tracks. */

/** Degrees and metres as the schema wants them: never with an exponent. */
const decimal = (value: number, places: number): string =>
  value
    .toFixed(places)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');

export interface GpxPoint {
  readonly lon: number;
  readonly lat: number;
  /** Metres above the geoid. */
  readonly heightM?: number | null;
  /** UTC, milliseconds. */
  readonly timeMs?: number | null;
  /** Quality as NMEA numbers it, in the words of GPX where it has one. */
  readonly quality?: number;
}

export interface GpxWords {
  readonly name: string | null;
  readonly description: string | null;
}

const element = (name: string, text: string | null | undefined): string =>
  text === null || text === undefined || text === '' ? '' : `<${name}>${xmlText(text)}</${name}>`;

const head = ({ lon, lat }: GpxPoint): string => `lat="${decimal(lat, 9)}" lon="${decimal(lon, 9)}"`;

const heightAndTime = ({ heightM, timeMs }: GpxPoint): string =>
  element('ele', heightM === null || heightM === undefined ? null : decimal(heightM, 3)) +
  element('time', timeMs === null || timeMs === undefined ? null : new Date(timeMs).toISOString());

const FIX_WORDS: Readonly<Record<number, string>> = { 1: '3d', 2: 'dgps', 3: 'pps' };

const words = ({ name, description }: GpxWords): string =>
  element('name', name) + element('desc', description);

export const gpxBegin = ({ name, description }: GpxWords): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  '<gpx version="1.1" creator="Lantu" xmlns="http://www.topografix.com/GPX/1/1">\n' +
  `<metadata>${words({ name, description })}</metadata>\n`;
export const GPX_END = '</gpx>\n';

export const gpxWaypoint = (point: GpxPoint, of: GpxWords): string =>
  `<wpt ${head(point)}>${heightAndTime(point)}${words(of)}</wpt>\n`;

export const gpxTrackBegin = (of: GpxWords): string => `<trk>${words(of)}\n`;
export const GPX_TRACK_END = '</trk>\n';
export const GPX_SEGMENT_BEGIN = '<trkseg>\n';
export const GPX_SEGMENT_END = '</trkseg>\n';
export const gpxTrackPoint = (point: GpxPoint): string =>
  `<trkpt ${head(point)}>${heightAndTime(point)}${element('fix', FIX_WORDS[point.quality ?? 0])}</trkpt>\n`;
