import { expect, type Page } from '@playwright/test';
import { mapOf } from './map-page.ts';

/** Half width and half height in pixels of the parks that tests draw. */
export const PARK_HALF = [120, 80] as const;

/** Draws a park in the middle of the map with mouse and keys, without snapping, and gives its corners. */
export async function drawPark(page: Page, name: string): Promise<[number, number][]> {
  const map = mapOf(page);
  const [x, y] = await map.centre();
  const [right, down] = PARK_HALF;
  const corners: [number, number][] = [
    [x - right, y - down],
    [x + right, y - down],
    [x + right, y + down],
    [x - right, y + down],
  ];
  await page.getByRole('toolbar').getByRole('button', { name: /园区/ }).first().click();
  await expect(map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  await page.keyboard.down('Alt');
  for (const corner of corners) {
    await page.mouse.move(...corner, { steps: 4 });
    await page.mouse.click(...corner);
  }
  await page.keyboard.up('Alt');
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await inspector.getByLabel('园区名称').fill(name);
  for (const [label, option] of [
    ['园区类型', '工业园区'],
    ['园区级别', '县级'],
  ] as const) {
    await inspector.getByRole('combobox', { name: new RegExp(label) }).fill(option);
    await page
      .getByRole('option', { name: new RegExp(option) })
      .first()
      .click();
  }
  await inspector.getByRole('button', { name: '完成' }).click();
  return corners;
}
