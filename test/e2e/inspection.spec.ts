import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { launch, ROOT, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

/** A whole inspection of the county on a busy machine. */
const INSPECTED = { timeout: 120_000 };

let running: Running;
let folder: string;
const list = (page: Page): Locator => page.getByRole('grid', { name: '缺陷清单' });
const row = (page: Page, text: string): Locator => list(page).getByRole('row').filter({ hasText: text });
const side = (page: Page): Locator => page.getByRole('region', { name: '得分' });

test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-inspect-e2e-'));
  const file = path.join(folder, 'dirty.gpkg');
  execFileSync(process.execPath, [path.join(ROOT, 'electron/cli/lantu.mjs'), 'sample', file, '--dirty']);
  running = await launch({ words: [file] });
  await mapOf(running.page).idle();
});
test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('runs from the panel, gives a score and says what was not checked', async () => {
  const { page } = running;
  await page.getByRole('tab', { name: '质检' }).click();
  await expect(page.getByText('尚未质检')).toBeVisible();
  await running.picture('inspection-empty');
  await page.getByRole('button', { name: '开始质检' }).click();
  await expect(list(page)).toBeVisible(INSPECTED);
  // 29 defects that count and one notice: see test/integration/inspection/dirty-county.test.ts.
  await expect(side(page)).toContainText('83.7');
  await expect(page.getByRole('button', { name: /^A 类\s*4$/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^未检查\s*3$/ })).toBeVisible();
  await expect(side(page)).toContainText('检查结果仅供规划协调参考');
  await expect(page.locator('.inspection')).not.toContainText(/合规|通过/);
  await running.picture('inspection');
});

test('a press on a defect selects its feature and shows the place on the map', async () => {
  const { page } = running;
  await row(page, '规划用地用海图斑GH002847与GH000081重叠').click();
  await expect
    .poll(async () => (await page.locator('[data-map-state]').first().getAttribute('data-selection')) ?? '')
    .toContain('land_use');
  await mapOf(page).idle();
  await running.picture('inspection-overlap');
  await row(page, '自相交。').click();
  await mapOf(page).idle();
  await running.picture('inspection-crossing');
});

test('classes, layers and words narrow the list', async () => {
  const { page } = running;
  await page.getByRole('button', { name: /^A 类\s*4$/ }).click();
  await expect(list(page).getByRole('row')).toHaveCount(1 + 4);
  await page.getByRole('button', { name: '全部 30', exact: true }).click();
  await side(page).getByRole('button', { name: '产业园区' }).click();
  await expect(list(page).getByRole('row')).toHaveCount(1 + 2);
  await side(page).getByRole('button', { name: '产业园区' }).click();
  await page.getByRole('searchbox', { name: '搜索缺陷' }).fill('椭球');
  await expect(list(page).getByRole('row')).toHaveCount(1 + 2);
  await page.getByRole('searchbox', { name: '搜索缺陷' }).fill('');
  await page.getByRole('button', { name: /^未检查\s*3$/ }).click();
  await expect(list(page)).toContainText('文件中没有相邻县的数据');
  await running.picture('inspection-unchecked');
  await page.getByRole('button', { name: '全部 30', exact: true }).click();
});

test('the report leaves as a page for printing', async () => {
  const { page, app } = running;
  const out = path.join(folder, 'report.html');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, out);
  await page.getByRole('button', { name: '导出质检报告' }).click();
  await page.getByRole('menuitem', { name: /HTML/ }).click();
  await expect(page.getByText('已导出质检报告：report.html')).toBeVisible();
  const html = fs.readFileSync(out, 'utf8');
  expect(html).toContain('GH002847');
  expect(html).toContain('检查结果仅供规划协调参考');
  expect(html).not.toMatch(/<script|https?:|合规|通过/);
});

test('an edit makes the report old; the settings of the ruleset change the score', async () => {
  const { page } = running;
  await page.getByRole('button', { name: '规则集', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^规则集/ });
  await dialog.getByRole('tab', { name: '质检' }).click();
  await dialog.getByRole('textbox', { name: 'A 类权重' }).fill('42');
  await running.picture('inspection-settings');
  await dialog.getByRole('button', { name: '保存规则集' }).click();
  await expect(page.getByText(/已保存规则集/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('数据已变化，请重新质检。')).toBeVisible();
  await page.getByRole('button', { name: '重新质检' }).click();
  // 4 x (42 - 12) / 7.979 less than before.
  await expect(side(page)).toContainText('68.6', INSPECTED);
});

test('looks the same in the dark and says it in English', async () => {
  const { page } = running;
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByText('中 / EN').click();
  await expect(page.getByRole('tab', { name: /^Inspection/ })).toBeVisible();
  await mapOf(page).idle();
  await page.getByRole('button', { name: 'Maximise the lower panel' }).click();
  await running.picture('inspection-dark-en');
});
