import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { drawPark, finishPark } from './draw-park.ts';
import { launch, ROOT } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

type Pixel = readonly [number, number];
type Position = readonly [number, number];

const tools = (page: Page) => page.getByRole('toolbar');
const inspectorOf = (page: Page) => page.getByRole('complementary', { name: '属性检查器' });
const mark = (page: Page) => page.locator('[data-snap]');

/** The parks of a file as the command line writes them. */
function parksOf(file: string): { name: string; ring: Position[] }[] {
  const out = path.join(path.dirname(file), 'parks.geojson');
  const run = spawnSync(
    process.execPath,
    ['electron/cli/lantu.mjs', 'export', file, out, '--layer', 'industrial_park'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(run.stderr);
  const { features } = JSON.parse(fs.readFileSync(out, 'utf8')) as {
    features: {
      properties: Record<string, string>;
      geometry: { type: string; coordinates: Position[][] | Position[][][] };
    }[];
  };
  return features.map(({ properties, geometry }) => ({
    name: properties.name ?? '',
    ring: (geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0]![0]) as Position[],
  }));
}

/** Sets the map so that only parks catch, and looks at the settings. */
async function onlyParksCatch(page: Page, picture: (name: string) => Promise<void>): Promise<void> {
  await tools(page).getByRole('button', { name: '捕捉设置' }).click();
  const settings = page.getByRole('dialog', { name: '捕捉设置' });
  await expect(settings).toBeVisible();
  await picture('snap-settings');
  for (const one of await settings.getByRole('list').getByRole('switch').all()) {
    const label = (await one.getAttribute('aria-label')) ?? '';
    if (label !== '产业园区' && (await one.isChecked())) await one.press('Space');
  }
  await expect(settings.getByRole('list').getByRole('switch', { checked: true })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(settings).toHaveCount(0);
}

test('what catches the pointer is marked, and becomes a vertex that neighbours share exactly', async () => {
  test.setTimeout(600_000);
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(14);
  // The panels have their places by then; all else is measured from the middle of the first park.
  const corners = await drawPark(page, '甲园');
  const middle = (axis: 0 | 1): number => corners.reduce((sum, corner) => sum + corner[axis] / 4, 0);
  const [x, y] = [middle(0), middle(1)];
  const at = (dx: number, dy: number): Pixel => [x + dx, y + dy];
  const hover = (to: Pixel) => page.mouse.move(to[0], to[1], { steps: 5 });
  /**
   * The virtual display has a pointer of its own that may say a word at any time: what is seen is looked at until the
   * mouse of the test was the last one.
   */
  const caught = (to: Pixel, kind: string, picture?: string): Promise<void> =>
    expect(async () => {
      await hover([to[0] + 1, to[1]]);
      await hover(to);
      await expect(mark(page)).toHaveAttribute('data-snap', kind, { timeout: 2000 });
      if (picture !== undefined) await running.picture(picture);
      await expect(mark(page)).toHaveAttribute('data-snap', kind, { timeout: 100 });
    }).toPass({ timeout: 60_000 });
  const click = async (to: Pixel): Promise<void> => {
    await hover(to);
    await page.mouse.click(...to);
  };
  const drawTool = () => tools(page).getByRole('button', { name: /园区/ }).first().click();
  const points = (n: number) =>
    expect(inspectorOf(page).getByText(`${n}点`, { exact: true }).first()).toBeVisible();

  await expect.poll(() => map.locator.getAttribute('data-selection')).toContain('industrial_park');
  await page.keyboard.press('Escape');
  await onlyParksCatch(page, (name) => running.picture(name));

  // A corner, then the middle of an edge, then with Alt where nothing catches although a corner is near.
  await drawTool();
  await caught(at(-117, -83), 'vertex', 'snap-vertex');
  // The square of the mark has 48 pixels along its sides, in the accent colour; the park's own line is another blue.
  const [left, top] = [Math.round(x - 120 - 20), Math.round(y - 80 - 20)];
  const isAccent = ([red, green, blue]: readonly number[]): boolean =>
    Math.abs(red! - 0x1d) < 24 && Math.abs(green! - 0x5f) < 24 && Math.abs(blue! - 0xc4) < 24;
  await expect(async () => {
    await caught(at(-117, -83), 'vertex');
    await expect(mark(page)).toContainText(/端点.*产业园区 甲园/, { timeout: 500 });
    const shot = readPng(await page.screenshot());
    let accents = 0;
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 40; j++) if (isAccent(shot.at(left + i, top + j))) accents++;
    }
    expect(accents).toBeGreaterThan(40);
  }).toPass({ timeout: 60_000 });
  await click(at(-117, -83));
  await points(1);
  await caught(at(3, -77), 'midpoint', 'snap-midpoint');
  await click(at(3, -77));
  await points(2);
  await caught(at(-118, -78), 'vertex');
  await page.keyboard.down('Alt');
  await expect(mark(page)).toHaveCount(0);
  await hover(at(-60, -170));
  await page.mouse.click(...at(-60, -170));
  await points(3);
  await page.keyboard.up('Alt');
  await finishPark(page, '乙园');
  await expect.poll(() => inspectorOf(page).textContent()).toContain('乙园');
  await page.keyboard.press('Escape');

  // A third park over the right border of the first: where they cross there is no vertex yet.
  await drawTool();
  await page.keyboard.down('Alt');
  for (const corner of [at(60, -40), at(200, -40), at(200, 40), at(60, 40)]) await click(corner);
  await page.keyboard.up('Alt');
  await finishPark(page, '丙园');
  await expect.poll(() => inspectorOf(page).textContent()).toContain('丙园');
  await page.keyboard.press('Escape');
  await drawTool();
  await caught(at(122, -38), 'intersection', 'snap-intersection');
  await click(at(122, -38));
  await points(1);
  await caught(at(200, 2), 'midpoint');
  await caught(at(160, -42), 'edge', 'snap-edge');
  await page.keyboard.down('Alt');
  await click(at(260, -140));
  await click(at(150, -140));
  await page.keyboard.up('Alt');
  await points(3);
  // Guides: on along the last segment, and across it.
  await caught(at(40, -139), 'extension', 'snap-extension');
  // Below the options of the tool, which lie over the map.
  await caught(at(151, -182), 'right-angle', 'snap-right-angle');
  await finishPark(page, '丁园');
  await expect.poll(() => inspectorOf(page).textContent()).toContain('丁园');
  await page.keyboard.press('Escape');

  // The foot of the perpendicular, in the dark.
  await page.getByRole('button', { name: /深色/ }).click();
  await drawTool();
  await page.keyboard.down('Alt');
  await click(at(-260, 30));
  await page.keyboard.up('Alt');
  await caught(at(-122, 32), 'perpendicular', 'snap-perpendicular-dark');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /浅色/ }).click();

  const [county] = fs
    .readdirSync(path.join(running.userData, 'samples'))
    .filter((name) => name.endsWith('.gpkg'));
  await running.app.close();
  const parks = parksOf(path.join(running.userData, 'samples', county!));
  const ring = (name: string): string[] =>
    parks.find((park) => park.name === name)!.ring.map((position) => position.join());
  const [first, second, third, fourth] = ['甲园', '乙园', '丙园', '丁园'].map(ring);
  // The corner and the middle of the upper edge, which is now a vertex of both.
  expect(second!.filter((position) => first!.includes(position)).length).toBeGreaterThanOrEqual(2);
  expect(new Set(second).size).toBe(3);
  // The crossing is a vertex of all three.
  const common = fourth!.filter((position) => first!.includes(position) && third!.includes(position));
  expect(new Set(common).size).toBe(1);
  expect(new Set(first).size).toBe(6);
  expect(new Set(third).size).toBe(5);
});

test('what catches is remembered', async () => {
  const running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
  const open = async (page: Page) => {
    await tools(page).getByRole('button', { name: '捕捉设置' }).click();
    return page.getByRole('dialog', { name: '捕捉设置' });
  };
  const settings = await open(running.page);
  await settings.getByRole('button', { name: '中点' }).click();
  await settings.getByRole('slider', { name: '捕捉范围' }).press('ArrowRight');
  await expect(settings).toContainText('9 像素');
  await running.app.close();
  const again = await launch({ words: ['--sample'], userData: running.userData });
  await mapOf(again.page).idle();
  const kept = await open(again.page);
  await expect(kept.getByRole('button', { name: '中点' })).toHaveAttribute('aria-pressed', 'false');
  await expect(kept.getByRole('button', { name: '端点' })).toHaveAttribute('aria-pressed', 'true');
  await expect(kept).toContainText('9 像素');
  await again.app.close();
});
