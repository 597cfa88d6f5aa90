import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyPacked,
  packFlat,
  packLines,
  packMultiPolygon,
  packPoints,
  packPolygon,
} from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { fromGeoJson, toGeoJson } from '../../../shared/geometry/geojson.ts';
import { decodeGrid, encodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import { canonical, fromSteps, isCanonical, toSteps } from '../../../shared/geometry/grid.ts';
import { canonicalPacked, normalisePacked } from '../../../shared/geometry/normalise.ts';
import { readWkb, writeWkb } from '../../../shared/geometry/wkb.ts';
import { must } from '../../../shared/result.ts';
import { anyPacked } from './shapes.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g)!, (b) => parseInt(b, 16));
const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

describe('grid', () => {
  it('keeps every step, and a canonical value is its own canonical', () => {
    fc.assert(
      fc.property(fc.integer({ min: -180e9, max: 180e9 }), (k) => {
        expect(toSteps(fromSteps(k))).toBe(k);
        expect(isCanonical(fromSteps(k))).toBe(true);
        expect(fromSteps(k)).toBe(Number(`${k}e-9`));
      }),
    );
  });

  it('tells k * 1e-9 from k / 1e9, and has one zero', () => {
    const wrong = Array.from({ length: 1000 }, (_, i) => (110e9 + i) * 1e-9).filter((v) => !isCanonical(v));
    expect(wrong.length).toBeGreaterThan(300);
    expect(Object.is(canonical(-1e-12), 0)).toBe(true);
    expect(isCanonical(-0)).toBe(false);
    expect(canonical(NaN)).toBeNaN();
  });
});

describe('building', () => {
  it('rounds, closes and turns rings', () => {
    const packed = packPolygon([
      [
        [0, 0],
        [0, 4],
        [4, 4.0000000004],
        [4, 0],
      ],
      [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
        [1, 1],
      ],
    ]);
    expect(Array.from(packed.xy)).toEqual(
      [
        [0, 0, 4, 0, 4, 4, 0, 4, 0, 0],
        [1, 1, 1, 2, 2, 2, 2, 1, 1, 1],
      ].flat(),
    );
    expect(Array.from(packed.rings)).toEqual([0, 5, 10]);
    expect(Array.from(packed.parts)).toEqual([0, 2]);
    expect(packed.box).toEqual([0, 0, 4, 4]);
  });

  it('leaves raw values alone and knows the empty geometry', () => {
    expect(packPoints([[0.12345678912345, 5]], { raw: true }).xy[0]).toBe(0.12345678912345);
    expect(emptyPacked('line').box).toEqual([Infinity, Infinity, -Infinity, -Infinity]);
    expect(samePacked(packMultiPolygon([]), emptyPacked('polygon'))).toBe(true);
  });

  it('normalises what foreign programs write', () => {
    const foreign = packFlat('polygon', [[[0, 0, 0, 4, 4, 4, 4, 1e-12]]]);
    expect(
      samePacked(
        normalisePacked(foreign),
        packPolygon([
          [
            [0, 0],
            [0, 4],
            [4, 4],
            [4, 0],
          ],
        ]),
      ),
    ).toBe(true);
  });
});

describe('GeoJSON', () => {
  it('comes back equal for all kinds', () => {
    fc.assert(
      fc.property(anyPacked, fc.boolean(), (packed, multi) => {
        const stored = normalisePacked(packed);
        expect(samePacked(must(fromGeoJson(toGeoJson(stored, { multi }))), stored)).toBe(true);
      }),
    );
  });

  it('drops heights and takes empty geometries', () => {
    const point = must(fromGeoJson({ type: 'Point', coordinates: [1, 2, 3] }));
    expect(Array.from(point.xy)).toEqual([1, 2]);
    expect(must(fromGeoJson({ type: 'Polygon', coordinates: [] })).xy.length).toBe(0);
  });

  it.each([
    [null, 'geometry-type'],
    ['Point', 'geometry-type'],
    [{ type: 'GeometryCollection', geometries: [] }, 'geometry-type'],
    [{ type: 'Polygon' }, 'geometry-coordinates'],
    [
      {
        type: 'Polygon',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      'geometry-coordinates',
    ],
    [{ type: 'Point', coordinates: ['1', 2] }, 'geometry-coordinates'],
    [{ type: 'LineString', coordinates: [[1]] }, 'geometry-coordinates'],
  ])('refuses %j', (input, code) => {
    expect(fromGeoJson(input)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('WKB', () => {
  // Written by PostGIS 3.3 / shapely 1.8, not by this product.
  const SAMPLES: readonly [string, string, ReturnType<typeof packPoints>][] = [
    ['point', '0101000000000000000000f03f0000000000000040', packPoints([[1, 2]])],
    ['point, big endian', '00000000013ff00000000000004000000000000000', packPoints([[1, 2]])],
    ['point with Z', '01e9030000000000000000f03f00000000000000400000000000000840', packPoints([[1, 2]])],
    ['point with M', '01d1070000000000000000f03f00000000000000400000000000000840', packPoints([[1, 2]])],
    [
      'point with Z and M',
      '01b90b0000000000000000f03f000000000000004000000000000008400000000000001040',
      packPoints([[1, 2]]),
    ],
    ['empty point', '0101000000000000000000f87f000000000000f87f', emptyPacked('point')],
    ['empty multi polygon', '010600000000000000', emptyPacked('polygon')],
    [
      'line',
      '010200000002000000000000000000000000000000000000000000000000000840000000000000f03f',
      packLines([
        [
          [0, 0],
          [3, 1],
        ],
      ]),
    ],
  ];

  it.each(SAMPLES)('reads %s', (_name, bytes, expected) => {
    expect(samePacked(must(readWkb(hex(bytes))), expected)).toBe(true);
  });

  it('comes back equal, little-endian, at any offset', () => {
    fc.assert(
      fc.property(anyPacked, fc.boolean(), fc.integer({ min: 0, max: 9 }), (packed, multi, offset) => {
        const bytes = writeWkb(packed, { multi });
        const shifted = new Uint8Array(offset + bytes.length + 3);
        shifted.set(bytes, offset);
        expect(samePacked(must(readWkb(shifted, offset)), packed)).toBe(true);
        expect(bytes[0]).toBe(1);
      }),
    );
  });

  it('chooses the simple type for one part unless told otherwise', () => {
    const one = packPoints([[1, 2]]);
    expect(toHex(writeWkb(one, { multi: false }))).toBe(SAMPLES[0]![1]);
    expect(toHex(writeWkb(one, { multi: true })).slice(0, 18)).toBe('010400000001000000');
    expect(toHex(writeWkb(emptyPacked('point'), { multi: false }))).toBe(SAMPLES[5]![1]);
  });

  it('refuses bytes that are cut short anywhere, other types and nonsense', () => {
    const bytes = writeWkb(
      packMultiPolygon([
        [
          [
            [0, 0],
            [4, 0],
            [4, 4],
          ],
        ],
        [
          [
            [9, 9],
            [9.5, 9],
            [9, 9.5],
          ],
        ],
      ]),
      { multi: true },
    );
    for (let length = 0; length < bytes.length; length++) {
      expect(readWkb(bytes.subarray(0, length))).toMatchObject({ error: { code: 'wkb-broken' } });
    }
    expect(readWkb(hex('010700000000000000'))).toMatchObject({ error: { code: 'wkb-type' } });
    expect(readWkb(hex('01030000a0e6100000'))).toMatchObject({ error: { code: 'wkb-type' } });
    expect(readWkb(hex('0103000000ffffffffffffffff'))).toMatchObject({ error: { code: 'wkb-broken' } });
    expect(readWkb(hex('07'))).toMatchObject({ error: { code: 'wkb-broken' } });
  });
});

describe('grid bytes', () => {
  it('come back bit for bit, on the grid or not', () => {
    fc.assert(
      fc.property(anyPacked, fc.boolean(), (packed, onGrid) => {
        const given = onGrid ? canonicalPacked(packed) : packed;
        expect(samePacked(decodeGrid(encodeGrid(given)), given)).toBe(true);
      }),
    );
  });

  it('keep what is no number, and take a third of the room', () => {
    const odd = packFlat('polygon', [[[NaN, -0, 1e300, -1e-300]]]);
    expect(samePacked(decodeGrid(encodeGrid(odd)), odd)).toBe(true);
    const ring = Array.from({ length: 500 }, (_, i) => [
      110 + 0.003 * Math.cos(i / 80),
      30 + 0.003 * Math.sin(i / 80),
    ]);
    const packed = packPolygon([ring]);
    expect(encodeGrid(packed).length).toBeLessThan(0.42 * 8 * packed.xy.length);
  });

  it('never give a geometry from broken bytes that are cut short', () => {
    const bytes = encodeGrid(
      packPolygon([
        [
          [110, 30],
          [111, 30],
          [111, 31],
        ],
      ]),
    );
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeGrid(bytes.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => decodeGrid(Uint8Array.of(0x0f))).toThrow(RangeError);
  });
});
