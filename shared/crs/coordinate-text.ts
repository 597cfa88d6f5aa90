import type { LonLat } from '../geometry/geodesic.ts';
import { fail, ok, type Result } from '../result.ts';
import { formatDms } from './angle.ts';
import { zoneCrs, type Crs } from './catalogue.ts';
import { writtenValues } from './coordinate-tokens.ts';
import { readPair, type CoordinateContext, type Reading } from './readings.ts';
import { toZoneXY } from './zone-xy.ts';

/**
 * How a position can be written: decimal degrees; degrees, minutes, seconds; X and Y in the county's zone with the
 * zone number before Y, or without it; X and Y in the zone of six degrees.
 */
export const POSITION_FORMS = ['degrees', 'dms', 'zone', 'zone-plain', 'zone-6'] as const;
export type PositionForm = (typeof POSITION_FORMS)[number];

/** `screen`: as fine as an eye needs. `exact`: a grid step in degrees, a millimetre in the plane. */
export type Fineness = 'screen' | 'exact';
const DECIMALS = {
  screen: { degrees: 6, seconds: 3, metres: 2 },
  exact: { degrees: 9, seconds: 6, metres: 3 },
} as const;

/** The system that a form shows a position in; null for degrees, and where the form has none. */
export function crsOfForm(form: PositionForm, at: LonLat, zone: Crs | null): Crs | null {
  if (form === 'degrees' || form === 'dms') return null;
  if (form === 'zone-6') return zoneCrs(6, Math.floor(at[0] / 6) + 1, true) ?? null;
  if (zone?.zone == null || zone.zoneWidth === null) return null;
  return zoneCrs(zone.zoneWidth, zone.zone, form === 'zone') ?? null;
}

/** A position in a form; empty where the form has none for it. */
export function formatPosition(
  form: PositionForm,
  at: LonLat,
  zone: Crs | null,
  fineness: Fineness = 'screen',
): string {
  const decimals = DECIMALS[fineness];
  const [lon, lat] = at;
  if (form === 'degrees') {
    const angle = (value: number): string => `${Math.abs(value).toFixed(decimals.degrees)}°`;
    return `${angle(lon)}${lon < 0 ? 'W' : 'E'} ${angle(lat)}${lat < 0 ? 'S' : 'N'}`;
  }
  if (form === 'dms') {
    const angle = (value: number): string => formatDms(value, decimals.seconds);
    return `${angle(lon)}${lon < 0 ? 'W' : 'E'} ${angle(lat)}${lat < 0 ? 'S' : 'N'}`;
  }
  const crs = crsOfForm(form, at, zone);
  const xy = crs === null ? null : toZoneXY(lon, lat, crs);
  return xy === null ? '' : `X ${xy.x.toFixed(decimals.metres)}  Y ${xy.y.toFixed(decimals.metres)}`;
}

/** A position understood, and every way to understand it, the likeliest first. */
export interface ParsedPoint {
  /** Of the likeliest reading; on the grid. */
  readonly at: LonLat;
  readonly readings: readonly Reading[];
}

/**
 * Understands a position however it is written: degrees in decimals or with minutes and seconds, either order where
 * letters or ranges tell; X and Y of a zone of three or six degrees, with or without its number. Failures
 * `coordinate.<what is wrong>`.
 */
export function parsePoint(text: string, context: CoordinateContext): Result<ParsedPoint> {
  const values = writtenValues(text);
  if (!values.ok) return values;
  const [a, b, ...more] = values.value;
  if (a === undefined) return fail('coordinate.empty');
  if (b === undefined || more.length > 0) return fail('coordinate.count', { n: values.value.length });
  const readings = readPair(a, b, context);
  if (!readings.ok) return readings;
  return ok({ at: readings.value[0]!.at, readings: readings.value });
}
