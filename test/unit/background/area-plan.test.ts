import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaTiles, MAX_AREA_TILES, planArea, tileRange } from '../../../shared/background/area-plan.ts';
import { byteText } from '../../../shared/background/byte-text.ts';
import { tileBox } from '../../../shared/map/tile-grid.ts';

const box = fc
  .tuple(
    fc.double({ min: 73, max: 134, noNaN: true }),
    fc.double({ min: 18, max: 53, noNaN: true }),
    fc.double({ min: 1e-4, max: 0.4, noNaN: true }),
    fc.double({ min: 1e-4, max: 0.4, noNaN: true }),
  )
  .map(([w, s, dx, dy]) => [w, s, w + dx, s + dy] as const);

describe('an offline area', () => {
  it('has the tiles that it says, each once, and they cover the box', () => {
    fc.assert(
      fc.property(box, fc.integer({ min: 3, max: 11 }), fc.nat({ max: 3 }), (area, low, more) => {
        const high = low + more;
        const plan = planArea(area, low, high, null);
        const tiles = [...areaTiles(area, low, high)];
        expect(tiles.length).toBe(plan.tiles);
        expect(new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)).size).toBe(tiles.length);
        for (let zoom = low; zoom <= high; zoom++) {
          const { west, north, east, south } = tileRange(area, zoom);
          const first = tileBox({ z: zoom, x: west, y: north });
          const last = tileBox({ z: zoom, x: east, y: south });
          expect(first[0]).toBeLessThanOrEqual(area[0] + 1e-9);
          expect(first[3]).toBeGreaterThanOrEqual(area[3] - 1e-9);
          expect(last[2]).toBeGreaterThanOrEqual(area[2] - 1e-9);
          expect(last[1]).toBeLessThanOrEqual(area[1] + 1e-9);
        }
      }),
    );
  });
  it('is counted, sized and timed; beyond the limit it is too much', () => {
    const county = [110, 30, 110.5, 30.5] as const;
    const small = planArea(county, 10, 12, 20_000);
    // Columns 824.9 to 826.3 and rows 420.8 to 422.5 of 1024, by hand.
    expect(small.perZoom[0]).toEqual({ zoom: 10, tiles: 9 });
    expect(small).toMatchObject({ bytes: small.tiles * 20_000, measured: true, tooMany: false });
    expect(small.seconds).toBe(Math.ceil(small.tiles / 8));
    const large = planArea(county, 10, 19, null);
    expect(large).toMatchObject({ measured: false, tooMany: true, limit: MAX_AREA_TILES });
  });
});

describe('sizes for people', () => {
  it('have three figures', () => {
    expect([0, 999, 18_400_000, 1_234_567_890].map(byteText)).toEqual(['0 B', '999 B', '18.4 MB', '1.23 GB']);
  });
});
