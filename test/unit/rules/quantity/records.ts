import type { Fields } from '../../../../shared/model/record.ts';
import { rect } from '../../../fixtures/check/shapes.ts';
import type { GroupRecord } from '../../../fixtures/rules/groups.ts';

/* Records of a county 990121 with townships 1 to 9, figures in hectares. */

export const { box } = rect(0, 0, 10, 10);
export const county = (more: Fields = {}): GroupRecord => ({
  layer: 'county',
  uid: 'county',
  box,
  fields: { code: '990121', name: '澄川县', control_area_ha: 300, ...more },
});
export const township = (n: number, more: Fields = {}): GroupRecord => ({
  layer: 'township',
  uid: `t${n}`,
  box,
  fields: { code: `99012100${n}`, name: `第${n}镇`, control_area_ha: 100, ...more },
});
export const parcel = (n: number, land_class: string, ha: number, more: Fields = {}): GroupRecord => ({
  layer: 'land_use',
  fields: {
    admin_code: `99012100${n}`,
    land_class,
    area_m2: ha * 1e4,
    net_area_m2: ha * 1e4,
    ...more,
  },
});
export const quota = (
  admin_code: string,
  quota_kind: string,
  direction: 'ceiling' | 'floor',
  value: number | null,
  more: Fields = {},
): GroupRecord => ({
  layer: 'quota',
  uid: `q ${admin_code} ${quota_kind} ${String(more['year'] ?? 2035)}`,
  fields: { admin_code, quota_kind, direction, value, unit: 'ha', year: 2035, nature: 'binding', ...more },
});
