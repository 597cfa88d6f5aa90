import type { Page } from '@playwright/test';
import { readPng } from './map-page.ts';

/** The middle colour of a little square, over lines and hatches. */
export async function meanAt(page: Page, x: number, y: number): Promise<readonly [number, number, number]> {
  const picture = readPng(await page.screenshot());
  const sum: [number, number, number] = [0, 0, 0];
  for (let dy = -6; dy <= 6; dy++) {
    for (let dx = -6; dx <= 6; dx++) {
      const colour = picture.at(x + dx, y + dy);
      for (const i of [0, 1, 2] as const) sum[i] += colour[i] / 169;
    }
  }
  return sum;
}

/** The colour of a pixel. */
export async function colourAt(page: Page, x: number, y: number): Promise<readonly [number, number, number]> {
  const picture = readPng(await page.screenshot());
  return picture.at(x, y);
}

/** How far apart two colours are. */
export const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((part, i) => part - (b[i] ?? 0)));
