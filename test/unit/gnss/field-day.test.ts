import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../../shared/gnss/track-points.ts';
import { summaryOf } from '../../../shared/gnss/track-recorder.ts';
import { DAY_BEGINS, fieldDay, type TruePoint } from '../../fixtures/nmea/field-day.ts';
import { startRecording } from '../../fixtures/nmea/record-day.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** Bytes of a day cut into pieces anywhere. */
function* pieces(bytes: Uint8Array, random: () => number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const next = Math.min(bytes.length, at + 1 + Math.floor(random() ** 3 * 700));
    yield bytes.subarray(at, next);
    at = next;
  }
}

/** Sends a day to a receiver; gives what must have been recorded, and the memory taken after hours. */
function record(seed: number, hours = 8) {
  const random = seeded(seed + 1);
  const day = fieldDay(seed, hours);
  const recording = startRecording();
  const truth: TruePoint[] = [];
  const structures: number[] = [];
  for (const { second, bytes, truth: more } of day.seconds()) {
    for (const piece of pieces(bytes, random)) recording.receiver.push(piece, 1000 * second);
    recording.receiver.tick(1000 * second);
    truth.push(...more);
    if (second % 3600 === 3599) structures.push(recording.track().columns.bytes());
  }
  recording.receiver.end();
  return { ...recording, counts: day.counts, truth, structures };
}

describe.each([1, 2, 3])('a day of eight hours at one position a second (seed %d)', (seed) => {
  const { receiver, track, counts, truth, doubtful, states, structures } = record(seed);
  const points = track().columns.view();

  it('is in the track position by position, and nothing else is', () => {
    expect(truth.length).toBeGreaterThan(27_000);
    const kept = Array.from({ length: points.count }, (_u, i) => [
      points.time[i],
      points.lon[i],
      points.lat[i],
      points.quality[i],
    ]);
    expect(kept.length).toBe(truth.length);
    expect(kept).toEqual(truth.map(({ timeMs, lon, lat, quality }) => [timeMs, lon, lat, quality]));
    const heights = truth.map(({ heightM }) => heightM ?? NaN);
    expect([...points.height]).toEqual(heights);
  });

  it('is broken where it must be, and nowhere else', () => {
    const begins = truth.flatMap((point, i) => (point.begins ? [i] : []));
    expect([...points.starts]).toEqual(begins);
    expect(begins.length).toBeGreaterThan(30);
  });

  it('passes midnight', () => {
    const after = truth.filter(({ timeMs }) => timeMs > DAY_BEGINS + 7_200_000);
    expect(after.length).toBeGreaterThan(20_000);
    expect(points.time.at(-1)).toBe(after.at(-1)!.timeMs);
    expect(new Date(points.time.at(-1)!).toISOString().slice(0, 10)).toBe('2026-11-30');
  });

  it('counts all that went wrong', () => {
    expect(receiver.faults).toMatchObject({
      badChecksum: counts.badChecksum,
      noChecksum: counts.noChecksum,
      tooLong: counts.tooLong,
      broken: counts.broken,
      noFix: counts.noFix,
      earlier: counts.again,
      malformed: 0,
      conflicts: 0,
      clockSet: 0,
    });
    expect(counts.again).toBeGreaterThan(10);
    expect(receiver.jumps).toEqual({ aside: 0, dropped: counts.outliers, confirmed: counts.confirmed });
    expect(doubtful.filter(({ why }) => why === 'not-measured').length).toBe(counts.notMeasured);
  });

  it('shows each loss', () => {
    // Every void moment of the receiver is a loss at once; long silences are stale before they are lost.
    expect(states.slice(0, 2)).toEqual(['searching', 'fix']);
    expect(states.filter((state) => state === 'lost').length).toBeGreaterThan(30);
    expect(states.filter((state) => state === 'stale').length).toBeGreaterThan(20);
    expect(states.at(-1)).toBe('lost');
  });

  it('takes little memory, and no more than its points need', () => {
    expect(structures.length).toBe(8);
    expect(structures.at(-1)!).toBeLessThan(42 * 2 * points.count + 4096);
    expect(structures.at(-1)!).toBeLessThan(1_500_000);
  });

  it('has the length of its segments', () => {
    const { distanceM, movingMs, segments } = summaryOf(track());
    expect(segments).toBe(segmentsOf(points).length);
    // Per segment, by the plain formula of Pythagoras: the walk is short against the Earth.
    let plain = 0;
    for (const [from, to] of segmentsOf(points)) {
      for (let i = from + 1; i < to; i++) {
        const dy = (points.lat[i]! - points.lat[i - 1]!) * 110_850;
        const dx =
          (points.lon[i]! - points.lon[i - 1]!) * 111_413 * Math.cos((points.lat[i]! * Math.PI) / 180);
        plain += Math.hypot(dx, dy);
      }
    }
    expect(distanceM / plain).toBeGreaterThan(0.995);
    expect(distanceM / plain).toBeLessThan(1.005);
    expect(movingMs).toBeGreaterThan(3600_000);
    expect(movingMs).toBeLessThan(8 * 3600_000);
  });
});

describe('memory while a day is read', () => {
  it('stays flat from the first hour to the eighth', () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const day = fieldDay(9);
    const { receiver, track } = startRecording();
    const heaps: number[] = [];
    for (const { second, bytes } of day.seconds()) {
      receiver.push(bytes, 1000 * second);
      if (second % 3600 !== 3599) continue;
      collect();
      heaps.push(process.memoryUsage().heapUsed);
    }
    expect(track().columns.count).toBeGreaterThan(27_000);
    expect(heaps.length).toBe(8);
    expect(heaps[7]! - heaps[0]!).toBeLessThan(2_000_000);
  });
});
