import type { DateSource } from './types.ts';

const DAY_MS = 86_400_000;
const HALF_DAY_MS = DAY_MS / 2;
/** Moments in a row from before the last one, each after the other, that show the last one to have been wrong. */
const SET_BACK_AFTER = 5;
/** After so long without a word a time of day alone does not tell the day. */
const DATE_HOLDS_MS = 3_600_000;

/** Where a moment lies among those before it. */
export type Placed =
  | { readonly kind: 'repeated' | 'earlier' }
  | {
      readonly kind: 'next';
      readonly timeMs: number | null;
      readonly orderMs: number;
      readonly dateFrom: DateSource;
      readonly clockSet: boolean;
    };

export interface UtcClock {
  /**
   * A date that was said beside no position: it stands for the position that comes next, which may be that of the same
   * moment, or of one just before or after.
   *
   * @param day days since 1970
   * @param dayMs milliseconds of the UTC day for which it was said
   * @param atMs when it arrived, by the same clock as below
   */
  date(day: number, dayMs: number, atMs: number): void;
  /** The receiver says that it has no position: what it said of the date may be by a clock without satellites. */
  doubt(): void;
  /**
   * @param dayMs milliseconds of the UTC day
   * @param said the day by a sentence of this moment, days since 1970; null where none says it
   * @param atMs when it arrived, by any clock that does not go back
   */
  place(dayMs: number, said: number | null, atMs: number): Placed;
}

/** Turns times of day into moments: over midnight, with a date once one has been said, and only forwards. */
export function createUtcClock(): UtcClock {
  /** Days since this clock began; `base` turns them into days since 1970. */
  let day = 0;
  let base: number | null = null;
  let lastDayMs: number | null = null;
  let lastAtMs = 0;
  let lastOrder = -Infinity;
  /** Makes order go on where the receiver's clock was set back. */
  let shift = 0;
  let behind = 0;
  let lastBehind = -Infinity;
  let kept: { readonly day: number; readonly dayMs: number; readonly atMs: number } | null = null;

  /** The day of a time by the date that was said last beside no position; null without one. */
  const keptDay = (dayMs: number, atMs: number): number | null => {
    if (kept === null || atMs - kept.atMs > DATE_HOLDS_MS) return null;
    const step = dayMs - kept.dayMs;
    if (step < -HALF_DAY_MS) return kept.day + 1;
    return step > HALF_DAY_MS ? kept.day - 1 : kept.day;
  };

  const dayOf = (dayMs: number, said: number | null): number => {
    if (lastDayMs === null) return 0;
    if (said !== null && base !== null) return said - base;
    const step = dayMs - lastDayMs;
    if (step < -HALF_DAY_MS) return day + 1;
    return step > HALF_DAY_MS ? day - 1 : day;
  };

  return {
    date: (said, dayMs, atMs) => {
      kept = { day: said, dayMs, atMs };
    },
    doubt: () => {
      kept = null;
    },
    place: (dayMs, own, atMs) => {
      const said = own ?? keptDay(dayMs, atMs);
      const ofMoment = own !== null || kept?.dayMs === dayMs;
      kept = null;
      if (atMs - lastAtMs > DATE_HOLDS_MS && said === null) base = null;
      const at = dayOf(dayMs, said);
      const raw = at * DAY_MS + dayMs;
      let clockSet = false;
      if (raw + shift <= lastOrder) {
        if (raw + shift === lastOrder) {
          // The rest of a moment that was taken for over: its date holds for what comes after.
          if (said !== null) [base, lastAtMs] = [said - at, atMs];
          return { kind: 'repeated' };
        }
        behind = raw > lastBehind ? behind + 1 : 1;
        lastBehind = raw;
        if (behind < SET_BACK_AFTER) return { kind: 'earlier' };
        shift = lastOrder + 1 - raw;
        clockSet = true;
      }
      const rolled = at !== day;
      [behind, lastBehind] = [0, -Infinity];
      [day, lastDayMs, lastAtMs, lastOrder] = [at, dayMs, atMs, raw + shift];
      if (said !== null) base = said - at;
      const dateFrom =
        base === null ? 'unknown' : said !== null && ofMoment ? 'sentence' : rolled ? 'rolled' : 'carried';
      const timeMs = base === null ? null : (base + at) * DAY_MS + dayMs;
      return { kind: 'next', timeMs, orderMs: lastOrder, dateFrom, clockSet };
    },
  };
}
