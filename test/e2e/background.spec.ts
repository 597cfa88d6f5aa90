import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { startTileServer, type TileServer } from '../fixtures/background/tile-server.ts';
import { hasPython, runPython } from '../fixtures/debian-python.ts';
import { colourAt, distance } from './colours.ts';
import { launch, newUserData, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

interface Cell {
  /** At which zoom of the tiles it is seen; at all of them when absent. */
  readonly zoom?: number;
  readonly at: readonly [number, number];
  readonly color: readonly number[];
}

/** East of the county, where no layer is drawn and nothing but the background gives the map its colours. */
const BOX = [111.2, 30.1, 111.24, 30.13] as const;
const ZOOM = 16;
/** The ground of the light map. */
const GROUND = [0xf4, 0xf3, 0xee];
const BOARD = path.join(os.tmpdir(), `lantu-board-${process.pid}`);
const at = (name: string): string => path.join(BOARD, name);

test.beforeAll(() => fs.mkdirSync(BOARD, { recursive: true }));
test.afterAll(() => fs.rmSync(BOARD, { recursive: true, force: true }));

/** A tile archive with a colour of its own for each tile; gives places in the tiles and their colours. */
const writeArchive = (file: string): Cell[] =>
  runPython('make_archive.py', [file, ...BOX.map(String), '10', String(ZOOM), '测试航片 2025']) as Cell[];

const treeOf = (page: Page): Locator => page.getByRole('tree', { name: '图层' });
const rowOf = (page: Page, name: string): Locator =>
  treeOf(page).getByRole('treeitem', { name, exact: true });

async function chooseInDialog(running: Running, file: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}
async function openAdd(page: Page): Promise<Locator> {
  await treeOf(page).getByRole('button', { name: '添加底图' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  return dialog;
}
/** Goes to a background by a double click on its row. */
async function goTo(page: Page, name: string): Promise<void> {
  await rowOf(page, name).dblclick({ position: { x: 90, y: 12 } });
  await page.waitForTimeout(500);
  await mapOf(page).idle();
}
/** Every cell that is on the screen, and not under what floats over the map, has its colour. */
async function expectCells(page: Page, cells: readonly Cell[], least: number, within = 10): Promise<void> {
  const map = mapOf(page);
  const box = await map.box();
  // Tiles of 256 pixels are those of the zoom below, rounded.
  const level = Math.min(ZOOM, Math.round((await map.view()).zoom + 1));
  const free: (readonly [Cell, number, number])[] = [];
  for (const cell of cells.filter(({ zoom }) => zoom === undefined || zoom === level)) {
    const [x, y] = await map.pixel(...cell.at);
    const inside =
      x > box.x + 300 && x < box.x + box.width - 70 && y > box.y + 20 && y < box.y + box.height - 90;
    if (inside) free.push([cell, x, y]);
  }
  expect(free.length).toBeGreaterThanOrEqual(least);
  for (const [cell, x, y] of free) {
    await expect
      .poll(async () => distance(await colourAt(page, x, y), cell.color), { timeout: 20_000 })
      .toBeLessThan(within);
  }
}

test('a tile archive and a GeoTIFF lie in their place, survive a restart, and say when their file is gone', async () => {
  const able = hasPython('osgeo');
  test.skip(!hasPython('sqlite3'), 'no Python to make an archive with');
  const tiles = writeArchive(at('board.mbtiles'));
  const cells = able
    ? (runPython('make_board.py', [at('photo.tif'), String(BOX[0] + 0.02), String(BOX[1] + 0.07)]) as Cell[])
    : [];
  const userData = newUserData(true);
  let running = await launch({ words: ['--sample'], userData });
  let { page } = running;
  await mapOf(page).idle();

  // The archive.
  await chooseInDialog(running, at('board.mbtiles'));
  let dialog = await openAdd(page);
  await running.picture('background-add');
  await dialog.getByRole('button', { name: '选择文件' }).click();
  await expect(dialog.getByText('MBTiles 瓦片包')).toBeVisible();
  await expect(dialog.getByText('测试航片 2025')).toBeVisible();
  await running.picture('background-file');
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, 'board')).toHaveAttribute('data-background-state', 'ready');
  await goTo(page, 'board');
  await expect(mapOf(page).locator).toHaveAttribute('data-map-backgrounds', 'board');
  await expect(page.getByRole('note', { name: '来源标注' })).toHaveText('测试航片 2025');
  await expectCells(page, tiles, 4);
  await running.picture('background-mbtiles');

  // A second map beside it has it too.
  await page.getByRole('radio', { name: '并排' }).click();
  const side = page.locator('[data-side-state="idle"]');
  await side.waitFor();
  const left = await side.boundingBox();
  const colors = tiles.map(({ color }) => color);
  await expect
    .poll(async () => {
      const seen = await colourAt(page, left!.x + left!.width / 2, left!.y + left!.height / 2);
      return Math.min(...colors.map((color) => distance(seen, color)));
    })
    .toBeLessThan(10);
  await running.picture('background-side-by-side');
  await page.getByRole('radio', { name: '单图' }).click();
  await goTo(page, 'board');

  // Hidden it is gone, shown it is there again.
  await rowOf(page, 'board').getByRole('checkbox').press('Space');
  await expect(mapOf(page).locator).toHaveAttribute('data-map-backgrounds', '');
  const [x, y] = await mapOf(page).centre();
  await expect.poll(async () => distance(await colourAt(page, x, y), GROUND)).toBeLessThan(4);
  await rowOf(page, 'board').getByRole('checkbox').press('Space');
  await mapOf(page).idle();
  await expectCells(page, tiles, 4);

  // The picture.
  if (able) {
    await chooseInDialog(running, at('photo.tif'));
    dialog = await openAdd(page);
    await dialog.getByRole('button', { name: '选择文件' }).click();
    await expect(dialog.getByText('GeoTIFF 影像')).toBeVisible({ timeout: 60_000 });
    await running.picture('background-geotiff');
    await dialog.getByRole('button', { name: '转换并添加' }).click();
    await expect(rowOf(page, 'photo')).toHaveAttribute('data-background-state', 'ready', {
      timeout: 120_000,
    });
    await goTo(page, 'photo');
    await expectCells(page, cells, 6, 14);
    await running.picture('background-photo');
    await page.getByRole('button', { name: '深色' }).first().click();
    await mapOf(page).idle();
    await expectCells(page, cells, 6, 14);
    await running.picture('background-photo-dark');
    await page.getByRole('button', { name: '浅色' }).first().click();
  }
  expect(running.complaints).toEqual([]);
  await running.app.close();

  // Another day: everything as it was, from the same files.
  running = await launch({ words: ['--sample'], userData });
  ({ page } = running);
  await mapOf(page).idle();
  await goTo(page, 'board');
  await expectCells(page, tiles, 4);
  if (able) {
    await goTo(page, 'photo');
    await expectCells(page, cells, 6, 14);
  }
  await running.app.close();

  // And another, on which the disk is not there.
  fs.renameSync(at('board.mbtiles'), at('elsewhere.mbtiles'));
  running = await launch({ words: ['--sample'], userData });
  ({ page } = running);
  await mapOf(page).idle();
  const row = rowOf(page, 'board');
  await expect(row).toHaveAttribute('data-background-state', 'missing');
  await row.click();
  await expect(page.getByText(/找不到文件 board\.mbtiles/)).toBeVisible();
  await running.picture('background-missing');
  await chooseInDialog(running, at('elsewhere.mbtiles'));
  await page.getByRole('note').getByRole('button', { name: '重新选择文件' }).click();
  dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '选择文件' }).click();
  await dialog.getByRole('button', { name: '使用这个文件' }).click();
  await expect(row).toHaveAttribute('data-background-state', 'ready');
  await goTo(page, 'board');
  await expectCells(page, tiles, 4);
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('a tile server is asked only while it is on, and an area of it serves without it', async () => {
  const server: TileServer = await startTileServer();
  const userData = newUserData(true);
  let running = await launch({ words: ['--sample'], userData });
  let { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(12);

  // Added it is off: the map is moved, and nothing is asked.
  let dialog = await openAdd(page);
  await dialog.getByRole('radio', { name: '瓦片服务' }).click();
  await expect(dialog.getByText('天地图 影像')).toBeVisible();
  await dialog.getByText('天地图 影像').click();
  await running.picture('background-presets');
  await dialog.getByText('其他 XYZ 或 WMTS 服务').click();
  await dialog.getByRole('textbox', { name: /^名称/ }).fill('局内服务');
  const address = dialog.getByRole('textbox', { name: /^地址/ });
  await address.fill(`http://${server.host}/{z}/{x}/{y}.png?tk=SECRETKEY`);
  await dialog.getByRole('textbox', { name: /^密钥/ }).focus();
  // A key that was pasted with the address is taken out of it.
  await expect(address).toHaveValue(`http://${server.host}/{z}/{x}/{y}.png?tk={key}`);
  await dialog.getByRole('textbox', { name: /^来源标注/ }).fill('某某局 审图号测试');
  await running.picture('background-server-form');
  await dialog.getByRole('button', { name: '添加', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const row = rowOf(page, '局内服务');
  await expect(row).toHaveAttribute('data-background-state', 'off');
  await page.mouse.move(...(await map.centre()));
  await page.mouse.wheel(0, -200);
  await page.waitForTimeout(500);
  await map.idle();
  await expect(page.getByTestId('status-online')).toHaveCount(0);
  expect(server.asked).toEqual([]);
  await running.picture('background-off');

  // Switched on it is seen to be, on the map and in the status bar.
  await row.click();
  const online = page.getByRole('switch', { name: '联网' });
  await online.press('Space');
  await expect(row).toHaveAttribute('data-background-state', 'on');
  await expect(page.getByTestId('status-online')).toContainText('联网：局内服务');
  await expect(page.getByRole('note', { name: '来源标注' })).toHaveText('某某局 审图号测试');
  await expect.poll(() => server.asked.length).toBeGreaterThan(3);
  await map.idle();
  expect(server.asked.every((asked) => /^\/\d+\/\d+\/\d+\.png\?tk=SECRETKEY$/.test(asked))).toBe(true);
  await running.picture('background-on');
  await page.getByRole('button', { name: '深色' }).first().click();
  await map.idle();
  await running.picture('background-on-dark');
  await page.getByRole('button', { name: '浅色' }).first().click();
  await map.idle();

  // An area for the field.
  await chooseInDialog(running, at('area.mbtiles'));
  await row.click({ button: 'right' });
  await running.picture('background-menu');
  await page.getByRole('menuitem', { name: '保存离线区域' }).click();
  dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: '选择位置并保存' });
  await expect(dialog.getByText('瓦片数')).toBeVisible();
  await expect(save).toBeDisabled();
  await dialog.getByText('本单位已获许可').click();
  await running.picture('background-area');
  await save.click();
  const area = rowOf(page, 'area');
  await expect(area).toHaveAttribute('data-background-state', 'area', { timeout: 120_000 });
  await running.picture('background-area-saved');

  // Off again by the status bar: the sign goes, and nothing more is asked.
  await page.getByTestId('status-online').getByRole('button', { name: '断开' }).click();
  await expect(page.getByTestId('status-online')).toHaveCount(0);
  await expect(row).toHaveAttribute('data-background-state', 'off');
  const asked = server.asked.length;
  await page.mouse.move(...(await map.centre()));
  await page.mouse.wheel(0, 200);
  await page.waitForTimeout(500);
  await map.idle();
  expect(server.asked.length).toBe(asked);
  expect(running.complaints).toEqual([]);
  await running.app.close();
  await server.close();

  // Without the server, after a restart: the area is there, the server is off, and the key is in no blueprint.
  running = await launch({ words: ['--sample'], userData });
  ({ page } = running);
  await mapOf(page).idle();
  await expect(rowOf(page, '局内服务')).toHaveAttribute('data-background-state', 'off');
  await expect(rowOf(page, 'area')).toHaveAttribute('data-background-state', 'area');
  await goTo(page, 'area');
  await expect(mapOf(page).locator).toHaveAttribute('data-map-backgrounds', 'area');
  await running.picture('background-area-offline');
  expect(running.complaints).toEqual([]);
  await running.app.close();
  const samples = path.join(userData, 'samples');
  for (const name of fs.readdirSync(samples)) {
    expect(fs.readFileSync(path.join(samples, name)).includes('SECRETKEY')).toBe(false);
  }
});
