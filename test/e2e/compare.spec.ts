import { expect, test, type Page } from '@playwright/test';
import { launch, mapIdle, type Running } from './launch.ts';
import { mapOf, readPng, type Picture } from './map-page.ts';

const compare = (page: Page) => page.locator('[data-compare]');
const side = (page: Page, which: 'left' | 'right') => page.locator(`[data-side="${which}"]`);
const sideIdle = (page: Page, which: 'left' | 'right'): Promise<void> =>
  page.locator(`[data-side="${which}"][data-side-state="idle"]`).waitFor({ timeout: 90_000 });
const handle = (page: Page) => page.getByRole('separator', { name: '卷帘位置' });
const changes = (page: Page) => page.getByRole('grid', { name: '版本差异' });

async function shot(page: Page): Promise<Picture> {
  const frame = await mapOf(page).box();
  const whole = readPng(await page.screenshot());
  const [left, top] = [Math.round(frame.x), Math.round(frame.y)];
  return {
    width: Math.round(frame.width),
    height: Math.round(frame.height),
    at: (x, y) => whole.at(left + x, top + y),
  };
}

type Rect = readonly [left: number, top: number, right: number, bottom: number];

/** The points of a rectangle (map pixels), every third, in which two pictures differ; and how many there are in all. */
function differences(a: Picture, b: Picture, box: Rect) {
  const points: [number, number][] = [];
  let all = 0;
  for (let y = box[1]; y < box[3]; y += 3) {
    for (let x = box[0]; x < box[2]; x += 3) {
      all += 1;
      const [p, q] = [a.at(x, y), b.at(x, y)];
      if (p.some((value, i) => Math.abs(value - q[i]!) > 24)) points.push([x, y]);
    }
  }
  return { points, all };
}
const differing = (a: Picture, b: Picture, box: Rect): number => {
  const { points, all } = differences(a, b, box);
  return points.length / all;
};

/** The side of the mark of a finding on the map, with its casing, in pixels. */
const MARK = 28;

async function saveVersion(page: Page, standing: string): Promise<void> {
  await page.getByRole('button', { name: /版本菜单/ }).click();
  await page.getByRole('menuitem', { name: /^保存版本/ }).click();
  const dialog = page.getByRole('dialog', { name: '保存版本' });
  await dialog.getByRole('radio', { name: standing }).click();
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** A place on the screen in the midst of water, which is blue as nothing else is. */
async function waterAt(page: Page): Promise<[number, number]> {
  const picture = await shot(page);
  const isWater = (x: number, y: number): boolean => {
    const [red, , blue] = picture.at(x, y);
    return blue > red + 60;
  };
  // Below the labels of the sides, which come over the map and move with the curtain.
  for (let y = 66; y < picture.height - 24; y += 6) {
    for (let x = 60; x < picture.width - 60; x += 6) {
      const corners = [-10, 0, 10].flatMap((dx) => [-10, 0, 10].map((dy) => [x + dx, y + dy] as const));
      if (!corners.every(([cx, cy]) => isWater(cx, cy))) continue;
      const frame = await mapOf(page).box();
      return [frame.x + x, frame.y + y];
    }
  }
  throw new Error('no water on the map');
}

/** Deletes the parcel of planned water with mouse and keys, and gives a place in it on the screen. */
async function deleteWater(page: Page): Promise<[number, number]> {
  const map = mapOf(page);
  const selection = (): Promise<string | null> => map.locator.getAttribute('data-selection');
  const [x, y] = await waterAt(page);
  await page.mouse.click(x, y);
  await expect.poll(selection).not.toBe('');
  // Through the stack under the pointer to the parcel of planned use.
  for (let turn = 0; turn < 8 && !(await selection())?.startsWith('land_use '); turn++) {
    await page.keyboard.press('Tab');
  }
  expect(await selection()).toMatch(/^land_use /);
  await page.keyboard.press('Delete');
  await expect.poll(selection).toBe('');
  return [x, y];
}

async function prepared(running: Running): Promise<void> {
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(14.5);
}

test('a version, an edit, and the two held against each other by a curtain', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await prepared(running);

  await expect(page.getByRole('button', { name: /用地规划v1编辑中/ })).toBeVisible();
  await saveVersion(page, '报批');
  await expect(page.getByRole('button', { name: /用地规划v1报批/ })).toBeVisible();
  const [x, y] = await deleteWater(page);
  await expect(page.getByRole('button', { name: /用地规划v2编辑中/ })).toBeVisible();
  await map.idle();

  await page.keyboard.press('Control+Backslash');
  await expect(compare(page)).toHaveAttribute('data-compare', 'swipe');
  await expect(page.getByTestId('side-label-left')).toContainText('用地规划v1报批');
  await expect(page.getByTestId('side-label-right')).toContainText('用地规划v2编辑中');
  await sideIdle(page, 'left');
  await page.getByRole('tab', { name: /^版本差异/ }).click();
  const row = changes(page).getByRole('row').nth(1);
  await expect(row).toContainText('删除', { timeout: 60_000 });
  await expect(page.getByTestId('class-table')).toBeVisible({ timeout: 60_000 });
  await running.picture('swipe');

  // The matrix and the list speak of the same ground, the deleted parcel, in mu and in hectares: in the whole county,
  // as the water goes on outside the view.
  const cells = await row.getByRole('gridcell').allTextContents();
  const mu = Number(cells.find((cell) => /^\d+\.\d\d$/.test(cell)));
  expect(mu).toBeGreaterThan(0);
  await page.getByRole('radio', { name: '全县' }).click();
  await expect(async () => {
    const matrix = await page.getByTestId('built-matrix').textContent({ timeout: 2000 });
    const gone = [...(matrix ?? '').matchAll(/−(\d+\.\d\d)/g)].map(([, figure]) => Number(figure));
    expect(gone).toHaveLength(1);
    expect(Math.abs(gone[0]! - mu / 15)).toBeLessThan(0.01);
  }).toPass({ timeout: 60_000 });

  // The curtain goes with the keys and stops at its ends.
  await handle(page).focus();
  const at = (): Promise<string | null> => handle(page).getAttribute('aria-valuenow');
  expect(await at()).toBe('50');
  await page.keyboard.press('ArrowLeft');
  expect(await at()).toBe('49');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await at()).toBe('59');
  await page.keyboard.press('End');
  expect(await at()).toBe('97');

  // With the curtain at the far right all is as it was; at the far left, as it is.
  await page.getByText('突出差异').click();
  await page.getByRole('tab', { name: /^任务/ }).click();
  // The notice of the deletion lies over the map and goes by itself, perhaps between the two pictures.
  await expect(page.getByRole('status').filter({ hasText: '已删除' })).toHaveCount(0, { timeout: 60_000 });
  await sideIdle(page, 'left');
  await running.picture('swipe-past');
  const then = await shot(page);
  await handle(page).focus();
  await page.keyboard.press('Home');
  expect(await at()).toBe('3');
  await map.idle();
  await running.picture('swipe-present');
  const now = await shot(page);
  const frame = await map.box();
  const [cx, cy] = [Math.round(x - frame.x), Math.round(y - frame.y)];
  expect(differing(then, now, [cx - 4, cy - 4, cx + 5, cy + 5])).toBeGreaterThan(0.9);
  // Away from the parcel the two maps are the same to the pixel; labels and the curtain's grip are at the borders.
  const [width, height] = [Math.round(frame.width), Math.round(frame.height)];
  const places = [0.2, 0.45, 0.7].flatMap((right) => [0.2, 0.5, 0.75].map((down) => [right, down] as const));
  const same = places
    .map(([right, down]) => [Math.round(width * right), Math.round(height * down)] as const)
    .filter(([left, top]) => Math.hypot(left - cx, top - cy) > 0.3 * width);
  expect(same.length).toBeGreaterThan(3);
  // The same to the pixel, but for marks of findings, which only the present has: nothing larger than one.
  const off = same.map(([left, top]) => differences(then, now, [left, top, left + 90, top + 90]).points);
  expect(off.filter((points) => points.length === 0).length).toBeGreaterThan(off.length / 2);
  for (const points of off.filter(({ length }) => length > 0)) {
    const spread = ([0, 1] as const).map((axis) => {
      const along = points.map((point) => point[axis]);
      return Math.max(...along) - Math.min(...along);
    });
    expect(Math.max(...spread)).toBeLessThanOrEqual(MARK);
  }

  // Esc steps back to one map, and the second one is gone.
  await page.keyboard.press('Escape');
  await expect(compare(page)).toHaveAttribute('data-compare', 'single');
  await expect(side(page, 'left')).toHaveCount(0);
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('the maps move together, the curtain is dragged, a row is shown, and editing goes on', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await prepared(running);
  await saveVersion(page, '草案');
  await deleteWater(page);
  await page.getByRole('radio', { name: '卷帘' }).click();
  await sideIdle(page, 'left');

  // Dragged by its grip.
  const grip = (await handle(page).boundingBox())!;
  const frame = await map.box();
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(frame.x + frame.width * 0.7, grip.y + 40, { steps: 6 });
  await page.mouse.up();
  await expect(handle(page)).toHaveAttribute('aria-valuenow', '70');

  // The left map is moved by the mouse, and the map that is edited goes with it; back again, nothing has drifted.
  const before = await map.view();
  const [x, y] = [frame.x + frame.width * 0.3, frame.y + frame.height * 0.7];
  const drag = async (dx: number, dy: number): Promise<void> => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + dx, y + dy, { steps: 8 });
    // Held still before it is let go, so that the map does not glide on.
    await page.waitForTimeout(300);
    await page.mouse.up();
  };
  await drag(120, -60);
  const moved = await map.view();
  expect(Math.abs(moved.lon - before.lon)).toBeGreaterThan(0.001);
  await expect(async () => expect((await map.view()).lon).toBe(moved.lon)).toPass();
  await page.getByRole('tab', { name: /^版本差异/ }).click();
  await changes(page).getByRole('row').nth(1).click();
  await expect.poll(async () => (await map.view()).lon, { timeout: 20_000 }).not.toBe(moved.lon);
  await mapIdle(page);
  await sideIdle(page, 'left');
  await running.picture('swipe-row');

  // Side by side: half each, the same scale, and undo on the edited side empties the list.
  await page.getByRole('radio', { name: '并排' }).click();
  await expect(compare(page)).toHaveAttribute('data-compare', 'side');
  await mapIdle(page);
  await sideIdle(page, 'left');
  const half = await map.box();
  const left = (await side(page, 'left').boundingBox())!;
  expect(Math.abs(half.width - left.width)).toBeLessThanOrEqual(1);
  expect(Math.abs(half.width - frame.width / 2)).toBeLessThanOrEqual(1);
  await running.picture('side-by-side');

  // Two plans: industrial on the left, land use on the right.
  for (const [which, plan] of [
    ['左侧图层', '产业'],
    ['右侧图层', '用地'],
  ] as const) {
    await page.getByRole('button', { name: which }).click();
    await page.getByRole('dialog', { name: which }).getByRole('radio', { name: plan }).click();
    await running.picture(`layers-${plan}`);
    await page.keyboard.press('Escape');
  }
  await expect(compare(page)).toHaveAttribute('data-compare', 'side');
  await mapIdle(page);
  await sideIdle(page, 'left');
  await running.picture('two-plans');

  await page.keyboard.press('Control+z');
  await expect(page.getByText('两个状态相同')).toBeVisible({ timeout: 60_000 });
  await running.picture('side-same');

  // The history marks the version and compares from any step.
  await page.getByRole('tab', { name: /^历史/ }).click();
  await expect(page.locator('.version-tag')).toContainText('用地规划v1草案');
  await page.getByRole('grid', { name: '历史' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('button', { name: '由此建版本' })).toBeVisible();
  await running.picture('history-versions');
  await page.getByRole('button', { name: /版本菜单/ }).click();
  await running.picture('version-menu');
  await page.getByRole('menuitem', { name: '版本', exact: true }).click();
  await running.picture('versions');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: '切换到深色' })
    .or(page.getByRole('button', { name: /深色/ }))
    .first()
    .click();
  await page.getByRole('radio', { name: '卷帘' }).click();
  await mapIdle(page);
  await sideIdle(page, 'left');
  await running.picture('swipe-dark');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
