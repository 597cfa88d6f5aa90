import type { BreakMethod } from '../model/layer-style.ts';

/** A number with how often it occurs. */
export interface Weighted {
  readonly value: number;
  readonly count: number;
}

/** Distinct values above which natural breaks are found among as many means of neighbours: the search is quadratic. */
const MOST_DISTINCT = 512;

/** Borders of `classes` classes of numbers, ascending by value; one more than classes, fewer where there are fewer values. */
export function classBreaks(sorted: readonly Weighted[], method: BreakMethod, classes: number): number[] {
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first.value === last.value) return [first.value, last.value];
  const wanted = Math.min(classes, sorted.length);
  if (method === 'equal') {
    const step = (last.value - first.value) / wanted;
    return Array.from({ length: wanted + 1 }, (_, i) => (i === wanted ? last.value : first.value + i * step));
  }
  const inner = method === 'quantile' ? quantiles(sorted, wanted) : naturalBreaks(thinned(sorted), wanted);
  return [first.value, ...inner, last.value];
}

/** Values at which the next class of about as many begins. */
function quantiles(sorted: readonly Weighted[], classes: number): number[] {
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const breaks: number[] = [];
  let before = 0;
  let next = 1;
  for (const [i, { value, count }] of sorted.entries()) {
    // A class begins with a value that is there, never in the middle of equal ones.
    while (next < classes && i > 0 && before >= (next * total) / classes) {
      if (breaks.at(-1) !== value) breaks.push(value);
      next += 1;
    }
    before += count;
  }
  return breaks;
}

/** Neighbouring values taken together until few enough are left. */
function thinned(sorted: readonly Weighted[]): readonly Weighted[] {
  if (sorted.length <= MOST_DISTINCT) return sorted;
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  const share = total / MOST_DISTINCT;
  const out: Weighted[] = [];
  let group = { value: sorted[0]!.value, count: 0 };
  for (const one of sorted) {
    if (group.count >= share) {
      out.push(group);
      group = { value: one.value, count: 0 };
    }
    group.count += one.count;
  }
  out.push(group);
  return out;
}

/**
 * Values at which classes begin so that the squares of the differences from the class means are least in sum (Fisher's
 * exact search over all divisions of the sorted values).
 */
function naturalBreaks(sorted: readonly Weighted[], classes: number): number[] {
  const n = sorted.length;
  const weight = new Float64Array(n + 1);
  const sum = new Float64Array(n + 1);
  const squares = new Float64Array(n + 1);
  const middle = sorted[n >> 1]!.value;
  sorted.forEach(({ value, count }, i) => {
    const v = value - middle;
    weight[i + 1] = weight[i]! + count;
    sum[i + 1] = sum[i]! + count * v;
    squares[i + 1] = squares[i]! + count * v * v;
  });
  const spread = (from: number, to: number): number => {
    const w = weight[to]! - weight[from]!;
    const s = sum[to]! - sum[from]!;
    return Math.max(0, squares[to]! - squares[from]! - (s * s) / w);
  };
  let best = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : spread(0, to)));
  const begins: Int32Array[] = [];
  for (let k = 2; k <= classes; k++) {
    const next = new Float64Array(n + 1).fill(Infinity);
    const begin = new Int32Array(n + 1);
    for (let to = k; to <= n; to++) {
      for (let from = k - 1; from < to; from++) {
        const cost = best[from]! + spread(from, to);
        if (cost < next[to]!) {
          next[to] = cost;
          begin[to] = from;
        }
      }
    }
    best = next;
    begins.push(begin);
  }
  const breaks: number[] = [];
  let to = n;
  for (const begin of begins.reverse()) {
    to = begin[to]!;
    breaks.unshift(sorted[to]!.value);
  }
  return breaks;
}

/** How many values fall into each class; a value on a border belongs to the upper class. */
export function classCounts(sorted: readonly Weighted[], breaks: readonly number[]): number[] {
  const counts = new Array<number>(Math.max(0, breaks.length - 1)).fill(0);
  for (const { value, count } of sorted) {
    let i = counts.length - 1;
    while (i > 0 && value < breaks[i]!) i -= 1;
    if (i >= 0) counts[i]! += count;
  }
  return counts;
}
