import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { drawPark } from './draw-park.ts';
import { launch, mapIdle, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

let office: Running;
let field: Running | null = null;
let folder: string;
/** Findings that went along to be verified. */
let taskCount = 0;
const at = (name: string): string => path.join(folder, name);

test.beforeAll(async () => {
  office = await launch({ words: ['--sample'] });
  await mapIdle(office.page);
  folder = fs.mkdtempSync(path.join(office.userData, 'out-'));
});
test.afterAll(async () => {
  await office.app.close();
});

/** Takes a command of the file menu; the dialog of the system then answers with one file. */
async function command({ app, page }: Running, entry: string, file: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
  await page.getByRole('menubar').getByRole('menuitem', { name: '文件' }).click();
  await page.getByRole('menu', { name: '文件' }).getByRole('menuitem', { name: entry }).click();
}

/** On a busy machine the first hover may come before the button is ready for it. */
async function reasonOf({ page }: Running, button: Locator, reason: string): Promise<void> {
  await expect(async () => {
    await page.mouse.move(200, 300, { steps: 2 });
    await button.hover();
    await expect(page.getByText(reason)).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 60_000 });
}

test('a package for the field is cut from what the map shows, locked, and kept in the history', async () => {
  const { page } = office;
  await command(office, '制作外业任务包…', at('a.lantu-field'));
  const dialog = page.getByRole('dialog', { name: '制作外业任务包' });
  const save = dialog.getByRole('button', { name: '保存…' });
  await expect(dialog.getByRole('group', { name: '图层' }).getByText('产业园区')).toBeVisible();
  await dialog.getByRole('textbox', { name: '名称' }).fill('东片外业');
  await dialog.getByRole('textbox', { name: '人员' }).fill('王测，赵测');
  await reasonOf(office, save, '请输入口令。');
  await dialog.getByLabel('口令', { exact: true }).fill('澄川2026');
  await dialog.getByLabel('再输一次').fill('澄川2025');
  await expect(dialog.getByText('两次输入不一致')).toBeVisible();
  await reasonOf(office, save, '两次输入的口令不一致。');
  await dialog.getByLabel('再输一次').fill('澄川2026');
  const tasks = dialog.getByRole('heading', { name: /核实任务/ });
  const count = async (): Promise<number> => Number(/(\d+)项/.exec((await tasks.textContent()) ?? '')?.[1]);
  await expect.poll(count, { timeout: 60_000 }).toBeGreaterThan(0);
  const all = await count();
  const errors = dialog.getByRole('group', { name: '严重程度' }).getByRole('button', { name: /^冲突/ });
  await errors.click();
  await expect.poll(count).toBeLessThan(all);
  await errors.click();
  await expect.poll(count).toBe(all);
  taskCount = all;
  await dialog.getByRole('button', { name: /不指派/ }).click();
  await page.getByRole('option', { name: '指派给赵测' }).click();
  await expect(dialog.getByText(/约[\d,]+个要素，压缩前约/)).toBeVisible();
  await office.picture('field-out');
  await dialog.getByRole('radio', { name: /所选要素/ }).click();
  await reasonOf(office, save, '没有选中的要素。');
  await dialog.getByRole('radio', { name: '当前视图' }).click();
  await save.click();
  await expect(page.getByText(/已写出a\.lantu-field：\d+个要素/)).toBeVisible({ timeout: 120_000 });
  await expect(dialog).toHaveCount(0);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText(`发出外业任务包「东片外业」，${taskCount} 项任务`).first()).toBeVisible();
});

test('in the field the file says so, and all that was done there is sent by default', async () => {
  field = await launch({ words: [at('a.lantu-field')] });
  const opening = field.page.getByRole('dialog', { name: '打开外业任务包' });
  const open = opening.getByRole('button', { name: '打开', exact: true });
  await expect(opening.getByText('a.lantu-field')).toBeVisible();
  await reasonOf(field, open, '请输入口令。');
  await opening.getByLabel('口令').fill('澄川2025');
  await open.click();
  await expect(opening.getByRole('alert')).toContainText('口令不对');
  expect(fs.existsSync(at('a'))).toBe(false);
  await field.picture('field-open');
  await opening.getByLabel('口令').fill('澄川2026');
  await opening.getByLabel('口令').press('Enter');
  const { page } = field;
  await mapIdle(page);
  // Drawing whole parks is work of the ordinary frame.
  await page.getByRole('button', { name: '退出' }).click();
  await expect(page.getByRole('contentinfo').getByText('外业：东片外业')).toBeVisible();
  await mapOf(page).zoomTo(13);
  await drawPark(page, '现场新园');
  await mapOf(page).idle();
  await command(field, '送出变更…', at('b.lantu-changes'));
  const dialog = page.getByRole('dialog', { name: '送出变更' });
  await expect(dialog.getByText('带出以来的全部').first()).toBeVisible();
  await dialog.getByText('用口令加密').click();
  await expect(dialog.getByText('不加密：捡到文件的人都能读。')).toBeVisible();
  await field.picture('changes-out');
  await dialog.getByRole('button', { name: '保存…' }).click();
  await expect(page.getByText(/已写出b\.lantu-changes：1条变更/)).toBeVisible({ timeout: 60_000 });
  expect(field.complaints).toEqual([]);
  await field.app.close();
  field = null;
});

test('in the office it is joined without a question', async () => {
  const { page } = office;
  await command(office, '并入外业成果或变更包…', at('b.lantu-changes'));
  const panel = page.getByRole('tabpanel', { name: /并入/ });
  const row = panel.getByRole('row', { name: /产业园区/ });
  await expect(row).toBeVisible({ timeout: 60_000 });
  expect((await row.getByRole('cell').allTextContents()).slice(1)).toEqual(['1', '·', '·', '·', '·', '·']);
  await expect(panel.getByText('东片外业', { exact: true })).toBeVisible();
  await office.picture('merge-sample');
  await panel.getByRole('button', { name: '并入', exact: true }).click();
  await expect(page.getByText(/：新增1、修改0、删除0个要素/)).toBeVisible({ timeout: 60_000 });
  expect(office.complaints).toEqual([]);
});
