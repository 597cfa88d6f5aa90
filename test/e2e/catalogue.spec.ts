import { expect, test, type Page } from '@playwright/test';
import { drawPark } from './draw-park.ts';
import { launch } from './launch.ts';
import { mapOf } from './map-page.ts';

/** Name of the park that the tests draw. */
const NAME = '菜单试验园';

const menu = (page: Page, name: string | RegExp) => page.getByRole('menu', { name });
const entry = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });
const selection = (page: Page): Promise<string | null> => mapOf(page).locator.getAttribute('data-selection');

test('the menus are walked with the keyboard, run commands and say why they cannot', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();

  // F10, to the right, down into a menu, and from menu to menu.
  await page.keyboard.press('F10');
  await expect(entry(page, '文件')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(menu(page, '编辑')).toBeVisible();
  const remove = menu(page, '编辑').getByRole('menuitem', { name: /^删除/ });
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await remove.hover();
  await expect(menu(page, '编辑').locator('..').getByText('先选中要素')).toBeVisible();
  await running.picture('menu-edit');
  await page.keyboard.press('ArrowRight');
  await expect(menu(page, '绘图')).toBeVisible();
  await running.picture('menu-draw');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(menu(page, '视图')).toBeVisible();
  // A letter leads to the entry whose Chinese name begins with it: 切换到英文.
  await page.keyboard.press('q');
  await page.keyboard.press('Escape');
  await expect(menu(page, '视图')).toHaveCount(0);
  await page.keyboard.press('Escape');

  // Alt with its letter opens a menu; Enter runs an entry, here a switch.
  const legend = page.locator('.map-legend');
  await expect(legend).not.toHaveClass(/closed/);
  await page.keyboard.press('Alt+v');
  await expect(menu(page, '视图')).toBeVisible();
  const item = menu(page, '视图').getByRole('menuitemcheckbox', { name: '图例' });
  await expect(item).toHaveAttribute('aria-checked', 'true');
  for (
    let press = 0;
    press < 30 && !(await item.evaluate((one) => one === document.activeElement));
    press++
  ) {
    await page.keyboard.press('t');
  }
  await running.picture('menu-view');
  await page.keyboard.press('Enter');
  await expect(menu(page, '视图')).toHaveCount(0);
  await expect(legend).toHaveClass(/closed/);

  // With the mouse: press, glide to the neighbour, choose.
  await entry(page, '检查').click();
  await expect(menu(page, '检查')).toBeVisible();
  await running.picture('menu-check');
  await entry(page, '窗口').hover();
  await expect(menu(page, '窗口')).toBeVisible();
  await menu(page, '窗口').getByRole('menuitemcheckbox', { name: '历史' }).click();
  await expect(page.getByRole('tab', { name: /^历史/, selected: true })).toBeVisible();
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('the context menu of the map is about what lies under the pointer', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  const corners = await drawPark(page, NAME);
  await expect(page.getByTestId('status-saved')).toContainText('已保存');
  await expect.poll(() => selection(page)).toContain('industrial_park');
  const drawn = await selection(page);
  await page.keyboard.press('Escape');
  await expect.poll(() => selection(page)).toBe('');

  // A right click selects and offers the stack; another feature of it is chosen.
  const [x, y] = await map.centre();
  await page.mouse.click(x, y, { button: 'right' });
  await expect(menu(page, '地图快捷菜单')).toBeVisible();
  await expect.poll(() => selection(page)).not.toBe('');
  await running.picture('context-map');
  await entry(page, /^此处的要素/).hover();
  const park = entry(page, NAME);
  await expect(park).toBeVisible();
  await running.picture('context-stack');
  await park.click();
  await expect.poll(() => selection(page)).toBe(drawn);

  // Again, now about the selected feature: it stays selected, and a command of the catalogue deletes it.
  await page.mouse.click(x, y, { button: 'right' });
  await expect(menu(page, '地图快捷菜单')).toBeVisible();
  await expect.poll(() => selection(page)).toBe(drawn);
  await page.keyboard.press('Escape');
  await expect(menu(page, '地图快捷菜单')).toHaveCount(0);
  // Esc closed the menu and nothing else.
  await expect.poll(() => selection(page)).toBe(drawn);

  // With the keyboard.
  await page.keyboard.press('Shift+F10');
  await expect(menu(page, '地图快捷菜单')).toBeVisible();
  await menu(page, '地图快捷菜单').getByRole('menuitem', { name: '删除' }).click();
  await expect(page.getByText('已删除1个要素')).toBeVisible();
  await page.keyboard.press('Control+z');

  // While a shape is drawn the menu is about the shape.
  await page.getByRole('toolbar').getByRole('button', { name: /园区/ }).first().click();
  await expect(map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  for (const corner of corners.slice(0, 3)) {
    await page.mouse.move(...corner, { steps: 4 });
    await page.mouse.click(...corner);
  }
  await page.mouse.click(x, y, { button: 'right' });
  await expect(entry(page, '删去末点')).toBeVisible();
  await running.picture('context-sketch');
  await entry(page, '删去末点').click();
  await expect(page.getByRole('complementary', { name: '属性检查器' }).getByText('2点')).toBeVisible();
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('rows of layers, table and findings have the same menu', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  await mapOf(page).idle();
  await page.getByRole('treeitem', { name: '产业园区' }).click({ button: 'right' });
  await expect(entry(page, '打开属性表')).toBeVisible();
  await running.picture('context-layer');
  await entry(page, '打开属性表').click();
  const table = page.getByRole('grid', { name: /^属性表/ });
  await table.getByRole('row').nth(2).click({ button: 'right' });
  await expect(menu(page, '要素快捷菜单')).toBeVisible();
  await expect.poll(() => selection(page)).toContain('industrial_park');
  await running.picture('context-row');
  await entry(page, '选中同类要素').click();
  await expect.poll(async () => (await selection(page))?.split(',').length ?? 0).toBeGreaterThan(1);
  await page.getByRole('tab', { name: /^检查结果/ }).click();
  const findings = page.getByRole('grid', { name: '检查结果' });
  await findings.getByRole('row').nth(3).click({ button: 'right' });
  await expect(entry(page, /^标记为例外/)).toBeVisible();
  await running.picture('context-finding');
  await page.keyboard.press('Escape');
  await expect(menu(page, '检查结果快捷菜单')).toHaveCount(0);
  expect(running.complaints).toEqual([]);
  await running.app.close();
});

test('a key is changed, a clash is resolved, and it is there after a restart; the palette reads pinyin', async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  await mapOf(page).idle();
  const dark = page.locator('[data-theme="dark"]');
  await page.keyboard.press('F1');
  const sheet = page.getByRole('dialog', { name: '快捷键' });
  await running.picture('keys');
  await sheet.getByRole('searchbox').fill('shenqian');
  await expect(sheet.getByText('切换深浅主题')).toBeVisible();
  await sheet.getByRole('button', { name: '给切换深浅主题加一个按键' }).click();
  // C belongs to the check: said, and taken over.
  await page.keyboard.press('c');
  await expect(sheet.getByRole('alert')).toContainText('C已用于「立即检查」');
  await running.picture('keys-clash');
  await sheet.getByRole('button', { name: '改给这个命令' }).click();
  await expect(sheet.getByRole('button', { name: '修改切换深浅主题的按键C' })).toBeVisible();
  // Keys of the map tools are fixed.
  await sheet.getByRole('button', { name: '给切换深浅主题加一个按键' }).click();
  await page.keyboard.press('Enter');
  await expect(sheet.getByRole('alert')).toContainText('Enter固定用于「完成」');
  await sheet.getByRole('button', { name: '取消', exact: true }).click();
  await sheet.getByRole('button', { name: '关闭' }).last().click();
  await page.keyboard.press('c');
  await expect(dark.first()).toBeAttached();
  await running.app.close();

  const again = await launch({ userData: running.userData, words: ['--sample'] });
  await mapOf(again.page).idle();
  await expect(again.page.locator('[data-theme="dark"]').first()).toBeAttached();
  await again.page.keyboard.press('c');
  await expect(again.page.locator('[data-theme="dark"]')).toHaveCount(0);
  await again.page.keyboard.press('Control+k');
  await again.page.getByRole('combobox', { name: '搜索要素、图层、命令' }).fill('qxfw');
  await expect(again.page.getByRole('option', { name: /全县范围/ })).toHaveAttribute('aria-selected', 'true');
  await again.picture('palette-pinyin');
  expect(again.complaints).toEqual([]);
  await again.app.close();
});
