import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { launch, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

/** A recheck of the whole county on a busy machine. */
const RECHECKED = { timeout: 120_000 };

let running: Running;
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: /^规则集|^导入规则集/ });
const ruleRow = (page: Page, title: string): Locator =>
  dialog(page).getByRole('row', { name: title, exact: true });
const leastArea = (page: Page): Locator => dialog(page).getByRole('textbox', { name: '最小面积' });
const openEditor = (page: Page): Promise<void> =>
  page.getByRole('button', { name: '规则集', exact: true }).click();
/** Sentences of one rule's findings that the list shows. */
const outside = (page: Page): Locator =>
  page.getByRole('grid', { name: '检查结果' }).getByText(/^园区.*位于城镇开发边界外/);
const version = (page: Page): Locator => page.getByText(/^规则集 2026\.1/);

test.beforeAll(async () => {
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
  await expect(outside(running.page).first()).toBeVisible(RECHECKED);
});
test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('a threshold is changed by mouse, saved as one step, and taken back', async () => {
  const { page } = running;
  const before = await outside(page).count();
  const versionBefore = (await version(page).first().textContent()) ?? '';
  await openEditor(page);
  await ruleRow(page, '园区位于城镇开发边界外').click();
  await expect(dialog(page).getByText('已核实')).toBeVisible();
  await expect(leastArea(page)).toHaveValue('1');
  // 73.93 mu are 49,287 m2: one park is above, the others are below.
  await leastArea(page).fill('45000');
  await expect(dialog(page).getByText('默认 1', { exact: true })).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: /改动：规则1条/ })).toBeVisible();
  await running.picture('ruleset-changed');
  await dialog(page).getByRole('button', { name: '保存规则集' }).click();
  await expect(page.getByText(/已保存规则集 2026\.1\+/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(outside(page)).toHaveCount(1, RECHECKED);
  await expect(outside(page)).toContainText('枫香渡物流园');
  await expect(version(page).first()).not.toHaveText(versionBefore);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText(/修改规则集为 2026\.1\+\d+：规则1条，矩阵0格/).last()).toBeVisible();
  await page.getByRole('tab', { name: /检查结果/ }).click();
  await page.keyboard.press('Control+z');
  await expect(outside(page)).toHaveCount(before, RECHECKED);
  await expect(version(page).first()).toHaveText(versionBefore, RECHECKED);
});

test('a bottom-line rule is switched off by keys, with a warning', async () => {
  const { page } = running;
  await page.keyboard.press('Control+k');
  await page.keyboard.type('规则集');
  const wanted = page.getByRole('option', { name: '规则集', exact: true });
  await expect(wanted).toBeVisible();
  while ((await wanted.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByRole('searchbox').focus();
  await page.keyboard.type('边界外');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const row = ruleRow(page, '园区位于城镇开发边界外');
  await expect(row).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(row.getByRole('switch')).not.toBeChecked();
  await expect(dialog(page).getByRole('alert')).toContainText('这是底线规则');
  const save = dialog(page).getByRole('button', { name: '保存规则集' });
  for (let i = 0; i < 40 && !(await save.evaluate((element) => element === document.activeElement)); i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText(/已保存规则集 2026\.1\+/).last()).toBeVisible();
  // The button that now says why it cannot be used may show its tip: the first Esc is for that.
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0, { timeout: 1000 });
  }).toPass();
  await expect(outside(page)).toHaveCount(0, RECHECKED);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText(/底线规则关闭或降级：园区位于城镇开发边界外/).last()).toBeVisible();
  await page.getByRole('tab', { name: /检查结果/ }).click();
  await page.keyboard.press('Control+z');
  await expect(outside(page).first()).toBeVisible(RECHECKED);
});

test('what is wrong stays in its field and cannot be saved; a local distance comes first', async () => {
  const { page } = running;
  await openEditor(page);
  await ruleRow(page, '园区压占生态保护红线').click();
  await leastArea(page).fill('-3');
  await expect(dialog(page).getByText('应不小于0，现为 -3')).toBeVisible();
  const save = dialog(page).getByRole('button', { name: '保存规则集' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await dialog(page).getByRole('button', { name: '最小面积恢复默认' }).click();
  await expect(leastArea(page)).toHaveValue('1');
  await ruleRow(page, '园区与城镇中心距离').click();
  const distance = ruleRow(page, '园区与城镇中心距离').getByRole('switch');
  await expect(distance).toBeDisabled();
  await dialog(page).getByRole('textbox', { name: '最大距离' }).fill('5');
  await expect(distance).toBeEnabled();
  await dialog(page).getByRole('searchbox').fill('没有这样的规则');
  await expect(dialog(page).getByText('没有找到「没有这样的规则」')).toBeVisible();
  await dialog(page).getByRole('button', { name: '显示全部' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('a matrix cell and the construction classes are changed, listed and discarded', async () => {
  const { page } = running;
  await openEditor(page);
  await dialog(page).getByRole('tab', { name: '分区准入矩阵' }).click();
  const cell = dialog(page).getByRole('button', { name: /^生态保护区 × 居住用地/ });
  await expect(cell).toHaveAccessibleName('生态保护区 × 居住用地: 禁止');
  await cell.click();
  await page.getByRole('menuitemradio', { name: '有条件' }).click();
  await expect(cell).toHaveAccessibleName('生态保护区 × 居住用地: 有条件');
  await page.keyboard.press('ArrowRight');
  await expect(
    dialog(page).getByRole('button', { name: /^生态保护区 × 城镇社区服务设施用地/ }),
  ).toBeFocused();
  await dialog(page).getByRole('tab', { name: '建设用地口径' }).click();
  await dialog(page)
    .getByRole('button', { name: /06 农业设施建设用地/ })
    .click();
  await dialog(page).getByRole('tab', { name: /^改动/ }).click();
  await expect(dialog(page).getByText('100 生态保护区 × 07 居住用地')).toBeVisible();
  await expect(dialog(page).getByRole('cell', { name: '建设用地口径' })).toBeVisible();
  await dialog(page).getByRole('button', { name: '放弃改动' }).click();
  await expect(dialog(page).getByText('还没有改动')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('a change of use is answered otherwise at one place', async () => {
  const { page } = running;
  await openEditor(page);
  await dialog(page).getByRole('tab', { name: '用途转换' }).click();
  await dialog(page)
    .getByRole('button', { name: /所在范围/ })
    .click();
  await page.getByRole('option', { name: '永久基本农田' }).click();
  const barred = dialog(page).getByRole('button', { name: /^耕地 × 园地/ });
  await expect(barred).toHaveAccessibleName('耕地 × 园地: 禁止');
  await running.picture('ruleset-conversion');
  await barred.click();
  await page.getByRole('menuitemradio', { name: '须审批' }).click();
  await expect(barred).toHaveAccessibleName('耕地 × 园地: 须审批');
  await dialog(page).getByRole('tab', { name: /^改动/ }).click();
  await expect(dialog(page).getByText(/耕地 × 园地/)).toBeVisible();
  await dialog(page).getByRole('button', { name: '放弃改动' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
});

test('a ruleset goes out to a file and comes back; a broken one is refused with every mistake', async () => {
  const { page, app, userData } = running;
  const file = path.join(userData, 'out.lantu-rules.json');
  const before = (await version(page).first().textContent()) ?? '';
  await app.evaluate(({ dialog: native }, chosen) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    native.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await openEditor(page);
  await dialog(page).getByRole('button', { name: '导出…' }).click();
  await expect(page.getByText(/已把规则集 2026\.1.*导出到 out\.lantu-rules\.json/)).toBeVisible();
  const data = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    format: string;
    rules: { id: string; severity: string; on: boolean }[];
  };
  expect(data.format).toBe('lantu-rules/1');
  const rule = data.rules.find(({ id }) => id === 'park-outside-boundary')!;
  rule.severity = 'fatal';
  fs.writeFileSync(file, JSON.stringify(data));
  await dialog(page).getByRole('button', { name: '导入…' }).click();
  await expect(dialog(page).getByText(/1处错误，不能采用/)).toBeVisible();
  await expect(dialog(page).getByRole('listitem')).toContainText('应为其中之一：blocking');
  await running.picture('ruleset-broken');
  await dialog(page).getByRole('button', { name: '取消' }).click();
  rule.severity = 'notice';
  data.rules = data.rules.filter(({ id }) => id !== 'multipart');
  fs.writeFileSync(file, JSON.stringify(data));
  await dialog(page).getByRole('button', { name: '导入…' }).click();
  await expect(dialog(page).getByText(/有1条规则未列出，视为关闭/)).toBeVisible();
  await expect(dialog(page).getByText('园区位于城镇开发边界外 · 级别')).toBeVisible();
  await running.picture('ruleset-import');
  await dialog(page).getByRole('button', { name: '采用此规则集' }).click();
  await expect(page.getByText(/已保存规则集 2026\.1\+/).last()).toBeVisible();
  await ruleRow(page, '园区位于城镇开发边界外').click();
  await expect(dialog(page).getByRole('button', { name: /提示/ }).first()).toBeVisible();
  // Esc steps back once, from wherever the keyboard is.
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: /^重做/ })).toBeEnabled();
  await expect(version(page).first()).toHaveText(before, RECHECKED);
});

test('quotas are added, changed and deleted by hand', async () => {
  const { page } = running;
  const table = page.getByRole('dialog', { name: '指标表' });
  await page.getByRole('menuitem', { name: '检查', exact: true }).click();
  await page.getByRole('menuitem', { name: '指标表' }).click();
  await expect(table.getByText('43行')).toBeVisible();
  await table.getByRole('button', { name: '新增一行' }).click();
  const form = table.getByRole('region', { name: '新增一行' });
  await form.getByRole('button', { name: '写入' }).click();
  await expect(form.getByText(/必填|必须/).first()).toBeVisible();
  await form.getByRole('button', { name: /请选择\s*指标/ }).click();
  await page.getByRole('option', { name: '林地保有量' }).click();
  await form.getByRole('textbox', { name: '数值' }).fill('1234.5');
  await form.getByRole('textbox', { name: '年份' }).fill('1800');
  await expect(form.getByText('应为 1990 至 2100 之间的年份')).toBeVisible();
  await form.getByRole('textbox', { name: '年份' }).fill('2035');
  await running.picture('quota-new');
  await form.getByRole('button', { name: '写入' }).click();
  await expect(table.getByText('44行')).toBeVisible();
  await table.getByRole('grid', { name: '指标表' }).focus();
  await page.keyboard.press('End');
  const edit = table.getByRole('region', { name: '指标' });
  await expect(edit.getByRole('textbox', { name: '数值' })).toHaveValue('1234.5');
  await edit.getByRole('textbox', { name: '数值' }).fill('1500');
  await edit.getByRole('button', { name: '写入' }).click();
  await expect(table.getByRole('gridcell', { name: '1500', exact: true })).toBeVisible();
  await table.getByRole('gridcell', { name: '1500', exact: true }).click();
  await edit.getByRole('button', { name: '删除此行' }).click();
  await expect(table.getByText('43行')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(table).toHaveCount(0);
});
