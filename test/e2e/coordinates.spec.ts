import { expect, test, type Page } from '@playwright/test';
import { finishPark } from './draw-park.ts';
import { launch } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

const NAME = '键入产业园';

const inspector = (page: Page) => page.getByRole('complementary', { name: '属性检查器' });
const grid = (page: Page) => page.getByRole('grid', { name: '界址点' });
/** The cells of the table's rows, first row first: number, X, Y, longitude, latitude, side, bearing, to. */
const cells = async (page: Page): Promise<string[][]> => {
  const rows = await grid(page).getByRole('row').all();
  const texts = await Promise.all(rows.map((row) => row.getByRole('gridcell').allTextContents()));
  return texts
    .filter((row) => row.length > 0)
    .toSorted((a, b) => Number(a[0]?.slice(1)) - Number(b[0]?.slice(1)));
};

/** X and Y that the status bar shows for the pointer in the middle of the map, whole metres. */
async function middleXY(page: Page): Promise<[number, number]> {
  const [x, y] = await mapOf(page).centre();
  await page.mouse.move(x, y, { steps: 2 });
  await expect(page.getByTestId('status-xy')).toContainText('X ');
  const text = (await page.getByTestId('status-xy').textContent()) ?? '';
  const [, north = NaN, east = NaN] = (/X\s*([\d.]+)\s+Y\s*([\d.]+)/.exec(text) ?? []).map(Number);
  return [Math.round(north), Math.round(east)];
}

/** Whether the accent of the selection is seen within some pixels of a place. */
async function accentNear(page: Page, lon: number, lat: number): Promise<boolean> {
  const [x, y] = await mapOf(page).pixel(lon, lat);
  const picture = readPng(await page.screenshot());
  for (let row = Math.round(y) - 7; row <= y + 7; row++) {
    for (let column = Math.round(x) - 7; column <= x + 7; column++) {
      const [red, green, blue] = picture.at(column, row);
      if (Math.abs(red - 0x1d) < 24 && Math.abs(green - 0x5f) < 24 && Math.abs(blue - 0xc4) < 24) return true;
    }
  }
  return false;
}

test('a park is typed, and its table holds what was typed; the table moves, inserts, deletes and replaces', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page, app } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(14);
  const [north, east] = await middleXY(page);
  // Millimetres that no pointer could hit, clockwise from the north-west.
  const corners = [
    [`${north + 150}.123`, `${east - 200}.456`],
    [`${north + 150}.789`, `${east + 200}.012`],
    [`${north - 150}.345`, `${east + 200}.678`],
  ] as const;

  await page.getByRole('toolbar').getByRole('button', { name: /园区/ }).first().click();
  const x = inspector(page).getByLabel('X（北）');
  const y = inspector(page).getByLabel('Y（东）');

  // The mouse moves what is not in focus, and leaves alone what is.
  const [cx, cy] = await map.centre();
  await page.mouse.move(cx - 50, cy - 30, { steps: 3 });
  await expect(x).toHaveValue(/^\d{7}\.\d\d$/);
  const before = await y.inputValue();
  await x.click();
  await page.keyboard.type('33');
  await page.mouse.move(cx + 90, cy + 60, { steps: 5 });
  await expect(y).not.toHaveValue(before);
  await expect(x).toHaveValue('33');
  await page.keyboard.press('Escape');
  await page.mouse.move(cx + 60, cy + 40, { steps: 3 });
  await expect(x).toHaveValue(/^\d{7}\.\d\d$/);

  await x.click();
  for (const [typedX, typedY] of corners) {
    await page.keyboard.type(typedX);
    await page.keyboard.press('Enter');
    await expect(y).toBeFocused();
    await page.keyboard.type(typedY);
    await page.keyboard.press('Enter');
    await expect(x).toBeFocused();
  }
  // The fourth by length and bearing from the third.
  await inspector(page).getByLabel('本段长度').click();
  await page.keyboard.type('400.25');
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByLabel('方位角')).toBeFocused();
  await page.keyboard.type('270°30′');
  await running.picture('typed-entry');
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByText('4点', { exact: true })).toBeVisible();

  await finishPark(page, NAME);
  await expect(page.getByTestId('status-saved')).toContainText('已保存');
  await expect.poll(() => map.locator.getAttribute('data-selection')).toContain('industrial_park');

  await page.getByRole('tab', { name: '界址点' }).click();
  await expect.poll(async () => (await cells(page)).length).toBe(4);
  const rows = await cells(page);
  expect(rows.slice(0, 3).map((row) => [row[1], row[2]])).toEqual(corners);
  expect(rows.map((row) => row[0])).toEqual(['J1', 'J2', 'J3', 'J4']);
  expect(rows[2]?.slice(5, 7)).toEqual(['400.250', '270°30′00″']);
  await map.idle();
  await running.picture('boundary-table');

  // A row is picked: its vertex is marked on the map.
  await grid(page).getByRole('row', { name: /^J2/ }).click();
  await expect(page.getByTestId('boundary-point')).toHaveAttribute('data-number', 'J2');

  // Typing shows the new shape at once; Esc takes it back, Enter writes it.
  const moved = `${north + 250}.500`;
  await grid(page).press('Enter');
  const cell = grid(page).getByLabel('J2 X（北）');
  await expect(cell).toBeFocused();
  await page.keyboard.type(moved);
  const lon = Number(rows[1]?.[3]);
  // 99.711 m farther north.
  const lat = Number(rows[1]?.[4]) + 99.711 / 110_850;
  await expect.poll(() => accentNear(page, lon, lat)).toBe(true);
  await running.picture('boundary-typing');
  await page.keyboard.press('Escape');
  await expect.poll(() => accentNear(page, lon, lat)).toBe(false);
  expect((await cells(page))[1]?.[1]).toBe(corners[1][0]);
  await grid(page).press('Enter');
  await page.keyboard.type(moved);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await cells(page))[1]?.slice(1, 3)).toEqual([moved, corners[1][1]]);
  await map.idle();
  await expect.poll(() => accentNear(page, lon, lat)).toBe(true);

  // A point is put in after it and taken out again by keys; the park itself stays.
  await grid(page).press('Insert');
  await expect.poll(async () => (await cells(page)).length).toBe(5);
  await expect(page.getByTestId('boundary-point')).toHaveAttribute('data-number', 'J3');
  await grid(page).press('Delete');
  await expect.poll(async () => (await cells(page)).length).toBe(4);

  // A table from elsewhere replaces the ring.
  const table = [
    '点号\tX\tY',
    ...[
      [120, -180],
      [140, 0],
      [120, 180],
      [-120, 180],
      [-120, -180],
      [120, -180],
    ].map(([dx = 0, dy = 0], i) => `J${(i % 5) + 1}\t${north + dx}.250\t${east + dy}.750`),
  ].join('\n');
  await app.evaluate(({ clipboard }, text) => clipboard.writeText(text), table);
  await grid(page).focus();
  await page.keyboard.press('Control+v');
  await expect(page.getByText('5点，1圈')).toBeVisible();
  // The table has taken it: nobody else looks for features in it.
  await expect(page.getByText(/剪贴板里没有要素/)).toHaveCount(0);
  await expect(page.getByText(/^面积.*亩 → .*亩/)).toBeVisible();
  await running.picture('boundary-paste');
  await page.getByRole('button', { name: '替换为5点' }).click();
  await expect.poll(async () => (await cells(page)).length).toBe(5);
  expect((await cells(page)).map((row) => row[1])).toEqual(
    [120, 140, 120, -120, -120].map((dx) => `${north + dx}.250`),
  );
  // One step back is one step: the four points again.
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await cells(page)).length).toBe(4);

  // Dark, while a table is pasted into a drawing.
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByRole('toolbar').getByRole('button', { name: /园区/ }).first().click();
  await x.click();
  await page.keyboard.press('Control+v');
  await expect(inspector(page).getByText('5点，1圈')).toBeVisible();
  await map.idle();
  await running.picture('typed-table-dark');
  await inspector(page).getByRole('button', { name: '加5点' }).click();
  await expect(inspector(page).getByText('5点', { exact: true })).toBeVisible();
  expect(running.complaints).toEqual([]);
  await app.close();
});

test('going to places, the readout and the scale', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  const [north, east] = await middleXY(page);

  await page.keyboard.press('Control+g');
  const bar = page.getByRole('search', { name: '定位到坐标' });
  await bar.getByRole('textbox').fill('110°61′ 30°');
  await expect(bar.getByText('分应在 0 到 60 之间')).toBeVisible();
  await bar.getByRole('textbox').fill(`${north + 400} ${String(east + 300).slice(2)}`);
  await expect(bar.getByText('县域内').first()).toBeVisible();
  await running.picture('go-to');
  await page.keyboard.press('Enter');
  await expect(bar).toHaveCount(0);
  const marker = page.getByTestId('go-to-marker');
  await expect(marker).toContainText(`X ${north + 400}.000`);
  await map.idle();
  // The place lies in the middle of the map: the pointer there reads it.
  await expect
    .poll(async () => {
      const [atNorth, atEast] = await middleXY(page);
      return Math.hypot(atNorth - north - 400, atEast - east - 300);
    })
    .toBeLessThan(3);
  await running.picture('go-to-marker');
  await marker.getByRole('button', { name: '关闭' }).click();
  await expect(marker).toHaveCount(0);

  await page.keyboard.press('Control+g');
  await expect(bar.getByRole('button', { name: new RegExp(String(north + 400)) })).toBeVisible();
  await page.keyboard.press('Escape');

  // The palette understands a place too.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '搜索要素、图层、命令' }).fill(`${north + 200} ${east + 100}`);
  await expect(page.getByRole('option', { name: /^定位到 .*县域内/ })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await running.picture('palette-place');
  await page.keyboard.press('Enter');
  await expect(marker).toContainText(`X ${north + 200}.000`);
  await marker.getByRole('button', { name: '关闭' }).click();

  const scale = page.getByRole('textbox', { name: '比例尺' });
  await scale.click();
  await page.keyboard.type('1:5000');
  await page.keyboard.press('Enter');
  await expect(scale).toHaveValue('1:5000');
  await map.idle();

  await page.getByRole('button', { name: '坐标显示方式' }).click();
  await page.getByRole('menuitemcheckbox', { name: '经纬度（度分秒）' }).click();
  await running.picture('readout-menu');
  await page.keyboard.press('Escape');
  const [x, y] = await map.centre();
  await page.mouse.move(x, y, { steps: 2 });
  const status = page.getByRole('contentinfo', { name: '状态栏' });
  await expect(status).toContainText(/\d+°\d\d′\d\d\.\d{3}″E/);
  // What stands right of the readout stays where it is while the pointer moves.
  const right = async (): Promise<number> => (await scale.boundingBox())?.x ?? NaN;
  const stood = await right();
  for (let step = 1; step < 8; step++) {
    await page.mouse.move(x + 40 * step, y - 13 * step);
    expect(await right()).toBe(stood);
  }
  await page.keyboard.press('Control+Shift+C');
  await expect(page.getByText(/^已复制：\d+\.\d{9}°E \d+\.\d{9}°N/)).toBeVisible();

  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByRole('button', { name: '切换到英文' }).click();
  await page.keyboard.press('Control+g');
  await page
    .getByRole('search')
    .getByRole('textbox')
    .fill(`${east + 300} ${north + 400}`);
  await page.keyboard.press('Enter');
  // The pin itself has no size of its own: its card has.
  await expect(marker.getByRole('group')).toBeVisible();
  await page.keyboard.press('Control+g');
  await map.idle();
  await running.picture('go-to-dark-english');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
