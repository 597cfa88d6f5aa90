import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJumpGuard } from '../../../shared/gnss/jump-guard.ts';
import { createReceiver } from '../../../shared/gnss/receiver.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { createSignal, type SignalState } from '../../../shared/gnss/signal.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';
import { startRecording } from '../../fixtures/nmea/record-day.ts';
import { gga, rmc, stepsOf, voidGga } from '../../fixtures/nmea/sentences.ts';
import { segmentsOf } from '../../../shared/gnss/track-points.ts';

const S = DEFAULT_GNSS_SETTINGS;

describe('the signal', () => {
  it('goes stale and is lost as time passes, and says when that will be', () => {
    const states: SignalState[] = [];
    const signal = createSignal((state) => states.push(state));
    expect([signal.state, signal.nextMs(S)]).toEqual(['none', null]);
    signal.heard();
    signal.valid(10_000);
    expect(signal.nextMs(S)).toBe(13_000);
    signal.tick(12_999, S);
    signal.tick(13_000, S);
    expect(signal.nextMs(S)).toBe(40_000);
    signal.tick(40_000, S);
    signal.valid(41_000);
    signal.invalid();
    signal.valid(42_000);
    signal.gone();
    expect(states).toEqual(['searching', 'fix', 'stale', 'lost', 'fix', 'lost', 'fix', 'lost']);
  });

  it('of a receiver that never had a position is none once it has gone', () => {
    const signal = createSignal(() => {});
    signal.heard();
    signal.invalid();
    expect(signal.state).toBe('searching');
    signal.gone();
    expect(signal.state).toBe('none');
  });

  it('is not renewed by a moment that only ends after a silence', () => {
    const said: string[] = [];
    const receiver = createReceiver(() => S, {
      fix: (fix) => said.push(`fix ${fix.dayMs / 1000}`),
      doubtful: () => {},
      signal: (state) => said.push(state),
      satellites: () => {},
    });
    const T = Date.UTC(2026, 10, 29);
    const send = (second: number): void => {
      const moment = {
        timeMs: T + 1000 * second,
        at: { lon: stepsOf(110), lat: stepsOf(30) },
        quality: 1,
        heightCm: 0,
      } as const;
      receiver.push(
        Uint8Array.from(gga(moment) + rmc(moment), (c) => c.charCodeAt(0)),
        1000 * second,
      );
    };
    [0, 1, 20, 21].forEach(send);
    receiver.push(
      Uint8Array.from(voidGga(T + 22_000), (c) => c.charCodeAt(0)),
      22_000,
    );
    receiver.pause();
    expect(said).toEqual(['searching', 'fix', 'fix 0', 'stale', 'fix 1', 'fix', 'fix 20', 'fix 21', 'lost']);
  });
});

describe('a jump', () => {
  const judge = (positions: readonly (readonly [number, number])[]) => {
    const guard = createJumpGuard();
    const verdicts = positions.map(([second, lon]) => {
      const { taken, apart } = guard.judge(fixAt(second, lon, 30), S);
      return `${taken.map(({ orderMs }) => orderMs / 1000).join()}${apart ? ' apart' : ''}`;
    });
    return { verdicts, counts: { ...guard.counts } };
  };

  it('is kept aside and dropped when the receiver comes back', () => {
    expect(
      judge([
        [0, 110],
        [1, 111],
        [2, 110],
        [3, 110],
      ]),
    ).toEqual({
      verdicts: ['0', '', '2', '3'],
      counts: { aside: 0, dropped: 1, confirmed: 0 },
    });
  });

  it('that five agree on is a place of its own, with all five', () => {
    expect(
      judge([
        [0, 110],
        [1, 111],
        [2, 111],
        [3, 111],
        [4, 111],
        [5, 111],
        [6, 111],
      ]),
    ).toEqual({
      verdicts: ['0', '', '', '', '', '1,2,3,4,5 apart', '6'],
      counts: { aside: 0, dropped: 0, confirmed: 5 },
    });
  });

  it('is not confirmed by others that disagree with it', () => {
    expect(
      judge([
        [0, 110],
        [1, 111],
        [2, 112],
        [3, 113],
        [4, 114],
        [5, 115],
        [6, 116],
      ]).counts,
    ).toEqual({
      aside: 1,
      dropped: 5,
      confirmed: 0,
    });
  });

  it('is none where there was time enough', () => {
    // A kilometre in sixty seconds is 16 m/s.
    expect(
      judge([
        [0, 110],
        [60, 110.01],
      ]).verdicts,
    ).toEqual(['0', '60']);
  });
});

describe('a moment without a position', () => {
  const T = Date.UTC(2026, 10, 29);
  /** `here` where one stands, `there` some kilometres off, which nobody can reach in a second. */
  type Kind = 'here' | 'there' | 'void' | 'reckoned';
  const sentencesOf = (kind: Kind, second: number): string => {
    const timeMs = T + 1000 * second;
    if (kind === 'void') return voidGga(timeMs);
    const at = { lon: stepsOf(kind === 'there' ? 110.05 : 110), lat: stepsOf(30) + 10 * second };
    const moment = { timeMs, at, quality: kind === 'reckoned' ? 6 : 4, heightCm: 0 } as const;
    return gga(moment) + rmc(moment);
  };
  /** Seconds of each segment of the track that comes of a second of each kind. */
  const segmentsFor = (kinds: readonly Kind[]): number[][] => {
    const { receiver, track } = startRecording({ minDistanceM: 0, minTimeS: 0, confirmations: 3 });
    for (const [second, kind] of kinds.entries()) {
      receiver.push(
        Uint8Array.from(sentencesOf(kind, second), (c) => c.charCodeAt(0)),
        1000 * second,
      );
      receiver.pause();
    }
    const points = track().columns.view();
    return segmentsOf(points).map(([from, to]) =>
      [...points.time.subarray(from, to)].map((timeMs) => (timeMs - T) / 1000),
    );
  };

  it('breaks the line between positions that wait to be confirmed', () => {
    expect(segmentsFor(['here', 'there', 'void', 'there', 'there', 'there'])).toEqual([[0], [1], [3, 4, 5]]);
    expect(segmentsFor(['here', 'there', 'reckoned', 'here', 'here'])).toEqual([[0], [3, 4]]);
  });

  it('is never crossed by a segment of the track', () => {
    const kind = fc.constantFrom<Kind[]>('here', 'here', 'there', 'there', 'void', 'reckoned');
    fc.assert(
      fc.property(fc.array(kind, { maxLength: 40 }), (kinds) => {
        for (const seconds of segmentsFor(kinds)) {
          const crossed = kinds.slice(seconds[0], seconds.at(-1)! + 1);
          expect(crossed.filter((one) => one === 'void' || one === 'reckoned')).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 21 },
    );
  });
});
