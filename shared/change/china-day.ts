/** China Standard Time, the one time of the country: UTC+8 the whole year, in milliseconds. */
export const CHINA_MS = 8 * 3_600_000;
/** Zones lie between -12:00 and +14:00. */
const WIDEST_MS = 14 * 3_600_000;

const MOMENT = new RegExp(
  String.raw`^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?)` +
    String.raw`[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:Z|([+-])(\d{2})(?::?(\d{2}))?)$`,
  'i',
);

/** The day of a moment in China, and whether that is not the day that was written. */
export interface ChinaDay {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly moved: boolean;
}

/**
 * The day in China of a moment with a zone. Services write midnight of 2 March as `2026-03-01T16:00:00Z`, and a field
 * that holds days means the second. Null for a text without a zone, whose day is the one that is written, for one in
 * the time of China already, and for what is no moment.
 */
export function chinaDay(text: string): ChinaDay | null {
  const found = MOMENT.exec(text.normalize('NFKC').trim());
  if (found === null) return null;
  const at = (i: number): number => Number(found[i] ?? 0);
  const [year, month, day] = [at(1), at(2) || at(4), at(3) || at(5)];
  const [hour, minute, second] = [at(6), at(7), at(8)];
  const offset = (found[9] === '-' ? -1 : 1) * (at(10) * 60 + at(11)) * 60_000;
  if (hour > 24 || minute > 59 || second > 60 || Math.abs(offset) > WIDEST_MS || offset === CHINA_MS)
    return null;
  const written = Date.UTC(year, month - 1, day);
  // A day that there is not (30 February) is somebody else's to refuse.
  if (new Date(written).getUTCDate() !== day || month > 12) return null;
  const moment = Date.UTC(year, month - 1, day, hour, minute, second) - offset + CHINA_MS;
  const date = new Date(moment).toISOString().slice(0, 10);
  return { date, moved: date !== new Date(written).toISOString().slice(0, 10) };
}
