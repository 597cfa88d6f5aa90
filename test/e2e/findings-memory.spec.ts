import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { drawPark } from './draw-park.ts';
import { launch, ROOT, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';

const NAME = '记忆园';
const PERSON = '王工';

const list = (page: Page) => page.getByRole('grid', { name: '检查结果' });
const inspector = (page: Page) => page.getByRole('complementary', { name: '属性检查器' });
const dialog = (page: Page) => page.getByRole('dialog', { name: '标记为例外' });
const checked = (page: Page) => page.locator('[data-check-state="idle"]').waitFor({ timeout: 90_000 });
/** A choice of the reasons: the radio itself lies under its label. */
const reason = (page: Page, name: string) => dialog(page).locator('label', { hasText: name });
const search = (page: Page, text: string) => page.getByRole('searchbox', { name: '搜索' }).fill(text);

let running: Running;

async function start(userData?: string): Promise<void> {
  running = await launch({ words: ['--sample'], ...(userData === undefined ? {} : { userData }) });
  await mapOf(running.page).idle();
  await checked(running.page);
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(() => start());
test.afterAll(() => running.app.close());

test('the list groups, closes groups with their sums, filters, and says how many of all', async () => {
  const { page } = running;
  const rows = await list(page).getAttribute('aria-rowcount');
  await page.getByRole('button', { name: '分组', exact: true }).click();
  await page.getByRole('menuitem', { name: '按规则', exact: true }).click();
  await expect(
    list(page)
      .getByRole('row', { name: /园区占用永久基本农田/ })
      .first(),
  ).toBeVisible();
  await running.picture('grouped');
  await page.getByRole('button', { name: '全部收起' }).click();
  const groups = Number(await list(page).getAttribute('aria-rowcount')) - 1;
  expect(groups).toBeGreaterThan(3);
  expect(groups).toBeLessThan(Number(rows) - 1);
  // Three parks take 35.61, 27.90 and 0.13 mu of farmland (expected_findings.csv: C01, C02, C03).
  await expect(list(page).getByRole('row', { name: /园区占用永久基本农田/ })).toContainText('63.64');
  await running.picture('collapsed');
  await page.getByRole('button', { name: '全部展开' }).click();
  await page.getByRole('button', { name: '分组' }).click();
  await page.getByRole('menuitem', { name: '不分组' }).click();

  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await running.picture('filter');
  await page.getByRole('button', { name: '全部乡镇' }).click();
  await page.getByRole('option', { name: /桐渡镇/ }).click();
  await page.keyboard.press('Escape');
  const all = Number(rows) - 1;
  const shown = Number(await list(page).getAttribute('aria-rowcount')) - 1;
  expect(shown).toBeLessThan(all);
  await expect(page.getByRole('status').filter({ hasText: '/' })).toContainText(`${shown} / `);
  for (const row of await list(page).getByRole('row').all()) {
    if ((await row.getAttribute('aria-rowindex')) !== '1') await expect(row).toContainText('桐渡镇');
  }
  await search(page, '没有这样的话');
  await expect(page.getByRole('button', { name: '显示全部' })).toBeVisible();
  await running.picture('no-match');
  await page.getByRole('button', { name: '显示全部' }).click();
  await expect(list(page)).toHaveAttribute('aria-rowcount', rows ?? '');
});

test('a bottom-line conflict is set aside for two reasons only, by keys, with a number', async () => {
  const { page } = running;
  await list(page).getByText('占用永久基本农田35.61亩').click();
  await expect(
    inspector(page)
      .getByText(/占用永久基本农田35\.61亩/)
      .first(),
  ).toBeVisible();
  await list(page).focus();
  await page.keyboard.press('e');
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page).getByRole('radio')).toHaveCount(2);
  await reason(page, '已批准').click();
  await dialog(page).getByLabel('责任人').fill(PERSON);
  await dialog(page).getByRole('button', { name: '标记为例外' }).click();
  await expect(dialog(page).getByText('请填写批准文号')).toBeVisible();
  await running.picture('exception');
  await dialog(page).getByLabel('批准文号').fill('示范〔2026〕1号');
  await dialog(page).getByRole('button', { name: '标记为例外' }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(inspector(page).getByText('已批准，文号示范〔2026〕1号')).toBeVisible();
  await expect(list(page).getByRole('row', { name: /占用永久基本农田35\.61亩/ })).toContainText('例外');
  await running.picture('inspector');
});

test('it is there after the app has been started again, goes with undo and comes with redo', async () => {
  const userData = running.userData;
  const counted = async (): Promise<number> =>
    Number(/\d+/.exec((await running.page.getByRole('tab', { name: /检查结果/ }).textContent()) ?? '')?.[0]);
  const before = await counted();
  await running.app.close();
  await start(userData);
  const { page } = running;
  const row = list(page).getByRole('row', { name: /占用永久基本农田35\.61亩/ });
  await expect(row).toContainText('例外');
  expect(await counted()).toBe(before);
  await row.click();
  await expect(inspector(page).getByText(PERSON).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(row).toContainText('未处理');
  await expect.poll(counted).toBe(before + 1);
  await page.keyboard.press('Control+Shift+z');
  await expect(row).toContainText('例外');
});

test('an exception goes along with a small change and is reopened by a large one', async () => {
  const { page } = running;
  const map = mapOf(page);
  await list(page)
    .getByRole('row', { name: /占用永久基本农田35\.61亩/ })
    .click();
  await page.waitForTimeout(1500);
  await map.idle();
  await page.keyboard.press('Escape');
  const corners = await drawPark(page, NAME);
  const place = await map.place(...corners[2]!);
  await expect(page.getByTestId('status-saved')).toContainText('已保存');
  await page.waitForTimeout(500);
  await checked(page);
  await search(page, NAME);
  const row = list(page).getByRole('row', { name: new RegExp(`${NAME}.*占用永久基本农田`) });
  await row.click();
  await page.waitForTimeout(1500);
  await map.idle();
  await list(page).focus();
  await page.keyboard.press('e');
  await reason(page, '数据有误').click();
  await dialog(page).getByLabel('说明').fill('园区边界待更正');
  await dialog(page).getByRole('button', { name: '标记为例外' }).click();
  await expect(row).toContainText('例外');

  // The map has moved since: the corner is found again by its place, and by how far it was dragged.
  let moved: [number, number] = [0, 0];
  const cornerOf = async (): Promise<[number, number]> => {
    const [x, y] = await map.pixel(...place);
    return [x + moved[0], y + moved[1]];
  };
  const drag = async (by: readonly [number, number]): Promise<void> => {
    const [x, y] = await cornerOf();
    await page.mouse.move(x, y, { steps: 3 });
    await page.keyboard.down('Alt');
    await page.mouse.down();
    await page.mouse.move(x + by[0], y + by[1], { steps: 8 });
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await page.waitForTimeout(800);
    await checked(page);
    moved = [moved[0] + by[0], moved[1] + by[1]];
  };
  await page.getByRole('toolbar').getByRole('button', { name: /^修改/ }).click();
  await expect(map.locator).toHaveAttribute('data-map-tool', 'modify');
  await drag([6, 4]);
  await expect(row).toContainText('例外');
  await drag([70, 60]);
  await expect(row).toContainText('重新打开');
  await expect(inspector(page).getByText(/面积超出接受时的范围/)).toBeVisible();
  await expect(inspector(page).getByText('园区边界待更正')).toBeVisible();
  await running.picture('reopened');
});

test('N steps through the list; several are assigned as one step; what is listed is written as CSV and GeoJSON', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  await search(page, '位于城镇开发边界外');
  const rows = list(page).getByRole('row');
  await rows.nth(1).click();
  const first = await inspector(page).textContent();
  await page.keyboard.press('n');
  await expect.poll(async () => inspector(page).textContent()).not.toBe(first);
  await page.keyboard.press('Shift+N');
  await list(page).focus();
  await page.keyboard.press('Control+a');
  const shown = Number(await list(page).getAttribute('aria-rowcount')) - 1;
  expect(shown).toBeGreaterThan(2);
  await expect(page.getByRole('group', { name: `已选${shown}处` })).toBeVisible();
  await list(page).focus();
  await page.keyboard.press('a');
  const assign = page.getByRole('dialog', { name: '指派检查结果' });
  await assign.getByLabel('责任人').fill('李四');
  await assign.getByLabel('完成期限').fill('2027-03-31');
  await running.picture('assign');
  await assign.getByRole('button', { name: '指派', exact: true }).click();
  await expect(assign).toBeHidden();
  for (const row of (await rows.all()).slice(1, 4)) await expect(row).toContainText('李四');

  const folder = fs.mkdtempSync(path.join(running.userData, 'out-'));
  const save = async (format: 'CSV' | 'GeoJSON'): Promise<string> => {
    const file = path.join(folder, `list.${format.toLowerCase()}`);
    await running.app.evaluate(({ dialog: native }, chosen) => {
      native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    }, file);
    await page.getByRole('button', { name: '导出所列检查结果' }).click();
    await page.getByRole('menuitem', { name: new RegExp(format) }).click();
    await expect.poll(() => fs.existsSync(file)).toBe(true);
    return fs.readFileSync(file, 'utf8');
  };
  const csv = await save('CSV');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const lines = csv.slice(1).split('\r\n');
  expect(lines[0]).toContain(
    '级别,检查结果,规则,依据,依据核实,面积（平方米）,面积（公顷）,面积（亩）,乡镇,状态',
  );
  expect(lines.filter((line) => /^\d+,/.test(line))).toHaveLength(shown);
  expect(lines.filter((line) => line.includes('李四') && line.includes('2027-03-31'))).toHaveLength(shown);
  expect(csv).toContain('检查结果仅供规划协调参考，不具有行政效力');
  const json = JSON.parse(await save('GeoJSON')) as {
    readonly crs: unknown;
    readonly features: readonly {
      readonly geometry: { readonly type: string };
      readonly properties: Record<string, unknown>;
    }[];
  };
  expect(JSON.stringify(json.crs)).toContain('EPSG::4490');
  expect(json.features).toHaveLength(shown);
  for (const { geometry, properties } of json.features) {
    expect(geometry.type).toMatch(/Polygon$/);
    expect(properties).toMatchObject({ assignee: '李四' });
    expect(properties['ruleId']).toMatch(/outside-boundary$/);
  }

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.waitForTimeout(600);
  await running.picture('dark');
  await page.keyboard.press('Control+z');
  await expect(rows.nth(1)).not.toContainText('李四');
  expect(running.complaints).toEqual([]);
});

test('a blueprint without data says that nothing was checked, in English as well', async () => {
  const folder = fs.mkdtempSync(path.join(running.userData, 'empty-'));
  const file = path.join(folder, 'empty.gpkg');
  execFileSync(process.execPath, [path.join(ROOT, 'electron/cli/lantu.mjs'), 'new', file, '--name', '空图']);
  const empty = await launch({ words: [file] });
  const { page } = empty;
  await page.locator('[data-check-state="idle"]').waitFor({ timeout: 90_000 });
  await expect(page.getByText('未检查', { exact: true }).first()).toBeVisible();
  await empty.picture('empty');
  await page.getByRole('button', { name: '切换到英文' }).click();
  await expect(page.getByText('Not checked', { exact: true }).first()).toBeVisible();
  await empty.picture('empty-en');
  await page.getByRole('button', { name: 'See the rules not checked' }).click();
  await expect(page.getByRole('grid', { name: 'Findings' }).getByRole('row').nth(3)).toContainText(
    'Not checked',
  );
  await empty.picture('unchecked-en');
  await empty.app.close();
});
