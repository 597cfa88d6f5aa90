import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../fixtures/import/gdal.ts';
import { launch, ROOT, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

let folder: string;
let running: Running;
const at = (name: string): string => path.join(folder, name);

/** A rectangle between two meridians and two parallels, degrees. */
type Rectangle = readonly [west: number, south: number, east: number, north: number];

/** Area of a rectangle of meridians and parallels on the CGCS2000 ellipsoid, in its closed form, hectares. */
function hectares([west, south, east, north]: Rectangle): number {
  const [a, f] = [6_378_137, 1 / 298.257222101];
  const e = Math.sqrt(2 * f - f * f);
  const b = a * (1 - f);
  const zone = (latitude: number): number => {
    const s = Math.sin((latitude * Math.PI) / 180);
    return s / (1 - (e * s) ** 2) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e);
  };
  return ((((east - west) * Math.PI) / 180) * (b * b * (zone(north) - zone(south)))) / 2 / 10_000;
}

const ring = ([west, south, east, north]: Rectangle): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

interface Shape {
  readonly at: Rectangle;
  readonly fields: Readonly<Record<string, string>>;
}

function geojson(name: string, shapes: readonly Shape[]): string {
  const file = at(`${name}.geojson`);
  const features = shapes.map(({ at: box, fields }) => ({
    type: 'Feature',
    properties: fields,
    geometry: { type: 'Polygon', coordinates: [ring(box)] },
  }));
  fs.writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }));
  return file;
}

const row = (k: number): Rectangle => [110.7 + k / 50, 30.1, 110.71 + k / 50, 30.108 + k / 1000];
const REDLINE: readonly Shape[] = [0, 1, 2].map((k) => ({
  at: row(k),
  fields: { BSM: `99012100000000000${k}`, YSDM: '2090020210', LHLX: '水源涵养', XJXZQMC: '澄川县' },
}));
const BOUNDARY: readonly Shape[] = [5, 6].map((k) => ({
  at: row(k),
  fields: { BSM: `99012100000000000${k}`, YSDM: '2006020200', XZQMC: '澄川县', GHFQMC: '集中建设区' },
}));
const UNKNOWN: readonly Shape[] = [{ at: row(8), fields: { MC: '桐渡园', BZ: '台账' } }];

/** A file geodatabase of native GDAL with a layer for each name. */
function makeGdb(name: string, layers: Readonly<Record<string, readonly Shape[]>>): string {
  const target = at(name);
  for (const [i, [layer, shapes]] of Object.entries(layers).entries()) {
    const more = i === 0 ? [] : ['-update'];
    const system = ['-a_srs', 'EPSG:4490', '-nlt', 'MULTIPOLYGON', '-nln', layer];
    ogr2ogr('-f', 'OpenFileGDB', ...more, target, geojson(layer, shapes), ...system);
  }
  return target;
}

test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-import-layers-'));
  const file = at('w.gpkg');
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

/** Answers the dialogs of the system in turn, the one thing that a test cannot reach with the mouse; null cancels. */
async function answerDialogs(...files: readonly (string | null)[]): Promise<void> {
  await running.app.evaluate(({ dialog }, chosen) => {
    const open = [...chosen];
    dialog.showOpenDialog = () => {
      const next = open.length > 1 ? open.shift() : open[0];
      return Promise.resolve(
        next === null || next === undefined
          ? { canceled: true, filePaths: [] }
          : { canceled: false, filePaths: [next] },
      );
    };
  }, files);
}

async function openImport(...files: readonly (string | null)[]): Promise<Locator> {
  await answerDialogs(...files);
  await running.page.getByRole('button', { name: '导入', exact: true }).first().click();
  const dialog = running.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  return dialog;
}

async function chooseTarget(button: Locator, name: string): Promise<void> {
  await button.click();
  await running.page.getByRole('option', { name: new RegExp(name) }).click();
}

/** A choice of a list of radio buttons, at its words: the button itself lies below them. */
const option = (dialog: Locator, words: RegExp): Locator =>
  dialog.locator('label.radio').filter({ hasText: words });

async function finish(dialog: Locator, count: number): Promise<void> {
  await dialog.getByRole('button', { name: `导入${count}个要素` }).click();
  await expect(dialog).toHaveCount(0, { timeout: 60_000 });
}

/** Opens the table of a layer and gives the areas that it shows, hectares. */
async function areasOf(layer: string, count: number): Promise<number[]> {
  const { page } = running;
  await page.getByRole('tab', { name: /^属性表/ }).click();
  await page.locator('.table-layer button').click();
  await page.getByRole('option', { name: new RegExp(`^${layer}`) }).click();
  const grid = page.getByRole('grid', { name: /^属性表/ });
  const rows = grid.locator('.vt-body [role="row"]:not(.wait)');
  await expect(rows).toHaveCount(count);
  if (count === 0) return [];
  const heads = await grid.getByRole('columnheader').allTextContents();
  const column = heads.findIndex((head) => head.startsWith('面积（公顷）'));
  const cells = await rows.evaluateAll(
    (all, i) => all.map((one) => one.querySelectorAll('[role="gridcell"]')[i]?.textContent ?? ''),
    column,
  );
  return cells.map(Number).toSorted((a, b) => a - b);
}

const expected = (shapes: readonly Shape[]): number[] =>
  shapes.map(({ at: box }) => Number(hectares(box).toFixed(2))).toSorted((a, b) => a - b);

const THREE = { STBHHX: REDLINE, CZKFBJ: BOUNDARY, QTFW: UNKNOWN };

const CSV: Rectangle = [110.9, 30.2, 110.91, 30.21];

/** A table with the shape of one park as WKT, in degrees of no stated system. */
function makeCsv(): string {
  const positions = ring(CSV).map(([x, y]) => `${x} ${y}`);
  fs.writeFileSync(at('parks.csv'), `\ufeff园区名称,WKT\n桐渡园,"POLYGON ((${positions.join(', ')}))"\n`);
  return at('parks.csv');
}

test('three layers of a geodatabase come in at once, and one Ctrl+Z takes all back', async () => {
  test.skip(!hasGdal, GDAL_MISSING);
  const { page } = running;
  const dialog = await openImport(path.join(makeGdb('three.gdb', THREE), 'a00000001.gdbtable'));
  const line = (name: string) => dialog.getByRole('row', { name: new RegExp(name) });
  await expect(line('STBHHX')).toContainText('3');
  await expect(dialog.getByRole('checkbox', { name: '导入STBHHX' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: '导入CZKFBJ' })).toBeChecked();
  await expect(dialog.getByRole('checkbox', { name: '导入QTFW' })).not.toBeChecked();
  await expect(line('STBHHX').getByRole('button', { name: /目标图层/ })).toContainText('生态保护红线');
  await expect(line('CZKFBJ').getByRole('button', { name: /目标图层/ })).toContainText('城镇开发边界');
  await expect(line('QTFW')).toContainText('未识别');
  await running.picture('layers-1');
  await chooseTarget(line('QTFW').getByRole('button', { name: /目标图层/ }), '产业园区');
  await expect(dialog.getByRole('checkbox', { name: '导入QTFW' })).toBeChecked();
  await dialog.getByRole('button', { name: '下一步：字段与坐标系' }).click();

  // What is said of one layer is there again after another was looked at.
  await option(dialog, /QTFW/).click();
  const name = dialog.getByRole('combobox', { name: 'MC写入', exact: true });
  await expect(name).toHaveValue('园区名称');
  await name.fill('备注');
  await page.getByRole('option', { name: /备注/ }).first().click();
  await option(dialog, /STBHHX/).click();
  await expect(name).toHaveCount(0);
  await running.picture('layers-2-fields');
  await option(dialog, /QTFW/).click();
  await expect(name).toHaveValue(/^备注/);
  await name.fill('园区名称');
  await page
    .getByRole('option', { name: /园区名称/ })
    .first()
    .click();
  await running.picture('layers-3-fields');

  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await expect(dialog.getByRole('row', { name: /合计（3个图层）/ })).toContainText('6', { timeout: 60_000 });
  await running.picture('layers-4-report');
  await finish(dialog, 6);

  await running.picture('layers-5-map');
  expect(await areasOf('生态保护红线', 3)).toEqual(expected(REDLINE));
  expect(await areasOf('城镇开发边界', 2)).toEqual(expected(BOUNDARY));
  expect(await areasOf('产业园区', 1)).toEqual(expected(UNKNOWN));
  await running.picture('layers-6-table');

  await mapOf(page).locator.click({ position: { x: 30, y: 30 } });
  await page.keyboard.press('Control+z');
  expect(await areasOf('生态保护红线', 0)).toEqual([]);
  expect(await areasOf('城镇开发边界', 0)).toEqual([]);
  expect(await areasOf('产业园区', 0)).toEqual([]);
  expect(running.complaints).toEqual([]);
});

test('a geodatabase is chosen by its folder; its one layer needs no choice of layers', async () => {
  test.skip(!hasGdal, GDAL_MISSING);
  const gdb = makeGdb('one.gdb', { CZKFBJ: BOUNDARY });
  // The chooser of files that opens with the dialog is cancelled.
  const dialog = await openImport(null, gdb);
  await dialog.getByRole('button', { name: '选择文件夹（.gdb 或 Shapefile）' }).click();
  await expect(dialog.getByRole('button', { name: /目标图层/ })).toContainText('城镇开发边界');
  await expect(dialog.getByText('EPSG:4490').first()).toBeVisible();
  await running.picture('layers-folder');
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await finish(dialog, 2);
  expect(await areasOf('城镇开发边界', 2)).toEqual(expected(BOUNDARY));
});

test('a CSV with WKT is asked for its system and for the web map it may be from, and the answer is kept', async () => {
  const { page } = running;
  const dialog = await openImport(makeCsv());
  await chooseTarget(dialog.getByRole('button', { name: /目标图层/ }), '产业园区');
  await expect(dialog.getByRole('button', { name: '下一步：预检' })).toHaveAttribute('aria-disabled', 'true');
  await option(dialog, /EPSG:4490/).click();
  await expect(dialog.getByText('来自网络地图（可能有偏移）？')).toBeVisible();
  await dialog.getByRole('radio', { name: '是，GCJ-02' }).click();
  await expect(dialog.getByText(/坐标按原值导入，不作纠正/)).toBeVisible();
  await running.picture('layers-csv');
  await dialog.getByRole('button', { name: '下一步：预检' }).click();
  await expect(dialog.getByText(/来自加偏的网络地图（GCJ-02）/)).toBeVisible();
  await running.picture('layers-csv-report');
  await finish(dialog, 1);
  // The figures are those of the file.
  expect(await areasOf('产业园区', 1)).toEqual([Number(hectares(CSV).toFixed(2))]);
  await page.getByRole('tab', { name: /^历史/ }).click();
  await page
    .getByRole('row', { name: /向产业园区导入1个要素/ })
    .first()
    .click();
  const step = page.getByRole('complementary', { name: '这一步的改动' });
  await expect(step.getByText('GCJ-02，坐标未纠正')).toBeVisible();
  await expect(step.getByText('parks.csv')).toBeVisible();
  await running.picture('layers-csv-history');
});

test('an old datum waits for seven parameters, says what is no figure, and moves by what was given', async () => {
  test.skip(!hasGdal, GDAL_MISSING);
  const { page } = running;
  const box: Rectangle = [111, 30.3, 111.01, 30.31];
  const source = geojson('xian', [{ at: box, fields: { YQMC: '老园区' } }]);
  ogr2ogr('-f', 'ESRI Shapefile', at('xian.shp'), source, '-a_srs', 'EPSG:4610', '-lco', 'ENCODING=UTF-8');
  const dialog = await openImport(at('xian.shp'));
  await chooseTarget(dialog.getByRole('button', { name: /目标图层/ }), '重大项目');
  const next = dialog.getByRole('button', { name: '下一步：预检' });
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  const figures = {
    'X 平移': '0',
    'Y 平移': '0',
    'Z 平移': '1000',
    'X 旋转': '0',
    'Y 旋转': '0',
    'Z 旋转': '0',
  };
  for (const [label, value] of Object.entries(figures)) await dialog.getByLabel(label).fill(value);
  await dialog.getByLabel('尺度').fill('abc');
  await expect(dialog.getByText('请填数字')).toBeVisible();
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await running.picture('layers-xian');
  await dialog.getByLabel('尺度').fill('0');
  await expect(next).not.toHaveAttribute('aria-disabled', 'true');
  await next.click();
  await expect(dialog.getByText(/用所填七参数（0, 0, 1000, 0, 0, 0, 0；布尔莎模型）换算/)).toBeVisible();
  await running.picture('layers-xian-report');
  await finish(dialog, 1);
  // A shift of the centre along the axis of the earth moves everything north by its cosine.
  const north = (1_000 * Math.cos((30.305 * Math.PI) / 180)) / 110_860;
  // The map went to the layer, which holds this one shape.
  await expect
    .poll(async () => Math.abs((await mapOf(page).view()).lat - 30.305 - north), { timeout: 20_000 })
    .toBeLessThan(0.0005);
  expect(running.complaints).toEqual([]);
});

test('looks as well in the dark and in English', async () => {
  test.skip(!hasGdal, GDAL_MISSING);
  const { page } = running;
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByText('中 / EN').click();
  await answerDialogs(makeGdb('dark.gdb', { ...THREE, YJJBNT: [] }));
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /YJJBNT/ })).toContainText('No features: left out');
  await running.picture('layers-dark-1');
  await chooseTarget(dialog.getByRole('button', { name: /Target of QTFW/ }), 'Industrial park');
  await dialog.getByRole('button', { name: 'Next: fields and system' }).click();
  await running.picture('layers-dark-2-fields');
  await dialog.getByRole('button', { name: /^Next: / }).click();
  await expect(dialog.getByRole('row', { name: /Total \(3 layers\)/ })).toBeVisible({ timeout: 60_000 });
  // Another line shows what was noticed of its layer.
  await dialog.getByRole('button', { name: 'CZKFBJ' }).click();
  await expect(dialog.getByText('into "Urban development boundary"')).toBeVisible();
  await running.picture('layers-dark-3-report');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await answerDialogs(makeCsv());
  await page.getByRole('button', { name: 'Import', exact: true }).first().click();
  await expect(dialog.getByText('From a web map (may be offset)?')).toBeVisible();
  await dialog.getByRole('radio', { name: 'Yes, BD-09' }).click();
  await running.picture('layers-dark-csv');
  await page.keyboard.press('Escape');
  expect(running.complaints).toEqual([]);
});
