import type { Page } from '@playwright/test';
import { mapOf } from '../../e2e/map-page.ts';
import { recordFrames, type Frames } from './frames.ts';

/** What a person does in the editor, by mouse and keys. */

export type Point = readonly [x: number, y: number];

/** Mouse moves of one drag, and the time between two of them, ms. */
const MOVES = 60;
const PAUSE_MS = 16;
const RADIUS = 60;

/** Moves the mouse once around in a circle that begins and ends at a place. */
export async function circle(page: Page, [x, y]: Point, radius = RADIUS): Promise<void> {
  for (let step = 1; step <= MOVES; step++) {
    const angle = (2 * Math.PI * step) / MOVES;
    await page.mouse.move(x + radius * Math.sin(angle), y + radius * (1 - Math.cos(angle)));
    await page.waitForTimeout(PAUSE_MS);
  }
}

/** A drag of a vertex: its frames, and how long it took from letting go until the map showed the commit, ms. */
export interface Dragged {
  readonly frames: Frames;
  readonly shownMs: number;
}

/** Drags the vertex under a place around in a circle, lets it go a few pixels off, and takes the step back. */
export async function dragVertex(page: Page, [x, y]: Point, radius = RADIUS): Promise<Dragged> {
  const map = mapOf(page);
  await page.mouse.move(x, y, { steps: 3 });
  await page.keyboard.down('Alt');
  await page.mouse.down();
  const frames = await recordFrames(page, () => circle(page, [x, y], radius));
  await page.mouse.move(x + 3, y + 3);
  const revision = await map.locator.getAttribute('data-map-revision');
  const began = performance.now();
  await page.mouse.up();
  await shownAfter(page, revision);
  const shownMs = performance.now() - began;
  await page.keyboard.up('Alt');
  await page.keyboard.press('Control+z');
  await page.waitForTimeout(1500);
  await map.idle();
  return { frames, shownMs };
}

/** Waits until the map shows a later commit than this. */
async function shownAfter(page: Page, revision: string | null): Promise<void> {
  const later = page.locator(`[data-map-state]:not([data-map-revision="${revision}"])`);
  await later.waitFor({ state: 'attached' });
}

/** Goes to a place by typing it, and to a zoom by the wheel. */
export async function goTo(page: Page, [lon, lat]: Point, zoom: number): Promise<void> {
  const map = mapOf(page);
  await page.keyboard.press('Control+g');
  const field = page.getByRole('textbox', { name: /坐标/ }).first();
  await field.fill(`${lon.toFixed(9)}, ${lat.toFixed(9)}`);
  await field.press('Enter');
  await page.waitForTimeout(1500);
  await map.idle();
  await page.keyboard.press('Escape');
  const [x, y] = await map.centre();
  await page.mouse.move(x, y);
  for (let turn = 0; turn < 80; turn++) {
    const now = (await map.view()).zoom;
    if (Math.abs(now - zoom) < 0.3) break;
    await page.mouse.wheel(0, now < zoom ? -120 : 120);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(600);
  await map.idle();
}

/** Turns the wheel over a place until the map is so near to it. */
export async function zoomAt(page: Page, [lon, lat]: Point, zoom: number): Promise<void> {
  const map = mapOf(page);
  for (let turn = 0; turn < 80 && (await map.view()).zoom < zoom; turn++) {
    await page.mouse.move(...(await map.pixel(lon, lat)));
    await page.mouse.wheel(0, -240);
    await page.waitForTimeout(200);
  }
  await page.waitForTimeout(600);
  await map.idle();
}

/** Selects a feature by its uid through the stack of what lies around a place, a few pixels off it in all directions. */
export async function selectUnder(page: Page, [x, y]: Point, uid: string): Promise<void> {
  const selected = async (): Promise<boolean> =>
    ((await mapOf(page).locator.getAttribute('data-selection')) ?? '').includes(uid);
  for (const [dx, dy] of [
    [0, 12],
    [0, -12],
    [12, 0],
    [-12, 0],
    [9, 9],
    [-9, -9],
  ] as const) {
    await page.mouse.click(x + dx, y + dy);
    await page.waitForTimeout(600);
    for (let press = 0; press < 8; press++) {
      if (await selected()) return;
      await page.keyboard.press('Tab');
      await page.waitForTimeout(300);
    }
    if (await selected()) return;
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
  }
  throw new Error('the parcel at the vertex could not be selected');
}

/**
 * How long a person waits after the mouse is let go for words to be painted, ms. Taken in the page: asking it from
 * outside would wait for the next frame of the map as well.
 */
export async function wordsAfterRelease(page: Page, words: RegExp): Promise<number> {
  const waited = page.evaluate(
    ({ source }) =>
      new Promise<number>((resolve) => {
        const wanted = new RegExp(source);
        let released = 0;
        addEventListener('pointerup', () => (released = performance.now()), { capture: true, once: true });
        const seen = new MutationObserver(() => {
          const told = [...document.querySelectorAll('h4')].some((one) => wanted.test(one.textContent ?? ''));
          if (!told || released === 0) return;
          seen.disconnect();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - released)));
        });
        seen.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    { source: words.source },
  );
  // The observer must stand before the mouse is let go.
  await page.evaluate(() => true);
  await page.mouse.up();
  return waited;
}
