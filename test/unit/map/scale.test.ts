import { describe, expect, it } from 'vitest';
import {
  parseScale,
  metresPerPixel,
  pixelsToLatitudeDegrees,
  roundedScale,
  scaleBar,
  scaleDenominator,
  zoomForScale,
} from '../../../shared/map/scale.ts';

describe('scale', () => {
  it('is the length of the parallel divided by the pixels around the world', () => {
    // The equator of CGCS2000: 2 pi 6378137 m; one tile of 512 pixels at zoom 0.
    expect(metresPerPixel(0, 0)).toBeCloseTo(40075016.6856 / 512, 3);
    // One degree of longitude at 30 N is 96486.28 m on the ellipsoid (published tables: 96.486 km).
    expect((metresPerPixel(30, 0) * 512) / 360).toBeCloseTo(96486.28, 1);
  });

  it('and zoom turn into each other', () => {
    for (const zoom of [8, 12.5, 17])
      expect(zoomForScale(30, scaleDenominator(30, zoom))).toBeCloseTo(zoom, 9);
  });

  it('is shown with three figures', () => {
    expect(roundedScale(12_437)).toBe(12_400);
    expect(roundedScale(987.6)).toBe(988);
    expect(roundedScale(1_234_567)).toBe(1_230_000);
  });

  it('gives the longest round bar that fits', () => {
    for (let zoom = 3; zoom < 22; zoom += 0.37) {
      const bar = scaleBar(30, zoom, 150);
      expect(bar.pixels).toBeLessThanOrEqual(150);
      expect(bar.pixels).toBeGreaterThan(150 / 2.51);
      expect(String(bar.metres / 10 ** Math.floor(Math.log10(bar.metres) + 1e-9))).toMatch(
        /^(1|2|5)(\.0+\d*)?$/,
      );
    }
  });

  it('turns pixels into degrees of latitude', () => {
    // 512 pixels at zoom 0 are the whole world; a pixel of latitude shrinks with the cosine.
    expect(pixelsToLatitudeDegrees(512, 0, 0)).toBeCloseTo(360, 9);
    expect(pixelsToLatitudeDegrees(1, 60, 5)).toBeCloseTo(360 / 512 / 32 / 2, 12);
  });

  it('reads a scale as it is typed', () => {
    const typed = ['1:5000', '1：5000', ' 5000 ', '1/5000', '1:5,000', '1:1万', '1:0.5万'].map(parseScale);
    expect(typed).toEqual([5000, 5000, 5000, 5000, 5000, 10_000, 5000]);
    expect(['', '1:', '0', '1:5', '2:5000', 'x', '1:99999999'].map(parseScale)).toEqual(Array(7).fill(null));
  });
});
