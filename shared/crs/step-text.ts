import { pointAt, segmentOf, type LonLat } from '../geometry/geodesic.ts';
import { canonical } from '../geometry/grid.ts';
import { fail, ok, type Result } from '../result.ts';
import { parseAngle } from './angle.ts';
import { plainText } from './coordinate-tokens.ts';
import type { CoordinateContext } from './readings.ts';
import { transformOf } from './transform.ts';
import { toZoneXY } from './zone-xy.ts';

/** A place said from another one. */
export interface ParsedStep {
  /** On the grid. */
  readonly at: LonLat;
  /** `polar`: by length and bearing; `offset`: by metres north and east in the county's zone. */
  readonly kind: 'polar' | 'offset';
  /** Of the way there on the ellipsoid. */
  readonly lengthM: number;
  /** Degrees clockwise from true north. */
  readonly bearingDeg: number;
}

/** Farther than this is a slip of the hand. */
const MOST_M = 1_000_000;

/** A length in metres: `271.68`, `271.68米`, `1.2km`. Failures `coordinate.length`. */
export function parseLength(text: string): Result<number> {
  const match = /^\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*(KM|M)?\s*$/.exec(plainText(text));
  const kilo = match?.[2] === 'KM';
  const metres = match ? Number(match[1]) * (kilo ? 1000 : 1) : NaN;
  return metres > 0 && metres <= MOST_M ? ok(metres) : fail('coordinate.length', { text: text.trim() });
}

/** A bearing in degrees, clockwise from true north. Failures `coordinate.bearing` outside 0 to 360, and of the angle. */
export function parseBearing(text: string): Result<number> {
  const angle = parseAngle(text);
  if (!angle.ok) return angle;
  return angle.value >= 0 && angle.value <= 360
    ? ok(angle.value % 360)
    : fail('coordinate.bearing', { value: angle.value });
}

function offset(text: string, from: LonLat, { zone }: CoordinateContext): Result<ParsedStep> {
  const figures = /^@\s*([+-]?[\d.]+)\s*M?\s*[,\s]\s*([+-]?[\d.]+)\s*M?\s*$/.exec(text);
  const [north, east] = [Number(figures?.[1] ?? NaN), Number(figures?.[2] ?? NaN)];
  if (!(Math.abs(north) <= MOST_M && Math.abs(east) <= MOST_M)) return fail('coordinate.offset', { text });
  if (zone === null) return fail('coordinate.no-zone');
  const start = toZoneXY(from[0], from[1], zone);
  if (start === null) return fail('coordinate.no-zone');
  const xy = Float64Array.of(start.y + east, start.x + north);
  transformOf(zone).toDegrees(xy, 0);
  const at: LonLat = [canonical(xy[0]!), canonical(xy[1]!)];
  return ok({ at, kind: 'offset', ...segmentOf(from, at) });
}

/**
 * Understands a place said from another: `271.68 288°40′` or `271.68<288.67` (metres, then bearing clockwise from
 * true north), `288°40′ 271.68` where the sign of degrees tells, `@dX,dY` (metres north, metres east in the county's
 * zone, as X and Y are meant here). Failures `coordinate.<what is wrong>`.
 */
export function parseStep(text: string, from: LonLat, context: CoordinateContext): Result<ParsedStep> {
  const plain = plainText(text).trim();
  if (plain === '') return fail('coordinate.empty');
  if (plain.startsWith('@') && !plain.includes('<')) return offset(plain, from, context);
  const body = plain.replace(/^@/, '').trim();
  const split =
    /^(.*?)<(.*)$/s.exec(body) ??
    // The bearing first, told by its sign of degrees.
    swapped(/^(\d+(?:\.\d*)?°(?:\s*[\d.]+')?(?:\s*[\d.]+")?)\s*[,\s]\s*([\d.]+\s*K?M?)$/.exec(body)) ??
    /^([\d.]+\s*K?M?)\s*[,\s]\s*(.+)$/s.exec(body);
  if (!split) return fail('coordinate.step', { text: text.trim() });
  const length = parseLength(split[1] ?? '');
  if (!length.ok) return length;
  const bearing = parseBearing(split[2] ?? '');
  if (!bearing.ok) return bearing;
  const at = pointAt(from, length.value, bearing.value);
  return ok({ at, kind: 'polar', lengthM: length.value, bearingDeg: bearing.value });
}

const swapped = (match: RegExpExecArray | null): readonly [string, string, string] | null =>
  match ? [match[0], match[2] ?? '', match[1] ?? ''] : null;
