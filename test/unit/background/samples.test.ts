import { describe, expect, it } from 'vitest';
import { BLOCK, cutTile, opacityOf, shrinkInto, TILE } from '../../../electron/background/picture/pixels.ts';
import type { PictureInfo } from '../../../electron/background/picture/picture-info.ts';
import { bandsOf, colorBlock, stretchOf } from '../../../electron/background/picture/samples.ts';

const bandsInfo = (...bands: readonly [string, string][]): PictureInfo => ({
  width: 10,
  height: 10,
  wkt: '',
  geoTransform: null,
  corners: null,
  compressed: false,
  bands: bands.map(([type, color]) => ({ block: [10, 1], type, color, nodata: null, palette: null })),
});

describe('bands', () => {
  it('are shown as what the picture says they are', () => {
    expect(bandsOf(bandsInfo(['Byte', 'Gray']))).toEqual({ numbers: [1], all: false, bytes: true });
    expect(bandsOf(bandsInfo(['Byte', 'Gray'], ['Byte', 'Alpha']))).toEqual({
      numbers: [1],
      all: true,
      bytes: true,
    });
    const rgb = [
      ['Byte', 'Red'],
      ['Byte', 'Green'],
      ['Byte', 'Blue'],
    ] as const;
    expect(bandsOf(bandsInfo(...rgb.map((one) => [...one] as [string, string]), ['Byte', 'Alpha']))).toEqual({
      numbers: [1, 2, 3],
      all: true,
      bytes: true,
    });
    expect(
      bandsOf(bandsInfo(['UInt16', 'Blue'], ['UInt16', 'Green'], ['UInt16', 'Red'], ['UInt16', 'Undefined'])),
    ).toEqual({ numbers: [3, 2, 1], all: false, bytes: false });
    expect(
      bandsOf(bandsInfo(['Byte', 'Gray'], ['Byte', 'Undefined'], ['Byte', 'Undefined'])).numbers,
    ).toEqual([1, 2, 3]);
  });
});

describe('a stretch', () => {
  it('leaves out nodata and what is no number, and cuts two in a hundred at either end', () => {
    const samples = Float32Array.from({ length: 101 }, (_unused, i) => i * 10);
    expect(stretchOf(samples, null)).toEqual([20, 980]);
    expect(stretchOf(Float32Array.of(NaN, -9999, ...samples, Infinity), -9999)).toEqual([20, 980]);
  });
  it('has a width even where all is one value, or nothing is there', () => {
    expect(stretchOf(new Float32Array(50).fill(7), null)).toEqual([6, 8]);
    expect(stretchOf(new Float32Array(0), null)).toEqual([0, 1]);
    const rare = new Float32Array(1000).fill(5);
    rare[3] = 900;
    expect(stretchOf(rare, null)).toEqual([5, 900]);
  });
  it('spreads samples from black to white; nothing is where alpha is zero', () => {
    const samples = new Float32Array(BLOCK * BLOCK * 2);
    samples.set([20, 255, 500, 255, 980, 255, 5000, 255, 500, 0]);
    const out = colorBlock(samples, { bands: 1, palette: null, stretch: [[20, 980]], ownAlpha: false });
    expect([...out.subarray(0, 20)]).toEqual(
      [
        [0, 0, 0, 255],
        [128, 128, 128, 255],
        [255, 255, 255, 255],
        [255, 255, 255, 255],
        [0, 0, 0, 0],
      ].flat(),
    );
  });
  it('is not made of a palette: its colours are what they are', () => {
    const samples = new Uint8Array(BLOCK * BLOCK * 2);
    samples.set([1, 255, 0, 255, 9, 255]);
    const palette = [
      [1, 2, 3, 0],
      [200, 100, 50, 255],
    ] as const;
    const out = colorBlock(samples, { bands: 1, palette, stretch: null, ownAlpha: false });
    expect([...out.subarray(0, 12)]).toEqual([200, 100, 50, 255, 1, 2, 3, 0, 0, 0, 0, 0]);
  });
});

describe('blocks', () => {
  it('are cut into tiles and drawn at half size', () => {
    const block = new Uint8Array(BLOCK * BLOCK * 4);
    const at = (x: number, y: number): number => (y * BLOCK + x) * 4;
    block.set([10, 20, 30, 255], at(3 * TILE + 5, TILE + 6));
    const tile = cutTile(block, 3, 1);
    expect([...tile.subarray((6 * TILE + 5) * 4, (6 * TILE + 6) * 4)]).toEqual([10, 20, 30, 255]);
    expect(opacityOf(tile)).toBe('part');
    expect(opacityOf(cutTile(block, 0, 0))).toBe('clear');
    const parent = new Uint8Array(BLOCK * BLOCK * 4);
    block.set([100, 0, 0, 255, 0, 100, 0, 255], at(0, 0));
    shrinkInto(parent, block, { column: 1, row: 0 }, true);
    // Two of four pixels are seen: their colours are mixed, and half of it is clear.
    expect([...parent.subarray(at(BLOCK / 2, 0), at(BLOCK / 2, 0) + 4)]).toEqual([50, 50, 0, 128]);
    shrinkInto(parent, block, { column: 0, row: 1 }, false);
    expect([...parent.subarray(at(0, BLOCK / 2), at(0, BLOCK / 2) + 4)]).toEqual([100, 0, 0, 255]);
  });
});
