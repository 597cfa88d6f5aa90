import { describe, expect, it } from 'vitest';
import { packPoints, packPolygon } from '../../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import { checkSelf, selfFeature } from '../../../fixtures/rules/bound.ts';
import { parcel } from './parcel.ts';

describe('outside extent', () => {
  const world = { countyBox: [110, 30, 110.5, 30.4] as const };
  const place = (lon: number, lat: number): Packed => packPoints([[lon, lat]]);
  const run = (geometry: Packed | null) =>
    checkSelf('outside-extent', selfFeature('public_facility', geometry, { name: '卫生院' }), { world });

  it('finds what lies far from the county, and says where and how far', () => {
    const found = run(place(100, 30));
    expect(found?.pieces[0]?.severity).toBe('error');
    // Ten degrees of the parallel at 30N are 964.86 km; the shortest way is a little less.
    const metres = Number(/([\d.]+)千米/.exec(found?.text[0] ?? '')?.[1]) * 1000;
    expect(Math.abs(metres - 964_860) / 964_860).toBeLessThan(0.002);
    expect(found?.text[0]).toContain('公共服务设施要素卫生院位于100.000000°, 30.000000°');
    expect(found?.text[1]).toMatch(
      /lies at 100\.000000°, 30\.000000°, [\d.]+ km from the county: wrong zone\?$/,
    );
  });

  it('draws the line 20 km from the county, also off its corners', () => {
    const north = (km: number): number => 30.4 + km / 110.86;
    expect(run(place(110.2, north(19.9)))).toBeNull();
    expect(run(place(110.2, north(20.1)))).not.toBeNull();
    // 15 km east and 15 km north of the corner: 21.2 km from it.
    expect(run(place(110.5 + 15 / 96.1, north(15)))).not.toBeNull();
    expect(run(place(110.5 + 14 / 96.1, north(14)))).toBeNull();
  });

  it('finds a single vertex gone astray', () => {
    const stray = packPolygon([
      [
        [110.1, 30.1],
        [110.2, 30.1],
        [110.2, 31.2],
        [110.1, 30.1],
      ],
    ]);
    const found = checkSelf('outside-extent', parcel(stray), { world });
    expect(found?.text[0]).toContain('110.200000°, 31.200000°');
  });

  it('finds what is no place, and asks nothing where no county is drawn', () => {
    const metres = checkSelf('outside-extent', selfFeature('land_use', place(376_000, 3_320_000)), { world });
    expect(metres?.text[0]).toMatch(/不是有效的经纬度。$/);
    expect(metres?.text[1]).toMatch(/are no longitude and latitude\.$/);
    expect(run(packPoints([[NaN, 30]], { raw: true }))?.text[0]).toMatch(/不是有效的经纬度。$/);
    expect(checkSelf('outside-extent', selfFeature('land_use', place(100, 30)))).toBeNull();
    expect(run(null)).toBeNull();
  });
});
