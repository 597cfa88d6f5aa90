import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNmeaReader } from '../../../shared/gnss/nmea-reader.ts';
import type { Fix, Satellite } from '../../../shared/gnss/types.ts';
import { fieldDay } from '../../fixtures/nmea/field-day.ts';
import {
  degreesOf,
  gga,
  gsa,
  gsv,
  gst,
  rmc,
  sentence,
  stepsOf,
  voidGga,
  voidRmc,
  vtg,
  zda,
} from '../../fixtures/nmea/sentences.ts';

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

function read(...chunks: readonly (string | Uint8Array)[]) {
  const fixes: Fix[] = [];
  const skies: (readonly Satellite[])[] = [];
  let none = 0;
  const reader = createNmeaReader({
    fix: (fix) => fixes.push(fix),
    noFix: () => none++,
    satellites: (view) => skies.push(view),
  });
  chunks.forEach((chunk, i) => reader.push(typeof chunk === 'string' ? bytesOf(chunk) : chunk, 1000 * i));
  reader.end();
  return { fixes, skies, none, faults: reader.faults };
}

const T = Date.UTC(2026, 10, 29, 4, 5, 6);
const moment = (more: Partial<Parameters<typeof gga>[0]> = {}) => ({
  timeMs: T,
  at: { lon: stepsOf(110.51234), lat: stepsOf(30.21234) },
  quality: 1 as const,
  heightCm: 48_620,
  ...more,
});

describe('sentences of one moment', () => {
  it('become one position with all that they say', () => {
    const said = moment({ quality: 4 });
    const { fixes, skies } = read(gga(said) + gsa() + gsv() + rmc(said) + vtg() + gst(said) + zda(T));
    expect(fixes).toEqual([
      {
        timeMs: T,
        dayMs: 14_706_000,
        orderMs: 14_706_000,
        dateFrom: 'sentence',
        clockSet: false,
        lon: degreesOf(said.at.lon),
        lat: degreesOf(said.at.lat),
        quality: 4,
        satellitesUsed: 14,
        satellitesInView: 11,
        hdop: 0.8,
        pdop: 1.6,
        vdop: 1.39,
        accuracy: { source: 'receiver', horizontalM: 1, verticalM: 1.5 },
        heightGeoidM: 486.2,
        heightEllipsoidM: 464.8,
        speedMps: (2.53 * 1852) / 3600,
        courseDeg: 84.4,
        headingDeg: null,
      },
    ]);
    const [sky] = skies;
    expect(sky!.filter(({ used }) => used).length).toBe(9);
    expect(sky!.filter(({ constellation }) => constellation === 'beidou').map(({ snr }) => snr)).toEqual([
      44,
      42,
      33,
      48,
      38,
      null,
    ]);
  });

  it('say so where the accuracy is an estimate', () => {
    const { fixes } = read(gga(moment()));
    expect(fixes[0]!.accuracy).toEqual({ source: 'estimated', horizontalM: 4, verticalM: null });
  });

  it('have no date without a sentence that says it, over midnight neither', () => {
    const late = Date.UTC(2026, 10, 29, 23, 59, 59);
    const { fixes } = read(gga(moment({ timeMs: late })) + gga(moment({ timeMs: late + 1000 })));
    expect(fixes.map(({ timeMs, dateFrom }) => [timeMs, dateFrom])).toEqual([
      [null, 'unknown'],
      [null, 'unknown'],
    ]);
    expect(fixes[1]!.orderMs - fixes[0]!.orderMs).toBe(1000);
  });

  it('carry the date on, over midnight too', () => {
    const late = Date.UTC(2026, 11, 31, 23, 59, 58);
    const at = (s: number) => moment({ timeMs: late + 1000 * s });
    const { fixes } = read(gga(at(0)) + rmc(at(0)) + gga(at(1)) + gga(at(2)) + gga(at(3)) + rmc(at(3)));
    expect(fixes.map(({ timeMs, dateFrom }) => [timeMs, dateFrom])).toEqual([
      [late, 'sentence'],
      [late + 1000, 'carried'],
      [late + 2000, 'rolled'],
      [late + 3000, 'sentence'],
    ]);
  });

  it('do not carry a date over a long silence', () => {
    const hour = 3_600_000;
    const fixes: Fix[] = [];
    const reader = createNmeaReader({ fix: (fix) => fixes.push(fix), noFix: () => {}, satellites: () => {} });
    reader.push(bytesOf(gga(moment()) + rmc(moment())), 0);
    reader.push(bytesOf(gga(moment({ timeMs: T + 30 * hour }))), 30 * hour);
    reader.end();
    expect(fixes.map(({ timeMs }) => timeMs)).toEqual([T, null]);
  });

  it('count once, whatever is told again', () => {
    const other = moment({ timeMs: T + 1000 });
    const { fixes, faults } = read(
      gga(moment()) + gga(moment()) + rmc(moment()) + gga(other) + gga(moment()) + gga(other),
    );
    expect(fixes.map(({ dayMs }) => dayMs)).toEqual([14_706_000, 14_707_000]);
    expect([faults.earlier, faults.repeated]).toEqual([1, 1]);
  });

  it('follow a clock that was set back, once it goes on', () => {
    const ahead = Array.from({ length: 2 }, (_u, i) => gga(moment({ timeMs: T + 60_000 + 1000 * i })));
    const right = Array.from({ length: 7 }, (_u, i) => gga(moment({ timeMs: T + 1000 * i })));
    const { fixes, faults } = read([...ahead, ...right].join(''));
    expect(fixes.map(({ dayMs, clockSet }) => [dayMs - 14_706_000, clockSet])).toEqual([
      [60_000, false],
      [61_000, false],
      [4000, true],
      [5000, false],
      [6000, false],
    ]);
    expect([faults.earlier, faults.clockSet]).toEqual([4, 1]);
    expect(fixes.map(({ orderMs }) => orderMs)).toEqual(
      fixes.map(({ orderMs }) => orderMs).toSorted((a, b) => a - b),
    );
  });

  it('are no position where one of them says that it is void', () => {
    const voidRmc = sentence('GPRMC,040506.00,V,3012.7404,N,11030.7404,E,,,291126,,,N');
    expect(read(gga(moment()) + voidRmc)).toMatchObject({ fixes: [], none: 1 });
  });

  it('are read from receivers without a time yet, without losing the first position', () => {
    const empty = sentence('GNGGA,,,,,,0,00,99.99,,,,,,') + sentence('GNRMC,,V,,,,,,,,,,N');
    const { fixes, none } = read(empty + empty + gga(moment()) + rmc(moment()));
    expect([fixes.length, fixes[0]!.quality]).toEqual([1, 1]);
    expect(none).toBeGreaterThanOrEqual(2);
  });

  it.each([
    ['old receivers, without mode', 'GPRMC,040506,A,3012.7404,N,11030.7404,E,000.0,360.0,291126,011.3,E', 1],
    ['GLL alone', 'GPGLL,3012.7404,N,11030.7404,E,040506,A', 1],
    ['a BeiDou receiver', 'BDGGA,040506.00,3012.7404,N,11030.7404,E,2,20,0.6,50.0,M,-21.4,M,2.0,0120', 2],
    ['the south and the west', 'GPGGA,040506.00,3012.7404,S,11030.7404,W,1,08,1.0,50.0,M,,M,,', 1],
  ])('are read from %s', (_name, body, quality) => {
    const { fixes } = read(sentence(body, '\n'));
    const sign = body.includes(',S,') ? -1 : 1;
    expect(fixes.map((fix) => [fix.lon, fix.lat, fix.quality])).toEqual([
      [(sign * (110 * 600_000 + 307_404)) / 600_000, (sign * (30 * 600_000 + 127_404)) / 600_000, quality],
    ]);
  });

  it.each([
    'GPGGA,046506.00,3012.7404,N,11030.7404,E,1,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,3060.7404,N,11030.7404,E,1,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,9112.7404,N,11030.7404,E,1,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,3012.7404,N,18130.7404,E,1,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,3012.7404,X,11030.7404,E,1,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,3012.7404,N,11030.7404,E,9,08,1.0,50.0,M,,M,,',
    'GPGGA,040506.00,3012.7404,N,11030.7404,E,1,08,1.0,5O.0,M,,M,,',
    'GPRMC,040506.00,A,3012.7404,N,11030.7404,E,0.0,0.0,310226,,,A',
  ])('are not used where a field does not fit: %s', (body) => {
    expect(read(sentence(body))).toMatchObject({ fixes: [], none: 0, faults: { malformed: 1 } });
  });
});

describe('what is not whole', () => {
  const whole = gga(moment());
  it.each([
    [
      'a wrong checksum',
      whole.replace(/.(\r\n)$/, (last) => (last.startsWith('0') ? '1\r\n' : '0\r\n')),
      'badChecksum',
    ],
    ['no checksum', whole.replace(/\*../, ''), 'noChecksum'],
    ['half a checksum', whole.replace(/.\r\n$/, '\r\n'), 'noChecksum'],
    ['more than a checksum', whole.replace(/\r\n$/, '1\r\n'), 'noChecksum'],
    ['a byte of no text', whole.replace('N', '\u0080'), 'broken'],
    ['a long line', whole.replace('GNGGA', `GNGGA${'0'.repeat(400)}`), 'tooLong'],
  ] as const)('is not used: %s', (_name, text, count) => {
    expect(read(text)).toMatchObject({ fixes: [], none: 0, faults: { [count]: 1, sentences: 0 } });
  });
});

/** Reads groups of sentences with a pause behind each that ends the moment, as a quarter of a second does. */
function readPaused(groups: readonly string[]) {
  const fixes: Fix[] = [];
  const reader = createNmeaReader({ fix: (fix) => fixes.push(fix), noFix: () => {}, satellites: () => {} });
  groups.forEach((group, i) => {
    reader.push(bytesOf(group), 300 * i);
    reader.pause();
  });
  return fixes.map(({ timeMs, dateFrom }) => [timeMs, dateFrom]);
}

describe('a date that is said apart from the place', () => {
  const at = (s: number) => moment({ timeMs: T + 1000 * s });
  const seconds = [0, 1, 2];
  const carried = (s: number) => [T + 1000 * s, 'carried'];

  it('stands for the place that comes after a pause', () => {
    expect(readPaused(seconds.flatMap((s) => [zda(T + 1000 * s), gga(at(s))]))).toEqual(
      seconds.map((s) => [T + 1000 * s, 'sentence']),
    );
    // Said once, it is carried on.
    expect(readPaused([zda(T), ...seconds.map((s) => gga(at(s)))])).toEqual([
      [T, 'sentence'],
      carried(1),
      carried(2),
    ]);
  });

  it('stands for what follows where it comes after the place', () => {
    for (const dated of [(s: number) => rmc(at(s)), (s: number) => zda(T + 1000 * s)])
      expect(readPaused(seconds.flatMap((s) => [gga(at(s)), dated(s)]))).toEqual([
        [null, 'unknown'],
        carried(1),
        carried(2),
      ]);
  });

  it('is told of the second that follows, over midnight too', () => {
    const late = Date.UTC(2026, 11, 31, 23, 59, 58);
    const groups = seconds.map((s) => zda(late + 1000 * (s + 1)) + gga(moment({ timeMs: late + 1000 * s })));
    const { fixes } = read(groups.join(''));
    expect(fixes.map(({ timeMs }) => timeMs)).toEqual(seconds.map((s) => late + 1000 * s));
    expect(fixes.map(({ dateFrom }) => dateFrom)).toEqual(['carried', 'carried', 'rolled']);
    expect(readPaused(groups).map(([timeMs]) => timeMs)).toEqual(seconds.map((s) => late + 1000 * s));
  });

  it('is not taken where a moment without a position is between, nor from beside one, nor after an hour', () => {
    expect(readPaused([zda(T), voidGga(T), gga(at(1))])).toEqual([[null, 'unknown']]);
    expect(readPaused([zda(T) + voidGga(T), voidRmc(T + 500), gga(at(1))])).toEqual([[null, 'unknown']]);
    const fixes: Fix[] = [];
    const reader = createNmeaReader({ fix: (fix) => fixes.push(fix), noFix: () => {}, satellites: () => {} });
    reader.push(bytesOf(zda(T)), 0);
    reader.pause();
    reader.push(bytesOf(gga(moment({ timeMs: T + 30 * 3_600_000 }))), 30 * 3_600_000);
    reader.end();
    expect(fixes.map(({ timeMs }) => timeMs)).toEqual([null]);
  });
});

/** Two minutes of a day, with what happens in them. */
const stretch = (seed: number): Uint8Array => {
  const all: number[] = [];
  for (const { second, bytes } of fieldDay(seed, 0.2).seconds()) if (second < 400) all.push(...bytes);
  return Uint8Array.from(all);
};

describe('any bytes', () => {
  it('give the same positions, however they are cut', () => {
    const bytes = stretch(5);
    const wanted = read(bytes).fixes;
    expect(wanted.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 }), (sizes) => {
        const chunks: Uint8Array[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          chunks.push(bytes.subarray(at, (at += sizes[i % sizes.length]!)));
        }
        const fixes: Fix[] = [];
        const reader = createNmeaReader({
          fix: (fix) => fixes.push(fix),
          noFix: () => {},
          satellites: () => {},
        });
        for (const chunk of chunks) reader.push(chunk, 0);
        reader.end();
        expect(fixes).toEqual(wanted);
      }),
      { numRuns: 100, seed: 11 },
    );
  });

  it('never give a position that was not sent, whichever byte is damaged', () => {
    const bytes = stretch(6).subarray(0, 8000);
    const key = ({ lon, lat, dayMs }: Fix): string => `${dayMs} ${lon} ${lat}`;
    const sent = new Set(read(bytes).fixes.map(key));
    expect(sent.size).toBeGreaterThan(15);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at]! ^= flip;
        expect(
          read(damaged)
            .fixes.map(key)
            .filter((one) => !sent.has(one)),
        ).toEqual([]);
      }),
      { numRuns: 3000, seed: 12 },
    );
  });

  it('of any kind never break the reader', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (noise) => {
        const { fixes } = read(noise, `\r\n${gga(moment())}`);
        expect(fixes.at(-1)?.dayMs).toBe(14_706_000);
      }),
      { numRuns: 300, seed: 13 },
    );
  });
});
