import { packFlat } from '../../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import { at } from '../../../fixtures/check/shapes.ts';
import { checkSelf, selfFeature, type Found, type Setting } from '../../../fixtures/rules/bound.ts';

/** A polygon as it stands in a file: nothing turned, nothing closed. Metres from 110 E 30 N. */
export const raw = (...rings: (readonly (readonly [number, number])[])[]): Packed =>
  packFlat('polygon', [rings.map((ring) => ring.flatMap(([x, y]) => at(x, y)))]);

export const parcel = (geometry: Packed | null) =>
  selfFeature('land_use', geometry, { parcel_number: 'GH7', admin_name: '望岫镇' });

/** What a rule gives for a planned parcel. */
export const check = (id: string, geometry: Packed | null, setting: Setting = {}): Found | null =>
  checkSelf(id, parcel(geometry), setting);

/** The places a finding points at. */
export const placesOf = (found: Found | null): number[][] => {
  const xy = found?.pieces[0]?.geometry.xy ?? [];
  return Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i]!, xy[2 * i + 1]!]);
};
