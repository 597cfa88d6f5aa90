import type { Fault } from './dirty/faults.ts';
import type { Registry, Ref } from './layers/registry.ts';
import { distanceFromFaces } from './layers/points.ts';
import { SHORT } from './quota.ts';

export type Severity = 'blocking' | 'error' | 'warning' | 'notice';

/** One piece of an expected finding. */
export interface TruthPiece {
  readonly cases: readonly string[];
  readonly other: { readonly layer: string; readonly uid: string } | null;
  readonly areaM2: number;
  /** The piece lies in the core of a reserve. */
  readonly core?: boolean;
  readonly severity?: Severity;
}

/** An expected finding. Areas are those of the planted faces themselves, to 0.0001 m2. */
export interface TruthFinding {
  readonly cases: readonly string[];
  readonly rule: string;
  readonly kind: 'primary' | 'also';
  readonly subject: Ref;
  readonly counterpartLayer: string;
  readonly areaM2: number;
  /** Net of ridges, where the counterpart is basic farmland. */
  readonly netAreaM2?: number;
  /** For distance rules, metres. */
  readonly distanceM?: number;
  readonly severity: Severity;
  readonly pieces: readonly TruthPiece[];
}

export interface Decoy {
  readonly id: string;
  readonly what: string;
  readonly uids: readonly string[];
}

export interface Truth {
  readonly findings: readonly TruthFinding[];
  /** Topology and attribute faults of the dirty variant and what they must give, empty otherwise. */
  readonly faults: readonly Fault[];
  readonly decoys: readonly Decoy[];
  /** Rules that say "not checked" when a layer is empty. */
  readonly notChecked: readonly { readonly empty: string; readonly rules: readonly string[] }[];
  readonly tables: Tables;
}

/** Areas by class, zone and line in ha, in the clean and in this county. */
export interface Tables {
  readonly clean: Readonly<Record<string, number>>;
  readonly planted: Readonly<Record<string, number>>;
}

interface Row {
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

const PARK = 'industrial_park';
const LAND = 'land_use';
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

const ROWS: readonly Row[] = [
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

const caseOf = (mark: string): string => mark.slice(0, 3);
const round = (v: number): number => Math.round(v * 1e4) / 1e4;

/** The expected findings of the planted county, from the faces that were planted. */
export function truthFindings(r: Registry): TruthFinding[] {
  const c = r.county;
  const marked = new Map<string, number[]>();
  c.land.faces.forEach((_l, f) => {
    const mark = c.label(f)?.mark ?? '';
    if (mark === '') return;
    const list = marked.get(mark);
    if (list) list.push(f);
    else marked.set(mark, [f]);
  });
  const facesOf = (mark: string): number[] => {
    const list = marked.get(mark);
    if (!list) throw new Error(`nothing planted as ${mark}`);
    return list;
  };
  const out: TruthFinding[] = ROWS.map((spec) => {
    const [layer, ref] = spec.subject;
    const subject = ref.startsWith('@') ? r.at(layer, facesOf(ref.slice(1))[0]!)! : r.named(layer, ref);
    const pieces = new Map<
      string,
      { cases: Set<string>; other: TruthPiece['other']; area: number; core: boolean }
    >();
    let net = 0;
    for (const mark of spec.marks) {
      for (const f of facesOf(mark)) {
        const other = spec.alone ? undefined : r.at(spec.other, f);
        const key = other?.uid ?? (spec.alone ? 'alone' : '');
        let piece = pieces.get(key);
        if (!piece) {
          piece = {
            cases: new Set(),
            other: other ? { layer: other.layer, uid: other.uid } : null,
            area: 0,
            core: false,
          };
          pieces.set(key, piece);
        }
        piece.cases.add(caseOf(mark));
        piece.area += c.land.area(f);
        piece.core = (other?.layer === 'ecological_redline' && other.ref.startsWith('R-core')) || piece.core;
        net += c.land.area(f) * (1 - Math.max(0, c.label(f)!.ridge));
      }
    }
    const list = [...pieces.values()];
    return {
      cases: [...new Set(spec.marks.map(caseOf))].sort(),
      rule: spec.rule,
      kind: spec.kind,
      subject: ref.startsWith('@') ? { ...subject, ref: ref.slice(1) } : subject,
      counterpartLayer: spec.other,
      areaM2: round(list.reduce((s, p) => s + p.area, 0)),
      ...(spec.other === 'basic_farmland' ? { netAreaM2: round(net) } : {}),
      severity: spec.severity,
      pieces: list.map((p) => ({
        cases: [...p.cases].sort(),
        other: p.other,
        areaM2: round(p.area),
        ...(p.core ? { core: true } : {}),
      })),
    };
  });
  return [...out, ...figures(r, facesOf)];
}

/** Findings that are no areas of overlap: shares, distances, quotas, and the declared class. */
function figures(r: Registry, facesOf: (mark: string) => number[]): TruthFinding[] {
  const c = r.county;
  const k2 = r.named(PARK, 'K2');
  const k6 = r.named(PARK, 'K6');
  const of = (uid: string): number[] => {
    const list: number[] = [];
    c.land.faces.forEach((_l, f) => {
      if (r.at(PARK, f)?.uid === uid) list.push(f);
    });
    return list;
  };
  const park6 = of(k6.uid);
  const area6 = round(park6.reduce((s, f) => s + c.land.area(f), 0));
  const house = facesOf('C29');
  const fence = of(k2.uid);
  let gap = Infinity;
  for (const [from, to] of [
    [house, fence],
    [fence, house],
  ] as const) {
    for (const f of from) {
      const ring = c.land.mesh.ring(f);
      for (let i = 0; i < ring.length; i += 2) {
        if (from === fence && Math.abs(ring[i]! - 10_500) > 600) continue;
        gap = Math.min(gap, distanceFromFaces(r, to, ring[i]!, ring[i + 1]!));
      }
    }
  }
  const none: TruthPiece[] = [];
  const base = { areaM2: 0, pieces: none, kind: 'primary' as const };
  const clinic = r.named('public_facility', 'nearest-to-K6');
  return [
    {
      ...base,
      cases: ['C24'],
      rule: 'park-class-main-function',
      subject: k6,
      counterpartLayer: 'township_function',
      areaM2: area6,
      severity: 'warning',
      pieces: [{ cases: ['C24'], other: pick(r.named('township_function', '龙潭坝镇')), areaM2: area6 }],
    },
    {
      ...base,
      cases: ['C15'],
      rule: 'park-use-share',
      subject: k6,
      counterpartLayer: LAND,
      areaM2: area6,
      severity: 'notice',
    },
    {
      ...base,
      cases: ['C29'],
      rule: 'park-residential-separation',
      subject: k2,
      counterpartLayer: LAND,
      severity: 'notice',
      distanceM: Math.round(gap * 100) / 100,
      pieces: [{ cases: ['C29'], other: pick(r.at(LAND, house[0]!)!), areaM2: 0 }],
    },
    {
      ...base,
      cases: ['C29'],
      rule: 'park-service-distance',
      subject: k6,
      counterpartLayer: 'public_facility',
      severity: 'notice',
      distanceM: 9600,
      pieces: [{ cases: ['C29'], other: pick(clinic), areaM2: 0 }],
    },
    {
      ...base,
      cases: ['C30'],
      rule: 'quota-exceeded',
      subject: r.named('township', '石屏口镇'),
      counterpartLayer: 'quota',
      areaM2: SHORT.construction * 1e4,
      severity: 'error',
    },
    {
      ...base,
      cases: ['C30'],
      rule: 'quota-sum',
      subject: r.named('county', '990121'),
      counterpartLayer: 'quota',
      areaM2: SHORT.cultivated * 1e4,
      severity: 'error',
    },
  ];
}

const pick = (ref: Ref): { layer: string; uid: string } => ({ layer: ref.layer, uid: ref.uid });

/** Rules that cannot run without the urban boundary. */
export const NOT_CHECKED: Truth['notChecked'] = [
  {
    empty: 'urban_boundary',
    rules: [
      'park-outside-boundary',
      'town-outside-boundary',
      'urban-use-outside-boundary',
      'rural-zone-inside-boundary',
      'urban-zone-outside-boundary',
      'urban-zone-boundary-identity',
      'boundary-basic-farmland',
      'boundary-redline',
    ],
  },
];

/** Places that look like contradictions and are none. */
export function decoys(r: Registry): Decoy[] {
  const uid = (layer: string, ref: string): string => r.named(layer, ref).uid;
  const ways = (id: string, zone?: string): string[] => {
    const out = new Set<string>();
    r.county.land.faces.forEach((l, f) => {
      const ref = r.at(LAND, f);
      if (l && l.way === id && ref && (zone === undefined || l.zone === zone)) out.add(ref.uid);
    });
    return [...out];
  };
  return [
    {
      id: 'N1',
      what: 'K1 shares 1.4 km of border with basic farmland',
      uids: [uid(PARK, 'K1'), uid('basic_farmland', 'PBF-N1')],
    },
    {
      id: 'N2',
      what: 'K8, a modern agriculture park, covers 96 ha of basic farmland as farmland',
      uids: [uid(PARK, 'K8'), uid('basic_farmland', 'PBF-N2')],
    },
    {
      id: 'N3',
      what: 'planned road crosses the redline with item 6 on record',
      uids: [...ways('X5', '100'), uid('ecological_redline', 'R-N3')],
    },
    {
      id: 'N4',
      what: 'dam inside the water source protection area',
      uids: [uid(LAND, 'N4'), uid('ecological_zone', 'E5')],
    },
    {
      id: 'N5',
      what: 'mine outside the boundary in the mineral zone',
      uids: [uid('major_project', 'M03'), uid(LAND, 'N5')],
    },
    { id: 'N6', what: 'village planned as farmland with its basis on record', uids: [uid(LAND, 'N6')] },
    { id: 'N7', what: 'new homesteads outside the boundary in the village zone', uids: [uid(LAND, 'N7')] },
    {
      id: 'N8',
      what: 'island of basic farmland cut out of town and boundary',
      uids: [uid('basic_farmland', 'PBF-N8')],
    },
    { id: 'N9', what: 'K7 with 62% industry and storage', uids: [uid(PARK, 'K7')] },
    {
      id: 'N10',
      what: 'K1 overlaps a patch by 0.6 m2',
      uids: [uid(PARK, 'K1'), uid('basic_farmland', 'PBF-N10')],
    },
    { id: 'N11', what: 'class 3 park in an urbanised township', uids: [uid(PARK, 'K3')] },
    { id: 'N12', what: 'river of 20 m width and 30 km length', uids: ways('N12') },
  ];
}
