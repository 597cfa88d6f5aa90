import { describe, expect, it } from 'vitest';
import { fromMercator, tileAt, tileBox, toMercator } from '../../../shared/map/tile-grid.ts';
import { parseTileAddress, tileAddress } from '../../../shared/map/tile-fields.ts';

describe('tiles', () => {
  it('are numbered as everywhere on the web', () => {
    // Known from the slippy-map definition: the Brandenburg Gate at zoom 17.
    expect(tileAt(13.37771496361961, 52.51628011262304, 17)).toEqual({ z: 17, x: 70406, y: 42987 });
    expect(tileBox({ z: 1, x: 1, y: 0 }).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
      0, 0, 180, 85.051129,
    ]);
  });

  it('turn positions there and back', () => {
    for (const [lon, lat] of [
      [110, 30],
      [-179.9, -84],
      [0, 0],
    ] as const) {
      const [x, y] = toMercator(lon, lat);
      const back = fromMercator(x, y);
      expect(back[0]).toBeCloseTo(lon, 9);
      expect(back[1]).toBeCloseTo(lat, 9);
    }
  });

  it('have addresses that are read back, and nothing else is', () => {
    const address = tileAddress('land_use')
      .replace('{z}', '14')
      .replace('{x}', '13199')
      .replace('{y}', '6723');
    expect(parseTileAddress(address)).toEqual({ layer: 'land_use', z: 14, x: 13199, y: 6723 });
    for (const wrong of [
      'lantu-tile://Land/1/2/3',
      'https://land_use/1/2/3',
      'lantu-tile://a/1/2',
      'lantu-tile://a/1/2/3/4',
    ]) {
      expect(parseTileAddress(wrong)).toBeNull();
    }
  });
});
