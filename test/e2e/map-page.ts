import { inflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';

/** Side of the world in pixels at zoom 0. */
const WORLD = 512;

export interface MapView {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

const mercator = (latitude: number): number => {
  const radians = (latitude * Math.PI) / 180;
  return (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2;
};
const latitudeOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The map as a person sees it: what the document says of it, and where a place lies on the screen. */
export function mapOf(page: Page) {
  const map: Locator = page.locator('[data-map-state]');
  const view = async (): Promise<MapView> => {
    const [lon = 0, lat = 0, zoom = 0] = ((await map.getAttribute('data-map-view')) ?? '')
      .split(',')
      .map(Number);
    return { lon, lat, zoom };
  };
  const box = async () => {
    const found = await map.boundingBox();
    if (found === null) throw new Error('the map is not on the screen');
    return found;
  };
  const pixel = async (lon: number, lat: number): Promise<[number, number]> => {
    const [now, frame] = [await view(), await box()];
    const scale = WORLD * 2 ** now.zoom;
    return [
      frame.x + frame.width / 2 + ((lon - now.lon) / 360) * scale,
      frame.y + frame.height / 2 + (mercator(lat) - mercator(now.lat)) * scale,
    ];
  };
  const place = async (x: number, y: number): Promise<[number, number]> => {
    const [now, frame] = [await view(), await box()];
    const scale = WORLD * 2 ** now.zoom;
    return [
      now.lon + ((x - frame.x - frame.width / 2) / scale) * 360,
      latitudeOf(mercator(now.lat) + (y - frame.y - frame.height / 2) / scale),
    ];
  };
  const idle = async (): Promise<void> => {
    await page.locator('[data-map-state="idle"]').waitFor({ timeout: 90_000 });
  };
  return {
    locator: map,
    view,
    box,
    pixel,
    place,
    idle,
    centre: async (): Promise<[number, number]> => {
      const frame = await box();
      return [frame.x + frame.width / 2, frame.y + frame.height / 2];
    },
    /** Turns the wheel over the middle of the map until the zoom is reached. */
    zoomTo: async (zoom: number): Promise<void> => {
      const frame = await box();
      await page.mouse.move(frame.x + frame.width / 2, frame.y + frame.height / 2);
      for (let turn = 0; turn < 60 && (await view()).zoom < zoom; turn++) {
        await page.mouse.wheel(0, -240);
        await page.waitForTimeout(120);
      }
      await page.waitForTimeout(400);
      await idle();
    },
    clickAt: async (lon: number, lat: number): Promise<void> => {
      const [x, y] = await pixel(lon, lat);
      await page.mouse.move(x, y, { steps: 3 });
      await page.mouse.click(x, y);
    },
  };
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): readonly [red: number, green: number, blue: number];
}

/** Reads a PNG of 8-bit colour, with or without alpha, not interlaced: what screenshots are. */
export function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  const paeth = (a: number, b: number, c: number): number => {
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
  };
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const value = raw[y * (stride + 1) + 1 + x] ?? 0;
      const left = x >= channels ? (pixels[y * stride + x - channels] ?? 0) : 0;
      const up = y > 0 ? (pixels[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= channels && y > 0 ? (pixels[(y - 1) * stride + x - channels] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[y * stride + x] = (value + predicted) & 255;
    }
  }
  return {
    width,
    height,
    at: (x, y) => {
      const at = Math.round(y) * stride + Math.round(x) * channels;
      return [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    },
  };
}

/** Different colours on a grid of points of a part of the window: a blank map has one or two. */
export async function coloursIn(
  page: Page,
  frame: { x: number; y: number; width: number; height: number },
): Promise<number> {
  const picture = readPng(await page.screenshot({ clip: frame }));
  const seen = new Set<string>();
  for (let y = 2; y < picture.height; y += 7) {
    for (let x = 2; x < picture.width; x += 7) seen.add(picture.at(x, y).join());
  }
  return seen.size;
}
