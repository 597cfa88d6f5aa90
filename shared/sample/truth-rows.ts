import type { Severity } from './truth-types.ts';

/** What one planted row of the list says. */
export interface Row {
  readonly rule: string;
  readonly subject: readonly [layer: string, ref: string];
  readonly other: string;
  readonly kind: 'primary' | 'also';
  readonly marks: readonly string[];
  readonly severity: Severity;
  /** Pieces have no counterpart feature (what lies outside). */
  readonly alone?: boolean;
  readonly whole?: boolean;
}

export const PARK = 'industrial_park';
export const LAND = 'land_use';
const C02 = ['C02-1', 'C02-2', 'C02-3', 'C02-4', 'C02-5'];
const row = (
  rule: string,
  layer: string,
  ref: string,
  other: string,
  kind: Row['kind'],
  marks: readonly string[],
  severity: Severity,
  more: Partial<Row> = {},
): Row => ({ rule, subject: [layer, ref], other, kind, marks, severity, ...more });
const outside = { alone: true };

/** Every finding that planting must give by an overlap: rule, subject, counterpart, marks of the planted places. */
export const ROWS: readonly Row[] = [
  row('park-basic-farmland', PARK, 'K2', 'basic_farmland', 'primary', ['C01'], 'blocking'),
  row('park-basic-farmland', PARK, 'K4', 'basic_farmland', 'primary', C02, 'blocking'),
  row('park-basic-farmland', PARK, 'K7', 'basic_farmland', 'primary', ['C03'], 'notice'),
  row('park-redline', PARK, 'K5', 'ecological_redline', 'primary', ['C04'], 'blocking'),
  row('park-redline', PARK, 'K6', 'ecological_redline', 'primary', ['C05'], 'blocking'),
  row('park-outside-boundary', PARK, 'K2', 'urban_boundary', 'also', ['C01'], 'blocking', outside),
  row('park-outside-boundary', PARK, 'K3', 'urban_boundary', 'primary', ['C07'], 'blocking', outside),
  row('park-outside-boundary', PARK, 'K4', 'urban_boundary', 'also', C02, 'blocking', outside),
  row('park-outside-boundary', PARK, 'K5', 'urban_boundary', 'also', ['C04', 'C27-K5'], 'blocking', outside),
  row('park-outside-boundary', PARK, 'K6', 'urban_boundary', 'also', ['C05'], 'blocking', outside),
  row('park-outside-boundary', PARK, 'K7', 'urban_boundary', 'primary', ['C03', 'C06'], 'blocking', outside),
  row('park-planned-non-construction', PARK, 'K1', LAND, 'primary', ['C08'], 'error'),
  row('park-planned-non-construction', PARK, 'K2', LAND, 'also', ['C01'], 'error'),
  row('park-planned-non-construction', PARK, 'K4', LAND, 'also', C02, 'error'),
  row('park-planned-non-construction', PARK, 'K5', LAND, 'also', ['C04', 'C27-K5'], 'error'),
  row('park-planned-non-construction', PARK, 'K6', LAND, 'also', ['C05'], 'error'),
  row('park-planned-non-construction', PARK, 'K7', LAND, 'also', ['C03', 'C06'], 'error'),
  row('park-planned-water', PARK, 'K4', LAND, 'primary', ['C09'], 'warning'),
  row('park-ecological-zone', PARK, 'K5', 'ecological_zone', 'primary', ['C27-K5'], 'error'),
  row('town-zone', 'town_center', '白竹园集镇', 'functional_zone', 'primary', ['C10'], 'error'),
  row('town-zone', 'town_center', '桐渡镇区', 'functional_zone', 'primary', ['C11'], 'error'),
  row('town-zone', 'town_center', '双鹤垭镇区', 'functional_zone', 'primary', ['C12'], 'error'),
  row('town-zone', 'town_center', '云台荒集镇', 'functional_zone', 'also', ['C27-town'], 'blocking'),
  row(
    'town-outside-boundary',
    'town_center',
    '桐渡镇区',
    'urban_boundary',
    'also',
    ['C11'],
    'error',
    outside,
  ),
  row(
    'town-outside-boundary',
    'town_center',
    '双鹤垭镇区',
    'urban_boundary',
    'also',
    ['C12'],
    'error',
    outside,
  ),
  row(
    'town-ecological-zone',
    'town_center',
    '云台荒集镇',
    'ecological_zone',
    'primary',
    ['C27-town'],
    'error',
  ),
  row('ecological-zone-construction', 'ecological_zone', 'E2', LAND, 'primary', ['C13'], 'error'),
  row('ecological-zone-construction', 'ecological_zone', 'E5', LAND, 'primary', ['C14'], 'error'),
  row('land-use-zone', LAND, 'LU07', 'functional_zone', 'also', ['C07'], 'error'),
  row('land-use-zone', LAND, 'LU14', 'functional_zone', 'also', ['C14'], 'error'),
  row('land-use-zone', LAND, 'LU16', 'functional_zone', 'primary', ['C16'], 'error'),
  row('land-use-zone', LAND, 'LU19', 'functional_zone', 'primary', ['C19', 'C13'], 'error'),
  row('land-use-zone', LAND, 'LU20', 'functional_zone', 'also', ['C20'], 'error'),
  row('land-use-zone', LAND, 'LU28', 'functional_zone', 'also', ['C28'], 'error'),
  row('urban-use-outside-boundary', LAND, 'LU07', 'urban_boundary', 'also', ['C07'], 'error', outside),
  row('urban-use-outside-boundary', LAND, 'LU14', 'urban_boundary', 'also', ['C14'], 'error', outside),
  row('urban-use-outside-boundary', LAND, 'LU16', 'urban_boundary', 'also', ['C16'], 'error', outside),
  row('urban-use-outside-boundary', LAND, 'LU19', 'urban_boundary', 'also', ['C19', 'C13'], 'error', outside),
  row('urban-use-outside-boundary', LAND, 'LU20', 'urban_boundary', 'primary', ['C20'], 'error', outside),
  row('rural-zone-inside-boundary', 'functional_zone', '@C17', 'urban_boundary', 'primary', ['C17'], 'error'),
  row(
    'urban-zone-outside-boundary',
    'functional_zone',
    'Z410w',
    'urban_boundary',
    'primary',
    ['C18'],
    'error',
    outside,
  ),
  row(
    'urban-zone-boundary-identity',
    'functional_zone',
    'Z410w',
    'urban_boundary',
    'also',
    ['C18'],
    'error',
    outside,
  ),
  row(
    'urban-zone-boundary-identity',
    'urban_boundary',
    '@C17',
    'functional_zone',
    'also',
    ['C17'],
    'error',
    outside,
  ),
  row(
    'redline-outside-protection-zone',
    'ecological_redline',
    'R21',
    'functional_zone',
    'primary',
    ['C21'],
    'error',
  ),
  row(
    'redline-outside-protection-zone',
    'ecological_redline',
    'R22',
    'functional_zone',
    'also',
    ['C22'],
    'error',
  ),
  row(
    'redline-basic-farmland',
    'ecological_redline',
    'R22',
    'basic_farmland',
    'primary',
    ['C22'],
    'blocking',
  ),
  row('boundary-basic-farmland', 'urban_boundary', '@C23', 'basic_farmland', 'primary', ['C23'], 'blocking'),
  row('basic-farmland-not-cultivated', LAND, 'LU23', 'basic_farmland', 'also', ['C23'], 'blocking'),
  row('basic-farmland-not-cultivated', LAND, 'LU28', 'basic_farmland', 'primary', ['C28'], 'blocking'),
  row(
    'basic-farmland-outside-farmland-zone',
    'basic_farmland',
    'PBF-C23',
    'functional_zone',
    'also',
    ['C23'],
    'error',
  ),
  row('outside-county', 'ecological_zone', 'E1', 'county', 'primary', ['C25'], 'error', outside),
  row('built-planned-non-construction', LAND, 'LU26', 'survey_parcel', 'primary', ['C26'], 'notice'),
];
