import {
  common,
  nameOfSurvey,
  round2,
  townshipCode,
  uidOf,
  type FieldValue,
  type SampleFeature,
} from '../features.ts';
import { TOWNSHIPS } from '../figures.ts';
import type { Label } from '../label.ts';
import { surveyCodeOf } from '../survey-codes.ts';
import { ridges, villageOf } from './coverage.ts';
import type { Registry } from './registry.ts';

/** Where a control line came from: every feature of the three lines carries it. */
const handed = (what: string): Record<string, FieldValue> => ({
  source: `虚构示范数据：省自然资源厅下发${what}`,
  version: '2022年启用版',
  valid_from: '2022-10-14',
  approval_number: '示范〔2022〕7号',
  classification_mark: 'internal',
});

/** The township with most of a feature. */
function mainTownship(r: Registry, faces: readonly number[]): number {
  const by = new Map<number, number>();
  for (const f of faces) {
    const t = r.county.label(f)!.township;
    if (t > 0) by.set(t, (by.get(t) ?? 0) + r.county.land.area(f));
  }
  return [...by.entries()].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Groups faces by key into multi-part features. */
export function multiParts(
  r: Registry,
  key: (l: Label) => string,
): { key: string; faces: number[]; coordinates: number[][][][]; area: number; township: number }[] {
  const groups = new Map<string, number[][]>();
  for (const g of r.county.groups((l) => key(l))) {
    const list = groups.get(g.key);
    if (list) list.push(g.faces);
    else groups.set(g.key, [g.faces]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, parts]) => {
      const faces = parts.flat();
      return { key: k, faces, ...r.county.multi(parts), township: mainTownship(r, faces) };
    });
}

const REDLINE_NAMES: Readonly<Record<string, string>> = {
  'R-E1': '云台荒水源涵养生态保护红线',
  'R-E3': '双鹤垭生物多样性维护生态保护红线',
  'R-E4': '杉木岭石漠化控制生态保护红线',
  'R-E6': '望岫森林公园生态保护红线',
  'R-core-双鹤垭': '双鹤垭自然保护区核心保护区',
  'R-core-龙潭坝': '龙潭坝自然保护区核心保护区',
  R21: '杉木岭西段水土保持生态保护红线',
  R22: '雁落坪南段水土保持生态保护红线',
  'R-N3': '云双线沿线生态保护红线',
  'R-茶溪湾': '茶溪湾水源涵养生态保护红线',
};

export function* redline(r: Registry): Generator<SampleFeature> {
  for (const g of multiParts(r, (l) => (l.township > 0 ? l.redline : ''))) {
    const core = g.key.startsWith('R-core');
    const feature: SampleFeature = {
      layer: 'ecological_redline',
      uid: uidOf(`redline ${g.key}`),
      kind: 'polygon',
      coordinates: g.coordinates,
      fields: {
        ...common(g.township, g.area),
        ...handed('生态保护红线'),
        name: REDLINE_NAMES[g.key] ?? `${TOWNSHIPS[g.township - 1]!.name}水土保持生态保护红线`,
        redline_kind: core ? 'core' : g.key === 'R-E6' ? 'reserve_general' : 'outside_reserve',
        is_core_reserve: core ? 1 : 0,
        reserve_name: core ? REDLINE_NAMES[g.key]! : null,
      },
    };
    yield r.note(feature, g.key, g.faces);
  }
}

export function* basicFarmland(r: Registry): Generator<SampleFeature> {
  let number = 0;
  for (const g of r.county.groups((l) =>
    l.township > 0 && l.patch !== '' ? `${l.patch}\u0001${l.township}` : '',
  )) {
    const { coordinates, area } = r.county.polygon(g.faces);
    const l = g.first;
    const village = villageOf(l, g.faces[0]!);
    const survey = surveyCodeOf(l.base);
    number++;
    const feature: SampleFeature = {
      layer: 'basic_farmland',
      uid: uidOf(`patch ${l.patch} ${Math.min(...g.faces)}`),
      kind: 'polygon',
      coordinates,
      fields: {
        ...common(l.township, area),
        ...handed('永久基本农田'),
        patch_number: `${townshipCode(l.township)}${String(number).padStart(5, '0')}`,
        survey_class: survey,
        survey_class_name: nameOfSurvey(survey),
        ownership_kind: '30',
        owner_name: village.name,
        location_unit_code: village.code,
        location_unit_name: village.name,
        data_year: '2020',
        deduction_class: '1203',
        ...ridges(area, Math.max(0, l.ridge)),
        is_stable: '是',
      },
    };
    yield r.note(feature, /^P\d/.test(l.patch) ? '' : `PBF-${l.patch}`, g.faces);
  }
}

export function* boundary(r: Registry): Generator<SampleFeature> {
  for (const g of multiParts(r, (l) =>
    l.boundary === '' || l.township === 0 ? '' : `${l.place}|${l.boundary}`,
  )) {
    const [place = '', kind = ''] = g.key.split('|');
    const town = place.startsWith('town') ? TOWNSHIPS[Number(place.slice(4)) - 1]!.town : '';
    const feature: SampleFeature = {
      layer: 'urban_boundary',
      uid: uidOf(`boundary ${g.key}`),
      kind: 'polygon',
      coordinates: g.coordinates,
      fields: {
        ...common(g.township, g.area),
        ...handed('城镇开发边界'),
        name: town !== '' ? town : `${TOWNSHIPS[g.township - 1]!.name}产业园区`,
        boundary_kind: kind,
      },
    };
    yield r.note(feature, g.key, g.faces);
  }
}

/** The county itself. */
export function* county(r: Registry): Generator<SampleFeature> {
  const parts = r.county.groups((l) => (l.township > 0 ? 'county' : ''));
  const { coordinates, area } = r.county.multi(parts.map((g) => g.faces));
  yield r.note(
    {
      layer: 'county',
      uid: uidOf('county'),
      kind: 'polygon',
      coordinates,
      fields: {
        revision: 1,
        area_m2: round2(area),
        code: '990121',
        name: '澄川县（示范）',
        control_area_ha: 203640,
        resident_population: 31.82,
        main_function: 'agricultural',
        class_edition: '2023',
      },
    },
    '990121',
    parts.flatMap((g) => g.faces),
  );
}
