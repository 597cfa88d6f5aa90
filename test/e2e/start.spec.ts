import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launch, newUserData } from './launch.ts';
import { coloursIn, mapOf } from './map-page.ts';

test('the start screen offers new, open, sample and recent files', async () => {
  const running = await launch();
  const { page } = running;
  await expect(page.getByRole('button', { name: '新建一张蓝图' })).toBeVisible();
  await expect(page.getByRole('button', { name: '打开', exact: true }).first()).toBeVisible();
  await expect(page.getByText('还没有打开过蓝图文件。')).toBeVisible();
  await expect(page.getByText('检查结果仅供规划协调参考，不具有行政效力')).toBeVisible();
  await running.picture('start-empty');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('the sample county is built once, drawn, and never built over', async () => {
  const userData = newUserData();
  const first = await launch({ userData });
  await first.page.getByText('打开示范数据').first().click();
  const map = mapOf(first.page);
  await map.idle();
  await expect(first.page.getByText('澄川县（示范）').first()).toBeVisible();
  await expect(first.page.getByText('虚构示范数据').first()).toBeVisible();
  expect(await coloursIn(first.page, await map.box())).toBeGreaterThan(20);
  await expect(first.page.locator('[data-check-state="idle"]')).toBeVisible();
  await first.picture('main-light');
  expect(first.complaints).toEqual([]);
  await first.app.close();

  const samples = fs.readdirSync(path.join(userData, 'samples'));
  expect(samples.filter((name) => /-(wal|shm)$|\.lock$/.test(name))).toEqual([]);
  const file = path.join(userData, 'samples', samples.find((name) => name.endsWith('.gpkg')) ?? '');
  const before = fs.statSync(file);

  const second = await launch({ userData });
  await expect(second.page.getByText('澄川县（示范）').first()).toBeVisible();
  await expect(second.page.getByText(/^\d+处$/)).toBeVisible();
  await second.picture('start-recent');
  await second.page.getByText('打开示范数据').first().click();
  await mapOf(second.page).idle();
  expect(fs.statSync(file).ino).toBe(before.ino);
  await second.app.close();
});

test('dark theme, English and the least window', async () => {
  const running = await launch({ words: ['--sample'], size: [1280, 720] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await expect(page.getByText('澄川县（示范）').first()).toBeVisible();
  await page.getByRole('button', { name: '深色主题' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.waitForTimeout(500);
  await map.idle();
  expect(await coloursIn(page, await map.box())).toBeGreaterThan(20);
  await running.picture('main-dark-small');
  await page.getByText('中 / EN').click();
  await expect(page.getByText('Findings').first()).toBeVisible();
  await expect(page.getByText('Fictional sample data').first()).toBeVisible();
  await running.picture('main-dark-english-small');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
