import { expect, test } from '@playwright/test';
import { distance, meanAt } from './colours.ts';
import { finishPark, pick } from './draw-park.ts';
import { Desk, PARK_PIXELS, type Pixel } from './desk.ts';

const NAME = '变形试验园';
let desk: Desk;

test.beforeAll(async () => {
  desk = await Desk.open(NAME);
});
test.afterAll(() => desk.close());

const card = () => desk.page.locator('.map-operation');
/** Where the park is when nothing has been done to it, and far enough from it to lie in nothing of it. */
const MIDDLE: Pixel = [0, 0];
const RIGHT_SIDE: Pixel = [120, -60];

/** The layers of what lies under a place, by clicking it with nothing in hand: the topmost is selected. */
async function selectedAt(place: Pixel): Promise<string> {
  await desk.page.keyboard.press('v');
  await desk.page.mouse.click(...desk.at(place));
  await desk.settle();
  return (await desk.selection()).join();
}
async function selectPark(): Promise<void> {
  await expect.poll(() => selectedAt(MIDDLE)).toContain('industrial_park');
}

test('a vertex is put into an edge, moved, and taken out', async () => {
  await desk.take('m', 'modify');
  await desk.drag([0, -80], [0, -120], ['Alt'], 'tool-modify-insert');
  await desk.expectArea(desk.whole, 1 + (240 * 40) / 2 / PARK_PIXELS);
  await desk.settle();
  await desk.page.mouse.click(...desk.at([0, -120]));
  await desk.page.keyboard.press('Delete');
  await desk.expectArea(desk.whole, 1);
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('Control+z');
  await desk.expectArea(desk.whole, 1 + (240 * 40) / 2 / PARK_PIXELS);
  await desk.undo(desk.whole);
});

test('two vertices are chosen with a box and moved as one', async () => {
  await desk.take('m', 'modify');
  await desk.drag([95, -110], [150, 110], ['Shift']);
  await desk.drag([120, -80], [160, -80], ['Alt'], 'tool-modify-several');
  await desk.expectArea(desk.whole, 280 / 240);
  await desk.undo(desk.whole);
});

test('features are moved with the mouse and by typed metres', async () => {
  await selectPark();
  await desk.take('Shift+m', 'move');
  await desk.drag([20, 20], [20, -150], ['Alt'], 'tool-move');
  await desk.settle();
  await expect.poll(() => selectedAt([0, -170])).toContain('industrial_park');
  // An ellipsoid is not the same everywhere: a kilometre farther north the same degrees enclose a little less.
  expect(Math.abs((await desk.area()) / desk.whole - 1)).toBeLessThan(1e-3);
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  await expect.poll(() => desk.area()).toBe(desk.whole);

  await desk.take('Shift+m', 'move');
  await desk.option('东移').fill(String(Math.round(260 * desk.metresAPixel)));
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.map-options').getByRole('button', { name: '应用' }).click();
  await desk.settle();
  await expect.poll(() => selectedAt([260, 0])).toContain('industrial_park');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
});

test('features are turned by typed degrees and with the mouse', async () => {
  await desk.take('Shift+r', 'rotate');
  await desk.option('顺时针').fill('90');
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.map-options').getByRole('button', { name: '应用' }).click();
  await desk.settle();
  await desk.expectArea(desk.whole, 1);
  // Upright now: above the old upper side, and no more at the old left side.
  await expect.poll(() => selectedAt([0, -110])).toContain('industrial_park');
  await expect.poll(() => selectedAt([-110, 0])).not.toContain('industrial_park');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  await desk.take('Shift+r', 'rotate');
  await desk.drag([100, 0], [0, 100], ['Alt'], 'tool-rotate');
  await desk.settle();
  await expect.poll(() => selectedAt([0, 110])).toContain('industrial_park');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
});

test('features are sized', async () => {
  await desk.take('Shift+e', 'scale');
  await desk.drag([60, 40], [90, 60], ['Alt'], 'tool-scale');
  await desk.expectArea(desk.whole, 2.25);
  await desk.undo(desk.whole);
  await desk.option('倍数').fill('0.5');
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('.map-options').getByRole('button', { name: '应用' }).click();
  await desk.expectArea(desk.whole, 0.25);
  await desk.undo(desk.whole);
  await desk.page.keyboard.press('Escape');
});

test('a part is added, and the parts become features', async () => {
  await desk.take('a', 'draw-part');
  await desk.clicks([150, -40], [210, -40], [210, 40], [150, 40]);
  await desk.settle();
  await desk.running.picture('tool-part');
  await desk.page.keyboard.press('Enter');
  const both = 1 + (60 * 80) / PARK_PIXELS;
  await desk.expectArea(desk.whole, both);
  const sum = await desk.area();
  await desk.page.keyboard.press('Escape');
  await desk.choose(/^打散部件/);
  // The smaller part keeps its place and gets a life of its own.
  await expect
    .poll(async () => {
      await selectedAt([180, 0]);
      return (await desk.area()) / desk.whole;
    })
    .toBeCloseTo((60 * 80) / PARK_PIXELS, 2);
  await selectPark();
  await expect.poll(() => desk.area()).toBe(desk.whole);
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  await expect.poll(() => desk.area()).toBe(sum);
  await desk.undo(desk.whole);
});

test('a vertex of two neighbours moves both, and separated only one', async () => {
  await desk.page.keyboard.press('Escape');
  await desk.page.keyboard.press('p');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'draw-polygon');
  // Snapped to the corners of the first park: no Alt.
  for (const corner of [
    [120, -80],
    [200, -80],
    [200, 80],
    [120, 80],
  ] as const) {
    await desk.hover(corner);
    await desk.page.waitForTimeout(400);
    await desk.page.mouse.click(...desk.at(corner));
    await desk.page.waitForTimeout(200);
  }
  await finishPark(desk.page, '邻园');
  await expect.poll(async () => (await desk.selection()).join()).toContain('industrial_park');
  await desk.settle();
  const neighbour = await desk.area();
  expect(neighbour / desk.whole).toBeCloseTo((80 * 160) / PARK_PIXELS, 2);

  await desk.take('m', 'modify');
  await desk.drag([120, 80], [120, 120], ['Alt'], 'tool-modify-shared');
  await desk.expectArea(neighbour, 1 + (80 * 40) / 2 / (80 * 160));
  await expect(desk.page.getByText('1个图斑随动').first()).toBeVisible();
  await selectPark();
  await desk.expectArea(desk.whole, 1 + (240 * 40) / 2 / PARK_PIXELS);
  await desk.page.keyboard.press('Control+z');
  await expect.poll(() => desk.area()).toBe(desk.whole);

  await desk.settle();
  await desk.take('m', 'modify');
  await desk.drag([120, 80], [120, 120], ['Alt', 'Control'], 'tool-modify-separate');
  await desk.expectArea(desk.whole, 1 + (240 * 40) / 2 / PARK_PIXELS);
  await expect.poll(() => selectedAt([180, 0])).toContain('industrial_park');
  await expect.poll(() => desk.area()).toBe(neighbour);
  await desk.page.keyboard.press('Control+z');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  await expect.poll(() => desk.area()).toBe(desk.whole);
});

test('buffer, with its preview', async () => {
  await desk.choose(/^缓冲区/);
  await expect(card()).toBeVisible();
  // Right of the park, inside 200 m and beyond them.
  const near = desk.at([120 + 100 / desk.metresAPixel, -20]);
  const far = desk.at([120 + 320 / desk.metresAPixel, -20]);
  const before = [await meanAt(desk.page, ...near), await meanAt(desk.page, ...far)] as const;
  await card().getByRole('textbox', { name: '距离' }).fill('200');
  await desk.page.keyboard.press('Tab');
  await card()
    .getByRole('textbox', { name: /园区名称/ })
    .fill('缓冲园');
  await pick(card(), '园区类型', '工业园区');
  await pick(card(), '园区级别', '县级');
  // Esc closes the list that is open, not the card.
  await card()
    .getByRole('button', { name: /写入图层/ })
    .click();
  await expect(desk.page.getByRole('listbox', { name: '写入图层' })).toBeVisible();
  await desk.page.keyboard.press('Escape');
  await expect(desk.page.getByRole('listbox', { name: '写入图层' })).toHaveCount(0);
  await expect(card()).toBeVisible();
  await expect.poll(async () => distance(await meanAt(desk.page, ...near), before[0])).toBeGreaterThan(10);
  expect(distance(await meanAt(desk.page, ...far), before[1])).toBeLessThan(2);
  await desk.settle();
  await desk.running.picture('tool-buffer');
  await card().getByRole('button', { name: '执行' }).click();
  const [wide, high] = [240 * desk.metresAPixel, 160 * desk.metresAPixel];
  const wanted = wide * high + 2 * (wide + high) * 200 + Math.PI * 200 * 200;
  await expect.poll(async () => (await desk.area()) / wanted).toBeCloseTo(1, 2);
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  await expect.poll(() => desk.area()).toBe(desk.whole);
});

test('smooth and simplify, with their previews', async () => {
  await desk.choose(/^平滑/);
  await desk.settle();
  await desk.running.picture('tool-smooth');
  await card().getByRole('button', { name: '执行' }).click();
  await expect.poll(() => desk.area()).toBeLessThan(desk.whole * 0.97);
  await desk.undo(desk.whole);
  // A low dent of 6 pixels goes, the corners stay.
  await desk.take('m', 'modify');
  await desk.drag([0, -80], [0, -74]);
  await desk.expectArea(desk.whole, 1 - (240 * 6) / 2 / PARK_PIXELS);
  const dented = await desk.area();
  await desk.take('Escape', 'select');
  // Esc puts the card away and leaves the selection alone; so does another tool in hand.
  await desk.choose(/^化简/);
  await desk.page.locator('.maplibregl-canvas').first().focus();
  await desk.page.keyboard.press('Escape');
  await expect(card()).toHaveCount(0);
  expect(await desk.area()).toBe(dented);
  await desk.choose(/^化简/);
  await card().getByRole('textbox', { name: '容差' }).focus();
  await desk.page.keyboard.press('Escape');
  await expect(card()).toHaveCount(0);
  await desk.choose(/^化简/);
  await desk.page.locator('.maplibregl-canvas').first().focus();
  await desk.take('m', 'modify');
  await expect(card()).toHaveCount(0);
  await desk.take('Escape', 'select');
  await desk.choose(/^化简/);
  await card()
    .getByRole('textbox', { name: '容差' })
    .fill(String(Math.round(10 * desk.metresAPixel)));
  await desk.page.keyboard.press('Tab');
  await desk.settle();
  // The corners and the two ends of the dent: what goes is told before it is done.
  await expect(card()).toContainText(/节点\d+→4/);
  await desk.running.picture('tool-simplify');
  await card().getByRole('button', { name: '执行' }).click();
  await desk.expectArea(desk.whole, 1);
  await desk.undo(dented);
  await desk.undo(desk.whole);
});

test('copied into another layer, field by field', async () => {
  await desk.page.locator('.maplibregl-canvas').first().focus();
  await desk.page.keyboard.press('Control+c');
  await desk.page.getByRole('treeitem', { name: '城镇中心' }).click();
  await desk.page.keyboard.press('Control+v');
  await expect(card()).toBeVisible();
  // A level of parks says nothing of towns: it is not proposed, and chosen here.
  await pick(card(), '城镇级别', '一般镇');
  await desk.settle();
  await desk.running.picture('tool-paste');
  await card().getByRole('button', { name: '执行' }).click();
  await expect.poll(async () => (await desk.selection()).join()).toContain('town_center');
  await expect.poll(() => desk.area()).toBe(desk.whole);
  await desk.page.keyboard.press('Control+z');
  await selectPark();
});

test('a vertex dragged over a neighbour stops at its border', async () => {
  await desk.take('p', 'draw-polygon');
  await desk.clicks([-280, -40], [-200, -40], [-200, 40], [-280, 40]);
  await finishPark(desk.page, '避让试验园');
  await expect(desk.map.locator).toHaveAttribute('data-map-tool', 'select');
  await desk.settle();
  await expect.poll(() => desk.area()).toBeLessThan(desk.whole);
  const pixels = 80 * 80;
  const before = await desk.area();
  await desk.take('m', 'modify');
  const avoid = desk.page.locator('.map-options').getByText('避让已有图斑');
  await avoid.click();
  // A triangle of 140 by 80 pixels; its tip, 60 pixels of its length, lies in the first park.
  await desk.drag([-200, -40], [-60, -40], ['Alt'], 'tool-modify-avoid');
  const won = (140 * 80) / 2;
  await desk.expectArea(before, 1 + (won * (1 - (60 / 140) ** 2)) / pixels);
  await desk.undo(before);
  await avoid.click();
  await desk.drag([-200, -40], [-60, -40]);
  await desk.expectArea(before, 1 + won / pixels);
  await desk.undo(before);
  await desk.take('Escape', 'select');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
});

test('a copy in place, then deleted', async () => {
  const before = await desk.selection();
  await desk.page.keyboard.press('Control+d');
  await desk.settle();
  await desk.page.keyboard.press('Control+z');
  await selectPark();
  expect(await desk.selection()).toEqual(before);
  await desk.page.keyboard.press('Delete');
  await expect.poll(() => selectedAt(RIGHT_SIDE)).not.toContain('industrial_park');
  await desk.page.keyboard.press('Control+z');
  await selectPark();
});
