import { expect, test, type Locator, type Page } from '@playwright/test';
import { launch } from './launch.ts';
import { colourAt, distance, meanAt } from './colours.ts';
import { mapOf } from './map-page.ts';

const LAYER = '示范片区';

async function chosen(page: Page, scope: Locator, label: string, option: string): Promise<void> {
  await scope.getByRole('button', { name: new RegExp(label) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
  // The next press is for what lies under the list.
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** Draws a rectangle around a place on the screen in the layer whose tool is in hand, without snapping. */
async function rectangle(page: Page, x: number, y: number, half: readonly [number, number]): Promise<void> {
  await page.keyboard.down('Alt');
  for (const [dx, dy] of [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ] as const) {
    await page.mouse.move(x + dx * half[0], y + dy * half[1], { steps: 4 });
    await page.mouse.click(x + dx * half[0], y + dy * half[1]);
  }
  await page.keyboard.up('Alt');
}

test("a layer of one's own: fields, drawing, colours by class, and all of it undone", async () => {
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(13);
  const tree = page.getByRole('tree', { name: '图层' });
  const inspector = page.getByRole('complementary', { name: '属性检查器' });

  // The layer.
  await page.getByRole('button', { name: '新建图层' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('中文名称').fill(LAYER);
  await running.picture('layer-new');
  await dialog.getByRole('button', { name: '新建', exact: true }).click();
  const row = tree.getByRole('treeitem', { name: LAYER });
  await expect(row).toBeVisible();

  // A field of codes.
  await row.click({ button: 'right' });
  await running.picture('layer-menu');
  await page.getByRole('menuitem', { name: '字段' }).click();
  const fields = page.getByRole('dialog');
  await fields.getByRole('button', { name: '增加字段' }).click();
  await fields.getByLabel('中文名称').fill('片区类型');
  await fields.getByLabel('字段名').fill('kind');
  await chosen(page, fields, '类型', '代码');
  await chosen(page, fields, '代码表', '园区类型');
  await fields.getByText('必填').click();
  await expect(fields.getByRole('checkbox', { name: '必填' })).toBeChecked();
  await running.picture('layer-field');
  await fields.getByRole('button', { name: '保存' }).click();
  await expect(fields.getByRole('row', { name: /^片区类型 必填 kind 代码/ })).toBeVisible();
  await running.picture('layer-fields');
  await fields.getByRole('button', { name: '关闭' }).last().click();

  // Two features, of two kinds.
  const [x, y] = await map.centre();
  const places = [
    [x - 150, y - 60, '工业园区'],
    [x + 150, y - 60, '物流园区'],
  ] as const;
  for (const [at, top, kind] of places) {
    await row.click({ button: 'right' });
    await page.getByRole('menuitemcheckbox', { name: '在当前图层绘制' }).click();
    await expect(map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
    await rectangle(page, at, top, [90, 60]);
    const box = inspector.getByRole('combobox', { name: /片区类型/ });
    await box.fill(kind);
    await page
      .getByRole('option', { name: new RegExp(kind) })
      .first()
      .click();
    await inspector.getByRole('button', { name: '完成' }).click();
    await expect(map.locator).toHaveAttribute('data-map-tool', 'select');
  }
  await expect(row).toContainText('2');
  await page.keyboard.press('Escape');
  await map.idle();
  const before = await Promise.all(places.map(([at, top]) => colourAt(page, at + 30, top + 25)));

  // Colours by the field.
  await row.click();
  await page.getByRole('button', { name: '更多样式' }).click();
  await inspector.getByRole('radio', { name: '分类' }).click();
  const classes = inspector.getByRole('list', { name: '类别' });
  await expect(classes.getByText('工业园区')).toBeVisible();
  await expect(classes.getByText('物流园区')).toBeVisible();
  await map.idle();
  await expect
    .poll(async () => {
      const [a, b] = [
        await colourAt(page, places[0][0] + 30, places[0][1] + 25),
        await colourAt(page, places[1][0] + 30, places[1][1] + 25),
      ];
      return Math.min(distance(a, b), distance(a, before[0]!), distance(b, before[1]!));
    })
    .toBeGreaterThan(40);
  // Every part of either in the colour of its class, whatever tile it lies in: violet and yellow, and not the grey of
  // other values.
  for (const dx of [-70, 70]) {
    await expect(async () => {
      const [violet, yellow] = [
        await meanAt(page, places[0][0] + dx, places[0][1] + 40),
        await meanAt(page, places[1][0] + dx, places[1][1] + 40),
      ];
      expect(violet[2] - violet[1]).toBeGreaterThan(25);
      expect(yellow[0] - yellow[2]).toBeGreaterThan(50);
    }).toPass({ timeout: 30_000 });
  }
  await running.picture('layer-styled');
  await page.getByRole('button', { name: '深色' }).first().click();
  await map.idle();
  await running.picture('layer-styled-dark');
  await page.getByRole('button', { name: '浅色' }).first().click();

  // Step by step back to the file as it came.
  await map.locator.click({ position: { x: 5, y: 5 } });
  for (let step = 0; step < 12 && (await row.count()) > 0; step++) {
    await page.keyboard.press('Control+z');
    await page.waitForTimeout(400);
  }
  await expect(row).toHaveCount(0);
  await map.idle();
  await running.picture('layer-undone');
  await page.keyboard.press('Control+Shift+Z');
  await expect(row).toBeVisible();
  expect(running.complaints).toEqual([]);
  await running.app.close();
});
