import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import { trackFeatures } from '../../../shared/gnss/track-features.ts';
import {
  newTrack,
  stepTrack,
  summaryOf,
  trackFromPoints,
  type Track,
  type TrackEvent,
} from '../../../shared/gnss/track-recorder.ts';
import { trackPointAt } from '../../../shared/gnss/track-points.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';

const ALL = { minDistanceM: 0, minTimeS: 0, antennaHeightM: 0 };
const run = (events: readonly TrackEvent[], settings = ALL): Track =>
  events.reduce((track, event) => stepTrack(track, event, settings), newTrack());
/** A step of about a metre to the north each second. */
const at = (second: number, more = {}, apart = false): TrackEvent => ({
  kind: 'fix',
  fix: fixAt(second, 110, 30 + second / 110_852.42, more),
  apart,
});
const seconds = (from: number, to: number): TrackEvent[] =>
  Array.from({ length: to - from }, (_u, i) => at(from + i));
const START: TrackEvent = { kind: 'start' };
const kept = (track: Track): number[] =>
  [...track.columns.view().time].map((ms) => (ms - Date.UTC(2026, 10, 29)) / 1000);

describe('a track', () => {
  it('is paused, goes on apart, and takes nothing before, between or after', () => {
    const track = run([
      at(0),
      START,
      ...seconds(1, 4),
      { kind: 'pause' },
      ...seconds(4, 8),
      { kind: 'resume' },
      ...seconds(8, 10),
      { kind: 'stop' },
      at(10),
    ]);
    expect(kept(track)).toEqual([1, 2, 3, 8, 9]);
    expect(summaryOf(track)).toMatchObject({ phase: 'stopped', points: 5, segments: 2, movingMs: 3000 });
    expect(summaryOf(track).distanceM).toBeCloseTo(3, 2);
  });

  it('breaks where a position is apart, and counts no way over the gap', () => {
    const track = run([START, ...seconds(0, 3), at(500, {}, true), at(501)]);
    expect([...track.columns.view().starts]).toEqual([0, 3]);
    expect(summaryOf(track).distanceM).toBeCloseTo(3, 2);
  });

  it('never takes what was not measured', () => {
    const track = run([
      START,
      at(0),
      at(1, { quality: 6 }),
      at(2, { quality: 7 }),
      at(3, { quality: 8 }),
      at(4),
    ]);
    expect(kept(track)).toEqual([0, 4]);
  });

  it('keeps points at a distance and a time, and the last of a segment', () => {
    const near = run([START, ...seconds(0, 13), { kind: 'stop' }], { ...ALL, minDistanceM: 4.9 });
    expect(kept(near)).toEqual([0, 5, 10, 12]);
    const often = run([START, ...seconds(0, 8), at(9, {}, true), at(10)], { ...ALL, minTimeS: 3 });
    expect(kept(often)).toEqual([0, 3, 6, 7, 9]);
    expect([...often.columns.view().starts]).toEqual([0, 4]);
  });

  it('is on the ground: the antenna is subtracted', () => {
    const track = run([START, at(0)], { ...ALL, antennaHeightM: 1.75 });
    expect(trackPointAt(track.columns.view(), 0)).toMatchObject({
      heightM: 98.25,
      accuracySource: 'receiver',
    });
  });

  it('comes back from its points as it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.integer({ min: 1, max: 9 }), apart: fc.boolean() }), { maxLength: 80 }),
        (steps) => {
          let second = 0;
          const events = steps.map(({ step, apart }) => at((second += step), {}, apart));
          const before = run([START, ...events, { kind: 'pause' }]);
          const view = before.columns.view();
          const starts = new Set(view.starts);
          const back = trackFromPoints(
            Array.from({ length: view.count }, (_u, i) => ({
              point: trackPointAt(view, i),
              begins: starts.has(i),
            })),
          );
          expect(back.columns.view()).toEqual(view);
          expect(summaryOf(back)).toEqual({ ...summaryOf(before), phase: 'paused' });
        },
      ),
      { numRuns: 200, seed: 4 },
    );
  });

  it('becomes a line a segment, on the grid, with its days; standing still is none', () => {
    const still = Array.from({ length: 5 }, (_u, i) => ({
      kind: 'fix' as const,
      fix: fixAt(100 + i, 110.1234567891, 30.1),
      apart: i === 0,
    }));
    const track = run([
      START,
      ...seconds(0, 4),
      ...still,
      at(86_400, {}, true),
      at(86_401),
      at(90_000, {}, true),
    ]);
    const { features, leftOut } = trackFeatures(track.columns.view(), {
      observer: '李四',
      remark: null,
      dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
    });
    expect(leftOut).toBe(2);
    expect(features.map(({ fields }) => fields)).toEqual([
      { started_at: '2026-11-29', ended_at: '2026-11-29', observer: '李四', remark: null, length_m: 3 },
      { started_at: '2026-11-30', ended_at: '2026-11-30', observer: '李四', remark: null, length_m: 1 },
    ]);
    expect(
      features.map(({ geometry }) => [geometry.kind, geometry.xy.length, geometry.xy.every(isCanonical)]),
    ).toEqual([
      ['line', 8, true],
      ['line', 4, true],
    ]);
  });

  it('have the day of the first and the last position that has one, and say how many have none', () => {
    const none = { timeMs: null };
    const track = run([
      START,
      at(0, none),
      at(1, none),
      at(86_399),
      at(86_401),
      at(86_402, none),
      at(90_000, none, true),
      at(90_001, none),
      // No line: nobody is asked for its day.
      at(95_000, none, true),
      { kind: 'stop' },
    ]);
    const { features, leftOut } = trackFeatures(track.columns.view(), {
      observer: '李四',
      remark: null,
      dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
    });
    expect(leftOut).toBe(1);
    expect(features.map(({ fields }) => [fields['started_at'], fields['ended_at']])).toEqual([
      ['2026-11-29', '2026-11-30'],
      [null, null],
    ]);
    expect(summaryOf(track)).toMatchObject({
      segments: 3,
      undated: 1,
      firstMs: Date.UTC(2026, 10, 29, 23, 59, 59),
      lastMs: Date.UTC(2026, 10, 30, 0, 0, 1),
    });
  });
});
