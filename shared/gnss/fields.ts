/** Values of NMEA fields. An empty field is null; one that does not fit is undefined, and its sentence is not used. */
export type Read<T> = T | null | undefined;

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

export function readNumber(field: string | undefined): Read<number> {
  if (field === undefined || field === '') return null;
  return DECIMAL.test(field) ? Number(field) : undefined;
}

/** A whole number that is not negative. */
export function readCount(field: string | undefined): Read<number> {
  if (field === undefined || field === '') return null;
  return /^\d{1,9}$/.test(field) ? Number(field) : undefined;
}

/** Milliseconds of the day, from `hhmmss.sss`; the second 60 is a leap second. */
export function readTime(field: string | undefined): Read<number> {
  if (field === undefined || field === '') return null;
  const found = /^(\d\d)(\d\d)(\d\d(?:\.\d*)?)$/.exec(field);
  if (found === null) return undefined;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (hours > 23 || minutes > 59 || seconds >= 61) return undefined;
  return (hours * 60 + minutes) * 60_000 + Math.round(seconds * 1000);
}

const DAY_MS = 86_400_000;

/** Days since 1970; undefined for one that the calendar does not have. */
export function readDay(year: number, month: number, day: number): number | undefined {
  const time = Date.UTC(year, month - 1, day);
  const back = new Date(time);
  return back.getUTCMonth() === month - 1 && back.getUTCDate() === day ? time / DAY_MS : undefined;
}

/** Days since 1970, from `ddmmyy`. Satellite time began in 1980. */
export function readDate(field: string | undefined): Read<number> {
  if (field === undefined || field === '') return null;
  const found = /^(\d\d)(\d\d)(\d\d)$/.exec(field);
  if (found === null) return undefined;
  const year = Number(found[3]);
  return readDay(year < 80 ? 2000 + year : 1900 + year, Number(found[2]), Number(found[1]));
}

const MOST_DECIMALS = 9;

/**
 * Degrees from `dddmm.mmmm` and the letter of its side. Minutes are counted in their last decimal, which is exact, and
 * divided once: the result is the double next to what was written.
 */
export function readAngle(
  field: string | undefined,
  side: string | undefined,
  [plus, minus]: readonly [string, string],
  most: number,
): Read<number> {
  if ((field === undefined || field === '') && (side === undefined || side === '')) return null;
  const found = /^(\d{1,3})(\d\d)(?:\.(\d*))?$/.exec(field ?? '');
  if (found === null || (side !== plus && side !== minus)) return undefined;
  const decimals = (found[3] ?? '').slice(0, MOST_DECIMALS);
  const scale = 10 ** decimals.length;
  const minutes = Number(found[2]) * scale + Number(decimals);
  if (minutes >= 60 * scale) return undefined;
  const degrees = (Number(found[1]) * 60 * scale + minutes) / (60 * scale);
  if (degrees > most) return undefined;
  // Adding zero turns -0 into 0.
  return (side === minus ? -degrees : degrees) + 0;
}

/** Longitude and latitude from four fields: latitude, N or S, longitude, E or W. */
export function readPosition(fields: readonly string[], at: number): Read<readonly [number, number]> {
  const lat = readAngle(fields[at], fields[at + 1], ['N', 'S'], 90);
  const lon = readAngle(fields[at + 2], fields[at + 3], ['E', 'W'], 180);
  if (lat === undefined || lon === undefined) return undefined;
  return lat === null || lon === null ? null : [lon, lat];
}
