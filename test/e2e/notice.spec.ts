import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { pngChunks } from '../../shared/notice/plain-png.ts';
import { launch, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';
import { openPlain } from './open-plain.ts';

let running: Running;
let folder: string;
const at = (name: string): string => path.join(folder, name);
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: '制作公示版' });
const pictures = process.env.LANTU_PICTURES;

/** Opens an entry of the file menu. */
async function fileMenu(page: Page, name: string): Promise<void> {
  await page.getByRole('menuitem', { name: '文件', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
}

async function saveAs(file: string): Promise<void> {
  await running.app.evaluate(({ dialog: native }, chosen) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-notice-e2e-'));
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
});
test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('a notice is put together and written with a picture, not with shapes', async () => {
  const { page } = running;
  await fileMenu(page, '制作公示版');
  await expect(dialog(page).getByText('共 40 项')).toBeVisible({ timeout: 60_000 });
  await expect(dialog(page).getByRole('radio', { name: /图片（默认）/ })).toBeChecked();
  await dialog(page).getByRole('textbox', { name: '标题' }).fill('澄川县产业园区规划公示');
  await dialog(page).getByRole('textbox', { name: '公示期起' }).fill('2026-12-01');
  await dialog(page).getByRole('textbox', { name: '公示期止' }).fill('12月30日');
  await running.picture('notice-dialog');
  const make = dialog(page).getByRole('button', { name: '生成网页' });
  await make.hover();
  await expect(page.getByRole('tooltip')).toContainText('2026-12-01');
  await dialog(page).getByRole('textbox', { name: '公示期止' }).fill('2026-12-30');
  // Shapes cannot be had without a tick and a number.
  await dialog(page).getByText('矢量图形', { exact: true }).click();
  await make.hover();
  await expect(page.getByRole('tooltip')).toContainText('审图号');
  await running.picture('notice-shapes');
  await dialog(page).getByText('图片（默认）').click();
  await saveAs(at('notice.html'));
  await make.click();
  await expect(page.getByText('已生成公示版，40 项：notice.html')).toBeVisible();
  const html = fs.readFileSync(at('notice.html'), 'utf8');
  expect(html).not.toMatch(/<path|审图号|https?:/);
  const image = Buffer.from(/base64,([^"]+)"/.exec(html)?.[1] ?? '', 'base64');
  expect(new Set(pngChunks(image)?.map(({ name }) => name))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  const rest = html.replace(/base64,[^"]+/, '');
  expect(
    (rest.match(/\d{2,3}\.\d{3,}/g) ?? []).filter((one) => Number(one) > 29 && Number(one) < 112),
  ).toEqual([]);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText('登记公示「澄川县产业园区规划公示」，40 项')).toBeVisible();
});

test('the page opens by itself, takes opinions and saves them as a file', async () => {
  const plain = await openPlain(at('notice.html'), folder);
  const { page } = plain;
  try {
    await expect(page.getByRole('heading', { name: '澄川县产业园区规划公示' })).toBeVisible();
    await expect(page.locator('g.pin')).toHaveCount(40);
    if (pictures) await page.screenshot({ path: path.join(pictures, 'notice-page.png'), fullPage: true });
    // By a number on the map.
    await page.locator('g.pin[data-number="3"]').click();
    await expect(page.locator('#about')).toContainText('3 · ');
    await page.getByLabel('意见内容').fill('建议预留绿化隔离带。');
    await page.getByLabel('姓名').fill('李四');
    await page.getByRole('button', { name: '加入意见' }).click();
    // By a line of the list, and hostile.
    await page.getByLabel('查找').fill('物流');
    await page.getByRole('row', { name: /枫香渡物流园/ }).click();
    await page.getByLabel('意见内容').fill('<img src=x onerror=alert(1)> </script>');
    await page.getByRole('button', { name: '加入意见' }).click();
    // Of the plan as a whole, by the list of the form.
    await page.getByLabel('所涉内容').selectOption('');
    await page.getByRole('button', { name: '加入意见' }).click();
    await expect(page.getByText('请先写下意见。')).toBeVisible();
    await page.getByLabel('意见内容').fill('总体支持。');
    await page.getByRole('button', { name: '加入意见' }).click();
    await expect(page.getByText('已加入 3 条意见')).toBeVisible();
    await page.getByRole('button', { name: '放大' }).click();
    await page.getByRole('button', { name: '放大' }).click();
    if (pictures) await page.screenshot({ path: path.join(pictures, 'notice-page-opinions.png') });
    await page.getByRole('button', { name: '保存意见' }).click();
    await expect.poll(() => fs.readdirSync(folder).filter((name) => name.endsWith('.json'))).toHaveLength(1);
    expect(plain.complaints).toEqual([]);
    const requests = await plain.app.evaluate(
      () => (globalThis as unknown as { requests: string[] }).requests,
    );
    expect(requests).toEqual([]);
    if (pictures) {
      await page.setViewportSize({ width: 420, height: 900 });
      await page.screenshot({ path: path.join(pictures, 'notice-page-phone.png') });
    }
  } finally {
    await plain.app.close();
  }
});

test('opinions come back as points in their features, seen beside them, and undone in one step', async () => {
  const { page, app } = running;
  const saved = fs.readdirSync(folder).find((name) => name.endsWith('.json'))!;
  fs.writeFileSync(at('junk.json'), '{"format":"lantu-opinions/1","notice":"x"}');
  await app.evaluate(
    ({ dialog: native }, files) => {
      native.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: files });
    },
    [at(saved), at('junk.json')],
  );
  await fileMenu(page, '导入公示意见');
  const box = page.getByRole('dialog', { name: '导入公示意见' });
  await box.getByRole('button', { name: '选择意见文件' }).click();
  await expect(box.getByText('未导入 junk.json')).toBeVisible();
  await expect(box.getByText('<img src=x onerror=alert(1)> </script>')).toBeVisible();
  await running.picture('notice-opinions');
  await box.getByRole('button', { name: '导入 3 条' }).click();
  await expect(page.getByText('已导入公示意见 3 条')).toBeVisible();
  const layer = page.getByRole('navigation', { name: '图层' }).getByText('公示意见');
  await expect(layer).toBeVisible();

  // The park that an opinion is about says so.
  await page
    .getByRole('combobox', { name: /搜索/ })
    .or(page.getByText('搜索要素、图层、命令'))
    .first()
    .click();
  await page.keyboard.type('枫香渡物流园');
  await page
    .getByRole('option', { name: /枫香渡物流园/ })
    .first()
    .click();
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await expect(inspector.getByRole('heading', { name: /公示意见/ })).toBeVisible();
  await inspector.getByRole('button', { name: /<img src=x/ }).scrollIntoViewIfNeeded();
  await mapOf(page).idle();
  await running.picture('notice-inspector');

  // Once more: nothing new.
  await fileMenu(page, '导入公示意见');
  await box.getByRole('button', { name: '选择意见文件' }).click();
  await expect(box.getByRole('cell', { name: '3', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(layer).toHaveCount(0);
});

test('the dialog in the dark', async () => {
  const { page } = running;
  await page.getByRole('button', { name: '深色主题' }).click();
  await fileMenu(page, '制作公示版');
  await expect(dialog(page).getByText('共 40 项')).toBeVisible({ timeout: 60_000 });
  await running.picture('notice-dark');
  await page.keyboard.press('Escape');
});
