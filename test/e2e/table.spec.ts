import { expect, test, type Page } from '@playwright/test';
import { launch } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

const grid = (page: Page) => page.getByRole('grid', { name: /^属性表/ });
const rows = (page: Page) => grid(page).locator('.vt-body [role="row"]:not(.wait)');
const count = (page: Page) => page.getByTestId('table-count');
const filter = (page: Page) => page.getByRole('combobox', { name: '筛选' });
const cell = (page: Page, row: number, header: string) => ({
  async text(): Promise<string> {
    const heads = await grid(page).getByRole('columnheader').allTextContents();
    const at = heads.findIndex((one) => one.startsWith(header));
    return ((await rows(page).nth(row).getByRole('gridcell').nth(at).textContent()) ?? '').trim();
  },
});
const selection = (page: Page): Promise<string | null> => mapOf(page).locator.getAttribute('data-selection');

async function openTable(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^属性表/ }).click();
  await page.getByRole('button', { name: '放大下方面板' }).click();
  await page.locator('.table-layer button').click();
  await page.getByRole('option', { name: /^规划用地用海/ }).click();
  await expect(count(page)).toContainText('/');
  await expect(rows(page).first()).toBeVisible();
}

/** Pixels of the map in the colour that selections have. */
async function accentPixels(page: Page): Promise<number> {
  const picture = readPng(await page.screenshot({ clip: await mapOf(page).box() }));
  let found = 0;
  for (let y = 0; y < picture.height; y += 2) {
    for (let x = 0; x < picture.width; x += 2) {
      const [r, g, b] = picture.at(x, y);
      if (Math.abs(r - 29) < 24 && Math.abs(g - 95) < 24 && Math.abs(b - 196) < 30) found += 1;
    }
  }
  return found;
}

test('the table is sorted, filtered by a condition with chips, and selects on the map', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await openTable(page);
  await running.picture('table-opened');
  const all = Number(/\/ (\d+)/.exec((await count(page).textContent()) ?? '')?.[1]);
  expect(all).toBeGreaterThan(500);

  // Sorted by area, largest first: each row at most as large as the one before.
  const area = page.getByRole('button', { name: '面积（公顷）' });
  await area.click();
  await area.click();
  await expect(grid(page).getByRole('columnheader', { name: /面积（公顷）/ })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const hectares = async (): Promise<number[]> =>
    Promise.all([0, 1, 2, 3, 4, 5].map(async (i) => Number(await cell(page, i, '面积（公顷）').text())));
  await expect
    .poll(async () => (await hectares()).every((one, i, list) => i === 0 || one <= list[i - 1]!))
    .toBe(true);

  await filter(page).fill('分类代码 开头是 10 且 面积 > 1 公顷');
  await expect(page.getByTestId('filter-part')).toHaveCount(2);
  await expect
    .poll(async () => Number(/(\d+) \//.exec((await count(page).textContent()) ?? '')?.[1]))
    .toBeLessThan(all);
  await expect.poll(async () => Math.min(...(await hectares()))).toBeGreaterThan(1);
  const both = Number(/(\d+) \//.exec((await count(page).textContent()) ?? '')?.[1]);
  await running.picture('table-filtered');

  // What is wrong is said with its place, and the rows stay.
  await filter(page).fill('分类代码 开头是 10 且 面积 >');
  await expect(page.getByText(/第\d+个字：表达式没有写完/)).toBeVisible();
  await expect(count(page)).toContainText(String(both));
  await running.picture('table-wrong-filter');
  await filter(page).fill('分类代码 开头是 10 且 面积 > 1 公顷');
  await expect(page.getByText(/表达式没有写完/)).toHaveCount(0);

  // Typing offers fields and values.
  await filter(page).fill('分类代码 = 二类工业');
  await expect(page.getByRole('option', { name: /二类工业用地/ })).toBeVisible();
  await running.picture('table-suggestions');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(filter(page)).toHaveValue(/分类代码 = 100102/);
  await filter(page).fill('分类代码 开头是 10 且 面积 > 1 公顷');
  await page.keyboard.press('Enter');
  await expect(count(page)).toContainText(`${both} /`);

  // A range: the map shows it, in its own colour.
  const before = await accentPixels(page);
  await rows(page).nth(0).getByRole('gridcell').nth(1).click();
  await rows(page)
    .nth(4)
    .getByRole('gridcell')
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await expect(rows(page).and(page.locator('[aria-selected="true"]'))).toHaveCount(5);
  await expect.poll(async () => (await selection(page))?.split(',').length).toBe(5);
  await page
    .getByRole('tabpanel', { name: /属性表/ })
    .getByRole('button', { name: '定位' })
    .click();
  await page.waitForTimeout(1200);
  await map.idle();
  expect(await accentPixels(page)).toBeGreaterThan(before + 100);
  await expect(page.getByText('已选5个要素')).toBeVisible();
  await running.picture('table-selected');

  // Taking a chip away takes its condition away.
  await page.getByTestId('filter-part').first().getByRole('button').click();
  await expect(page.getByTestId('filter-part')).toHaveCount(1);
  await expect(filter(page)).toHaveValue('面积 > 1 公顷');
  // Everything: thousands are marked in the tiles.
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(count(page)).toContainText(`${all} / ${all}`);
  await grid(page).focus();
  await page.keyboard.press('Control+a');
  await expect(count(page)).toContainText(`已选${all}个`);
  await map.idle();
  await page.waitForTimeout(500);
  expect(await accentPixels(page)).toBeGreaterThan(before + 300);
  await running.picture('table-all-selected');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('values are edited in the cell, set, calculated, replaced and copied, each one step to undo', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  await mapOf(page).idle();
  await openTable(page);
  await filter(page).fill('分类代码 = 100102');
  await expect(page.getByTestId('filter-part')).toHaveCount(1);
  await expect(count(page)).not.toContainText(/^(\d+) \/ \1$/);
  const meant = Number(/(\d+) \//.exec((await count(page).textContent()) ?? '')?.[1]);

  // In the cell: Enter, a value that is not allowed stays with its reason, Esc puts back, Enter writes.
  const heads = await grid(page).getByRole('columnheader').allTextContents();
  const remark = heads.findIndex((one) => one.startsWith('地块编号'));
  await rows(page).nth(0).getByRole('gridcell').nth(remark).dblclick();
  const editor = page.locator('.cell-editor input');
  await expect(editor).toBeFocused();
  await editor.fill('x'.repeat(51));
  const reason = page.locator('.cell-editor .help.bad');
  await expect(reason).toBeVisible();
  // Not under the next row: a press in the middle of it would reach it.
  await expect
    .poll(() =>
      reason.evaluate((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
    )
    .toBe(true);
  await running.picture('table-cell-wrong');
  await page.keyboard.press('Escape');
  await expect(editor).toHaveCount(0);
  await rows(page).nth(0).getByRole('gridcell').nth(remark).dblclick();
  await editor.fill('甲-1');
  await page.keyboard.press('Enter');
  await expect.poll(() => cell(page, 0, '地块编号').text()).toBe('甲-1');
  await expect(editor).toHaveCount(0);

  // One value into all rows of the filter.
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: '清除选择' })
    .or(page.getByRole('button', { name: '选择与更多' }))
    .first()
    .click();
  await page.getByRole('menuitem', { name: '清除选择' }).click();
  await page.getByRole('button', { name: '批量填值' }).click();
  const pane = page.getByRole('complementary', { name: '批量填值' });
  await pane.getByRole('button', { name: /字段/ }).click();
  await page.getByRole('option', { name: '坐落单位名称' }).click();
  await pane.getByRole('textbox', { name: /坐落单位名称/ }).fill('试验村');
  await page.keyboard.press('Enter');
  await expect(pane.getByTestId('edit-preview')).toContainText(`${meant}个`);
  await running.picture('table-set');
  await pane.getByRole('button', { name: /^修改/ }).click();
  await expect(page.getByText(`已修改${meant}个要素。`)).toBeVisible();
  await filter(page).fill('坐落单位名称 = 试验村');
  await expect(count(page)).toContainText(`${meant} /`);
  await grid(page).focus();
  await page.keyboard.press('Control+z');
  await filter(page).fill('坐落单位名称 = 试验村');
  await expect(page.getByText('没有符合条件的行')).toBeVisible();
  await running.picture('table-no-rows');

  // The calculator shows old and new before it writes.
  await filter(page).fill('分类代码 = 100102');
  await expect(count(page)).toContainText(`${meant} /`);
  await page.getByRole('button', { name: '字段计算' }).click();
  const calculator = page.getByRole('complementary', { name: '字段计算' });
  await calculator.getByRole('button', { name: /字段/ }).first().click();
  await page.getByRole('option', { name: '备注' }).click();
  await calculator.getByRole('combobox', { name: '算式' }).fill("concat(round(area_mu(), 1), '亩')");
  await page.keyboard.press('Escape');
  await expect(calculator.getByTestId('edit-preview')).toContainText(`将修改${meant}个`);
  await expect(calculator.getByText(/^[\d.]+亩$/).first()).toBeVisible();
  await running.picture('table-calculate');
  await calculator.getByRole('button', { name: /^修改/ }).click();
  await expect(page.getByText(`已修改${meant}个要素。`).first()).toBeVisible();
  await filter(page).fill('分类代码 = 100102 且 备注 结尾是 亩');
  await expect(count(page)).toContainText(`${meant} /`);

  // Find and replace in what the calculator wrote.
  await page.getByRole('button', { name: '查找替换' }).click();
  const replacing = page.getByRole('complementary', { name: '查找替换' });
  await replacing.getByRole('textbox', { name: '查找' }).fill('亩');
  await replacing.getByRole('textbox', { name: '替换为' }).fill(' mu');
  await expect(replacing.getByTestId('edit-preview')).toContainText(`将修改${meant}个`);
  await running.picture('table-replace');
  await replacing.getByRole('button', { name: /^修改/ }).click();
  await filter(page).fill('分类代码 = 100102 且 备注 结尾是 “ mu”');
  await expect(count(page)).toContainText(`${meant} /`);

  // Copied rows are pasted into a field of the page: a head and lines with tabs.
  await rows(page).nth(0).getByRole('gridcell').nth(2).click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('已复制1行')).toBeVisible();
  await replacing.getByRole('textbox', { name: '查找' }).fill('');
  await replacing.getByRole('textbox', { name: '查找' }).press('Control+v');
  const pasted = await replacing.getByRole('textbox', { name: '查找' }).inputValue();
  expect(pasted).toContain('地块编号');
  expect(pasted).toContain('100102');
  expect(pasted).toMatch(/[\d.]+ mu/);

  // The same in the dark, in a small dock, with what was selected.
  await page.getByRole('button', { name: '关闭' }).last().click();
  await page.getByRole('button', { name: '统计' }).click();
  await page
    .getByRole('button', { name: /深色|浅色|主题/ })
    .first()
    .click();
  await page.waitForTimeout(600);
  await mapOf(page).idle();
  await running.picture('table-dark');
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
