import { BLOCK } from './pixels.ts';
import type { PictureInfo } from './picture-info.ts';

/** How the samples of a picture become colours. */
export interface Coloring {
  /** Samples of a pixel before its alpha: 1 for grey or a palette, 3 for colours. */
  readonly bands: 1 | 3;
  /** RGBA of each palette index; null without palette. */
  readonly palette: readonly (readonly [number, number, number, number])[] | null;
  /** What becomes black and white, a pair a band; null where samples are bytes as they are to be shown. */
  readonly stretch: readonly (readonly [low: number, high: number])[] | null;
  /** The picture has an alpha of its own; without, alpha only says where the picture is. */
  readonly ownAlpha: boolean;
}

/** The bands of a picture that are shown. */
export interface BandChoice {
  /** Counted from 1: one for grey or a palette, three for red, green and blue. */
  readonly numbers: readonly number[];
  /** These, then an alpha, are all it has: none has to be named, and the alpha counts. */
  readonly all: boolean;
  /** Their samples are bytes that are shown as they are. */
  readonly bytes: boolean;
}

/** Red, green and blue where the picture says which they are, else its first three bands; one band as grey. */
export function bandsOf({ bands }: PictureInfo): BandChoice {
  const colors = bands.filter(({ color }) => color !== 'Alpha').length;
  const find = (name: string): number => bands.findIndex(({ color }) => color === name) + 1;
  const named = [find('Red'), find('Green'), find('Blue')];
  const numbers = colors < 3 ? [1] : named.every((number) => number > 0) ? named : [1, 2, 3];
  const ends = bands.at(-1)!.color === 'Alpha' && bands.length === numbers.length + 1;
  return {
    numbers,
    all: ends && numbers.every((number, i) => number === i + 1),
    bytes: numbers.every((number) => bands[number - 1]!.type === 'Byte'),
  };
}

/** Share of the samples that a stretch cuts off at either end: single glints and shadows would make all the rest grey. */
const CUT = 0.02;

/**
 * The values between which samples are spread over black to white.
 *
 * @param samples of one band; what is no number and `nodata` is left out
 */
export function stretchOf(samples: Float32Array, nodata: number | null): readonly [number, number] {
  // Compared as the samples are kept.
  const none = nodata === null ? null : Math.fround(nodata);
  const good = samples.filter((value) => Number.isFinite(value) && value !== none).toSorted();
  if (good.length === 0) return [0, 1];
  const at = (share: number): number => good[Math.round(share * (good.length - 1))]!;
  const [low, high] = [at(CUT), at(1 - CUT)];
  if (high > low) return [low, high];
  const [first, last] = [at(0), at(1)];
  return last > first ? [first, last] : [low - 1, low + 1];
}

/**
 * Colours a block of samples.
 *
 * @param samples pixel by pixel, each with its bands and last an alpha, 0 where nothing is
 */
export function colorBlock(samples: Uint8Array | Float32Array, coloring: Coloring): Uint8Array {
  const { bands, palette, stretch, ownAlpha } = coloring;
  const out = new Uint8Array(BLOCK * BLOCK * 4);
  const step = bands + 1;
  const byte = (value: number, band: number): number => {
    if (stretch === null) return value;
    const [low, high] = stretch[band]!;
    const share = (value - low) / (high - low);
    return share >= 1 ? 255 : share > 0 ? Math.round(255 * share) : 0;
  };
  for (let i = 0, from = 0, to = 0; i < BLOCK * BLOCK; i++, from += step, to += 4) {
    // A half-covered pixel at the edge is seen as a whole one: pictures that meet then show no seam.
    if (!(samples[from + bands]! > 0)) continue;
    if (palette !== null) {
      const color = palette[samples[from]!];
      if (color === undefined) continue;
      for (let k = 0; k < 4; k++) out[to + k] = color[k]!;
      continue;
    }
    for (let k = 0; k < 3; k++) {
      const band = bands === 1 ? 0 : k;
      out[to + k] = byte(samples[from + band]!, band);
    }
    out[to + 3] = ownAlpha && stretch === null ? samples[from + bands]! : 255;
  }
  return out;
}
