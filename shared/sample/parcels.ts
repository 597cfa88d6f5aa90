import type { Land } from './divide.ts';
import { CLASS_TABLE, LINES } from './figures.ts';
import { assign, FIELD, NATURAL, STRAIGHT, take } from './fill.ts';
import type { CutStyle } from './kernel/bend.ts';
import { groups } from './kernel/dissolve.ts';
import { centroidOf } from './kernel/ring.ts';
import { RIDGE } from './place/site-tools.ts';
import type { Settlements } from './place/settlements.ts';
import type { Terrain } from './terrain.ts';
import { middleOf } from './zoning.ts';

const HA = 1e4;

/** About how many basic farmland patches there are. */
const PATCHES = 900;

/** Natural parcel size by planned class, ha: the largest parcels against it are divided first. */
const NATURAL_HA: readonly (readonly [prefix: string, ha: number])[] = [
  ['03', 190],
  ['04', 40],
  ['01', 26],
  ['02', 30],
  ['05', 40],
  ['17', 30],
  ['06', 10],
  ['0703', 7],
  ['0704', 4],
  ['07', 3.2],
  ['08', 5],
  ['09', 4],
  ['10', 8],
  ['11', 8],
  ['12', 9],
  ['13', 6],
  ['14', 8],
  ['15', 6],
  ['16', 8],
  ['23', 16],
];

/** Style of the borders of a class. */
function styleOf(plan: string): CutStyle {
  if (plan.startsWith('03') || plan.startsWith('04')) return NATURAL;
  if (/^(0[12]|05|06|17|23|070[34])/.test(plan)) return FIELD;
  return STRAIGHT;
}

/** Which planned parcel a face belongs to. */
export function parcelKey(land: Land, face: number): string {
  const l = land.faces[face]!;
  if (l.parcel !== '') return l.parcel;
  if (l.way !== '') return `${l.way}|${l.township}|${l.plan}|${l.zone === '100' ? 'r' : ''}`;
  return `f${face}`;
}

/** Fields about the 桐渡 park are drawn finer: that is where the county is looked at first. */
function attention(land: Land, face: number): number {
  const [x, y] = middleOf(land, face);
  const d = Math.hypot(x - 11_800, y - 3000);
  return d < 1500 ? 9 : d < 2600 ? 5 : d < 4000 ? 2 : 1;
}

/** Divides parcels, the largest for their nature first, until the plan has exactly `count` of them. */
export function divideParcels(land: Land, count: number): void {
  const inside = land.where((l) => l.township > 0);
  const now = groups(land.mesh, inside, (f) =>
    (land.faces[f]?.township ?? 0) > 0 ? parcelKey(land, f) : undefined,
  ).length;
  let todo = count - now;
  const size = (f: number): number => {
    const l = land.faces[f]!;
    const natural = NATURAL_HA.find(([p]) => l.plan.startsWith(p))?.[1] ?? 50;
    return ((land.area(f) / HA) * (/^0[12]/.test(l.plan) ? attention(land, f) : 1)) / natural;
  };
  // A binary heap of faces by relative size.
  const heap: { f: number; s: number }[] = [];
  const push = (f: number): void => {
    heap.push({ f, s: size(f) });
    let k = heap.length - 1;
    while (k > 0) {
      const up = (k - 1) >> 1;
      if (heap[up]!.s >= heap[k]!.s) break;
      [heap[up], heap[k]] = [heap[k]!, heap[up]!];
      k = up;
    }
  };
  const pop = (): number => {
    const top = heap[0]!.f;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      let k = 0;
      for (;;) {
        const a = 2 * k + 1;
        if (a >= heap.length) break;
        const c = a + 1 < heap.length && heap[a + 1]!.s > heap[a]!.s ? a + 1 : a;
        if (heap[k]!.s >= heap[c]!.s) break;
        [heap[k], heap[c]] = [heap[c]!, heap[k]!];
        k = c;
      }
    }
    return top;
  };
  for (const f of inside) {
    const l = land.faces[f]!;
    if (l.parcel === '' && l.way === '' && l.ground !== 'fixed') push(f);
  }
  while (todo > 0 && heap.length > 0) {
    const f = pop();
    const made = land.halve(f, styleOf(land.faces[f]!.plan));
    if (made < 0) continue;
    todo--;
    push(f);
    push(made);
  }
  for (const f of land.where((l) => l.township > 0)) land.faces[f]!.parcel = parcelKey(land, f);
}

/** Basic farmland: cultivated parcels of the farmland zone, lowest first, to the exact net area; one patch a parcel. */
export function farmland(land: Land, height: Terrain, pairs: number): void {
  const net = (f: number): number => 1 - land.faces[f]!.ridge;
  const set = land.where((l) => l.township > 0 && l.patch !== '');
  const have = set.reduce((sum, f) => sum + land.area(f) * net(f), 0);
  const cost = new Map<number, number>();
  const free = land.where((l, f) => {
    const ok = l.zone === '310' && l.plan.startsWith('01') && l.patch === '' && l.basis === '';
    if (ok) cost.set(f, height(...middleOf(land, f)));
    return ok;
  });
  free.sort((a, b) => cost.get(a)! - cost.get(b)!);
  const taken = take(land, free, LINES.farmlandNet * HA - have, FIELD, net);
  // Patches as fine as the sheets of the protection plan.
  const size = (f: number): number => land.area(f) * attention(land, f);
  const sizes = new Map(taken.map((f) => [f, size(f)]));
  while (sizes.size + set.length < PATCHES) {
    const [largest] = [...sizes].reduce((a, b) => (b[1] > a[1] ? b : a));
    const made = land.halve(largest, FIELD);
    if (made < 0) {
      sizes.set(largest, 0);
      continue;
    }
    sizes.set(largest, size(largest));
    sizes.set(made, size(made));
  }
  for (const f of sizes.keys()) land.faces[f]!.patch = `P${f}`;
  // In the coarse county two patches side by side are often one field of the plan.
  const joined = new Set<number>();
  for (const f of sizes.keys()) {
    if (joined.size >= 2 * pairs) break;
    if (joined.has(f)) continue;
    const own = land.faces[f]!;
    const mate = land.mesh
      .loop(f)
      .map((h) => land.mesh.face[h ^ 1]!)
      .find((o) => {
        const other = land.faces[o];
        return (
          sizes.has(o) &&
          !joined.has(o) &&
          other?.plan === own.plan &&
          other.ridge === own.ridge &&
          other.township === own.township &&
          other.park === own.park &&
          attention(land, o) < 3
        );
      });
    if (mate === undefined) continue;
    joined.add(f).add(mate);
    own.parcel = `joined ${f}`;
    land.faces[mate]!.parcel = `joined ${f}`;
  }
}

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
  const same = (prefix: RegExp): number[] => unchanged(land, s, prefix);
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
  // Homesteads may only become other built land here; what is given back has its basis above.
  for (const [k, area] of [...surplus].sort(([a], [b]) => Number(stays(b)) - Number(stays(a)))) {
    let left = area;
    for (const n of wantedFrom) {
      if (n === '07r' && stays(k)) continue;
      const flow = Math.min(left, need.get(n) ?? 0);
      if (flow < 0.5) continue;
      const pattern = k === '07u' ? /^070[12]|^0701/ : k === '07r' ? /^070[34]/ : new RegExp(`^${k}`);
      for (const f of take(land, same(pattern), flow, STRAIGHT)) {
        assign(land, [f], { base: codes[n]!, ...(n === '01' ? { ridge: c } : {}) });
      }
      need.set(n, need.get(n)! - flow);
      left -= flow;
    }
  }
}

/** Chips that crossing lines left (m2): they join the neighbour with the longest common border. */
const CHIP = 150;

/** Joins chips of land that are no parcel of their own. */
export function joinChips(land: Land): void {
  const { mesh } = land;
  for (const f of land.where((l, face) => l.township > 0 && l.mark === '' && land.area(face) < CHIP)) {
    const own = land.faces[f]!;
    const border = new Map<number, number>();
    for (const h of mesh.loop(f)) {
      const other = mesh.face[h ^ 1]!;
      const l = land.faces[other];
      if (!l || l.township !== own.township || l.mark !== '') continue;
      const a = mesh.origin[h]!;
      const b = mesh.head(h);
      const length = Math.hypot(mesh.x[a]! - mesh.x[b]!, mesh.y[a]! - mesh.y[b]!);
      border.set(other, (border.get(other) ?? 0) + length);
    }
    const neighbours = [...border.keys()];
    if (neighbours.length === 0 || neighbours.some((o) => parcelKey(land, o) === parcelKey(land, f)))
      continue;
    const longest = neighbours.reduce((a, b) => (border.get(b)! > border.get(a)! ? b : a));
    const host = land.faces[longest]!;
    if (host.way === '') host.parcel = parcelKey(land, longest);
    land.faces[f] = { ...host };
  }
}
