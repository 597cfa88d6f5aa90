import { ECCENTRICITY_2, RADIANS, SEMI_MAJOR_M } from '../../geometry/ellipsoid.ts';
import { fromSteps } from '../../geometry/grid.ts';
import { common, uidOf, type SampleFeature } from '../features.ts';
import { TOWNSHIPS } from '../figures.ts';
import { latitudeOf, longitudeOf, snap } from '../kernel/frame.ts';
import { random } from '../kernel/prng.ts';
import { centroidOf } from '../kernel/ring.ts';
import type { Settlements } from '../place/settlements.ts';
import type { Registry } from './registry.ts';

/** Ground distance in metres between two frame places a few kilometres apart (mean latitude). */
export function groundDistance(ax: number, ay: number, bx: number, by: number): number {
  const la = latitudeOf(ay);
  const lb = latitudeOf(by);
  const s = Math.sin(((la + lb) / 2) * RADIANS);
  const w = 1 - ECCENTRICITY_2 * s * s;
  const n = SEMI_MAJOR_M / Math.sqrt(w);
  const m = (SEMI_MAJOR_M * (1 - ECCENTRICITY_2)) / (w * Math.sqrt(w));
  const dx = (longitudeOf(bx) - longitudeOf(ax)) * RADIANS * n * Math.sqrt(1 - s * s);
  const dy = (lb - la) * RADIANS * m;
  return Math.hypot(dx, dy);
}

/** Ground distance in metres of a frame place from the border of a set of faces. */
export function distanceFromFaces(r: Registry, faces: readonly number[], x: number, y: number): number {
  const m = r.county.land.mesh;
  let best = Infinity;
  for (const f of faces) {
    const ring = m.ring(f);
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      const dx = ring[j]! - ring[i]!;
      const dy = ring[j + 1]! - ring[i + 1]!;
      const l2 = dx * dx + dy * dy;
      const t = Math.max(0, Math.min(1, ((x - ring[i]!) * dx + (y - ring[i + 1]!) * dy) / l2));
      best = Math.min(best, groundDistance(x, y, ring[i]! + t * dx, ring[i + 1]! + t * dy));
    }
  }
  return best;
}

type Kind = readonly [kind: string, title: string, level: string];

/** Facilities of a place by township, beside the medical ones. Counts as in the county's list. */
const PLAN: readonly (readonly [kind: Kind, perTownship: readonly number[]])[] = [
  [
    ['culture_station', '综合文化站', 'township'],
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ],
  [
    ['primary_school', '中心小学', 'township'],
    [3, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ],
  [
    ['middle_school', '初级中学', 'township'],
    [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ],
  [
    ['high_school', '高级中学', 'county'],
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['sports_ground', '体育场', 'county'],
    [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['elderly_care', '养老服务中心', 'township'],
    [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  ],
  [
    ['bus_station', '客运站', 'township'],
    [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['parking', '公共停车场', 'county'],
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['waterworks', '水厂', 'township'],
    [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0],
  ],
  [
    ['sewage_works', '污水处理厂', 'township'],
    [1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['substation', '变电站', 'township'],
    [2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
  ],
  [
    ['fire_station', '消防救援站', 'township'],
    [1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  ],
];

/** Public facilities: points in the towns. */
export function* facilities(r: Registry, s: Settlements, seed: number): Generator<SampleFeature> {
  const rng = random(seed, 'facilities');
  let number = 0;
  const point = (
    township: number,
    kind: string,
    name: string,
    level: string,
    x: number,
    y: number,
    ref = '',
  ): SampleFeature => {
    const p = snap(x, y);
    number++;
    return r.note(
      {
        layer: 'public_facility',
        uid: uidOf(`facility ${number} ${name}`),
        kind: 'point',
        coordinates: [fromSteps(p.lon), fromSteps(p.lat)],
        fields: {
          ...common(township, null),
          name,
          facility_kind: kind,
          facility_level: level,
          standing: 'existing',
        },
      },
      ref,
      [],
    );
  };
  const place = (township: number): [number, number] => {
    const [x, y] = centroidOf(s.towns.get(township)!.ring);
    const reach = township === 1 ? 1000 : township >= 10 ? 120 : 260;
    return [x + rng.range(-reach, reach), y + rng.range(-reach, reach)];
  };
  // Medical: the hospital nearest to K6 lies 9.6 km from it once 龙潭坝镇 has none (C29).
  const k6 = r.named('industrial_park', 'K6');
  const park: number[] = [];
  r.county.land.faces.forEach((_l, f) => {
    if (r.at('industrial_park', f)?.uid === k6.uid) park.push(f);
  });
  const [tx] = centroidOf(s.towns.get(1)!.ring);
  let low = 1000;
  let high = 9000;
  for (let k = 0; k < 50; k++) {
    const y = (low + high) / 2;
    if (distanceFromFaces(r, park, tx - 500, y) > 9600) low = y;
    else high = y;
  }
  yield point(1, 'general_hospital', '澄川县人民医院', 'county', tx - 500, (low + high) / 2, 'nearest-to-K6');
  for (let k = 1; k <= 12; k++) {
    if (k === 9 && r.county.planted) continue;
    const t = TOWNSHIPS[k - 1]!;
    let [x, y] = place(k);
    if (k === 1) [x, y] = [tx + 900, (low + high) / 2 - 900];
    yield point(
      k,
      k === 1 ? 'general_hospital' : 'clinic',
      k === 1 ? '澄川县中医院' : `${t.name}卫生院`,
      k === 1 ? 'county' : 'township',
      x,
      y,
    );
  }
  for (const [[kind, title, level], counts] of PLAN) {
    for (let k = 1; k <= 12; k++) {
      for (let n = 0; n < counts[k - 1]!; n++) {
        const [x, y] = place(k);
        const ordinal = counts[k - 1]! > 1 ? `第${'一二三'[n]}` : '';
        yield point(k, kind, `${TOWNSHIPS[k - 1]!.name}${ordinal}${title}`, level, x, y);
      }
    }
  }
}
