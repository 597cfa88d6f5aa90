import { createJumpGuard, type JumpCounts } from './jump-guard.ts';
import { createNmeaReader } from './nmea-reader.ts';
import type { GnssSettings } from './settings.ts';
import { createSignal, type SignalState } from './signal.ts';
import { isMeasured, type Faults, type Fix, type Satellite } from './types.ts';

/** What a receiver gives to those who watch it. */
export interface ReceiverSink {
  /**
   * A measured position that counts.
   *
   * @param apart true where it is not to be joined to the one before: an outage, a confirmed jump, a clock set back
   */
  fix(fix: Fix, apart: boolean): void;
  /** A position that is shown and never recorded: it was not measured, or waits to be confirmed. */
  doubtful(fix: Fix, why: 'not-measured' | 'jump'): void;
  signal(state: SignalState): void;
  satellites(view: readonly Satellite[]): void;
}

/** A receiver from its bytes to positions that may be recorded. Nothing in it is made up: every position was sent. */
export interface Receiver {
  /** @param atMs when the bytes arrived, by any clock that does not go back */
  push(chunk: Uint8Array, atMs: number): void;
  /** The receiver has paused: the moment it was telling of is over. */
  pause(): void;
  /** Time has passed without a word. */
  tick(atMs: number): void;
  /** When `tick` changes something next; null when it does not. */
  nextMs(): number | null;
  /** The source has gone, or has ended. */
  end(): void;
  readonly state: SignalState;
  readonly faults: Readonly<Faults>;
  readonly jumps: Readonly<JumpCounts>;
}

export function createReceiver(settings: () => GnssSettings, sink: ReceiverSink): Receiver {
  const guard = createJumpGuard();
  const signal = createSignal((state) => sink.signal(state));
  let nowMs = 0;
  let last: Fix | null = null;
  /** Moments of which the receiver has said that it had no position, or one that was not measured. */
  let interruptions = 0;
  /** How many of them were before each position: one that waits to be confirmed is given out later than it came. */
  const before = new WeakMap<Fix, number>();

  const give = (fix: Fix, apart: boolean): void => {
    const late = last !== null && fix.orderMs - last.orderMs > 1000 * settings().staleAfterS;
    const interrupted = last !== null && before.get(fix) !== before.get(last);
    sink.fix(fix, apart || late || interrupted);
    last = fix;
  };

  const reader = createNmeaReader({
    fix: (fix, atMs) => {
      if (!isMeasured(fix.quality)) {
        interruptions++;
        sink.doubtful(fix, 'not-measured');
        signal.invalid();
        return;
      }
      before.set(fix, interruptions);
      const { taken, apart } = guard.judge(fix, settings());
      if (taken.length === 0) sink.doubtful(fix, 'jump');
      // A moment may be over only when the next begins: what is old by then is no sign of life.
      else if (nowMs - atMs < 1000 * settings().staleAfterS) signal.valid(atMs);
      for (const [i, one] of taken.entries()) give(one, apart && i === 0);
    },
    noFix: () => {
      interruptions++;
      signal.invalid();
    },
    satellites: (view) => sink.satellites(view),
  });

  const tick = (atMs: number): void => {
    nowMs = Math.max(nowMs, atMs);
    signal.tick(nowMs, settings());
  };

  return {
    faults: reader.faults,
    jumps: guard.counts,
    get state() {
      return signal.state;
    },
    push: (chunk, atMs) => {
      tick(atMs);
      const sentences = reader.faults.sentences;
      reader.push(chunk, nowMs);
      if (reader.faults.sentences > sentences) signal.heard();
    },
    pause: () => reader.pause(),
    tick,
    nextMs: () => signal.nextMs(settings()),
    end: () => {
      reader.end();
      signal.gone();
    },
  };
}
