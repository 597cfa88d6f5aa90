import { uidOf, townshipCode, type FieldValue } from './features.ts';
import type { Registry } from './layers/registry.ts';

/** A row of the quota table: field names as in the layer schema. */
export type QuotaRow = Record<string, FieldValue>;

const round4 = (v: number): number => Math.round(v * 1e4) / 1e4;
const isBuilt = (plan: string): boolean => plan >= '07' && plan < '17';

/** What 石屏口镇 lacks of construction land, and the county's townships of cultivated land, ha (C30). */
export const SHORT = { construction: 6.4, cultivated: 12 } as const;

/** Quotas handed down, written from the finished county so that only the planted ones are missed. */
export function quotas(r: Registry): QuotaRow[] {
  const c = r.county;
  const built = Array.from({ length: 13 }, () => 0);
  const tilled = Array.from({ length: 13 }, () => 0);
  const patches = Array.from({ length: 13 }, () => 0);
  c.land.faces.forEach((_l, f) => {
    const l = c.label(f);
    if (!l || l.township === 0) return;
    const ha = c.land.area(f) / 1e4;
    if (isBuilt(l.plan)) built[l.township]! += ha;
    if (l.plan.startsWith('01')) tilled[l.township]! += ha * (1 - Math.max(0, l.ridge));
    if (l.patch !== '') patches[l.township]! += ha * (1 - Math.max(0, l.ridge));
  });
  const rows: QuotaRow[] = [];
  const add = (
    code: string,
    kind: string,
    value: number,
    direction: 'ceiling' | 'floor',
    nature = 'binding',
    unit = 'ha',
  ): void => {
    rows.push({
      uid: uidOf(`quota ${code} ${kind}`),
      admin_code: code,
      year: 2035,
      quota_kind: kind,
      value: round4(value),
      unit,
      nature,
      direction,
      source: '虚构示范数据：市级国土空间总体规划分解下达',
    });
  };
  const county = '990121';
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  // Construction land: every township has room but 石屏口镇 in the planted county.
  const ceilings = built.map((v, k) =>
    k === 0 ? 0 : c.planted && k === 3 ? round4(v - SHORT.construction) : Math.ceil(v) + 2,
  );
  // Cultivated land to keep: shares of 22,310 ha by what each township has.
  const keep = 22_310;
  const target = c.planted ? keep - SHORT.cultivated : keep;
  const shares = tilled.map((v) => round4((v / sum(tilled)) * target));
  shares[12] = round4(target - sum(shares.slice(0, 12)));
  for (let k = 1; k <= 12; k++) {
    add(townshipCode(k), 'construction_land', ceilings[k]!, 'ceiling');
    add(townshipCode(k), 'cultivated_land', shares[k]!, 'floor');
    add(townshipCode(k), 'basic_farmland', Math.floor(patches[k]! * 1e4) / 1e4, 'floor');
  }
  add(county, 'construction_land', Math.ceil(sum(ceilings)) + 10, 'ceiling');
  add(county, 'cultivated_land', keep, 'floor');
  add(county, 'basic_farmland', 19_820, 'floor');
  add(county, 'new_construction_land', 940, 'ceiling');
  add(county, 'urban_boundary_area', 2500, 'ceiling');
  add(county, 'capacity_water', 42.5, 'ceiling', 'expected', '万人');
  add(county, 'capacity_land', 11_800, 'ceiling', 'expected');
  return rows;
}
