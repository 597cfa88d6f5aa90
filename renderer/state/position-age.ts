import type { PositionState } from '../../shared/gnss/service-types.ts';
import type { GnssSettings } from '../../shared/gnss/settings.ts';
import type { SignalState } from '../../shared/gnss/signal.ts';

/** A moment by both clocks of the page: one never goes back, the other goes on while the computer sleeps. */
export interface PageMoment {
  /** `performance.now`, milliseconds. */
  readonly steadyMs: number;
  /** `Date.now`, milliseconds. */
  readonly wallMs: number;
}

export const pageMoment = (): PageMoment => ({ steadyMs: performance.now(), wallMs: Date.now() });

/** Milliseconds since a moment, by the clock that says more: an old position never passes for a new one. */
export function ageMs({ steadyMs, wallMs }: PageMoment): number {
  const now = pageMoment();
  return Math.max(now.steadyMs - steadyMs, now.wallMs - wallMs);
}

type Limits = Pick<GnssSettings, 'staleAfterS' | 'lostAfterS'>;
const staleMs = ({ staleAfterS }: Limits): number => 1000 * staleAfterS;
const lostMs = ({ staleAfterS, lostAfterS }: Limits): number => 1000 * Math.max(lostAfterS, staleAfterS);

/**
 * The state of the signal by what the service says and by how long ago its last position came here: a service that
 * hangs says nothing any more, and a position of which nobody here knows when it came is old.
 *
 * @param said what the service last said
 * @param countedAt when the last position that counts came; null where it was there before the page was
 */
export function signalByAge(
  said: SignalState,
  { last, settings }: Pick<PositionState, 'last' | 'settings'>,
  countedAt: PageMoment | null,
): SignalState {
  if (said !== 'fix' && said !== 'stale') return said;
  // The word of the first fix comes before the fix itself.
  if (countedAt === null) return last?.use === 'counts' ? 'stale' : 'searching';
  const age = ageMs(countedAt);
  if (age >= lostMs(settings)) return 'lost';
  return age >= staleMs(settings) ? 'stale' : said;
}

/** Milliseconds until time alone changes that state; null when it does not. */
export function untilOlder(
  signal: SignalState,
  settings: Limits,
  countedAt: PageMoment | null,
): number | null {
  if (countedAt === null || (signal !== 'fix' && signal !== 'stale')) return null;
  const limit = signal === 'fix' ? staleMs(settings) : lostMs(settings);
  return Math.max(0, limit - ageMs(countedAt)) + 1;
}
