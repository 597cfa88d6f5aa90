import type { BlockCache } from './block-cache.ts';
import type { VctFault } from './vct-parts.ts';

/** Longest run of coordinates, bytes. */
const MAX_RUN = 64 * 1024 * 1024;
const FIRST_SIZE = 1024;

/**
 * An id as a key of a map: a number where that is exact, for the sake of memory. Signs and leading zeros do not count.
 */
export function idKey(id: string): number | string {
  const digits = id.replace(/^[-+]?0*(?=\d)/, '');
  return digits.length <= 15 ? Number(digits) : digits;
}

/** Where the coordinates of the lines of a file are, by id. */
export interface LineIndex {
  add(id: string, from: number, to: number): void;
  /** A line that is there and cannot be used. */
  addFault(id: string, fault: VctFault): void;
  find(id: string): readonly [from: number, to: number] | VctFault | null;
  readonly size: number;
  /** Lines that are there and cannot be used. */
  readonly faults: number;
  /** How many ids came again; the first is kept. */
  readonly again: number;
}

export function createLineIndex(): LineIndex {
  const places = new Map<number | string, number>();
  const faults = new Map<number | string, VctFault>();
  let spans = new Float64Array(2 * FIRST_SIZE);
  let again = 0;
  return {
    get size() {
      return places.size;
    },
    get faults() {
      return faults.size;
    },
    get again() {
      return again;
    },
    add: (id, from, to) => {
      const key = idKey(id);
      if (places.has(key)) {
        again++;
        return;
      }
      const at = places.size;
      if (2 * at >= spans.length) {
        const larger = new Float64Array(2 * spans.length);
        larger.set(spans);
        spans = larger;
      }
      places.set(key, at);
      spans[2 * at] = from;
      spans[2 * at + 1] = to;
    },
    addFault: (id, fault) => {
      if (/^\d+$/.test(id)) faults.set(idKey(id), fault);
    },
    find: (id) => {
      const key = idKey(id);
      const at = places.get(key);
      if (at !== undefined) return [spans[2 * at]!, spans[2 * at + 1]!];
      return faults.get(key) ?? null;
    },
  };
}

/** Positions from lines of `x,y` or `x,y,z`; lines without a separator (numbers of points between pieces) are passed over. */
function parseRun(bytes: Uint8Array, separator: string): Float64Array | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const xy: number[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    const first = line.indexOf(separator);
    if (first < 0) continue;
    const second = line.indexOf(separator, first + 1);
    const [a, b] = [
      line.slice(0, first).trim(),
      line.slice(first + 1, second < 0 ? undefined : second).trim(),
    ];
    const [x, y] = [Number(a), Number(b)];
    if (a === '' || b === '' || !Number.isFinite(x) || !Number.isFinite(y)) return null;
    xy.push(x, y);
  }
  return Float64Array.from(xy);
}

/** Why coordinates cannot be had: `vct-figure` one is no number, `vct-too-large` there are too many. */
export type RunFault = 'vct-figure' | 'vct-too-large';

/** The coordinates of a run of lines, flat. */
export async function readRun(
  blocks: BlockCache,
  [from, to]: readonly [number, number],
  separator: string,
): Promise<Float64Array | RunFault> {
  if (to - from > MAX_RUN) return 'vct-too-large';
  const bytes = blocks.held(from, to) ?? (await blocks.load(from, to));
  return parseRun(bytes, separator) ?? 'vct-figure';
}
