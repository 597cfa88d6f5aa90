import { distanceFromFaces } from './layers/points.ts';
import type { Ref, Registry } from './layers/registry.ts';
import { SHORT } from './quota.ts';
import { LAND, PARK, ROWS } from './truth-rows.ts';
import type { Truth, TruthFinding, TruthPiece } from './truth-types.ts';

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
