import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { hasPython } from '../fixtures/debian-python.ts';
import { readWithGdal } from '../fixtures/export/out.ts';
import { launch, mapIdle, type Running } from './launch.ts';

const hasOgr = hasPython('osgeo');
let running: Running;
let folder: string;

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapIdle(running.page);
  folder = fs.mkdtempSync(path.join(running.userData, 'out-'));
});
test.afterAll(async () => {
  await running.app.close();
});

/** Answers the next file dialog of the system, the one thing that a test cannot reach with the mouse. */
async function saveAs(name: string): Promise<string> {
  const file = path.join(folder, name);
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
  return file;
}

async function openExport(): Promise<Locator> {
  await running.page.keyboard.press('Control+Shift+E');
  const dialog = running.page.getByRole('dialog', { name: '导出' });
  await expect(dialog.getByRole('group', { name: '图层' })).toBeVisible();
  return dialog;
}

async function chooseFormat(dialog: Locator, format: string): Promise<void> {
  await dialog.getByRole('button', { name: /格式/ }).click();
  await running.page.getByRole('option', { name: new RegExp(format) }).click();
}

const tick = (dialog: Locator, name: string | RegExp): Promise<void> =>
  dialog.getByRole('group', { name: '图层' }).getByText(name).click();

test('nothing chosen says why nothing can be written', async () => {
  const dialog = await openExport();
  await running.picture('export-empty');
  const all = dialog.getByRole('group', { name: '图层' }).getByRole('checkbox', { checked: true });
  for (const box of await all.all()) await box.press('Space');
  const run = dialog.getByRole('button', { name: '导出…' });
  await run.hover();
  await expect(running.page.getByText('没有选择要导出的图层')).toBeVisible();
  await running.page.keyboard.press('Escape');
  await running.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});

test('a shapefile in the zone of the county, and what it could not hold', async () => {
  const dialog = await openExport();
  await tick(dialog, '产业园区');
  await chooseFormat(dialog, 'Shapefile');
  await dialog.getByText(/3度带37带/).click();
  await dialog.getByRole('radio', { name: '中文名' }).click();
  await running.picture('export-shapefile');
  const file = await saveAs('园区.shp');
  await dialog.getByRole('button', { name: '导出…' }).click();
  await expect(dialog.getByText('字段改名')).toBeVisible({ timeout: 60_000 });
  await running.picture('export-report');
  await dialog.getByRole('button', { name: '关闭' }).last().click();
  await expect(dialog).toHaveCount(0);
  const home = fs.readdirSync(folder).toSorted();
  expect(home).toEqual(['园区.cpg', '园区.dbf', '园区.prj', '园区.shp', '园区.shx']);
  expect(fs.readFileSync(file.replace('.shp', '.cpg'), 'latin1')).toBe('GBK');
  if (!hasOgr) return;
  const [layer] = readWithGdal(file);
  expect(layer?.easting).toBe(37_500_000);
  expect(layer?.features.length).toBeGreaterThan(3);
  expect(layer?.features.every(({ valid }) => valid)).toBe(true);
  expect(layer?.features.some(({ values }) => /桐渡/.test(JSON.stringify(values)))).toBe(true);
});

test('several layers in one GeoPackage; a file nobody was asked about is not replaced', async () => {
  fs.writeFileSync(path.join(folder, 'all.gpkg'), 'mine');
  const dialog = await openExport();
  await dialog.getByRole('group', { name: '图层' }).getByText('三条控制线').click();
  await chooseFormat(dialog, 'GeoPackage');
  await saveAs('all');
  await dialog.getByRole('button', { name: '导出…' }).click();
  await expect(dialog.getByRole('alert')).toContainText('all.gpkg 已存在');
  expect(fs.readFileSync(path.join(folder, 'all.gpkg'), 'utf8')).toBe('mine');
  await running.picture('export-exists');
  const file = await saveAs('lines.gpkg');
  await dialog.getByRole('button', { name: '导出…' }).click();
  await expect(dialog).toHaveCount(0, { timeout: 60_000 });
  await expect(running.page.getByText(/已导出\d+个要素：lines\.gpkg/)).toBeVisible();
  if (!hasOgr) return;
  const names = readWithGdal(file).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['ecological_redline', 'basic_farmland', 'urban_boundary']));
  expect(running.complaints).toEqual([]);
});

test('boundary points with the easting first and the kind of each plot, read back', async () => {
  const { page } = running;
  const written = async (order: '北坐标在前' | '东坐标在前'): Promise<string[]> => {
    const dialog = await openExport();
    const boxes = dialog.getByRole('group', { name: '图层' }).getByRole('checkbox', { checked: true });
    for (const box of (await boxes.all()).toReversed()) await box.press('Space');
    await tick(dialog, '产业园区');
    await chooseFormat(dialog, '界址点TXT');
    await dialog.getByText(/3度带37带/).click();
    await dialog.getByRole('button', { name: /用途/ }).first().click();
    await page.getByRole('option', { name: '一张图' }).click();
    // What the lines of the purpose have no room for is not asked.
    await expect(dialog.getByRole('button', { name: /地类编码取自/ })).toHaveCount(0);
    await dialog.getByRole('button', { name: /地块类型取自/ }).click();
    await page.getByRole('option', { name: '园区类型' }).click();
    await dialog.getByRole('radio', { name: order }).click();
    await running.picture(`export-txt-${order === '东坐标在前' ? 'east' : 'north'}`);
    const file = await saveAs(`界址点-${order}.txt`);
    await dialog.getByRole('button', { name: '导出…' }).click();
    await expect(page.getByText(`界址点-${order}.txt`)).toBeVisible({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
    return new TextDecoder('gb18030').decode(fs.readFileSync(file)).split('\r\n');
  };
  const east = await written('东坐标在前');
  const north = await written('北坐标在前');
  const plots = north.filter((line) => line.endsWith('@')).map((line) => line.split(','));
  expect(plots).toHaveLength(8);
  // Number, name, kind: each park its own, by its name in the list of codes.
  expect(new Map(plots.map(([, name, kind]) => [name, kind])).get('枫香渡物流园')).toMatch(
    /物流园区|logistics/,
  );
  expect(plots.every(([number, name, kind]) => number !== '' && name !== '' && kind !== '')).toBe(true);
  const points = north.filter((line) => /^J\d+,/.test(line));
  expect(points.length).toBeGreaterThan(40);
  for (const point of points) expect(point).toMatch(/^J\d+,\d+,33\d{5}\.\d{3},37\d{6}\.\d{3}$/);
  const turned = (line: string): string => line.replace(/^(J\d+,\d+),([\d.]+),([\d.]+)$/, '$1,$3,$2');
  expect(east).not.toEqual(north);
  expect(east.map(turned)).toEqual(north);
});

test('in the dark and in English', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /深色/ }).click();
  const dialog = await openExport();
  await running.picture('export-dark');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
