import type { FileHandle } from 'node:fs/promises';
import { once } from 'node:events';
import { crc32, createDeflate, type Deflate } from 'node:zlib';

/** A PNG that is written row by row: never more than a few rows of it are in memory. */
export interface PngFile {
  /** Whole rows, four bytes a pixel as a canvas gives them; what they cover is taken as covered wholly. */
  rows(pixels: Uint8Array): Promise<void>;
  /** The file is complete after it; false when rows are missing. */
  end(): Promise<boolean>;
  /** Stops the work; the file is not complete. */
  abandon(): void;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const RGB = 3;
const RGBA = 4;
/** Each row is written as its difference to the one above, which on a map is mostly nothing (PNG 3rd edition, 9.2). */
const FILTER_UP = 2;
const MM_PER_M = 1000;
const MM_PER_INCH = 25.4;

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

/** Pixels in a metre, so that programs know the size on paper. */
function physical(dpi: number): Buffer {
  const data = Buffer.alloc(9);
  const perMetre = Math.round((dpi * MM_PER_M) / MM_PER_INCH);
  data.writeUInt32BE(perMetre, 0);
  data.writeUInt32BE(perMetre, 4);
  data[8] = 1;
  return chunk('pHYs', data);
}

/** Begins a PNG of three bytes a pixel. */
export async function createPng(
  handle: FileHandle,
  width: number,
  height: number,
  dpi: number,
): Promise<PngFile> {
  await handle.writeFile(Buffer.concat([SIGNATURE, header(width, height), physical(dpi)]));
  const deflate: Deflate = createDeflate({ level: 6 });
  const written = (async () => {
    for await (const part of deflate) await handle.writeFile(chunk('IDAT', part as Buffer));
  })();
  // A failure of the disk is said when rows are awaited next; nothing is lost silently.
  let failure: unknown;
  written.catch((error: unknown) => {
    failure = error;
  });
  let above = Buffer.alloc(RGB * width);
  let rowsDone = 0;
  return {
    rows: async (pixels) => {
      const stride = RGBA * width;
      const count = Math.floor(pixels.length / stride);
      const out = Buffer.alloc((RGB * width + 1) * count);
      for (let row = 0; row < count; row++) {
        const now = Buffer.alloc(RGB * width);
        const to = row * (RGB * width + 1);
        out[to] = FILTER_UP;
        for (let x = 0; x < width; x++) {
          const from = row * stride + RGBA * x;
          for (let part = 0; part < RGB; part++) {
            const value = pixels[from + part]!;
            now[RGB * x + part] = value;
            out[to + 1 + RGB * x + part] = value - above[RGB * x + part]!;
          }
        }
        above = now;
      }
      rowsDone += count;
      if (failure !== undefined) throw failure;
      if (!deflate.write(out)) await Promise.race([once(deflate, 'drain'), written]);
    },
    end: async () => {
      deflate.end();
      await written;
      await handle.writeFile(chunk('IEND', Buffer.alloc(0)));
      return rowsDone === height;
    },
    abandon: () => {
      deflate.destroy();
    },
  };
}
