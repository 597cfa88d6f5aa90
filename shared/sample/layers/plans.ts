import { common, uidOf, type FieldValue, type SampleFeature } from '../features.ts';
import { TOWNSHIPS } from '../figures.ts';
import { multiParts } from './lines.ts';
import type { Registry } from './registry.ts';

interface ParkCard {
  readonly name: string;
  readonly kind: string;
  readonly level: string;
  readonly industryClass: string | null;
  readonly use: string;
  readonly industry: string;
  readonly stage: string;
  readonly parent: string | null;
  readonly announced: number | null;
}

const zone = '澄川经济开发区';

const PARKS: Readonly<Record<string, ParkCard>> = {
  K1: {
    name: '澄川经济开发区城东园',
    kind: 'development_zone',
    level: 'provincial',
    industryClass: '2',
    use: 'industry',
    industry: '装备制造、食品加工',
    stage: 'chain_extension',
    parent: zone,
    announced: 286,
  },
  K2: {
    name: '澄川经济开发区桐渡园',
    kind: 'development_zone',
    level: 'provincial',
    industryClass: '2',
    use: 'industry',
    industry: '电子信息、新材料',
    stage: 'agglomeration',
    parent: zone,
    announced: 194,
  },
  K3: {
    name: '石屏口绿色建材产业园',
    kind: 'industrial_park',
    level: 'county',
    industryClass: '3',
    use: 'industry',
    industry: '绿色建材',
    stage: 'agglomeration',
    parent: null,
    announced: 96,
  },
  K4: {
    name: '雁落坪农产品加工园',
    kind: 'industrial_park',
    level: 'county',
    industryClass: '1',
    use: 'industry',
    industry: '农产品加工',
    stage: 'chain_extension',
    parent: null,
    announced: 62,
  },
  K5: {
    name: '茶溪湾茶产业园',
    kind: 'township_cluster',
    level: 'township',
    industryClass: '1',
    use: 'industry',
    industry: '茶叶加工',
    stage: 'agglomeration',
    parent: null,
    announced: 28,
  },
  K6: {
    name: '龙潭坝清洁能源装备园',
    kind: 'industrial_park',
    level: 'county',
    industryClass: '2',
    use: 'industry',
    industry: '清洁能源装备',
    stage: 'agglomeration',
    parent: null,
    announced: 54,
  },
  K7: {
    name: '枫香渡物流园',
    kind: 'logistics_park',
    level: 'county',
    industryClass: '1',
    use: 'storage',
    industry: '仓储物流',
    stage: 'agglomeration',
    parent: null,
    announced: 41,
  },
  K8: {
    name: '白竹园现代农业产业园',
    kind: 'modern_agriculture',
    level: 'county',
    industryClass: null,
    use: 'agriculture',
    industry: '设施蔬菜、优质水稻',
    stage: 'chain_extension',
    parent: null,
    announced: 118,
  },
};

export function* parks(r: Registry): Generator<SampleFeature> {
  for (const g of multiParts(r, (l) => (l.township > 0 ? l.park : ''))) {
    const card = PARKS[g.key]!;
    const fields: Record<string, FieldValue> = {
      ...common(g.township, g.area),
      name: card.name,
      park_kind: card.kind,
      park_level: card.level,
      // C24: the declared class of K6 is raised.
      industry_class: g.key === 'K6' && r.county.planted ? '3' : card.industryClass,
      leading_use: card.use,
      leading_industry: card.industry,
      development_stage: card.stage,
      parent_park: card.parent,
      announced_area_ha: card.announced,
      approval_number: '示范园〔2021〕3号',
      approved_on: '2021-11-20',
    };
    yield r.note(
      {
        layer: 'industrial_park',
        uid: uidOf(`park ${g.key}`),
        kind: 'polygon',
        coordinates: g.coordinates,
        fields,
      },
      g.key,
      g.faces,
    );
  }
}

export function* townCenters(r: Registry): Generator<SampleFeature> {
  for (const g of multiParts(r, (l) =>
    l.township > 0 && l.town > 0 ? String(l.town).padStart(2, '0') : '',
  )) {
    const t = TOWNSHIPS[Number(g.key) - 1]!;
    yield r.note(
      {
        layer: 'town_center',
        uid: uidOf(`town ${g.key}`),
        kind: 'polygon',
        coordinates: g.coordinates,
        fields: {
          ...common(Number(g.key), g.area),
          name: t.town,
          town_level: t.level,
          planned_population: t.planned,
          urban_function:
            t.level === 'central_city'
              ? '县域综合服务中心'
              : t.level === 'country_market'
                ? '乡村服务'
                : '镇域服务与就地城镇化',
        },
      },
      t.town,
      g.faces,
    );
  }
}

const ECOLOGY: Readonly<
  Record<string, readonly [name: string, type: string, level: string | null, purpose: string]>
> = {
  E1: ['云台荒水源涵养区', 'protection', null, '水源涵养'],
  E2: ['澄水河湿地生态廊道', 'control', null, '湿地与水生生境连通'],
  E3: ['双鹤垭生物多样性保护区', 'protection', null, '生物多样性维护'],
  E4: ['杉木岭石漠化治理区', 'restoration', null, '石漠化治理'],
  E5: ['龙潭水库饮用水水源保护区', 'water_source', 'level_2', '饮用水水源保护'],
  E6: ['望岫森林公园', 'reserve_general', null, '森林景观与自然教育'],
};

export function* ecologicalZones(r: Registry): Generator<SampleFeature> {
  for (const id of Object.keys(ECOLOGY)) {
    const [name, type, level, purpose] = ECOLOGY[id]!;
    for (const g of multiParts(r, (l) => (l.eco.includes(id) ? id : ''))) {
      yield r.note(
        {
          layer: 'ecological_zone',
          uid: uidOf(`eco ${id}`),
          kind: 'polygon',
          coordinates: g.coordinates,
          fields: {
            ...common(g.township, g.area),
            name,
            zone_type: type,
            protection_level: level,
            main_purpose: purpose,
          },
        },
        id,
        g.faces,
      );
    }
  }
}
