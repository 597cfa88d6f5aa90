import { expect, test } from '@playwright/test';
import { launch, type Running } from './launch.ts';
import { coloursIn, mapOf } from './map-page.ts';

let running: Running;

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
});
test.afterAll(() => running.app.close());

/** Takes the graphics context away, as a driver does when it crashes, and gives it back. */
const loseContext = (page: Running['page']): Promise<void> =>
  page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-map-state] .maplibregl-canvas');
    const extension = canvas?.getContext('webgl2')?.getExtension('WEBGL_lose_context');
    if (!extension) throw new Error('no context to lose');
    extension.loseContext();
    await new Promise((resolve) => setTimeout(resolve, 400));
    extension.restoreContext();
  });

test('a lost graphics context comes back with everything that was drawn', async () => {
  const { page } = running;
  const map = mapOf(page);
  const before = await coloursIn(page, await map.box());
  expect(before).toBeGreaterThan(20);
  await loseContext(page);
  await page.waitForTimeout(1500);
  await map.idle();
  const width = await page
    .locator('[data-map-state] .maplibregl-canvas')
    .evaluate((canvas) => (canvas as HTMLCanvasElement).width);
  expect(width).toBeGreaterThan(100);
  await expect(async () => {
    expect(await coloursIn(page, await map.box())).toBeGreaterThan(before * 0.8);
  }).toPass();
});

test('the map keeps its place and its tiles when panels open and close', async () => {
  const { page } = running;
  const map = mapOf(page);
  const before = await map.view();
  for (const name of ['图层面板', '属性面板', '图层面板', '属性面板']) {
    await page.getByRole('button', { name }).first().click();
    await map.idle();
  }
  const after = await map.view();
  expect(after.zoom).toBeCloseTo(before.zoom, 6);
  expect(after.lon).toBeCloseTo(before.lon, 4);
  expect(await coloursIn(page, await map.box())).toBeGreaterThan(20);
});

test('Esc sets an unfinished shape aside, D takes it up, and it is there after the window was closed', async () => {
  const { page, userData } = running;
  const [x, y] = await mapOf(page).centre();
  await page.keyboard.press('p');
  for (const [dx, dy] of [
    [-120, -80],
    [90, -70],
    [60, 90],
  ] as const) {
    await page.mouse.move(x + dx, y + dy, { steps: 2 });
    await page.mouse.click(x + dx, y + dy);
    await page.waitForTimeout(400);
  }
  await expect(page.locator('.map-hint')).toContainText('绘制产业园区');
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-map-tool="select"]')).toBeVisible();
  await expect(page.getByText('已搁置一个未完成的图形（3点）')).toBeVisible();
  await page.keyboard.press('d');
  await expect(page.locator('[data-map-tool="draw-polygon"]')).toBeVisible();
  await expect(page.locator('.map-hint')).toContainText('3点');
  await page.waitForTimeout(800);
  await running.app.close();
  running = await launch({ words: ['--sample'], userData });
  await mapOf(running.page).idle();
  await expect(running.page.getByText('已搁置一个未完成的图形（3点）')).toBeVisible();
});
