import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator } from '@playwright/test';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import { MAP_COLORS } from '../../shared/map/theme.ts';
import { distance } from './colours.ts';
import { launch, mapIdle, ROOT, type Running } from './launch.ts';
import { mapOf, readPng } from './map-page.ts';

let running: Running;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-two-sides-'));
const at = (name: string): string => path.join(folder, name);

function node(...words: readonly string[]): void {
  const done = spawnSync(electronBinary(), [...words], {
    encoding: 'utf8',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  expect(done.status, done.stderr).toBe(0);
}

test.beforeAll(async () => {
  test.setTimeout(600_000);
  node(path.join(ROOT, 'test/fixtures/exchange/make-two-sides.ts'), folder);
  fs.writeFileSync(at('passphrase.txt'), '澄川2026');
  node(
    path.join(ROOT, 'electron/cli/main.ts'),
    'field',
    'back',
    at('field/blueprint.gpkg'),
    at('现场.lantu-changes'),
    '--name',
    '东片核查',
    '--by',
    '王测',
    '--passphrase-file',
    at('passphrase.txt'),
  );
  running = await launch({ words: [at('office.gpkg')] });
  await mapIdle(running.page);
});
test.afterAll(async () => {
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The panel of what is being joined. */
const panel = (): Locator => running.page.getByRole('tabpanel', { name: /并入/ });
const button = (name: string): Locator => panel().getByRole('button', { name, exact: true });
const disputed = (title: string): Locator => disputedIn('冲突列表', title);
const disputedIn = (list: string, title: string): Locator =>
  running.page
    .getByRole('grid', { name: list })
    .getByRole('row')
    .filter({ has: running.page.getByText(title, { exact: true }) });

/** Chooses a file in the command of the menu: the dialog of the system is what a test cannot reach with the mouse. */
async function choose(file: string): Promise<void> {
  const { page, app } = running;
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, file);
  await page.getByRole('menubar').getByRole('menuitem', { name: '文件' }).click();
  await page
    .getByRole('menu', { name: '文件' })
    .getByRole('menuitem', { name: '并入外业成果或变更包…' })
    .click();
}

async function unlock(passphrase: string): Promise<void> {
  await panel().getByLabel('口令').fill(passphrase);
  await page().keyboard.press('Enter');
}
const page = () => running.page;

/** How many pixels within a few of a place on the map have about a colour. */
async function near(lonLat: readonly [number, number], colour: string): Promise<number> {
  await mapIdle(page());
  const [x, y] = await mapOf(page()).pixel(...lonLat);
  const picture = readPng(await page().screenshot());
  const wanted = [1, 3, 5].map((from) => parseInt(colour.slice(from, from + 2), 16));
  let count = 0;
  for (let dy = -7; dy <= 7; dy++)
    for (let dx = -7; dx <= 7; dx++) if (distance(picture.at(x + dx, y + dy), wanted) < 30) count += 1;
  return count;
}

/** Names and remarks of the parks in the file, as another program reads them while the app has it open. */
function kept(): Record<string, string> {
  const script = [
    'import json, sqlite3, sys',
    "file = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)",
    "rows = file.execute('SELECT uid, name, remark FROM industrial_park')",
    "print(json.dumps({str(int(uid[-12:])): f'{name} {remark}' for uid, name, remark in rows}))",
  ].join('\n');
  const said = spawnSync('python3', ['-c', script, at('office.gpkg')], { encoding: 'utf8' });
  return JSON.parse(said.stdout) as Record<string, string>;
}
const BEFORE = { '1': '园1 办公室', '2': '园2 原', '3': '办公室改名 原', '8': '园8 原', '11': '园11 还要' };

/** The attribute table of the parks shows a text. */
async function inTable(text: string): Promise<void> {
  await page()
    .getByRole('tab', { name: /属性表/ })
    .click();
  await expect(
    page()
      .getByRole('tabpanel', { name: /属性表/ })
      .getByText(text, { exact: true })
      .first(),
  ).toBeVisible();
}

// Where the corner of park 5 was, and where each side put it.
const [LON, LAT] = [110.01, 30.01];
const MINE = [LON - 0.001, LAT + 0.0016] as const;
const THEIRS = [LON + 0.0016, LAT + 0.001] as const;
/** Near the corner, on the border to the south. */
const southOf = ([lon, lat]: readonly [number, number]): [number, number] => [
  lon + 0.1 * (LON - lon),
  lat + 0.1 * (30 - lat),
];

test('a locked set of changes asks for its passphrase, and says what it would do', async () => {
  await choose(at('现场.lantu-changes'));
  await expect(panel().getByText('「现场.lantu-changes」已加密')).toBeVisible();
  await running.picture('merge-locked');
  await unlock('澄川2025');
  await expect(panel().getByText('口令不对。请核对大小写和输入法后再试。')).toBeVisible();
  await unlock('澄川2026');
  const row = panel().getByRole('row', { name: /产业园区/ });
  await expect(row).toBeVisible();
  // Parks 2 and 8 are the field's alone; 0, 1, 4, 5 and 11 are disputed.
  expect((await row.getByRole('cell').allTextContents()).slice(1)).toEqual(['·', '2', '·', '·', '5', '·']);
  await expect(panel().getByText('东片核查（王测）')).toBeVisible();
  await expect(panel().getByText('还有5处未裁决')).toBeVisible();
  await page().mouse.move(400, 300, { steps: 2 });
  await button('并入').hover();
  await expect(page().getByText('还有5处未裁决，全部裁决后才能并入。')).toBeVisible();
  await running.picture('merge-overview');
});

test('a disputed border is shown on the map with both sides, and is decided for all that share it', async () => {
  const { accent, error } = MAP_COLORS.light;
  await panel().getByRole('radio', { name: /冲突/ }).click();
  await expect(page().getByRole('region', { name: '图上冲突图例' })).toBeVisible();
  await page().mouse.move(400, 300);
  await expect.poll(() => near(southOf(MINE), accent)).toBeGreaterThan(12);
  await expect.poll(() => near(southOf(THEIRS), error)).toBeGreaterThan(8);
  expect(await near(southOf(MINE), error)).toBe(0);
  expect(await near(southOf(THEIRS), accent)).toBe(0);
  await running.picture('merge-shapes');
  await expect(panel().getByText('4处同裁').first()).toBeVisible();
  // Neither: a line of one's own cuts a corner off, for all four.
  await button('重画…').click();
  await expect(panel().getByText('在地图上画一条线代替有争议的边界')).toBeVisible();
  const inside = [LON + 0.0008, LAT + 0.0019] as const;
  for (const place of [[LON - 0.0014, LAT + 0.0022], inside, [LON + 0.0012, LAT + 0.0008]] as const)
    await mapOf(page()).clickAt(...place);
  await running.picture('merge-redrawing');
  await page().keyboard.press('Enter');
  await expect(panel().getByText('边界已重画。')).toBeVisible();
  await expect(panel().getByText('还有2处未裁决')).toBeVisible();
  await page().mouse.move(400, 300);
  await expect.poll(() => near(inside, accent)).toBeGreaterThan(8);
  await running.picture('merge-redrawn');
  await panel().getByRole('radio', { name: '用对方边界' }).click();
  // Of park 1 the remark is left, and whether park 11 stays.
  await expect(panel().getByText('还有2处未裁决')).toBeVisible();
  await running.picture('merge-shapes-decided');
});

test('an attribute is joined from both, a record that one deleted is kept, and all is taken as one step', async () => {
  await disputed('园1').click();
  const row = panel().getByRole('row', { name: /备注/ }).last();
  expect((await row.getByRole('cell').allTextContents()).slice(0, 4)).toEqual([
    '备注',
    '原',
    '办公室',
    '现场',
  ]);
  await row.getByRole('radio', { name: '另填' }).click();
  await button('合并两者').click();
  await expect(panel().getByText('还有1处未裁决')).toBeVisible();
  await running.picture('merge-attributes');
  await button('下一处未裁决').click();
  await expect(panel().getByText('对方已删除，这里有修改').last()).toBeVisible();
  await panel().getByRole('radio', { name: '保留本地的' }).click();
  await expect(panel().getByText('全部已裁决')).toBeVisible();
  await running.picture('merge-existence');
  await button('并入').click();
  await expect(page().getByText(/已并入「东片核查」：新增0、修改6、删除0个要素/)).toBeVisible();
  await expect(page().getByRole('tab', { name: /^并入/ })).toHaveCount(0);
  expect(kept()).toMatchObject({
    '1': '现场园1 办公室；现场',
    '2': '园2 现场二',
    '3': '办公室改名 原',
    '8': '外业改名 原',
    '11': '园11 还要',
  });
  await page()
    .getByRole('treeitem', { name: /产业园区/ })
    .first()
    .click();
  await inTable('外业改名');
  await running.picture('merge-taken');
});

test('one undo takes it back, and the same set twice is not taken twice', async () => {
  await choose(at('现场.lantu-changes'));
  await unlock('澄川2026');
  await expect(panel().getByText('这个包已经并入过，没有任何改动。').first()).toBeVisible();
  await running.picture('merge-before');
  await button('取消').click();
  await mapOf(page()).locator.click({ position: { x: 30, y: 200 } });
  await page().keyboard.press('Control+z');
  await inTable('园8');
  expect(kept()).toMatchObject(BEFORE);
});

test('after the undo it is asked anew; what is left goes to one side at once; in the dark', async () => {
  await page().getByRole('button', { name: /深色/ }).click();
  await choose(at('现场.lantu-changes'));
  await unlock('澄川2026');
  await expect(panel().getByText('还有5处未裁决')).toBeVisible();
  await panel().getByRole('radio', { name: /冲突/ }).click();
  await expect(page().getByRole('region', { name: '图上冲突图例' })).toBeVisible();
  await expect.poll(() => near(southOf(THEIRS), MAP_COLORS.dark.error)).toBeGreaterThan(8);
  await running.picture('merge-shapes-dark');
  await page().getByRole('button', { name: '切换到英文' }).click();
  await expect(page().getByRole('button', { name: 'Next open' })).toBeVisible();
  await disputedIn('Conflicts', '园1').click();
  await running.picture('merge-english');
  await page().getByRole('button', { name: 'Switch to Chinese' }).click();
  await panel().getByRole('radio', { name: '用本地边界' }).click();
  await button('其余用对方').click();
  await expect(panel().getByText('全部已裁决')).toBeVisible();
  await disputed('园1').click();
  await running.picture('merge-attributes-dark');
  await button('并入').click();
  await expect(page().getByText(/已并入「东片核查」：新增0、修改3、删除1个要素/)).toBeVisible();
  await inTable('现场园1');
  const { '11': gone, ...others } = kept();
  expect(gone).toBeUndefined();
  expect(others).toMatchObject({ '1': '现场园1 现场', '2': '园2 现场二', '8': '外业改名 原' });
  expect(running.complaints).toEqual([]);
});
