/* Pixels are RGBA, four bytes each, row by row; alpha is not multiplied in. */

/** Side of a tile and of the blocks that pictures are worked through in, pixels. */
export const TILE = 256;
export const BLOCK_TILES = 8;
export const BLOCK = TILE * BLOCK_TILES;

/** The part of a block that is one of its tiles. */
export function cutTile(block: Uint8Array, column: number, row: number): Uint8Array {
  const out = new Uint8Array(TILE * TILE * 4);
  for (let y = 0; y < TILE; y++) {
    const from = ((row * TILE + y) * BLOCK + column * TILE) * 4;
    out.set(block.subarray(from, from + TILE * 4), y * TILE * 4);
  }
  return out;
}

export type Opacity = 'clear' | 'part' | 'full';

/** Whether anything, or everything, of a picture is to be seen. */
export function opacityOf(rgba: Uint8Array): Opacity {
  let clear = true;
  let full = true;
  for (let i = 3; i < rgba.length && (clear || full); i += 4) {
    if (rgba[i] !== 0) clear = false;
    if (rgba[i] !== 255) full = false;
  }
  return clear ? 'clear' : full ? 'full' : 'part';
}

/**
 * Draws a block at half its size into a quarter of another.
 *
 * @param smooth the mean of four pixels; without, one of the four, for pictures whose colours are codes
 */
export function shrinkInto(
  parent: Uint8Array,
  child: Uint8Array,
  quarter: { readonly column: 0 | 1; readonly row: 0 | 1 },
  smooth: boolean,
): void {
  const half = BLOCK / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const to = ((quarter.row * half + y) * BLOCK + quarter.column * half + x) * 4;
      const from = (2 * y * BLOCK + 2 * x) * 4;
      if (!smooth) {
        for (let i = 0; i < 4; i++) parent[to + i] = child[from + i]!;
        continue;
      }
      const places = [from, from + 4, from + 4 * BLOCK, from + 4 * BLOCK + 4];
      let alpha = 0;
      for (const at of places) alpha += child[at + 3]!;
      for (let i = 0; i < 3; i++) {
        let sum = 0;
        // What is not seen has no say in the colour.
        for (const at of places) sum += child[at + i]! * child[at + 3]!;
        parent[to + i] = alpha === 0 ? 0 : Math.round(sum / alpha);
      }
      parent[to + 3] = Math.round(alpha / 4);
    }
  }
}
