import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { drawPark } from './draw-park.ts';
import { kill, launch, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

/** Name of the park that the tests draw. */
const NAME = '试画产业园';

const selection = (page: Page): Promise<string | null> => mapOf(page).locator.getAttribute('data-selection');
const saved = (page: Page) => page.getByTestId('status-saved');
/** The dock remembers the tab it was left on, as a person would want. */
const showFindings = (page: Page): Promise<void> => page.getByRole('tab', { name: /^检查结果/ }).click();
const history = (page: Page) => page.getByRole('tab', { name: /^历史/ });

async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(400);
  await mapOf(page).idle();
}

test('draw, undo, redo, edit, delete, and all of it after a restart', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  await drawPark(page, NAME);
  await expect(saved(page)).toContainText('已保存');
  await expect.poll(() => selection(page)).toContain('industrial_park');
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await expect(inspector.getByText(NAME).first()).toBeVisible();
  await settle(page);
  await running.picture('drawn');

  // The check follows by itself: the park lies outside the boundary or on land planned otherwise.
  await expect(page.getByRole('grid', { name: '检查结果' }).getByText(new RegExp(NAME)).first()).toBeVisible({
    timeout: 60_000,
  });

  // Looked for by its name the park is found, and not the step that would take it back.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '搜索要素、图层、命令' }).fill(NAME);
  await expect(page.getByRole('option', { name: new RegExp(NAME) })).toHaveCount(1);
  await expect(page.getByRole('option', { name: /撤销/ })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('grid', { name: '检查结果' }).getByText(new RegExp(NAME))).toHaveCount(0, {
    timeout: 60_000,
  });
  await page.keyboard.press('Control+Shift+Z');
  await expect(page.getByRole('grid', { name: '检查结果' }).getByText(new RegExp(NAME)).first()).toBeVisible({
    timeout: 60_000,
  });

  await history(page).click();
  await expect(page.getByText(new RegExp(NAME)).first()).toBeVisible();
  await running.picture('history');
  await running.app.close();

  const again = await launch({ userData: running.userData, words: ['--sample'] });
  await mapOf(again.page).idle();
  await showFindings(again.page);
  await expect(
    again.page.getByRole('grid', { name: '检查结果' }).getByText(new RegExp(NAME)).first(),
  ).toBeVisible({ timeout: 60_000 });
  await again.page.keyboard.press('Control+z');
  await expect(again.page.getByRole('grid', { name: '检查结果' }).getByText(new RegExp(NAME))).toHaveCount(
    0,
    { timeout: 60_000 },
  );
  expect(again.complaints).toEqual([]);
  await again.app.close();
});

test('what is shown as saved survives SIGKILL, with its undo', async () => {
  const running = await launch({ words: ['--sample'] });
  const map = mapOf(running.page);
  await map.idle();
  await map.zoomTo(13);
  await expect(saved(running.page)).not.toContainText('已保存');
  await drawPark(running.page, NAME);
  await expect(saved(running.page)).toContainText('已保存');
  kill(running);

  const folder = path.join(running.userData, 'samples');
  expect(fs.readdirSync(folder).some((name) => name.endsWith('-wal'))).toBe(true);
  const again: Running = await launch({ userData: running.userData, words: ['--sample'] });
  await mapOf(again.page).idle();
  const grid = again.page.getByRole('grid', { name: '检查结果' });
  await expect(grid.getByText(new RegExp(NAME)).first()).toBeVisible({ timeout: 60_000 });
  await again.page.keyboard.press('Control+z');
  await expect(grid.getByText(new RegExp(NAME))).toHaveCount(0, { timeout: 60_000 });
  await again.app.close();
});

test('an unfinished shape is there after SIGKILL, to the hundredth of a square metre', async () => {
  const running = await launch({ words: ['--sample'] });
  const map = mapOf(running.page);
  await map.idle();
  await map.zoomTo(13);
  const [x, y] = await map.centre();
  await running.page.keyboard.press('p');
  await expect(map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  await running.page.keyboard.down('Alt');
  for (const [dx, dy] of [
    [-80, -60],
    [90, -50],
    [70, 60],
    [-60, 80],
  ] as const) {
    await running.page.mouse.move(x + dx, y + dy, { steps: 4 });
    await running.page.mouse.click(x + dx, y + dy);
  }
  await running.page.keyboard.up('Alt');
  /** The area in m2 of the shape in hand, pointer included. */
  const area = async (page: Page): Promise<number> => {
    const text = await page.getByRole('complementary', { name: '属性检查器' }).textContent();
    return Number(/([\d.]+)\s*平方米/.exec(text ?? '')?.[1]);
  };
  const points = (page: Page) =>
    page.getByRole('complementary', { name: '属性检查器' }).getByText('4点', { exact: true });
  await expect(points(running.page)).toBeVisible();
  await expect.poll(() => area(running.page)).toBeGreaterThan(0);
  const before = await area(running.page);
  // Within a tenth of a second it is on the disk.
  await running.page.waitForTimeout(300);
  kill(running);

  const again = await launch({ userData: running.userData, words: ['--sample'] });
  const { page } = again;
  await mapOf(page).idle();
  await expect(page.locator('.map-hint')).toContainText('4');
  await again.picture('sketch-kept');
  await page.locator('.maplibregl-canvas').first().focus();
  await page.keyboard.press('d');
  await expect(points(page)).toBeVisible();
  await expect.poll(() => area(page)).toBe(before);
  await again.picture('sketch-resumed');
  await again.app.close();
});

test('a vertex is moved with the mouse in one step, and the area follows', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  const corners = await drawPark(page, NAME);
  await expect(saved(page)).toContainText('已保存');
  await settle(page);
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  const area = async (): Promise<number> =>
    Number(/([\d.]+)\s*公顷/.exec((await inspector.textContent()) ?? '')?.[1] ?? NaN);
  const before = await area();
  expect(before).toBeGreaterThan(0);
  await page.getByRole('toolbar').getByRole('button', { name: /^修改/ }).click();
  await expect(map.locator).toHaveAttribute('data-map-tool', 'modify');
  const [x, y] = corners[2] ?? [0, 0];
  await page.mouse.move(x, y, { steps: 3 });
  await page.keyboard.down('Alt');
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 40, { steps: 8 });
  await running.picture('dragging');
  await page.mouse.up();
  await page.keyboard.up('Alt');
  // A quadrilateral of 240 by 160 whose corner moves out by (60, 40) gains 60*160/2 + 40*240/2 of 38400 pixels.
  await expect.poll(area, { timeout: 20_000 }).toBeGreaterThan(before * 1.2);
  expect((await area()) / before).toBeCloseTo(1 + (60 * 160 + 40 * 240) / 2 / (240 * 160), 1);
  await page.keyboard.press('Control+z');
  await expect.poll(area, { timeout: 20_000 }).toBeCloseTo(before, 1);
  await running.app.close();
});
