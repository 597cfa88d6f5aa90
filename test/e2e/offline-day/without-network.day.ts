import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { photoOf } from '../../fixtures/photo/make-photo.ts';
import { drawPark } from '../draw-park.ts';
import { launch, mapIdle, type Running } from '../launch.ts';
import { coloursIn, mapOf } from '../map-page.ts';
import { openReceiver, stepsAt } from '../receiver.ts';

test.describe.configure({ mode: 'serial' });

const PASSPHRASE = '澄川2026';
let office: Running;
let field: Running;
let folder: string;
const at = (name: string): string => path.join(folder, name);

test.beforeAll(async () => {
  office = await launch({ words: ['--sample'] });
  await mapIdle(office.page);
  folder = fs.mkdtempSync(path.join(office.userData, 'day-'));
});
test.afterAll(async () => {
  await office.app.close();
});

async function answer({ app }: Running, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

async function command(running: Running, entry: string, file: string): Promise<void> {
  await answer(running, file);
  const { page } = running;
  await page.getByRole('menubar').getByRole('menuitem', { name: '文件' }).click();
  await page.getByRole('menu', { name: '文件' }).getByRole('menuitem', { name: entry }).click();
}

const side = (): Locator => field.page.getByRole('complementary', { name: '外业面板' });
const rail = (name: string): Locator =>
  field.page.getByRole('navigation', { name: '外业工具' }).getByRole('button', { name });

test('there is no network', async () => {
  expect(Object.keys(os.networkInterfaces()).filter((name) => name !== 'lo')).toEqual([]);
  const refused = await new Promise<string>((resolve) => {
    net
      .connect({ host: '192.0.2.1', port: 80 })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
      .on('connect', () => resolve('connected'));
  });
  expect(refused).toBe('ENETUNREACH');
});

test('in the office: open, look, pack', async () => {
  const { page } = office;
  const frame = (await page.locator('.map-canvas').first().boundingBox())!;
  expect(await coloursIn(page, frame)).toBeGreaterThan(12);
  await command(office, '制作外业任务包…', at('day.lantu-field'));
  const dialog = page.getByRole('dialog', { name: '制作外业任务包' });
  await dialog.getByRole('textbox', { name: '名称' }).fill('离线一天');
  await dialog.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
  await dialog.getByLabel('再输一次').fill(PASSPHRASE);
  await expect(dialog.getByRole('heading', { name: /核实任务 [1-9]\d*项/ })).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole('button', { name: '保存…' }).click();
  await expect(page.getByText(/已写出day\.lantu-field：\d+个要素/)).toBeVisible({ timeout: 120_000 });
});

test('in the field: open the package, stand somewhere, verify, photograph', async () => {
  field = await launch({ words: [at('day.lantu-field')], size: [1440, 900] });
  const { page } = field;
  const opening = page.getByRole('dialog', { name: '打开外业任务包' });
  await opening.getByLabel('口令').fill(PASSPHRASE);
  await opening.getByLabel('口令').press('Enter');
  await mapIdle(page);
  await expect(page.locator('.field-top')).toContainText('离线一天');

  const receiver = await openReceiver();
  await rail('轨迹').click();
  await side().getByText('TCP', { exact: true }).click();
  await side().getByLabel('接收机地址').fill('127.0.0.1');
  await side().getByLabel('端口', { exact: true }).fill(String(receiver.port));
  await side().getByRole('button', { name: '连接', exact: true }).click();
  await expect.poll(() => receiver.listeners()).toBe(1);
  await side().getByRole('button', { name: '开始记录' }).click();
  const [lon = 0, lat = 0] = ((await mapOf(page).locator.getAttribute('data-map-view')) ?? '')
    .split(',')
    .map(Number);
  receiver.stand(stepsAt([lon, lat]));
  await expect(page.locator('.field-top [data-signal="fix"]')).toBeVisible();

  await rail('任务').click();
  await side()
    .getByRole('list', { name: '任务' })
    .getByRole('listitem')
    .first()
    .getByRole('button')
    .first()
    .click();
  await side().getByRole('radio', { name: '属实', exact: true }).click();
  await side().getByRole('textbox', { name: '备注' }).fill('已到现场');
  fs.mkdirSync(at('card'));
  fs.writeFileSync(at('card/IMG_7.jpg'), photoOf('2026:11:30 10:00:25', [lon, lat]));
  await answer(field, at('card'));
  await side().getByRole('button', { name: '导入文件夹' }).click();
  await expect(side().getByRole('button', { name: /照片.*IMG_7/ })).toBeVisible();
  await side().getByRole('button', { name: '保存核实' }).click();
  await expect(page.locator('.field-top')).toContainText(/核实 1 \/ \d+/);
  await rail('轨迹').click();
  await side().getByRole('button', { name: '结束', exact: true }).click();
  await expect(page.locator('.field-bottom')).toContainText('轨迹已结束');
  receiver.close();
  await field.picture('offline-day-field');
});

test('in the field: draw, check, print, pack', async () => {
  const { page } = field;
  await page.getByRole('button', { name: '退出' }).click();
  await mapOf(page).zoomTo(13);
  // Notices lie over the map for some seconds.
  await expect(page.getByText('已保存1个附件')).toHaveCount(0);
  await drawPark(page, '离线园');
  await mapOf(page).idle();
  await page.getByRole('toolbar').getByRole('button', { name: '立即检查' }).click();
  await expect(page.getByRole('contentinfo').getByText(/检查结果\d+处/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/离线园/).first()).toBeVisible();

  await page.keyboard.press('Control+p');
  const editor = page.getByRole('region', { name: '图纸编辑' });
  await editor.getByRole('button', { name: '新建图纸' }).last().click();
  const dialog = page.getByRole('dialog', { name: '新建图纸' });
  await dialog.getByText('用地布局规划图').click();
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  await answer(field, at('sheet.pdf'));
  await editor.getByRole('button', { name: '输出…' }).click();
  await page
    .getByRole('dialog', { name: /^输出「/ })
    .getByRole('button', { name: '选择位置并输出…' })
    .click();
  await expect.poll(() => fs.existsSync(at('sheet.pdf')), { timeout: 120_000 }).toBe(true);
  expect(fs.readFileSync(at('sheet.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  await page.keyboard.press('Control+p');

  await command(field, '送出变更…', at('day.lantu-changes'));
  const send = page.getByRole('dialog', { name: '送出变更' });
  await send.getByLabel('口令', { exact: true }).fill(PASSPHRASE);
  await send.getByLabel('再输一次').fill(PASSPHRASE);
  await send.getByRole('button', { name: '保存…' }).click();
  await expect(page.getByText(/已写出day\.lantu-changes：\d+条变更/)).toBeVisible({ timeout: 60_000 });
  expect(field.complaints).toEqual([]);
  await field.app.close();
});

test('in the office again: what comes back is joined', async () => {
  const { page } = office;
  await command(office, '并入外业成果或变更包…', at('day.lantu-changes'));
  const panel = page.getByRole('tabpanel', { name: /并入/ });
  await panel.getByLabel('口令').fill(PASSPHRASE);
  await page.keyboard.press('Enter');
  await expect(panel.getByRole('row', { name: /产业园区/ })).toBeVisible({ timeout: 60_000 });
  await panel.getByRole('button', { name: '并入', exact: true }).click();
  await expect(page.getByText(/已并入「.*：新增1、修改0、删除0个要素/)).toBeVisible({ timeout: 60_000 });
  expect(office.complaints).toEqual([]);
});
