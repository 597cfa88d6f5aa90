import type { GnssSettings } from './settings.ts';

/**
 * `none` nothing has been heard; `searching` the receiver speaks and has had no valid position yet; `fix` there is one;
 * `stale` the last one is older than the setting; `lost` it is much older, the receiver says that it has none, or its
 * source has gone.
 */
export type SignalState = 'none' | 'searching' | 'fix' | 'stale' | 'lost';

/** States of the signal over a clock that does not go back (milliseconds). */
export interface Signal {
  readonly state: SignalState;
  /** A sentence has come. */
  heard(): void;
  /** A valid position has come. */
  valid(nowMs: number): void;
  /** The receiver says that it has none. */
  invalid(): void;
  /** The source has gone. */
  gone(): void;
  /** Time has passed. */
  tick(nowMs: number, settings: Pick<GnssSettings, 'staleAfterS' | 'lostAfterS'>): void;
  /** When time alone changes the state next; null when it does not. */
  nextMs(settings: Pick<GnssSettings, 'staleAfterS' | 'lostAfterS'>): number | null;
}

export function createSignal(onChange: (state: SignalState) => void): Signal {
  let state: SignalState = 'none';
  let lastMs = 0;
  const enter = (next: SignalState): void => {
    if (next === state) return;
    state = next;
    onChange(next);
  };
  return {
    get state() {
      return state;
    },
    heard: () => {
      if (state === 'none') enter('searching');
    },
    valid: (nowMs) => {
      lastMs = nowMs;
      // However the first bytes were cut: a receiver is heard before it has a position.
      if (state === 'none') enter('searching');
      enter('fix');
    },
    invalid: () => {
      if (state === 'fix' || state === 'stale') enter('lost');
    },
    gone: () => enter(state === 'none' || state === 'searching' ? 'none' : 'lost'),
    tick: (nowMs, { staleAfterS, lostAfterS }) => {
      if (state !== 'fix' && state !== 'stale') return;
      const age = nowMs - lastMs;
      if (age >= 1000 * Math.max(lostAfterS, staleAfterS)) enter('lost');
      else if (age >= 1000 * staleAfterS) enter('stale');
    },
    nextMs: ({ staleAfterS, lostAfterS }) => {
      if (state === 'fix') return lastMs + 1000 * staleAfterS;
      return state === 'stale' ? lastMs + 1000 * Math.max(lostAfterS, staleAfterS) : null;
    },
  };
}
