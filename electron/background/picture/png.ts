import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';

const compress = promisify(deflate);

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOR = { truecolor: 2, palette: 3, truecolorAlpha: 6 } as const;
const FILTER_SUB = 1;

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** The colours of a picture and the one of each pixel; null when it has more than a palette holds. */
export function paletteOf(
  pixels: Uint32Array,
): { readonly colors: readonly number[]; readonly indices: Uint8Array } | null {
  const places = new Map<number, number>();
  const indices = new Uint8Array(pixels.length);
  let last = -1;
  let place = 0;
  for (let i = 0; i < pixels.length; i++) {
    const color = pixels[i]!;
    if (color !== last) {
      last = color;
      const known = places.get(color);
      if (known === undefined) {
        if (places.size === 256) return null;
        place = places.size;
        places.set(color, place);
      } else place = known;
    }
    indices[i] = place;
  }
  return { colors: [...places.keys()], indices };
}

/** Rows each behind the number of their filter; with `step`, each byte less the one `step` before it. */
function rows(data: Uint8Array, width: number, height: number, filter: number, step: number): Uint8Array {
  const out = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (width + 1);
    const from = y * width;
    out[to] = filter;
    for (let x = 0; x < width; x++) {
      const before = step > 0 && x >= step ? data[from + x - step]! : 0;
      out[to + 1 + x] = data[from + x]! - before;
    }
  }
  return out;
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0, o = 0; i < rgba.length; i += 4) {
    out[o++] = rgba[i]!;
    out[o++] = rgba[i + 1]!;
    out[o++] = rgba[i + 2]!;
  }
  return out;
}

/**
 * A PNG without loss: by palette where the picture has few colours (drawings, scanned maps, classes), else true colour,
 * with alpha where anything is not opaque.
 *
 * @param rgba four bytes a pixel, row by row, starting at a multiple of four
 */
export async function encodePng(rgba: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  const palette = paletteOf(pixels);
  const parts: Uint8Array[] = [SIGNATURE];
  const header = (color: number): void => {
    const data = new Uint8Array(13);
    const view = new DataView(data.buffer);
    view.setUint32(0, width);
    view.setUint32(4, height);
    data[8] = 8;
    data[9] = color;
    parts.push(chunk('IHDR', data));
  };
  let body: Uint8Array;
  if (palette !== null) {
    header(COLOR.palette);
    // A pixel read as one number has red in its lowest byte.
    parts.push(
      chunk(
        'PLTE',
        Uint8Array.from(
          palette.colors.flatMap((color) => [color & 255, (color >> 8) & 255, (color >> 16) & 255]),
        ),
      ),
    );
    const alpha = palette.colors.map((color) => color >>> 24);
    if (alpha.some((one) => one < 255)) parts.push(chunk('tRNS', Uint8Array.from(alpha)));
    body = rows(palette.indices, width, height, 0, 0);
  } else {
    const opaque = pixels.every((color) => color >>> 24 === 255);
    header(opaque ? COLOR.truecolor : COLOR.truecolorAlpha);
    const step = opaque ? 3 : 4;
    body = rows(opaque ? withoutAlpha(rgba) : rgba, width * step, height, FILTER_SUB, step);
  }
  parts.push(chunk('IDAT', await compress(body, { level: 6 })), chunk('IEND', new Uint8Array(0)));
  return new Uint8Array(Buffer.concat(parts));
}
