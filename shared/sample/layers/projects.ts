import { common, uidOf, type SampleFeature } from '../features.ts';
import type { Label } from '../label.ts';
import type { Registry } from './registry.ts';

interface Project {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly stage: string;
  readonly investment: number;
  readonly from: number;
  readonly to: number;
  readonly item?: string;
  /** Faces of the project. */
  readonly pick: (l: Label, face: number) => boolean;
  /** Only the largest connected part, or the first few. */
  readonly parts?: number;
}

const block =
  (town: number, prefix: string, base?: string) =>
  (l: Label): boolean =>
    l.town === town &&
    l.plan.startsWith(prefix) &&
    l.way === '' &&
    (base === undefined || !l.base.startsWith(base));

const PROJECTS: readonly Project[] = [
  {
    id: 'M01',
    name: '云双线改建工程',
    type: 'transport',
    stage: 'pre_examined',
    investment: 38_600,
    from: 2024,
    to: 2027,
    item: '6',
    pick: (l) => l.way === 'X5' && l.zone === '100',
    parts: 1,
  },
  {
    id: 'M02',
    name: '龙潭抽水蓄能电站地面厂区',
    type: 'energy',
    stage: 'planned',
    investment: 620_000,
    from: 2026,
    to: 2033,
    pick: (l) => l.mark === 'N4',
  },
  {
    id: 'M03',
    name: '云台荒石灰岩矿',
    type: 'mining',
    stage: 'approved',
    investment: 21_000,
    from: 2022,
    to: 2032,
    pick: (l) => l.mark === 'N5',
  },
  {
    id: 'M04',
    name: '澄桐高速桐渡段',
    type: 'transport',
    stage: 'under_construction',
    investment: 246_000,
    from: 2021,
    to: 2025,
    pick: (l) => l.way === 'G1' && l.township === 2,
    parts: 1,
  },
  {
    id: 'M05',
    name: '县人民医院新院区',
    type: 'public_service',
    stage: 'planned',
    investment: 58_000,
    from: 2024,
    to: 2028,
    pick: block(1, '0806'),
    parts: 1,
  },
  {
    id: 'M06',
    name: '桐渡园标准厂房',
    type: 'industry',
    stage: 'under_construction',
    investment: 42_000,
    from: 2022,
    to: 2025,
    pick: (l) => l.park === 'K2' && l.plan === '100102',
    parts: 2,
  },
  {
    id: 'M07',
    name: '城东园食品加工基地',
    type: 'industry',
    stage: 'approved',
    investment: 35_500,
    from: 2023,
    to: 2026,
    pick: (l) => l.park === 'K1' && l.plan === '100101',
    parts: 2,
  },
  {
    id: 'M08',
    name: '枫香渡物流枢纽',
    type: 'industry',
    stage: 'planned',
    investment: 27_800,
    from: 2025,
    to: 2028,
    pick: (l) => l.park === 'K7' && l.plan === '110101',
    parts: 2,
  },
  {
    id: 'M09',
    name: '澄川中心城区污水处理厂扩建',
    type: 'utility',
    stage: 'approved',
    investment: 16_200,
    from: 2023,
    to: 2025,
    pick: block(1, '13'),
    parts: 1,
  },
  {
    id: 'M10',
    name: '县第三高级中学',
    type: 'public_service',
    stage: 'planned',
    investment: 22_000,
    from: 2026,
    to: 2029,
    pick: block(1, '0804'),
    parts: 1,
  },
  {
    id: 'M11',
    name: '龙潭水库除险加固',
    type: 'water',
    stage: 'completed',
    investment: 9800,
    from: 2019,
    to: 2022,
    pick: (l) => l.way === '龙潭水库',
    parts: 1,
  },
  {
    id: 'M12',
    name: '白竹园设施农业示范',
    type: 'agriculture',
    stage: 'approved',
    investment: 7600,
    from: 2022,
    to: 2024,
    pick: (l) => l.park === 'K8' && l.patch === '',
    parts: 1,
  },
  {
    id: 'M13',
    name: '澄水河湿地修复',
    type: 'ecology',
    stage: 'planned',
    investment: 12_400,
    from: 2023,
    to: 2027,
    pick: (l) => l.eco.includes('E2') && l.plan === '0506' && l.mark === '' && l.parcel !== 'C27-K5',
    parts: 2,
  },
  {
    id: 'M14',
    name: '望岫茶旅融合项目',
    type: 'tourism',
    stage: 'reserve',
    investment: 6800,
    from: 2026,
    to: 2030,
    pick: block(5, '0'),
    parts: 1,
  },
];

/** The fourteen major projects. Only the one with a recorded item lies in the redline; none on basic farmland. */
export function* projects(r: Registry): Generator<SampleFeature> {
  const c = r.county;
  for (const p of PROJECTS) {
    const groups = c
      .groups((l, f) => (l.township > 0 && p.pick(l, f) ? (p.parts ? l.parcel : 'all') : ''))
      .map((g) => ({ ...g, area: g.faces.reduce((s, f) => s + c.land.area(f), 0) }))
      .sort((a, b) => b.area - a.area)
      .slice(0, p.parts ?? 1);
    if (groups.length === 0) throw new Error(`project ${p.id} has no ground`);
    const faces = groups.flatMap((g) => g.faces);
    // Parcels side by side make one part.
    const member = new Set(faces);
    const joined = c.groups((_l, f) => (member.has(f) ? 'all' : ''));
    const { coordinates, area } = c.multi(joined.map((g) => g.faces));
    yield r.note(
      {
        layer: 'major_project',
        uid: uidOf(`project ${p.id}`),
        kind: 'polygon',
        coordinates,
        fields: {
          ...common(c.label(faces[0]!)!.township, area),
          name: p.name,
          project_code: `990121-${p.id}`,
          project_type: p.type,
          project_stage: p.stage,
          land_need_ha: Math.round(area) / 1e4,
          investment_10k: p.investment,
          start_year: p.from,
          finish_year: p.to,
          in_project_list: 1,
          limited_activity_item: p.item ?? null,
          determination_number: p.item ? '示范自然资认〔2023〕12号' : null,
        },
      },
      p.id,
      faces,
    );
  }
}
