import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { geodesicCircle } from '../../../shared/gnss/accuracy-ring.ts';
import { ageOf } from '../../../shared/gnss/age.ts';
import type { FixEvent } from '../../../shared/gnss/service-types.ts';
import { DEFAULT_GNSS_SETTINGS } from '../../../shared/gnss/settings.ts';
import { bySystem, skyPlace } from '../../../shared/gnss/sky-view.ts';
import type { Satellite } from '../../../shared/gnss/types.ts';
import { walkStep } from '../../../shared/gnss/walk.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';

describe('the circle of an accuracy', () => {
  it('has every place at its radius on the ellipsoid, whatever the latitude, and is closed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -170, max: 170, noNaN: true }),
        fc.double({ min: -80, max: 80, noNaN: true }),
        fc.double({ min: 0.01, max: 50_000, noNaN: true }),
        (lon, lat, radius) => {
          const ring = geodesicCircle([lon, lat], radius);
          for (let i = 0; i < ring.length; i += 2) {
            expect(Math.abs(distanceM(lon, lat, ring[i]!, ring[i + 1]!) - radius)).toBeLessThan(0.001);
          }
          expect(ring.slice(-2)).toEqual(ring.slice(0, 2));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('an age', () => {
  it('is told in steps, never as more than has passed, and says when it is told otherwise', () => {
    const unit = { s: 1000, min: 60_000, h: 3_600_000 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500_000_000 }), (ms) => {
        const age = ageOf(ms);
        expect(age.n * unit[age.unit]).toBeLessThanOrEqual(ms);
        expect(age.nextMs).toBeGreaterThan(0);
        const said = ({ unit: of, n }: typeof age): string => `${n} ${of}`;
        expect(said(ageOf(ms + age.nextMs - 1))).toBe(said(age));
        expect(said(ageOf(ms + age.nextMs))).not.toBe(said(age));
      }),
    );
    expect(
      [4999, 5000, 59_999, 60_000, 3_599_999, 3_600_000].map((ms) => `${ageOf(ms).n}${ageOf(ms).unit}`),
    ).toEqual(['0s', '5s', '55s', '1min', '59min', '1h']);
  });
});

describe('the sky', () => {
  const one = (
    constellation: Satellite['constellation'],
    id: number,
    more: Partial<Satellite> = {},
  ): Satellite => ({
    constellation,
    id,
    elevation: 45,
    azimuth: 0,
    snr: 40,
    used: false,
    ...more,
  });
  it('is seen with north up, the zenith in the middle and the horizon on the rim', () => {
    const at = (azimuth: number, elevation: number) => skyPlace({ azimuth, elevation })!.map((n) => n + 0);
    expect(at(0, 0)[1]).toBeCloseTo(-1, 12);
    expect(at(90, 0)[0]).toBeCloseTo(1, 12);
    expect(at(180, 45)[1]).toBeCloseTo(0.5, 12);
    expect(Math.hypot(...at(123, 90))).toBeCloseTo(0, 12);
    expect(skyPlace({ azimuth: null, elevation: 20 })).toBeNull();
    expect(skyPlace({ azimuth: 20, elevation: -1 })).toBeNull();
  });
  it('is told by system, with every satellite once', () => {
    const given = [
      one('gps', 9),
      one('beidou', 21, { used: true }),
      one('gps', 3, { used: true }),
      one('other', 1),
    ];
    const views = bySystem(given);
    expect(views.map(({ system, used }) => `${system} ${used}`)).toEqual(['beidou 1', 'gps 1', 'other 0']);
    expect(views[1]!.satellites.map(({ id }) => id)).toEqual([3, 9]);
    expect(views.flatMap(({ satellites }) => satellites)).toHaveLength(given.length);
  });
});

describe('walking round a shape', () => {
  const event = (lon: number, lat: number, more: Partial<FixEvent> = {}): FixEvent => ({
    fix: fixAt(0, lon, lat),
    use: 'counts',
    apart: false,
    ...more,
  });
  const step = (one: FixEvent, last: readonly [number, number] | null, every = 5) =>
    walkStep(one, last, every, DEFAULT_GNSS_SETTINGS);

  it('begins where one stands, and sets a vertex at the distance and not before', () => {
    expect(step(event(110, 30), null)).toEqual({ kind: 'vertex', at: [110, 30] });
    // A hundred-thousandth of a degree of latitude is about 1.1 m.
    expect(step(event(110, 30.000_04), [110, 30])).toEqual({ kind: 'near' });
    expect(step(event(110, 30.000_05), [110, 30])).toEqual({ kind: 'vertex', at: [110, 30.000_05] });
  });
  it('takes nothing that does not count', () => {
    for (const use of ['jump', 'not-measured'] as const) {
      expect(step(event(110, 30, { use }), null)).toEqual({ kind: 'not-counted' });
      expect(step(event(111, 31, { use, apart: true }), [110, 30])).toEqual({ kind: 'not-counted' });
    }
  });
  it('joins nothing over an outage', () => {
    expect(step(event(110.1, 30, { apart: true }), [110, 30])).toEqual({ kind: 'apart' });
    expect(step(event(110.1, 30, { apart: true }), null)).toEqual({ kind: 'vertex', at: [110.1, 30] });
  });
});
