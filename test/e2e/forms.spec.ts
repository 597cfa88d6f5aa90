import { expect, test } from '@playwright/test';
import { launch } from './launch.ts';
import { mapOf } from './map-page.ts';

test('classes are found by pinyin, wrong values say why, several features are written at once and undone', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  await mapOf(page).idle();
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await page.getByRole('treeitem', { name: '规划用地用海' }).click();
  await page.getByRole('tab', { name: /^属性表/ }).click();
  const table = page.getByRole('grid', { name: /^属性表/ });
  await table.getByRole('row').nth(1).click();

  // A class by the initials of 旱地, its parent kept above it.
  const field = inspector.getByRole('combobox', { name: /用地用海.*代码|分类代码|地类/ }).first();
  const before = await field.inputValue();
  await field.click();
  const tree = page.getByRole('tree', { name: (await field.getAttribute('aria-label')) ?? '' });
  await expect(tree).toBeVisible();
  await running.picture('domain-open');
  await field.fill('hd');
  await expect(tree.getByRole('treeitem', { name: '0103 旱地' })).toBeVisible();
  await expect(tree.getByRole('treeitem', { name: '01 耕地' })).toBeVisible();
  await running.picture('domain-pinyin');
  await tree.getByRole('treeitem', { name: '0103 旱地' }).click();
  await expect(field).toHaveValue('0103 旱地');
  await expect(page.getByTestId('status-saved')).toContainText('已保存');
  // Nothing typed in the field: undo takes the step back.
  await page.keyboard.press('Control+z');
  await expect(field).toHaveValue(before);

  // A text that is no class stays in the field with what is expected.
  await field.fill('99zz');
  await page.keyboard.press('Tab');
  await expect(inspector.getByText('不在代码表内')).toBeVisible();
  await running.picture('domain-wrong');
  await inspector.getByRole('button', { name: /^恢复/ }).click();
  await expect(field).toHaveValue(before);

  const density = inspector.getByRole('textbox', { name: '建筑密度' });
  const stored = await density.inputValue();
  await density.fill('140');
  await expect(inspector.getByText('应在0至100之间')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(density).toHaveValue(stored);

  // Three features: what they differ in says so; one value goes to all as one step.
  await table.getByRole('row').nth(1).click();
  await table
    .getByRole('row')
    .nth(3)
    .click({ modifiers: ['Shift'] });
  await expect(inspector.getByText('写入全部3个')).toBeVisible();
  await running.picture('form-many');
  const remark = inspector.getByRole('textbox', { name: /备注/ });
  await remark.fill('三处同写');
  await remark.blur();
  await expect(page.getByText('已写入3个要素')).toBeVisible();
  await page.getByRole('tab', { name: /^历史/ }).click();
  await expect(page.getByText(/修改.*3/).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(remark).toHaveValue('');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
