import { expect, test } from '@playwright/test';
import { launch, type Running } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

const SENTENCE = /园区「澄川经济开发区桐渡园」占用永久基本农田35\.61亩/;

let running: Running;
test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
});
test.afterAll(() => running.app.close());

/** The map as it is drawn now. */
const drawn = async () => readPng(await running.page.screenshot({ clip: await mapOf(running.page).box() }));

/** Sampled pixels that differ between two pictures of the map. */
function changed(before: Awaited<ReturnType<typeof drawn>>, after: typeof before): number {
  let count = 0;
  for (let y = 0; y < before.height; y += 2) {
    for (let x = 0; x < before.width; x += 2) {
      const [a, b] = [before.at(x, y), after.at(x, y)];
      if (Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) > 24) count += 1;
    }
  }
  return count;
}

test('a way to resolve is shown on the map, run as one step, and taken back', async () => {
  const { page } = running;
  const list = page.getByRole('grid', { name: '检查结果' });
  const row = list.getByText(SENTENCE);
  await row.click();
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  const fix = inspector.getByRole('listitem').filter({ hasText: '裁去重叠部分' });
  await fix.scrollIntoViewIfNeeded();
  await mapOf(page).idle();
  await page.waitForTimeout(1200);
  const before = await drawn();
  // At rest the picture stands still, so that a change is one.
  expect(changed(before, await drawn())).toBeLessThan(50);
  await fix.hover();
  await expect(inspector.getByText(/将修改\d+个要素/)).toBeVisible();
  await running.picture('fix-preview');
  await expect.poll(async () => changed(before, await drawn())).toBeGreaterThan(2000);
  await expect(inspector.getByText(/「澄川经济开发区桐渡园」 2945\.61亩 → 2910\.00亩/)).toBeVisible();

  await fix.getByRole('button', { name: '执行' }).click();
  await expect(row).toHaveCount(0, { timeout: 20_000 });
  await running.picture('fix-done');
  await mapOf(page).locator.click({ position: { x: 30, y: 200 } });
  await page.keyboard.press('Control+z');
  await expect(row).toHaveCount(1, { timeout: 20_000 });
});

test('two plans are held against each other: four classes, townships, patches with their answers', async () => {
  const { page } = running;
  await page.getByRole('tab', { name: '差异对照' }).click();
  await page.getByRole('button', { name: '开始对照' }).click();
  const table = page.locator('.four-table');
  await expect(table.getByRole('row').filter({ hasText: '合计' })).toBeVisible({ timeout: 60_000 });
  // Twelve townships, the total and the head.
  await expect(table.getByRole('row')).toHaveCount(14);
  const patches = page.getByRole('grid', { name: '差异图斑' });
  await patches.getByRole('row').nth(1).click();
  await mapOf(page).idle();
  await page.waitForTimeout(800);
  await running.picture('difference');
  await table.getByRole('button', { name: '桐渡镇' }).click();
  await expect(table.getByRole('row').filter({ hasText: '桐渡镇' })).toHaveAttribute('aria-selected', 'true');
  await page.getByRole('radio', { name: '原规划与现规划' }).click();
  await page.getByRole('button', { name: '开始对照' }).click();
  await expect(page.getByText(/未检查：缺少/)).toBeVisible({ timeout: 20_000 });
});
