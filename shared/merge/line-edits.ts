import { VertexIndex } from '../geometry/vertex-index.ts';

/** A ring without its closing point, or a line: flat positions in degrees, every vertex of a ring once. */
export interface Run {
  readonly xy: Float64Array;
  /** True for a ring: after the last vertex comes the first. */
  readonly cyclic: boolean;
}

/**
 * What became of a stretch of a line, told by the line as it was. A stretch is counted in slots: slot 2i is vertex i,
 * slot 2i + 1 the edge that follows it, and slot -1 (only of a line that is not closed) lies before its beginning.
 * In a ring the last slot is followed by the first, so that `to` may be less than `from`.
 */
export interface LineEdit {
  /** First slot of the stretch. */
  readonly from: number;
  /** Last slot of the stretch, itself within. */
  readonly to: number;
  /** What stands there now, flat; empty where vertices went. */
  readonly now: Float64Array;
}

export const vertices = (xy: Float64Array): number => xy.length / 2;
export const slotCount = ({ xy, cyclic }: Run): number => 2 * vertices(xy) + (cyclic ? 0 : 1);

/** Numbers of the vertices of a line; undefined where it comes twice to one place. */
export function indexed({ xy }: Run): VertexIndex | undefined {
  const index = new VertexIndex(vertices(xy));
  for (let i = 0; i < xy.length; i += 2) if (index.add(xy[i]!, xy[i + 1]!) !== i / 2) return undefined;
  return index;
}

/** A part of a line between two of its vertices, both left out; round the end of a ring where `to` comes first. */
function between(xy: Float64Array, from: number, to: number): Float64Array {
  if (from < to) return xy.slice(2 * from + 2, 2 * to);
  const out = new Float64Array(2 * (vertices(xy) - from - 1 + to));
  out.set(xy.subarray(2 * from + 2));
  out.set(xy.subarray(0, 2 * to), xy.length - 2 * from - 2);
  return out;
}

/**
 * The edits that lie between two vertices that stayed, `gap` vertices having gone and `now` having come. As many as
 * went came: each was moved; none went: they were put on the edge; none came: each was deleted; else all of it is one.
 */
function* editsBetween(before: number, gap: number, now: Float64Array, count: number): Iterable<LineEdit> {
  const came = vertices(now);
  const slot = (i: number): number => (count === 0 ? i : ((i % count) + count) % count);
  const first = 2 * before + 2;
  if (gap === 0) {
    if (came > 0) yield { from: slot(first - 1), to: slot(first - 1), now };
  } else if (gap === came || came === 0) {
    for (let k = 0; k < gap; k++) {
      const at = slot(first + 2 * k);
      yield { from: at, to: at, now: came === 0 ? now : now.slice(2 * k, 2 * k + 2) };
    }
  } else yield { from: slot(first - 1), to: slot(first + 2 * gap - 1), now };
}

/**
 * How a line came from what it was, by the vertices that are in both. Undefined where that cannot be said: none stayed,
 * their order is another, or a place comes twice.
 *
 * @param index numbers of the vertices of `base` ({@link indexed})
 */
export function lineEdits(base: Run, index: VertexIndex, now: Run): readonly LineEdit[] | undefined {
  const [n, m] = [vertices(base.xy), vertices(now.xy)];
  if (indexed(now) === undefined) return undefined;
  const stayed: { readonly old: number; readonly at: number }[] = [];
  for (let at = 0; at < m; at++) {
    const old = index.find(now.xy[2 * at]!, now.xy[2 * at + 1]!);
    if (old >= 0) stayed.push({ old, at });
  }
  if (stayed.length === 0) return undefined;
  return base.cyclic ? ringEdits(stayed, n, now.xy) : openEdits(stayed, n, now.xy);
}

type Stayed = readonly { readonly old: number; readonly at: number }[];

function ringEdits(stayed: Stayed, n: number, xy: Float64Array): readonly LineEdit[] | undefined {
  const edits: LineEdit[] = [];
  const first = stayed[0]!.old;
  let rank = 0;
  for (const [k, { old, at }] of stayed.entries()) {
    const next = stayed[(k + 1) % stayed.length]!;
    const own = (old - first + n) % n;
    if (k > 0 && own <= rank) return undefined;
    rank = own;
    const gap = (next.old - old - 1 + n) % n;
    edits.push(...editsBetween(old, gap, between(xy, at, next.at), 2 * n));
  }
  return edits;
}

function openEdits(stayed: Stayed, n: number, xy: Float64Array): readonly LineEdit[] | undefined {
  const edits: LineEdit[] = [];
  let last = { old: -1, at: -1 };
  for (const next of [...stayed, { old: n, at: vertices(xy) }]) {
    if (next.old <= last.old) return undefined;
    const now = xy.slice(2 * last.at + 2, 2 * next.at);
    edits.push(...editsBetween(last.old, next.old - last.old - 1, now, 0));
    last = next;
  }
  return edits;
}
