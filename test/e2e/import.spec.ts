import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { hasPython, runPython } from '../fixtures/debian-python.ts';
import { launch, ROOT, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

const DATA = path.resolve(ROOT, '..', 'shared', 'data');
const URBAN = path.join(DATA, 'urban_areas.geojson');
const PROTECTED = path.join(DATA, 'protected_areas.geojson');
const MU_M2 = 2000 / 3;

let folder: string;
let running: Running;

test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-import-'));
  const file = path.join(folder, 'w.gpkg');
  const made = spawnSync(electronBinary(), [path.join(ROOT, 'electron/cli/main.ts'), 'new', file], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  if (made.status !== 0) throw new Error(made.stderr);
  running = await launch({ words: [file] });
  await mapOf(running.page).idle();
});
test.afterAll(async () => {
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Answers the next file dialog of the system, the one thing that a test cannot reach with the mouse. */
async function chooseInDialog(file: string): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
}

async function openImport(file: string): Promise<void> {
  await chooseInDialog(file);
  await running.page.getByRole('button', { name: '导入', exact: true }).first().click();
  await expect(running.page.getByRole('dialog')).toBeVisible();
}

async function importInto(file: string, layer: string, picture: string): Promise<void> {
  const { page } = running;
  await openImport(file);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /目标图层/ }).click();
  await page.getByRole('option', { name: new RegExp(layer) }).click();
  await running.picture(`${picture}-fields`);
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  const commit = dialog.getByRole('button', { name: /^导入\d+个要素$/ });
  await expect(commit).toBeEnabled({ timeout: 120_000 });
  await running.picture(`${picture}-report`);
  await commit.click();
  await expect(dialog).toHaveCount(0, { timeout: 120_000 });
}

test('a file that is not what its name says is refused by name, and nothing changes', async () => {
  const broken = path.join(folder, 'broken.geojson');
  fs.writeFileSync(broken, fs.readFileSync(URBAN).subarray(0, 5_000));
  await openImport(broken);
  const dialog = running.page.getByRole('dialog');
  await expect(dialog.getByText(/broken\.geojson/).first()).toBeVisible();
  await running.picture('import-broken');
  await running.page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(running.page.getByTestId('status-saved')).not.toContainText('已保存');
});

test('real data comes in through the window and is found as GEOS finds it', async () => {
  test.skip(!fs.existsSync(URBAN), `no open data at ${DATA}`);
  const { page } = running;
  await importInto(URBAN, '产业园区', 'import-parks');
  await importInto(PROTECTED, '生态保护红线', 'import-redline');
  const grid = page.getByRole('grid', { name: '检查结果' });
  await expect(grid.getByText(/压占生态保护红线/).first()).toBeVisible({ timeout: 120_000 });
  // Rules that lack a layer are counted beside what was found.
  await expect(page.getByRole('tabpanel').getByText('未检查').first()).toBeVisible();
  await running.picture('import-findings');
  if (!hasPython('shapely')) return;
  const pairs = runPython('overlaps.py', [URBAN, PROTECTED, '1']) as [number, number, number][];
  await expect(grid.getByText(/压占生态保护红线/)).toHaveCount(pairs.length);
  for (const [, , area] of pairs) {
    await expect(grid.getByText((area / MU_M2).toFixed(2), { exact: true }).first()).toBeVisible();
  }
});

test('an import is one step: undone and redone as a whole', async () => {
  const { page } = running;
  const grid = page.getByRole('grid', { name: '检查结果' });
  await mapOf(page).locator.click({ position: { x: 30, y: 30 } });
  await page.keyboard.press('Control+z');
  await expect(grid.getByText(/压占生态保护红线/)).toHaveCount(0, { timeout: 120_000 });
  await page.keyboard.press('Control+Shift+Z');
  await expect(grid.getByText(/压占生态保护红线/).first()).toBeVisible({ timeout: 120_000 });
  expect(running.complaints).toEqual([]);
});

test('classes of the survey are asked where one of them is several of the plan', async () => {
  const { page } = running;
  const file = path.join(folder, 'survey.geojson');
  const square = (x: number): [number, number][] => [
    [x, 30],
    [x + 0.001, 30],
    [x + 0.001, 30.001],
    [x, 30.001],
    [x, 30],
  ];
  const feature = (DLBM: string, x: number) => ({
    type: 'Feature',
    properties: { DLBM, BSM: `50011200000000${x}` },
    geometry: { type: 'Polygon', coordinates: [square(110 + x / 100)] },
  });
  const features = ['08H1', '0303', '0701', '0701'].map((code, i) => feature(code, i));
  fs.writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
  await openImport(file);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /目标图层/ }).click();
  await page.getByRole('option', { name: /规划用地用海/ }).click();
  await expect(dialog.getByText('有该分类独有的 08H1')).toBeVisible();
  await expect(dialog.getByText(/有2个地类在规划分类里对应多个/)).toBeVisible();
  await running.picture('import-classes');
  await dialog.getByRole('button', { name: '0701 写成' }).click();
  await page.getByRole('option', { name: /^070102/ }).click();
  await dialog.getByRole('button', { name: '08H1 写成' }).click();
  await page.getByRole('option', { name: /^0801 / }).click();
  await expect(dialog.getByText('都已选择')).toBeVisible();
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await expect(dialog.getByText(/0701 按分类对照换成 070102，共 2 个/)).toBeVisible();
  await expect(dialog.getByText(/0303 按分类对照换成 0507，共 1 个/)).toBeVisible();
  await running.picture('import-classes-report');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
});
