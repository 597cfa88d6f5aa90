import type { Land } from './divide.ts';
import { LINES } from './figures.ts';
import { FIELD, NATURAL, STRAIGHT, take } from './fill.ts';
import type { CutStyle } from './kernel/bend.ts';
import { groups } from './kernel/dissolve.ts';
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
