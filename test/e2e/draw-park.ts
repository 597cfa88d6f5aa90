import { expect, type Locator, type Page } from '@playwright/test';
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
  await finishPark(page, name);
  return corners;
}

/** Chooses an option of a field of codes in a form. */
export async function pick(form: Locator, label: string, option: string): Promise<void> {
  await form.getByRole('combobox', { name: new RegExp(label) }).fill(option);
  await form
    .page()
    .getByRole('option', { name: new RegExp(option) })
    .first()
    .click();
}

/** Gives the park in hand what it must have, and finishes it. */
export async function finishPark(page: Page, name: string): Promise<void> {
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await inspector.getByLabel('园区名称').fill(name);
  await pick(inspector, '园区类型', '工业园区');
  await pick(inspector, '园区级别', '县级');
  await inspector.getByRole('button', { name: '完成' }).click();
}
