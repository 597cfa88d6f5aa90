import {
  common,
  nameOfClass,
  nameOfSurvey,
  nameOfZone,
  round2,
  townshipCode,
  uidOf,
  type FieldValue,
  type SampleFeature,
} from '../features.ts';
import { TOWNSHIPS } from '../figures.ts';
import type { Label } from '../label.ts';
import { RIDGE } from '../place/site-tools.ts';
import { settlementOf, surveyCodeOf } from '../survey-codes.ts';
import type { Registry } from './registry.ts';

const MARKED: Readonly<Record<string, string>> = {
  C07: 'LU07',
  C14: 'LU14',
  C16: 'LU16',
  C19: 'LU19',
  C13: 'LU19',
  C20: 'LU20',
  C23: 'LU23',
  C26: 'LU26',
  C28: 'LU28',
};

/** Ridge fields of a cultivated polygon: coefficient, deducted and net area. */
export function ridges(area: number, ridge: number): Record<string, FieldValue> {
  const gross = round2(area);
  const deducted = round2(gross * ridge);
  return {
    ridge_coefficient: ridge,
    deducted_area_m2: deducted,
    net_area_m2: round2(gross - deducted),
  };
}

const slopeOf = (ridge: number): string =>
  String(
    Math.max(
      1,
      RIDGE.findIndex((v, k) => k > 0 && v === ridge),
    ),
  );

/** Village of a place, for the location fields. */
export function villageOf(l: Label, face: number): { code: string; name: string } {
  const named: Record<string, string> = { 青筼村: '201', 㵲滩村: '202', 梨坪村: '203', 岩湾村: '204' };
  const known = named[l.where];
  const number = known ?? String(205 + (face % 14));
  const name = known ? l.where : VILLAGES[face % 14]!;
  return { code: `${townshipCode(l.township)}${number}`, name };
}

const VILLAGES = [
  '河湾村',
  '大坪村',
  '石板村',
  '柏树村',
  '双河村',
  '杨柳村',
  '新场村',
  '白岩村',
  '黄泥村',
  '长岭村',
  '马家坪村',
  '花果村',
  '水田坝村',
  '老屋村',
];

/** Planned land use: one polygon a parcel. */
export function* landUse(r: Registry): Generator<SampleFeature> {
  const c = r.county;
  let number = 0;
  for (const g of c.groups((l) => (l.township > 0 ? `${l.parcel}\u0001${l.plan}\u0001${l.township}` : ''))) {
    const { coordinates, area } = c.polygon(g.faces);
    const l = g.first;
    const village = villageOf(l, g.faces[0]!);
    number++;
    const changed = g.faces.some((f) => c.label(f)!.base.slice(0, 2) !== l.plan.slice(0, 2));
    const feature: SampleFeature = {
      layer: 'land_use',
      uid: uidOf(`land_use ${l.parcel} ${Math.min(...g.faces)}`),
      kind: 'polygon',
      coordinates,
      fields: {
        ...common(l.township, area),
        land_class: l.plan,
        land_class_name: nameOfClass(l.plan),
        class_edition: '2023',
        settlement_attribute: l.settlement === '' ? null : l.settlement,
        parcel_number: `GH${String(number).padStart(6, '0')}`,
        ...(l.plan.startsWith('01') ? ridges(area, Math.max(0, l.ridge)) : { net_area_m2: round2(area) }),
        baseline_class: l.base,
        plan_status: changed ? 'new' : 'existing',
        conversion_basis: l.basis === '' ? null : l.basis,
        limited_activity_item: l.item === '' ? null : l.item,
        location_unit_code: village.code,
        location_unit_name: village.name,
      },
    };
    const mark = g.faces.map((f) => c.label(f)!.mark).find((m) => m in MARKED || m.startsWith('N')) ?? '';
    yield r.note(feature, MARKED[mark] ?? mark, g.faces);
  }
}

/** Survey of 2020: as fine as the plan, finer where the plan changes the use. */
export function* surveyParcels(r: Registry): Generator<SampleFeature> {
  const c = r.county;
  let number = 0;
  for (const g of c.groups((l) =>
    l.township > 0
      ? `${l.survey || l.parcel}\u0001${l.base}\u0001${l.township}\u0001${l.base.startsWith('01') ? l.ridge : ''}`
      : '',
  )) {
    const { coordinates, area } = c.polygon(g.faces);
    const l = g.first;
    const village = villageOf(l, g.faces[0]!);
    const survey = surveyCodeOf(l.base);
    number++;
    const cultivated = l.base.startsWith('01');
    const ridge = Math.max(0, l.ridge);
    const feature: SampleFeature = {
      layer: 'survey_parcel',
      uid: uidOf(`survey ${l.survey || l.parcel} ${Math.min(...g.faces)}`),
      kind: 'polygon',
      coordinates,
      fields: {
        ...common(l.township, area),
        parcel_number: String(number).padStart(6, '0'),
        survey_class: survey,
        survey_class_name: nameOfSurvey(survey),
        base_class: l.base,
        ownership_kind: l.town > 0 ? '20' : '30',
        owner_name: village.name,
        location_unit_code: village.code,
        location_unit_name: village.name,
        deduction_class: cultivated ? '1203' : null,
        ...(cultivated ? ridges(area, ridge) : { net_area_m2: round2(area) }),
        slope_class: cultivated ? slopeOf(ridge) : null,
        settlement_attribute: settlementOf(survey, l.town),
        data_year: '2020',
      },
    };
    yield r.note(feature, '', g.faces);
  }
}

/** Planning zones, divided at township borders. */
export function* zones(r: Registry): Generator<SampleFeature> {
  const c = r.county;
  let number = 0;
  for (const g of c.groups((l) =>
    l.township > 0 ? `${l.zone}\u0001${l.zoneFeature}\u0001${l.township}` : '',
  )) {
    const { coordinates, area } = c.polygon(g.faces);
    const l = g.first;
    number++;
    const feature: SampleFeature = {
      layer: 'functional_zone',
      uid: uidOf(`zone ${l.zone} ${l.zoneFeature} ${Math.min(...g.faces)}`),
      kind: 'polygon',
      coordinates,
      fields: {
        ...common(l.township, area),
        zone_code: l.zone,
        zone_name: nameOfZone(l.zone),
        zone_number: `${l.zone}-${String(number).padStart(5, '0')}`,
      },
    };
    yield r.note(feature, l.zoneFeature === 'C18' ? 'Z410w' : '', g.faces);
  }
}

/** Townships and their main functions. */
export function* townships(r: Registry, layer: 'township' | 'township_function'): Generator<SampleFeature> {
  const c = r.county;
  const parts = c.groups((l) => (l.township > 0 ? String(l.township) : ''));
  for (let k = 1; k <= 12; k++) {
    const mine = parts.filter((g) => g.key === String(k));
    const { coordinates, area } = c.multi(mine.map((g) => g.faces));
    const t = TOWNSHIPS[k - 1]!;
    const feature: SampleFeature = {
      layer,
      uid: uidOf(`${layer} ${k}`),
      kind: 'polygon',
      coordinates,
      fields:
        layer === 'township'
          ? {
              revision: 1,
              area_m2: round2(area),
              code: townshipCode(k),
              name: t.name,
              control_area_ha: t.km2 * 100,
              resident_population: t.people,
              township_kind: t.name.endsWith('镇') ? 'town' : 'township',
            }
          : { ...common(k, area), main_function: t.mainFunction },
    };
    yield r.note(
      feature,
      t.name,
      mine.flatMap((g) => g.faces),
    );
  }
}
