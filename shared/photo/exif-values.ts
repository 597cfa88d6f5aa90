/*
 * Values of Exif tags, whatever a file may have put there. Rationals come as pairs; a denominator of zero is no number.
 * Source: CIPA DC-008 (Exif 2.32), 4.6.
 */

const MAX_WORDS = 200;

/** The text of a tag without the zeros and blanks that pad it; null for none. */
export function wordsOf(value: unknown): string | null {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== 'string') return null;
  const text = first
    .slice(0, MAX_WORDS)
    .replace(/\p{Cc}/gu, ' ')
    .trim();
  return text === '' ? null : text;
}

const ratio = (value: unknown): number => {
  if (!Array.isArray(value)) return NaN;
  const [above, below]: unknown[] = value;
  return typeof above === 'number' && typeof below === 'number' && below !== 0 ? above / below : NaN;
};

/** One rational; NaN for none. */
export const rationalOf = (value: unknown): number => ratio(value);

/** Three rationals (degrees, minutes, seconds; hours, minutes, seconds); NaN where one is none. */
export function threeOf(value: unknown): [number, number, number] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  return [ratio(list[0]), ratio(list[1]), ratio(list[2])];
}

/** Degrees of an angle in degrees, minutes and seconds; NaN where one is out of its range. */
export function angleOf(value: unknown): number {
  const [degrees, minutes, seconds] = threeOf(value);
  const sound = degrees >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds <= 60;
  return sound ? degrees + minutes / 60 + seconds / 3600 : NaN;
}

/** A whole number of a tag within bounds; null for none. */
export function wholeOf(value: unknown, least: number, most: number): number | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  return typeof one === 'number' && Number.isInteger(one) && one >= least && one <= most ? one : null;
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** True for a day of the calendar and a time of day. */
function isTime(parts: readonly number[]): boolean {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN] = parts;
  if (!(year >= 1900 && year <= 9999 && hour <= 23 && minute <= 59 && second <= 60)) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `YYYY:MM:DD hh:mm:ss` as ISO local time; null where it is no time. `fraction`: digits after the second. */
export function localTimeOf(value: unknown, fraction: unknown): string | null {
  // Some cameras write the date with hyphens or slashes, or a T between.
  const match = /^(\d{4})[:\-/](\d\d)[:\-/](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(wordsOf(value) ?? '');
  if (match === null) return null;
  const parts = match.slice(1).map(Number);
  if (!isTime(parts)) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const digits = /^\d+/.exec(wordsOf(fraction) ?? '')?.[0].slice(0, 3) ?? '';
  const more = /^0*$/.test(digits) ? '' : `.${digits}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(Math.min(second, 59))}${more}`;
}

/** `+08:00` as minutes; null where it is none. */
export function offsetOf(value: unknown): number | null {
  const match = /^([+-])(\d\d):?(\d\d)$/.exec(wordsOf(value) ?? '');
  if (match === null) return wordsOf(value) === 'Z' ? 0 : null;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  if (minutes > 14 * 60 || Number(match[3]) > 59) return null;
  return match[1] === '-' && minutes !== 0 ? -minutes : minutes;
}

/** Time of a receiver from its date and its hours, minutes and seconds; milliseconds, UTC; null for none. */
export function gpsTimeOf(date: unknown, time: unknown): number | null {
  const day = /^(\d{4})[:\-/](\d\d)[:\-/](\d\d)$/.exec(wordsOf(date) ?? '');
  const [hour, minute, second] = threeOf(time);
  if (day === null || !(hour >= 0 && minute >= 0 && second >= 0 && second < 61)) return null;
  const [year = 0, month = 0, of = 0] = day.slice(1).map(Number);
  if (!Number.isInteger(hour) || !Number.isInteger(minute)) return null;
  if (!isTime([year, month, of, hour, minute, 0])) return null;
  return Date.UTC(year, month - 1, of, hour, minute) + Math.round(second * 1000);
}
