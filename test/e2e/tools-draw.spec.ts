import { expect, test } from '@playwright/test';
import { Desk, type Pixel } from './desk.ts';

const NAME = '绘图试验园';
let desk: Desk;

test.beforeAll(async () => {
  desk = await Desk.open(NAME);
});
test.afterAll(() => desk.close());

const way = (name: string) => desk.page.locator('.map-options').getByRole('button', { name, exact: true });
const measured = () => desk.page.getByRole('status', { name: '量测结果' });

/** Draws a new shape in one way and looks at the area that is shown for it while it is drawn, in square pixels. */
async function drawn(
  named: string,
  picture: string,
  pixels: number,
  act: () => Promise<void>,
): Promise<void> {
  await desk.page.keyboard.press('p');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  await way(named).click();
  await act();
  await expect
    .poll(async () => (await desk.area()) / (pixels * desk.metresAPixel ** 2), { timeout: 20_000 })
    .toBeCloseTo(1, 2);
  await desk.settle();
  await desk.running.picture(picture);
  await way('逐点').click();
  await desk.page.locator('.maplibregl-canvas').first().focus();
  await desk.page.keyboard.press('Escape');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'select');
}

test('a rectangle by two corners, one by a side and its width, a circle by its radius', async () => {
  await drawn('矩形', 'tool-rectangle', 100 * 60, () => desk.clicks([130, -60], [230, 0]));
  // A side that rises 60 over 80 is 100 long; the third point lies 50 off it.
  await drawn('斜矩形（先画一边）', 'tool-angled-rectangle', 100 * 50, () =>
    desk.clicks([130, 0], [210, -60], [240, -20]),
  );
  await drawn('圆（先定圆心）', 'tool-circle', Math.PI * 50 * 50, () => desk.clicks([200, -20], [250, -20]));
});

test('freehand follows the mouse', async () => {
  const steps: Pixel[] = Array.from({ length: 40 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 40;
    return [190 + 50 * Math.cos(angle), 50 * Math.sin(angle)];
  });
  // A polygon of 40 corners, of which what hardly bends is left out.
  await drawn('手绘', 'tool-freehand', Math.PI * 50 * 50 * 0.99, async () => {
    await desk.hover(steps[0]!);
    await desk.page.mouse.down();
    for (const step of steps.slice(1)) await desk.page.mouse.move(...desk.at(step), { steps: 2 });
    await desk.page.mouse.up();
  });
});

test('tracing follows a border that is there', async () => {
  await desk.page.keyboard.press('p');
  await way('跟踪已有边界').click();
  for (const corner of [
    [-120, -80],
    [120, 80],
  ] as const) {
    await desk.hover(corner);
    await desk.page.waitForTimeout(600);
    await desk.running.picture('tool-trace');
    await desk.page.mouse.click(...desk.at(corner));
    await desk.page.waitForTimeout(400);
  }
  // Along two sides of the park: the three corners enclose half of it, as it is stored.
  await expect(desk.inspector.getByText('3点', { exact: true })).toBeVisible();
  await desk.hover([130, 90]);
  await desk.page.keyboard.press('Escape');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'select');
});

test('points have steps of their own: Backspace, undo and redo while drawing', async () => {
  const count = (points: number) =>
    expect(desk.page.locator('.map-hint').getByText(`${points}点`, { exact: true })).toBeVisible();
  await desk.page.keyboard.press('p');
  await way('逐点').click();
  await desk.page.locator('.maplibregl-canvas').first().focus();
  await desk.clicks([130, -60], [200, -60], [200, 0], [130, 0]);
  await count(4);
  await desk.page.keyboard.press('Backspace');
  await count(3);
  await desk.page.keyboard.press('Control+z');
  await count(2);
  await desk.page.keyboard.press('Control+Shift+Z');
  await count(3);
  await desk.page.keyboard.press('Control+Shift+Z');
  await count(4);
  await desk.page.keyboard.press('Escape');
});

test('lengths and areas are measured on the ellipsoid, and an area becomes a feature', async () => {
  await desk.take('x', 'measure-length');
  await desk.clicks([-120, -100], [120, -100]);
  await desk.page.keyboard.press('Enter');
  const length = async (): Promise<number> =>
    Number(/([\d.]+)米/.exec((await measured().textContent()) ?? '')?.[1]);
  await expect.poll(async () => (await length()) / (240 * desk.metresAPixel)).toBeCloseTo(1, 2);
  await desk.settle();
  await desk.running.picture('tool-measure-length');
  await desk.page.keyboard.press('Escape');

  await desk.take('Shift+x', 'measure-area');
  await desk.clicks([130, -60], [230, -60], [230, 0], [130, 0]);
  await desk.page.keyboard.press('Enter');
  const hectares = async (): Promise<number> =>
    Number(/([\d.]+)\s*公顷/.exec((await measured().textContent()) ?? '')?.[1]);
  await expect
    .poll(async () => ((await hectares()) * 10_000) / (6000 * desk.metresAPixel ** 2))
    .toBeCloseTo(1, 2);
  await desk.settle();
  await desk.running.picture('tool-measure-area');
  await desk.page.getByRole('button', { name: '转为要素' }).click();
  await desk.page.getByRole('menuitem', { name: '产业园区' }).click();
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  await expect(desk.inspector.getByText('4点', { exact: true })).toBeVisible();
  await desk.running.picture('tool-measure-feature');
  await desk.page.keyboard.press('Escape');
});

test('features are selected by click, by box in both directions, and by lasso', async () => {
  const parks = async (): Promise<number> =>
    (await desk.selection()).filter((one) => one.startsWith('industrial_park')).length;
  await desk.page.keyboard.press('v');
  await desk.page.mouse.click(...desk.at([0, 0]));
  await expect.poll(parks).toBe(1);
  // To the right: only what lies in it. To the left: also what it meets.
  await desk.take('b', 'select-box');
  await desk.drag([-140, -100], [60, 100], []);
  await expect.poll(parks).toBe(0);
  await desk.drag([60, 100], [-140, -100], [], 'tool-select-box');
  await expect.poll(parks).toBe(1);
  await desk.page.keyboard.press('Control+Shift+a');
  await expect.poll(parks).toBe(0);
  await desk.take('l', 'select-lasso');
  await desk.hover([-150, -100]);
  await desk.page.mouse.down();
  for (const to of [
    [150, -110],
    [150, 110],
    [-150, 110],
    [-150, -90],
  ] as const)
    await desk.page.mouse.move(...desk.at(to), { steps: 6 });
  await desk.running.picture('tool-select-lasso');
  await desk.page.mouse.up();
  await expect.poll(parks).toBe(1);
  await desk.page.keyboard.press('Control+Shift+a');
  await expect.poll(async () => (await desk.selection()).length).toBe(0);
  await desk.page.keyboard.press('v');
});

test('Tab goes through the stack under the mouse, and the picker names it', async () => {
  await desk.page.mouse.click(...desk.at([0, 0]));
  const seen = new Set<string>();
  for (let press = 0; press < 6; press++) {
    await expect.poll(async () => (await desk.selection()).length).toBe(1);
    seen.add((await desk.selection())[0]!.split(' ')[0]!);
    await desk.page.keyboard.press('Tab');
    await desk.page.waitForTimeout(400);
  }
  await desk.running.picture('tool-stack');
  expect(seen.has('industrial_park')).toBe(true);
  expect(seen.has('land_use')).toBe(true);
});
