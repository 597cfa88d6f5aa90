import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launch, type Running } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

interface Truth {
  readonly findings: readonly { readonly rule: string; readonly areaM2: number }[];
}

let running: Running;
let truth: Truth;

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
  const folder = path.join(running.userData, 'samples');
  const name = fs.readdirSync(folder).find((file) => file.endsWith('.truth.json')) ?? '';
  truth = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8')) as Truth;
});
test.afterAll(() => running.app.close());

test('the list holds what the truth list says, with areas in mu', async () => {
  const { page } = running;
  const expected = truth.findings;
  expect(expected.length).toBeGreaterThan(0);
  await expect(page.getByRole('tab', { name: /检查结果/ })).toContainText(String(expected.length));
  const largest = Math.max(
    ...expected.filter((one) => one.rule === 'park-outside-boundary').map((one) => one.areaM2),
  );
  const mu = ((largest * 3) / 2000).toFixed(2);
  await expect(page.getByRole('grid', { name: '检查结果' }).getByText(mu).first()).toBeVisible();
});

test('picking a finding shows its sentence, areas, citation, and its piece in red on the map', async () => {
  const { page } = running;
  const map = mapOf(page);
  await page.getByRole('grid', { name: '检查结果' }).getByText('占用永久基本农田35.61亩').click();
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await expect(inspector.getByText(/园区「澄川经济开发区桐渡园」占用永久基本农田35\.61亩/)).toBeVisible();
  await expect(inspector.getByText(/土地管理法第三十五条/).first()).toBeVisible();
  await expect(inspector.getByText('已核实').first()).toBeVisible();
  await page.waitForTimeout(1500);
  await map.idle();
  const picture = readPng(await page.screenshot({ clip: await map.box() }));
  let red = 0;
  for (let y = 0; y < picture.height; y += 3) {
    for (let x = 0; x < picture.width; x += 3) {
      const [r, g, b] = picture.at(x, y);
      if (r > 170 && g < 110 && b < 110) red += 1;
    }
  }
  expect(red).toBeGreaterThan(30);
  await running.picture('finding-light');
});

test('next and previous go through the list by keyboard', async () => {
  const { page } = running;
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  const before = await inspector.textContent();
  await mapOf(page).locator.click({ position: { x: 20, y: 200 } });
  await page.keyboard.press('n');
  await expect.poll(async () => inspector.textContent()).not.toBe(before);
  await page.keyboard.press('Shift+N');
});

test('clicking through a stack names each feature once', async () => {
  const { page } = running;
  const map = mapOf(page);
  await page.getByRole('grid', { name: '检查结果' }).getByText('占用永久基本农田35.61亩').click();
  await page.waitForTimeout(1500);
  await map.idle();
  await page.keyboard.press('Escape');
  const [x, y] = await map.centre();
  await page.mouse.click(x, y);
  await expect(map.locator).not.toHaveAttribute('data-selection', '');
  await running.picture('identify');
});
