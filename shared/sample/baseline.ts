import type { Land } from './divide.ts';
import { CLASS_TABLE } from './figures.ts';
import { assign, FIELD, STRAIGHT, take, totalArea } from './fill.ts';
import { centroidOf } from './kernel/ring.ts';
import { RIDGE } from './place/site-tools.ts';
import type { Settlements } from './place/settlements.ts';
import { middleOf } from './zoning.ts';

const HA = 1e4;

/** Urban construction land of 2020 inside the boundary, ha. */
const URBAN_2020 = 1908;

/** Faces whose survey class may differ from the plan, those farthest from the towns first. */
function unchanged(land: Land, s: Settlements, pattern: RegExp): number[] {
  const centres = [...s.towns.values()].map((p) => centroidOf(p.ring));
  const keys = new Map<number, number>();
  const faces = land.where((l, f) => {
    const ok =
      l.township > 0 &&
      pattern.test(l.plan) &&
      (l.base === l.plan || l.base === '') &&
      l.mark === '' &&
      l.patch === '' &&
      l.item === '' &&
      !/^(C|N|field)/.test(l.parcel);
    if (ok) {
      const [x, y] = middleOf(land, f);
      keys.set(f, Math.min(...centres.map((c) => Math.hypot(x - c[0], y - c[1]))));
    }
    return ok;
  });
  return faces.sort((a, b) => keys.get(b)! - keys.get(a)!);
}

/** Homesteads that the plan gives back to farming, 200 ha, each with its basis on record. */
export function reclaim(land: Land, s: Settlements): void {
  for (const f of take(land, unchanged(land, s, /^01/), 200 * HA, FIELD)) {
    assign(land, [f], { base: '0703', basis: 'increase_decrease_link', parcel: `reclaimed ${f}` });
  }
}

/** Survey classes of 2020: those of the plan but for the changes the plan makes, to the exact area of each class. */
export function baseline(land: Land, s: Settlements): void {
  for (const f of land.where((l) => l.township > 0 && l.base === '')) {
    land.faces[f]!.base = land.faces[f]!.plan;
  }
  for (const f of land.where((l) => l.township === 0 && l.base === '')) land.faces[f]!.base = '0301';
  const group = (code: string): string =>
    /^070[34]/.test(code) ? '07r' : code.startsWith('07') ? '07u' : code.slice(0, 2);
  const target: Record<string, number> = Object.fromEntries(
    Object.entries(CLASS_TABLE).map(([k, [base]]) => [k, base * HA]),
  );
  target['07r'] = 4654 * HA;
  target['07u'] = target['07']! - target['07r'];
  delete target['07'];
  const now: Record<string, number> = {};
  let ridges = 0;
  for (const f of land.where((l) => l.township > 0)) {
    const l = land.faces[f]!;
    const g = group(l.base);
    const area = land.area(f);
    if (g === '01') {
      const ridge = l.ridge < 0 ? 0 : l.ridge;
      ridges += area * ridge;
      now[g] = (now[g] ?? 0) + area * (1 - ridge);
    } else now[g] = (now[g] ?? 0) + area;
  }
  now['23'] = (now['23'] ?? 0) + ridges;
  const c = RIDGE[2];
  const need = new Map<string, number>();
  const surplus = new Map<string, number>();
  for (const [k, want] of Object.entries(target)) {
    const d = want - (now[k] ?? 0);
    if (d > 0) need.set(k, d);
    else if (d < 0) surplus.set(k, -d);
  }
  // Land taken from fields has ridges of its own: they count as other land.
  const fields = need.get('01')! / (1 - c);
  need.set('01', fields);
  need.set('23', need.get('23')! - fields * c);
  const codes: Record<string, string> = {
    '01': '0103',
    '02': '0201',
    '03': '0301',
    '04': '0403',
    '07r': '0703',
    '23': '2306',
  };
  const wantedFrom = ['07r', '01', '02', '03', '04', '23'];
  const stays = (k: string): boolean => /^0[1-6]|^17|^23/.test(k);
  // New housing, green and reserved land lie in the boundary; new storage makes up the rest of its growth.
  const urban = totalArea(
    land,
    land.where((l) => l.township > 0 && l.boundary !== '' && /^(0[7-9]|1[0-6])/.test(l.base)),
  );
  const grown = ['07u', '14', '16'].reduce((sum, k) => sum + (surplus.get(k) ?? 0), 0);
  const storage = urban - URBAN_2020 * HA - grown;
  const give = (faces: readonly number[], area: number, n: string): void => {
    for (const f of take(land, faces, area, STRAIGHT)) {
      assign(land, [f], { base: codes[n]!, ...(n === '01' ? { ridge: c } : {}) });
    }
  };
  // Homesteads may only become other built land here; what is given back has its basis above.
  for (const [k, area] of [...surplus].sort(([a], [b]) => Number(stays(b)) - Number(stays(a)))) {
    const pattern = k === '07u' ? /^070[12]/ : k === '07r' ? /^070[34]/ : new RegExp(`^${k}`);
    const inBoundary = (f: number): boolean => land.faces[f]!.boundary !== '';
    const shares: [number, (f: number) => boolean][] =
      k === '11'
        ? [
            [storage, inBoundary],
            [area - storage, (f) => !inBoundary(f)],
          ]
        : [[area, () => true]];
    for (const [share, place] of shares) {
      let left = share;
      for (const n of wantedFrom) {
        if (n === '07r' && stays(k)) continue;
        const flow = Math.min(left, need.get(n) ?? 0);
        if (flow < 0.5) continue;
        give(unchanged(land, s, pattern).filter(place), flow, n);
        need.set(n, need.get(n)! - flow);
        left -= flow;
      }
    }
  }
}
