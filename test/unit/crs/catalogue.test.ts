import { describe, expect, it } from 'vitest';
import { CRS_CATALOGUE, crsByEpsg, zoneCrs, zoneOfLongitude } from '../../../shared/crs/catalogue.ts';

describe('the catalogue of systems', () => {
  it('has every zone under the code that the EPSG rules give it', () => {
    for (let zone = 25; zone <= 45; zone++) {
      expect(zoneCrs(3, zone, true)).toMatchObject({
        epsg: 4488 + zone,
        centralMeridian: 3 * zone,
        falseEasting: zone * 1e6 + 5e5,
      });
      expect(zoneCrs(3, zone, false)).toMatchObject({
        epsg: 4509 + zone,
        centralMeridian: 3 * zone,
        falseEasting: 5e5,
      });
    }
    for (let zone = 13; zone <= 23; zone++) {
      expect(zoneCrs(6, zone, true)).toMatchObject({
        epsg: 4478 + zone,
        centralMeridian: 6 * zone - 3,
        falseEasting: zone * 1e6 + 5e5,
      });
      expect(zoneCrs(6, zone, false)).toMatchObject({
        epsg: 4489 + zone,
        centralMeridian: 6 * zone - 3,
        falseEasting: 5e5,
      });
    }
    expect(CRS_CATALOGUE).toHaveLength(1 + 2 * 21 + 2 * 11);
  });

  it('finds by code and by longitude', () => {
    expect(crsByEpsg(4326)?.epsg).toBe(4490);
    expect(crsByEpsg(3857)).toBeUndefined();
    expect(zoneOfLongitude(110.2)?.epsg).toBe(4525);
    expect(zoneOfLongitude(-100)).toBeUndefined();
  });
});
