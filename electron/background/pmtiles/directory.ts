import type { Tile } from '../../../shared/map/tile-grid.ts';

/** Where tiles lie in the file: a run of tiles with the same picture, or (run 0) a further directory. */
export interface Directory {
  readonly ids: Float64Array;
  readonly runs: Float64Array;
  readonly lengths: Float64Array;
  readonly offsets: Float64Array;
}

/** Memory that a directory takes: an entry of four bytes in the file becomes four numbers. */
export const directoryBytes = (directory: Directory | null): number =>
  directory === null ? 0 : 4 * directory.ids.byteLength;

/** The number of a tile: all tiles of the zooms above it, then its place on the Hilbert curve of its zoom. */
export function tileId({ z, x, y }: Tile): number {
  let id = (4 ** z - 1) / 3;
  let [a, b] = [x, y];
  for (let side = 2 ** z / 2; side >= 1; side /= 2) {
    const right = (a & side) > 0 ? 1 : 0;
    const lower = (b & side) > 0 ? 1 : 0;
    id += side * side * ((3 * right) ^ lower);
    a &= side - 1;
    b &= side - 1;
    if (lower === 0) {
      if (right === 1) [a, b] = [side - 1 - a, side - 1 - b];
      [a, b] = [b, a];
    }
  }
  return id;
}

/** Reads unsigned varints; past the end, and beyond what a double holds exactly, it stays broken. */
class Varints {
  readonly #bytes: Uint8Array;
  #at = 0;
  broken = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < 8; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
      scale *= 128;
    }
    this.broken = true;
    return 0;
  }
}

/** Parses an uncompressed directory; null when it is damaged. */
export function parseDirectory(bytes: Uint8Array): Directory | null {
  const varints = new Varints(bytes);
  const count = varints.next();
  // Each entry takes four bytes at least.
  if (varints.broken || count === 0 || count > bytes.length / 4) return null;
  const column = (): Float64Array => new Float64Array(count);
  const directory = { ids: column(), runs: column(), lengths: column(), offsets: column() };
  const { ids, runs, lengths, offsets } = directory;
  let id = 0;
  for (let i = 0; i < count; i++) ids[i] = id += varints.next();
  for (let i = 0; i < count; i++) runs[i] = varints.next();
  for (let i = 0; i < count; i++) lengths[i] = varints.next();
  for (let i = 0; i < count; i++) {
    const value = varints.next();
    // Zero: directly after the one before.
    if (value === 0 && i === 0) return null;
    offsets[i] = value === 0 ? offsets[i - 1]! + lengths[i - 1]! : value - 1;
  }
  return varints.broken ? null : directory;
}

export interface Entry {
  readonly offset: number;
  readonly length: number;
  /** A further directory, not a tile. */
  readonly leaf: boolean;
}

/** The entry that holds a tile; null when there is none. */
export function findEntry({ ids, runs, lengths, offsets }: Directory, id: number): Entry | null {
  let low = 0;
  let high = ids.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! <= id) low = middle + 1;
    else high = middle - 1;
  }
  if (high < 0) return null;
  const run = runs[high]!;
  if (run !== 0 && id >= ids[high]! + run) return null;
  return { offset: offsets[high]!, length: lengths[high]!, leaf: run === 0 };
}
