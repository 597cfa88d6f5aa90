import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { launch, mapIdle, ROOT, type Running } from './launch.ts';
import { readPng } from './map-page.ts';

test.describe.configure({ mode: 'serial' });

let running: Running;
let page: Page;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sheets-'));

const editor = (): Locator => page.getByRole('region', { name: '图纸编辑' });
const box = (name: string): Locator =>
  editor().locator('.sheet-boxes').getByRole('button', { name, exact: true });
const properties = (): Locator => editor().getByRole('complementary', { name: '属性' });
const field = (name: string): Locator => properties().getByRole('textbox', { name });

/** Waits until the page on screen is that of the sheet as it is now. */
async function painted(): Promise<void> {
  // A moment for the change to be asked for.
  await page.waitForTimeout(400);
  await expect(editor().locator('.sheet-place')).toHaveAttribute('data-preview', 'idle', { timeout: 60_000 });
  await expect(editor().locator('.sheet-canvas')).toHaveAttribute('data-painted', 'yes', { timeout: 60_000 });
}

/** Answers the dialog for the place of a file. */
async function choosePlace(file: string): Promise<void> {
  await running.app.evaluate(({ dialog: native }, chosen) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

/** Prints the sheet and waits for the file. */
async function print(
  file: string,
  choose: (dialog: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await choosePlace(file);
  await editor().getByRole('button', { name: '输出…' }).click();
  const dialog = page.getByRole('dialog', { name: /^输出「/ });
  await choose(dialog);
  await dialog.getByRole('button', { name: '选择位置并输出…' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => fs.existsSync(file), { timeout: 120_000 }).toBe(true);
}

const hasPoppler = (): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    console.log('skipped: no pdftotext here (apt-get install poppler-utils)');
    return false;
  }
};

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  page = running.page;
  await mapIdle(page);
});

test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('a sheet is made from a template and looks like what is printed', async () => {
  await page.keyboard.press('Control+p');
  await expect(editor()).toBeVisible();
  await expect(editor().getByText('还没有图纸')).toBeVisible();
  await editor().getByRole('button', { name: '新建图纸' }).last().click();
  const dialog = page.getByRole('dialog', { name: '新建图纸' });
  await dialog.getByText('用地布局规划图').click();
  await dialog.getByRole('radio', { name: 'A3' }).click();
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await painted();
  await running.picture('layout-sheet');
  await expect(editor().locator('.sheet-scale')).toHaveText('1:250000');
  for (const name of ['地图', '图名', '图例', '比例尺', '指北针', '签署栏', '表格'])
    await expect(box(name)).toHaveCount(1);
  // The paper is drawn: green of the woods in the middle of the map.
  const shown = await editor().locator('.sheet-canvas').boundingBox();
  const map = await box('地图').boundingBox();
  const picture = readPng(await page.screenshot());
  const [red, green, blue] = picture.at(
    Math.round(map!.x + map!.width * 0.45),
    Math.round(map!.y + map!.height * 0.75),
  );
  expect(shown).not.toBeNull();
  expect(green).toBeGreaterThan(red + 20);
  expect(green).toBeGreaterThan(blue + 20);
});

test('an item is moved with the mouse, snaps, and the step is undone', async () => {
  const north = box('指北针');
  await north.click();
  await expect(north).toHaveAttribute('aria-pressed', 'true');
  const before = (await north.boundingBox())!;
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 40, y + 60, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await north.boundingBox())!.x - before.x + 40)).toBeLessThan(8);
  await painted();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => Math.abs((await north.boundingBox())!.x - before.x)).toBeLessThan(0.5);
});

test('arrow keys move by a millimetre, and exact numbers are typed', async () => {
  await box('签署栏').focus();
  const left = Number(await field('左').inputValue());
  await page.keyboard.press('ArrowLeft');
  await expect(field('左')).toHaveValue(String(left - 1));
  await field('左').fill('330');
  await page.keyboard.press('Enter');
  await expect(field('左')).toHaveValue('330');
  await field('左').fill('x');
  await expect(properties().getByText(/请填/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field('左')).toHaveValue('330');
});

test('a corner is dragged, and the map keeps its scale', async () => {
  await box('图例').click();
  const before = (await box('图例').boundingBox())!;
  const handle = box('图例').locator('[data-handle="-1 1"]');
  const corner = (await handle.boundingBox())!;
  await page.mouse.move(corner.x + 4, corner.y + 4);
  await page.mouse.down();
  await page.keyboard.down('Alt');
  await page.mouse.move(corner.x + 24, corner.y - 26, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await box('图例').boundingBox())!.width).toBeLessThan(before.width - 10);
  await painted();
  await expect(editor().locator('.sheet-scale')).toHaveText('1:250000');
});

test('scale and middle are exact numbers, or those of the map', async () => {
  await box('地图').click();
  await field('比例尺 1:').fill('10000');
  await page.keyboard.press('Enter');
  await painted();
  await expect(editor().locator('.sheet-scale')).toHaveText('1:10000');
  await properties().getByRole('button', { name: '与地图一致' }).click();
  await painted();
  await expect(field('比例尺 1:')).not.toHaveValue('10000');
  await properties().getByRole('button', { name: '充满全县' }).click();
  await painted();
  await expect(editor().locator('.sheet-scale')).toHaveText('1:250000');
});

test('texts are edited with placeholders, and items are added and removed', async () => {
  await box('图名').click();
  await field('图名').fill('{county}国土空间用地图');
  await page.keyboard.press('Enter');
  await editor().getByRole('button', { name: '添加内容' }).click();
  await page.getByRole('menuitem', { name: '分幅索引图' }).click();
  await expect(box('分幅索引图')).toHaveCount(1);
  await painted();
  await running.picture('layout-edited');
  await box('分幅索引图').focus();
  await page.keyboard.press('Delete');
  await expect(box('分幅索引图')).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(box('分幅索引图')).toHaveCount(1);
});

test('a picture is put on the sheet', async () => {
  const file = path.join(ROOT, 'resources', 'icons', 'lantu.png');
  await editor().getByRole('button', { name: '添加内容' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: '图片' }).click();
  await (await chooser).setFiles(file);
  await expect(box('图片')).toHaveCount(1);
  await painted();
  // Its place is kept apart from its bytes; moved, it is still there.
  await box('图片').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowUp');
  await painted();
  await page.keyboard.press('Delete');
  await expect(box('图片')).toHaveCount(0);
});

test('an atlas by township is looked through page by page', async () => {
  await editor().getByRole('button', { name: /分幅/ }).first().click();
  await page.getByRole('option', { name: '按乡镇分幅' }).click();
  await painted();
  await expect(editor().locator('[data-page="1"]')).toHaveText(/1 \/ 12/);
  await editor().getByRole('button', { name: '下一幅' }).click();
  await painted();
  await expect(editor().locator('[data-page="2"]')).toHaveText(/桐渡镇/);
  await running.picture('layout-atlas');
});

test('a PDF of all pages is printed as a job', async () => {
  const file = path.join(folder, 'atlas.pdf');
  await print(file);
  await expect(page.getByText(/已输出12幅/)).toBeVisible({ timeout: 60_000 });
  test.skip(!hasPoppler());
  const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' });
  expect(info).toMatch(/Pages:\s+12/);
  expect(info).toMatch(/A3/);
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' });
  expect(text).toContain('国土空间用地图');
  expect(text).toContain('桐渡镇');
});

test('a PNG is printed at the resolution that is chosen', async () => {
  await editor().getByRole('button', { name: /分幅/ }).first().click();
  await page.getByRole('option', { name: '单幅' }).click();
  await painted();
  const file = path.join(folder, 'sheet.png');
  await print(file, async (dialog) => {
    await dialog.getByRole('radio', { name: 'PNG' }).click();
    await dialog.getByRole('radio', { name: '150' }).click();
    await expect(dialog.getByText('2480 × 1754 像素')).toBeVisible();
    await running.picture('layout-print');
  });
  const picture = readPng(fs.readFileSync(file));
  expect([picture.width, picture.height]).toEqual([2480, 1754]);
  expect(picture.at(5, 5).slice(0, 3)).toEqual([255, 255, 255]);
  if (process.env.LANTU_PICTURES)
    fs.copyFileSync(file, path.join(process.env.LANTU_PICTURES, 'layout-png.png'));
});

test('an A1 at 300 dots an inch is painted by strips', async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  if ((await editor().count()) === 0) await page.keyboard.press('Control+p');
  await editor().getByRole('button', { name: '新建图纸' }).first().click();
  const dialog = page.getByRole('dialog', { name: '新建图纸' });
  await dialog.getByText('三条控制线图').click();
  await dialog.getByRole('radio', { name: 'A1' }).click();
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await painted();
  const file = path.join(folder, 'a1.png');
  await print(file, async (printing) => {
    await printing.getByRole('radio', { name: 'PNG' }).click();
    await printing.getByRole('radio', { name: '300' }).click();
  });
  const head = fs.readFileSync(file).subarray(16, 24);
  expect([head.readUInt32BE(0), head.readUInt32BE(4)]).toEqual([9933, 7016]);
});

test('in the dark theme the paper stays white', async () => {
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.waitForTimeout(300);
  await painted();
  await running.picture('layout-dark');
  await page.getByRole('button', { name: '浅色主题' }).click();
});

test('sheets are in the file: they are there when it is opened again', async () => {
  await editor().getByRole('button', { name: '返回地图' }).click();
  await expect(editor()).toHaveCount(0);
  await mapIdle(page);
  await page.keyboard.press('Control+p');
  await expect(editor().getByRole('option', { name: /用地布局规划图 A3/ })).toBeVisible();
  await expect(editor().getByRole('option', { name: /三条控制线图 A1/ })).toBeVisible();
  // Keys of the map mean nothing here.
  await page.keyboard.press('p');
  await expect(page.locator('[data-map-tool]')).toHaveAttribute('data-map-tool', 'select');
  await page.keyboard.press('Escape');
  await expect(editor()).toHaveCount(0);
});

test('in English, in the smallest window', async () => {
  const english = await launch({ words: ['--sample'], size: [1280, 720] });
  const { page: window } = english;
  await mapIdle(window);
  await window.getByText('中 / EN').click();
  await window.keyboard.press('Control+p');
  const region = window.getByRole('region', { name: 'Map sheet editor' });
  await region.getByRole('button', { name: 'New map sheet' }).last().click();
  const dialog = window.getByRole('dialog', { name: 'New map sheet' });
  await dialog.getByText('Industrial plan').click();
  await english.picture('layout-new-english');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(dialog).toHaveCount(0);
  await window.waitForTimeout(400);
  await expect(region.locator('.sheet-canvas')).toHaveAttribute('data-painted', 'yes', { timeout: 60_000 });
  await region.locator('.sheet-boxes').getByRole('button', { name: 'Map', exact: true }).click();
  await english.picture('layout-english');
  expect(english.complaints).toEqual([]);
  await english.app.close();
});
