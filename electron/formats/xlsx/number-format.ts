/** What a number format makes of a number: a figure, a day (with its time), or a whole number with leading zeros. */
export type NumberMeaning = 'number' | 'date' | { readonly digits: number };

/** Built-in formats that are days or times, those of the Chinese edition among them (ECMA-376 part 1, 18.8.30). */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** What is literal in a format: quoted and escaped characters, fillers, colours, languages. */
const LITERAL = /"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/gs;
/** Hours, minutes or seconds that went by are a figure, not a time of a day. */
const ELAPSED = /\[(?:h+|m+|s+)\]/i;

export function meaningOfFormat(code: string): NumberMeaning {
  if (ELAPSED.test(code)) return 'number';
  const [first = ''] = code.replace(LITERAL, '').split(';');
  if (/^0{2,30}$/.test(first)) return { digits: first.length };
  // General, and its Chinese name, have letters of dates in them.
  if (/general|通用/i.test(first)) return 'number';
  return /[ydhs]|m/i.test(first) ? 'date' : 'number';
}

export const meaningOfBuiltIn = (id: number): NumberMeaning =>
  BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to) ? 'date' : 'number';

const DAY_MS = 86_400_000;
/** Days from the zeroth of the 1900 system and of the 1904 system to 1970-01-01. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
/** The 1900 system counts a 29 February 1900 that never was: days before it are one less. */
const FALSE_LEAP_DAY = 60;
const MAX_SERIAL = 2_958_466;

/**
 * The day of a serial number as `YYYY-MM-DD`, with `THH:MM:SS` when it has a time; a time alone below one day. Null
 * for what is no day of the system (negative, the false leap day, past the year 9999).
 */
export function dateOfSerial(serial: number, system1904: boolean): string | null {
  if (!(serial >= 0 && serial < MAX_SERIAL)) return null;
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, 19);
  if (day === 0 && !system1904) return seconds === 0 ? null : time;
  if (!system1904 && day === FALSE_LEAP_DAY) return null;
  const shift = system1904 ? EPOCH_1904 : day < FALSE_LEAP_DAY ? EPOCH_1900 - 1 : EPOCH_1900;
  const date = new Date((day - shift) * DAY_MS).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? date : `${date}T${time}`;
}

/** The serial number of a day in the 1900 system; null for days before March 1900 and for what is no day. */
export function serialOfDate(date: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?$/.exec(date);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const at = Date.UTC(
    year,
    month - 1,
    day,
    Number(match[4] ?? 0),
    Number(match[5] ?? 0),
    Number(match[6] ?? 0),
  );
  const serial = at / DAY_MS + EPOCH_1900;
  return Number.isFinite(serial) && serial > FALSE_LEAP_DAY && serial < MAX_SERIAL ? serial : null;
}
