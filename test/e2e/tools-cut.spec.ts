import { expect, test } from '@playwright/test';
import { Desk, PARK_PIXELS, type Pixel } from './desk.ts';

let desk: Desk;

test.beforeAll(async () => {
  desk = await Desk.open('裁切试验园');
});
test.afterAll(() => desk.close());

const SQUARE: readonly Pixel[] = [
  [-40, -40],
  [40, -40],
  [40, 40],
  [-40, 40],
];
/** Of the park, a square of 80 by 80 pixels in its middle. */
const SQUARE_SHARE = 6400 / PARK_PIXELS;

/** The selected parts, largest first, as shares of the whole. */
const shares = async (): Promise<number[]> =>
  (await desk.areas()).map((area) => area / desk.whole).toSorted((a, b) => b - a);
const expectShares = (...wanted: readonly number[]) =>
  expect
    .poll(async () => {
      const found = await shares();
      return found.length === wanted.length && found.every((one, at) => Math.abs(one - wanted[at]!) < 0.005);
    })
    .toBe(true);

test('split by a line: two parts that add up, and one step back', async () => {
  await desk.take('s', 'split');
  await desk.clicks([-60, -110], [-60, 110]);
  await desk.hover([-58, 112]);
  await desk.settle();
  await desk.running.picture('tool-split');
  await desk.page.keyboard.press('Enter');
  await expectShares(0.75, 0.25);
  await desk.settle();
  await desk.running.picture('tool-split-done');
  await desk.undo(desk.whole);
});

test('split by a drawn ring: the inside becomes a feature', async () => {
  await desk.take('Shift+s', 'split-ring');
  await desk.outline(...SQUARE);
  await expectShares(1 - SQUARE_SHARE, SQUARE_SHARE);
  await desk.settle();
  await desk.running.picture('tool-split-ring');
  await desk.undo(desk.whole);
});

test('split by area: exactly so many mu, on the side of the pointer', async () => {
  await desk.take('Shift+p', 'split-area');
  await desk.option('切出面积').fill('550');
  await desk.page.keyboard.press('Enter');
  await desk.option('切线方位角').fill('0');
  await desk.page.keyboard.press('Enter');
  await desk.hover([60, 0]);
  await desk.settle();
  await desk.running.picture('tool-split-area');
  await desk.page.mouse.click(...desk.at([60, 0]));
  await expect.poll(async () => (await desk.areas()).length).toBe(2);
  // The smaller part is asked for its area to the hundredth of a square metre.
  await desk.page.keyboard.press('Escape');
  await desk.page.mouse.click(...desk.at([110, 0]));
  await expect.poll(async () => desk.area()).toBeCloseTo((550 * 2000) / 3, 1);
  await desk.page.keyboard.press('Control+z');
  await desk.page.mouse.click(...desk.at([0, 60]));
  await expect.poll(() => desk.area()).toBe(desk.whole);
});

test('split, then merge: the park as it was, with its name', async () => {
  await desk.take('s', 'split');
  await desk.outline([0, -110], [0, 110]);
  await expectShares(0.5, 0.5);
  await desk.page.keyboard.press('j');
  const card = desk.page.locator('.map-operation');
  await expect(card).toBeVisible();
  await desk.settle();
  await desk.running.picture('tool-merge');
  await card.getByRole('button', { name: '执行' }).click();
  await expect.poll(() => desk.area()).toBe(desk.whole);
  await expect(desk.inspector.getByText('裁切试验园').first()).toBeVisible();
  // Taken back, the kept one has its half again; the other is there again, not selected.
  await desk.page.keyboard.press('Control+z');
  await desk.expectArea(desk.whole, 0.5);
  await desk.undo(desk.whole);
});

test('a hole is cut and filled again, or becomes a feature', async () => {
  await desk.take('h', 'draw-hole');
  await desk.clicks(...SQUARE);
  await desk.settle();
  await desk.running.picture('tool-hole');
  await desk.page.keyboard.press('Enter');
  await desk.expectArea(desk.whole, 1 - SQUARE_SHARE);
  const holed = await desk.area();
  await desk.page.keyboard.press('Escape');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'select');
  await desk.take('Shift+h', 'fill-hole');
  await desk.hover([0, 0]);
  await desk.settle();
  await desk.running.picture('tool-fill-hole');
  await desk.page.mouse.click(...desk.at([0, 0]));
  await expect.poll(() => desk.area()).toBe(desk.whole);
  await desk.page.keyboard.press('Escape');
  await desk.undo(holed);
  await desk.undo(desk.whole);
});

test('erase takes the drawn ground away, clip keeps nothing else', async () => {
  await desk.choose(/^用面擦除/);
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'erase');
  await desk.clicks([60, -100], [140, -100], [140, 100], [60, 100]);
  await desk.settle();
  await desk.running.picture('tool-erase');
  await desk.page.keyboard.press('Enter');
  await desk.expectArea(desk.whole, 0.75);
  await desk.undo(desk.whole);
  await desk.choose(/^用面裁剪/);
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'clip');
  await desk.clicks([60, -100], [140, -100], [140, 100], [60, 100]);
  await desk.settle();
  await desk.running.picture('tool-clip');
  await desk.page.keyboard.press('Enter');
  await desk.expectArea(desk.whole, 0.25);
  await desk.undo(desk.whole);
});

test('erase by another feature: a control line is read, not changed', async () => {
  await desk.choose(/^按其他要素裁切/);
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'cut-by');
  await desk.page.mouse.click(...desk.at([0, -20]));
  await desk.settle();
  await desk.running.picture('tool-cut-by');
  await desk.page.keyboard.press('Enter');
  await expect.poll(() => desk.area()).toBeLessThan(desk.whole * 0.99);
  await expect.poll(() => desk.area()).toBeGreaterThan(0);
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'select');
  await desk.undo(desk.whole);
});

test('reshape draws a part of the border anew', async () => {
  await desk.take('r', 'reshape');
  // Out of the upper side by a triangle of 120 by 60.
  await desk.clicks([-60, -60], [0, -140], [60, -60]);
  await desk.settle();
  await desk.running.picture('tool-reshape');
  await desk.page.keyboard.press('Enter');
  // The line crosses the side (at -80) a quarter of its way up: a triangle of 90 by 60 is added.
  await desk.expectArea(desk.whole, 1 + (90 * 60) / 2 / PARK_PIXELS);
  await desk.undo(desk.whole);
});
