/** Seeded randomness of the sample: the same seed gives the same county on every machine. */

/** 32-bit hash (FNV-1a with a final mix) of a text. */
export function hashText(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32-bit hash of whole numbers. */
export function hashInts(a: number, b: number, c = 0): number {
  let h = Math.imul(a | 0, 0x9e3779b1) ^ Math.imul(b | 0, 0x85ebca77) ^ Math.imul(c | 0, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) >>> 0;
}

/** A stream of numbers in [0, 1). */
export interface Random {
  /** Next number in [0, 1). */
  next(): number;
  /** Next number in [from, to). */
  range(from: number, to: number): number;
  /** Next whole number in [0, n). */
  below(n: number): number;
  /** One of the entries. */
  pick<T>(list: readonly T[]): T;
}

/** A stream that depends on the seed and on a name only, so that adding one stream leaves the others alone. */
export function random(seed: number, name: string): Random {
  let state = (hashText(name) ^ Math.imul(seed | 0, 0x9e3779b1)) >>> 0;
  const next = (): number => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    range: (from, to) => from + (to - from) * next(),
    below: (n) => Math.floor(next() * n),
    pick: (list) => list[Math.floor(next() * list.length)]!,
  };
}

const fade = (t: number): number => t * t * (3 - 2 * t);

/** Smooth value noise in [-1, 1] with features of about `size` metres. */
export function noise(seed: number, x: number, y: number, size: number): number {
  const u = x / size;
  const v = y / size;
  const i = Math.floor(u);
  const j = Math.floor(v);
  const at = (a: number, b: number): number => hashInts(a, b, seed) / 2147483648 - 1;
  const fu = fade(u - i);
  const fv = fade(v - j);
  const low = at(i, j) * (1 - fu) + at(i + 1, j) * fu;
  const high = at(i, j + 1) * (1 - fu) + at(i + 1, j + 1) * fu;
  return low * (1 - fv) + high * fv;
}
