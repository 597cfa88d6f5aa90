import { expect, test, type Page } from '@playwright/test';
import { drawPark, PARK_HALF } from './draw-park.ts';
import { launch } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

const NAME = '交接园';
/** Whether the park's outline, blue-violet and nearly opaque, runs through the middle of its left edge. */
async function outlined(page: Page, at: readonly [number, number]): Promise<boolean> {
  const clip = { x: at[0] - PARK_HALF[0] - 8, y: at[1] - 6, width: 16, height: 12 };
  const picture = readPng(await page.screenshot({ clip }));
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      const [red, green, blue] = picture.at(x, y);
      if (blue > 150 && blue - red > 70 && blue - green > 70) return true;
    }
  }
  return false;
}

const revision = async (page: Page): Promise<number> =>
  Number(await mapOf(page).locator.getAttribute('data-map-revision'));

/** Does `keys`, waits until the map says that it shows the change, and looks at the next frames, then away and back. */
async function follow(page: Page, keys: string, visible: boolean): Promise<void> {
  const map = mapOf(page);
  const before = await revision(page);
  const centre = await map.centre();
  await page.keyboard.press(keys);
  await expect.poll(() => revision(page), { intervals: [20], timeout: 60_000 }).toBeGreaterThan(before);
  const frames: boolean[] = [];
  for (let frame = 0; frame < 12; frame++) frames.push(await outlined(page, centre));
  expect(frames).toEqual(frames.map(() => visible));

  const pan = async (by: number): Promise<void> => {
    await page.keyboard.down('Space');
    await page.mouse.move(centre[0], centre[1]);
    await page.mouse.down();
    await page.mouse.move(centre[0] + by, centre[1], { steps: 12 });
    await page.waitForTimeout(400);
    await page.mouse.up();
    await page.keyboard.up('Space');
    await page.waitForTimeout(300);
    await map.idle();
  };
  const [x, y] = centre;
  const place = await map.place(x, y);
  await pan(380);
  await pan(-380);
  const back = await map.pixel(...place);
  expect(await outlined(page, [back[0], back[1]])).toBe(visible);
}

test('no tile older than an edit is ever shown without the edited shape above it', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  await drawPark(page, NAME);
  await expect(page.getByTestId('status-saved')).toContainText('已保存');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(map.locator).toHaveAttribute('data-selection', '');
  await page.waitForTimeout(500);
  await map.idle();
  expect(await outlined(page, await map.centre())).toBe(true);
  await follow(page, 'Control+z', false);
  await follow(page, 'Control+Shift+Z', true);
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
