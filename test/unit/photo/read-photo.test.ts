import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhoto } from '../../../shared/photo/read-photo.ts';
import { evidenceType } from '../../../shared/photo/evidence-kind.ts';
import {
  webp,
  bytesOf,
  gpsAt,
  heic,
  jpeg,
  photoOf,
  png,
  tiff,
  type Entry,
} from '../../fixtures/photo/make-photo.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';

const hasPil = hasPython('PIL');
const read = (photo: Buffer) => readPhoto(bytesOf(photo));
const withGps = (gps: readonly Entry[]) => read(jpeg(tiff({ gps })));

/** What a phone writes: everything. */
const PHONE = {
  main: [
    { tag: 0x010f, ascii: 'HUAWEI' },
    { tag: 0x0110, ascii: 'HUAWEI P40' },
    { tag: 0x0112, short: 6 },
  ],
  exif: [
    { tag: 0x9003, ascii: '2026:05:01 10:11:12' },
    { tag: 0x9011, ascii: '+08:00' },
    { tag: 0x9291, ascii: '250' },
    { tag: 0xa002, long: 4000 },
    { tag: 0xa003, long: 3000 },
  ],
  gps: [
    ...gpsAt(110.5, 30.258_366_7),
    { tag: 5, byte: 0 },
    { tag: 6, rationals: [[50_01, 10]] as const },
    {
      tag: 7,
      rationals: [
        [2, 1],
        [11, 1],
        [12_500, 1000],
      ] as const,
    },
    { tag: 0x10, ascii: 'T' },
    { tag: 0x11, rationals: [[27_550, 100]] as const },
    { tag: 0x12, ascii: 'WGS-84' },
    { tag: 0x1d, ascii: '2026:05:01' },
    { tag: 0x1f, rationals: [[47, 10]] as const },
  ],
};

describe('a photograph says', () => {
  it.each([
    ['JPEG, least byte first', jpeg(tiff(PHONE)), [8, 8]],
    ['JPEG, most byte first', jpeg(tiff({ ...PHONE, little: false })), [8, 8]],
    ['PNG', png(tiff(PHONE)), [1, 1]],
    ['WebP', webp(tiff(PHONE)), [7, 5]],
    ['HEIC', heic(tiff(PHONE)), [4000, 3000]],
  ])('when, where and how it was taken: %s', (_name, photo, [width, height]) => {
    const facts = read(photo);
    expect(facts).toMatchObject({
      takenAt: '2026-05-01T10:11:12.250',
      offsetMinutes: 480,
      heightM: 500.1,
      accuracyM: 4.7,
      datum: 'WGS-84',
      gpsTimeMs: Date.UTC(2026, 4, 1, 2, 11, 12, 500),
      directionDeg: 275.5,
      directionFrom: 'true',
      orientation: 6,
      width,
      height,
      camera: 'HUAWEI P40',
      notes: [],
    });
    expect(facts.place![0]).toBeCloseTo(110.5, 9);
    expect(facts.place![1]).toBeCloseTo(30.258_366_7, 8);
  });

  it.skipIf(!hasPil)('the same as to another reader, wherever on the Earth', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-photo-'));
    const cases = [
      [110.123_456_7, 30.765_432_1],
      [-70.5, -33.25],
      [179.999_9, -0.000_1],
      [-0.001, 89.5],
    ].map(([lon = 0, lat = 0], i) =>
      jpeg(tiff({ ...PHONE, gps: [...gpsAt(lon, lat), ...PHONE.gps.slice(4)], little: i % 2 === 0 })),
    );
    const files = [...cases, png(tiff(PHONE))].map((photo, i) => {
      const file = path.join(folder, `p${i}`);
      fs.writeFileSync(file, photo);
      return file;
    });
    interface Theirs {
      size: [number, number];
      main: Record<string, unknown>;
      exif: Record<string, unknown>;
      gps: Record<string, unknown>;
    }
    const theirs = runPython('photo_tags.py', files) as Theirs[];
    const ours = files.map((file) => read(fs.readFileSync(file)));
    fs.rmSync(folder, { recursive: true });
    const angle = ([d = NaN, m = NaN, s = NaN]: number[], minus: boolean): number =>
      (minus ? -1 : 1) * (d + m / 60 + s / 3600);
    expect(
      theirs.map(({ size, main, exif, gps }) => ({
        size,
        taken: exif['36867'],
        orientation: main['274'],
        direction: gps['17'],
        lon: angle(gps['4'] as number[], gps['3'] === 'W').toFixed(9),
        lat: angle(gps['2'] as number[], gps['1'] === 'S').toFixed(9),
      })),
    ).toEqual(
      ours.map(({ width, height, takenAt, orientation, directionDeg, place }) => ({
        size: [width, height],
        taken: takenAt!.slice(0, 19).replace('T', ' ').replaceAll('-', ':'),
        orientation,
        direction: directionDeg,
        lon: place![0].toFixed(9),
        lat: place![1].toFixed(9),
      })),
    );
  });
});

describe('what must not be trusted', () => {
  const [north, , east] = gpsAt(110, 30);
  it.each([
    ['no-hemisphere', gpsAt(110, 30).filter(({ tag }) => tag !== 1)],
    ['no-hemisphere', gpsAt(110, 30).filter(({ tag }) => tag !== 3)],
    ['no-hemisphere', [...gpsAt(110, 30).filter(({ tag }) => tag !== 3), { tag: 3, ascii: 'X' }]],
    ['zero-position', gpsAt(0, 0)],
    ['bad-position', gpsAt(110, 91)],
    ['bad-position', gpsAt(181, 30)],
    ['bad-position', gpsAt(110, 30).filter(({ tag }) => tag !== 4)],
    // A denominator of zero: what a camera writes that has no fix.
    [
      'bad-position',
      [
        north!,
        east!,
        ...[2, 4].map((tag) => ({
          tag,
          rationals: [
            [0, 0],
            [0, 0],
            [0, 0],
          ] as const,
        })),
      ],
    ],
    ['bad-position', [north!, east!, ...[2, 4].map((tag) => ({ tag, ascii: '30.5' }))]],
    ['other-datum', [...gpsAt(110, 30), { tag: 0x12, ascii: 'TOKYO' }]],
  ] as [string, Entry[]][])('is no position, and why is said: %s', (why, gps) => {
    const facts = withGps(gps);
    expect(facts.place).toBeNull();
    expect(facts.notes).toContain(why);
  });

  it('is a direction without its north', () => {
    expect(withGps([{ tag: 0x11, rationals: [[90, 1]] }])).toMatchObject({
      directionDeg: 90,
      directionFrom: null,
      notes: expect.arrayContaining(['no-direction-reference']),
    });
    expect(
      withGps([
        { tag: 0x10, ascii: 'M' },
        { tag: 0x11, rationals: [[360, 1]] },
      ]),
    ).toMatchObject({
      directionDeg: 0,
      directionFrom: 'magnetic',
    });
  });

  it.each(['0000:00:00 00:00:00', '2026:02:30 10:00:00', '    :  :     :  :  ', '2026:05:01 24:00:00', ''])(
    'is a time that is none: "%s"',
    (taken) => {
      expect(read(photoOf(taken, [110, 30]))).toMatchObject({
        takenAt: null,
        offsetMinutes: null,
        notes: ['no-time'],
      });
    },
  );

  it('is a file that is no photograph', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.alloc(4096, 0xff)])
      expect(read(bytes)).toMatchObject({ takenAt: null, place: null, notes: ['no-metadata'] });
  });
});

describe('bytes that somebody meant harm with', () => {
  const whole = jpeg(tiff(PHONE));

  it('are cut anywhere without an exception', () => {
    for (let length = 0; length <= whole.length; length++)
      expect(read(whole.subarray(0, length)).notes).toBeDefined();
  });

  it('point at themselves or at nowhere, and end', () => {
    const loops = [0, 8, 12, 0x7fff_ffff, 0xffff_ffff].map((long) =>
      jpeg(
        tiff({
          main: [
            { tag: 0x8769, long },
            { tag: 0x8825, long },
            { tag: 0x014a, long },
          ],
        }),
      ),
    );
    for (const photo of loops) expect(read(photo).place).toBeNull();
  });

  it('claim billions of values, or the same large one thousands of times, and end soon', () => {
    const claims = [1, 2, 3, 4, 5, 7, 9, 10, 13].map((type): Entry => ({
      tag: 0x9003,
      raw: [type, 0xffff_ffff, 8],
    }));
    const many = Array.from({ length: 5000 }, (): Entry => ({ tag: 0x9003, raw: [2, 60_000, 8] }));
    const started = performance.now();
    for (const one of claims) expect(read(jpeg(tiff({ exif: [one] }))).takenAt).toBeNull();
    expect(read(jpeg(tiff({ exif: many }))).takenAt).toBeNull();
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('are changed anywhere without an exception and without a place outside of the world', () => {
    const kinds = [whole, png(tiff(PHONE)), webp(tiff(PHONE)), heic(tiff(PHONE))];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 }),
        (photo, damage) => {
          const bytes = Buffer.from(photo);
          for (const [at, value] of damage) bytes[at % bytes.length] = value;
          const started = performance.now();
          const { place, takenAt } = read(bytes);
          const [lon, lat] = place ?? [0, 0];
          expect(Math.abs(lon) <= 180 && Math.abs(lat) <= 90).toBe(true);
          expect(takenAt === null || Number.isFinite(Date.parse(`${takenAt}Z`))).toBe(true);
          expect(performance.now() - started).toBeLessThan(2000);
        },
      ),
      { numRuns: 3000 },
    );
  }, 60_000);
});

describe('what a file is', () => {
  it.each([
    [jpeg(null), 'image/jpeg'],
    [png(tiff(PHONE)), 'image/png'],
    [heic(tiff(PHONE)), 'image/heic'],
    [Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'image/webp'],
    [Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1'), 'audio/wav'],
    [Buffer.from('OggS\0\x02', 'latin1'), 'audio/ogg'],
    [Buffer.from('#!AMR-WB\n'), 'audio/amr'],
    [Buffer.from('#!AMR\n'), 'audio/amr'],
    [Buffer.from('ID3\x03\0', 'latin1'), 'audio/mpeg'],
    [Buffer.from([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'],
    [Buffer.from('\0\0\0\x1cftypM4A \0\0\0\0M4A mp42isom', 'latin1'), 'audio/mp4'],
    [Buffer.from('%PDF-1.7\n'), 'application/pdf'],
  ])('is told by its bytes', (bytes, mime) => {
    expect(evidenceType(bytes, 'photo.txt')?.mime).toBe(mime);
  });

  it.each([
    Buffer.from('MZ\x90\0', 'latin1'),
    Buffer.from('<html>'),
    Buffer.from('PK\x03\x04', 'latin1'),
    Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1'),
    Buffer.from('RIFF\x10\0\0\0AVI LIST', 'latin1'),
    Buffer.from([0xff, 0xfe, 0x41, 0]),
    Buffer.alloc(0),
  ])('is not told by its name', (bytes) => {
    expect(evidenceType(bytes, 'photo.jpg')).toBeNull();
  });
});
