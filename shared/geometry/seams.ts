import { packFlat } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import { fromSteps, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import type { Reshaped, Sharer } from './shared-edge.ts';
import { VertexIndex } from './vertex-index.ts';

/*
 * Where a cut met a border it put a vertex there. When the pieces are joined again that vertex says nothing: it lies on
 * a straight border, within the step it was rounded by, and only the pieces had a corner there.
 */

type At = readonly [number, number];
const FACTOR = 2 ** 26;

/** Where borders that two of the polygons have in common end at one that only one of them has: ends of the seams. */
export function seamEnds(polygons: readonly Packed[]): At[] {
  const nodes = new VertexIndex();
  const directed = new Set<number>();
  for (const { xy, rings } of polygons) {
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      let before = -1;
      for (let i = rings[ring]!; i < rings[ring + 1]!; i++) {
        const id = nodes.add(toSteps(xy[2 * i]!), toSteps(xy[2 * i + 1]!));
        if (before >= 0) directed.add(before * FACTOR + id);
        before = id;
      }
    }
  }
  const inner = new Uint8Array(nodes.size);
  const outer = new Uint8Array(nodes.size);
  for (const key of directed) {
    const [u, v] = [Math.floor(key / FACTOR), key % FACTOR];
    const mark = directed.has(v * FACTOR + u) ? inner : outer;
    mark[u] = mark[v] = 1;
  }
  const ends: At[] = [];
  for (let id = 0; id < nodes.size; id++)
    if (inner[id] && outer[id]) ends.push([fromSteps(nodes.x(id)), fromSteps(nodes.y(id))]);
  return ends;
}

const keyOf = ([x, y]: At): string => `${x} ${y}`;

/** Vertices of a closed ring, the closing one left out. */
function open(ring: ArrayLike<number>): At[] {
  const out: At[] = [];
  for (let i = 0; i + 3 < ring.length; i += 2) out.push([ring[i]!, ring[i + 1]!]);
  return out;
}

const closed = (ring: readonly At[]): number[] => (ring.length === 0 ? [] : [...ring.flat(), ...ring[0]!]);

/** How far a position lies from the straight way between two others, in steps; infinite beyond its ends. */
function offChord(at: At, a: At, b: At): number {
  const [ax, ay] = [toSteps(a[0]), toSteps(a[1])];
  const [dx, dy] = [toSteps(b[0]) - ax, toSteps(b[1]) - ay];
  const [px, py] = [toSteps(at[0]) - ax, toSteps(at[1]) - ay];
  const length = Math.hypot(dx, dy);
  const along = (px * dx + py * dy) / length;
  return along > 0 && along < length ? Math.abs(dx * py - dy * px) / length : Infinity;
}

/** Runs of vertices that may go, between two that stay, given by their places in the ring. */
function straightRuns(ring: readonly At[], from: number, to: number): [number, number][] {
  const n = ring.length;
  const at = (i: number): At => ring[i % n]!;
  if (to - from < 2) return [];
  let worst = from + 1;
  for (let i = from + 2; i < to; i++)
    if (offChord(at(i), at(from), at(to)) > offChord(at(worst), at(from), at(to))) worst = i;
  if (offChord(at(worst), at(from), at(to)) <= 1) return [[from, to]];
  return [...straightRuns(ring, from, worst), ...straightRuns(ring, worst, to)];
}

/** Whether the ring runs along all of a chain, in either direction. */
function runsAlong(ring: readonly At[], chain: readonly string[]): boolean {
  const n = ring.length;
  const start = ring.findIndex((at) => keyOf(at) === chain[1]);
  if (start < 0) return false;
  return [1, -1].some((way) =>
    chain.every((key, k) => keyOf(ring[(((start + way * (k - 1)) % n) + n) % n]!) === key),
  );
}

const without = (polygon: Packed, gone: ReadonlySet<string>): Packed =>
  packFlat(
    polygon.kind,
    Array.from({ length: partCount(polygon) }, (_, part) =>
      partOf(polygon, part).map((ring) => closed(open(ring).filter((at) => !gone.has(keyOf(at))))),
    ),
  );

/**
 * A joined polygon without the vertices that only its seams left: ends of seams that lie on a straight border to one
 * grid step. A vertex that others have goes only where they run straight through it as well, and then from them too.
 *
 * @param others features that have to stay the same along the border
 */
export function withoutSeams<K>(
  joined: Packed,
  ends: readonly At[],
  others: readonly Sharer<K>[],
): { readonly geometry: Packed; readonly reshaped: readonly Reshaped<K>[] } {
  const isEnd = new Set(ends.map(keyOf));
  const near = others.map((one) => ({
    one,
    rings: Array.from({ length: one.geometry.rings.length - 1 }, (_, ring) =>
      open(one.geometry.xy.subarray(2 * one.geometry.rings[ring]!, 2 * one.geometry.rings[ring + 1]!)),
    ).filter((ring) => one.geometry.kind === 'polygon' && ring.some((at) => isEnd.has(keyOf(at)))),
  }));
  const times = new Map<string, number>();
  for (let i = 0; i < joined.xy.length; i += 2) {
    const key = keyOf([joined.xy[i]!, joined.xy[i + 1]!]);
    if (isEnd.has(key)) times.set(key, (times.get(key) ?? 0) + 1);
  }
  const gone = new Set<string>();
  for (let ring = 0; ring + 1 < joined.rings.length; ring++) {
    const flat = joined.xy.subarray(2 * joined.rings[ring]!, 2 * joined.rings[ring + 1]!);
    const places = open(flat);
    const n = places.length;
    // The closing vertex counts twice, though the ring passes it once.
    const opens = keyOf(places[0]!);
    const mayGo = (i: number): boolean => {
      const key = keyOf(places[i % n]!);
      return isEnd.has(key) && times.get(key) === (key === opens ? 2 : 1);
    };
    const first = places.findIndex((_, i) => !mayGo(i));
    if (first < 0) continue;
    let left = n;
    for (let from = first; from < first + n;) {
      let to = from + 1;
      while (to < first + n && mayGo(to)) to++;
      for (const [a, b] of straightRuns(places, from, to)) {
        const chain = Array.from({ length: b - a + 1 }, (_, k) => keyOf(places[(a + k) % n]!));
        const inner = chain.slice(1, -1);
        const follows = near.every(({ rings }) =>
          rings.every((own) => !own.some((at) => inner.includes(keyOf(at))) || runsAlong(own, chain)),
        );
        if (!follows || left - inner.length < 3) continue;
        left -= inner.length;
        for (const key of inner) gone.add(key);
      }
      from = to;
    }
  }
  if (gone.size === 0) return { geometry: joined, reshaped: [] };
  const reshaped = near
    .filter(({ rings }) => rings.some((ring) => ring.some((at) => gone.has(keyOf(at)))))
    .map(({ one }) => ({ key: one.key, geometry: without(one.geometry, gone) }));
  return { geometry: without(joined, gone), reshaped };
}
