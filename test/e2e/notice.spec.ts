import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { pngChunks } from '../../shared/notice/plain-png.ts';
import { hasPython, runPython } from '../fixtures/debian-python.ts';
import { launch, type Running } from './launch.ts';
import { mapOf } from './map-page.ts';
import { openPlain, type PlainPage } from './open-plain.ts';

const python = hasPython('sqlite3');
const shapely = hasPython('shapely');
const HOSTILE = '<img src=x onerror=alert(1)> </script>';
const REVIEW = '示S（2026）001号';
let running: Running;
let folder: string;
const at = (name: string): string => path.join(folder, name);
const dialog = (page: Page, name = '制作公示版'): Locator => page.getByRole('dialog', { name });
const savedFiles = (): string[] => fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
/** The blueprint that is open: the sample. */
const blueprint = (): string => {
  const samples = path.join(running.userData, 'samples');
  return path.join(
    samples,
    fs.readdirSync(samples).find((name) => name.endsWith('.gpkg'))!,
  );
};

/** Opens an entry of the file menu. */
async function fileMenu(page: Page, entry: string | RegExp, menu = '文件'): Promise<void> {
  await page.getByRole('menuitem', { name: menu, exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

async function saveAs(file: string): Promise<void> {
  await running.app.evaluate(({ dialog: native }, chosen) => {
    native.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, file);
}

async function openFiles(...files: readonly string[]): Promise<void> {
  await running.app.evaluate(
    ({ dialog: native }, chosen) => {
      native.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen });
    },
    [...files],
  );
}

/** Why a button cannot be used: read by pointing at it, coming from elsewhere as a hand does. */
async function reasonOf(button: Locator, reason: string): Promise<void> {
  const { page } = running;
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toBeEnabled({ enabled: false });
  await page.mouse.move(400, 300, { steps: 3 });
  const box = (await button.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
  await expect(page.locator('[role="tooltip"]')).toContainText(reason);
}

/** What of a blueprint must not be in a page: ids and codes of anything, numbers of approvals, sources. */
const INSIDE =
  /^(uid|identifier|admin_code|code|(approval|determination)_number|project_code|patch_number|location_unit_code|source|reserve_name)$/;

/** What a page gives away: coordinates, and words of the blueprint that stay inside. */
function givenAway(html: string): string[] {
  const text = html.replace(/base64,[^"]+/, '');
  // Degrees with decimals of this county, eastings with zone and northings in metres.
  const degrees = (text.match(/\d{2,3}\.\d{3,}/g) ?? []).filter(
    (one) => Number(one) > 29 && Number(one) < 112,
  );
  const metres = text.match(/\b(37[3-6]\d{5}|3[23]\d{5})\b/g) ?? [];
  const found = [...degrees, ...metres];
  if (!python) return found;
  const values = runPython('gpkg_values.py', [blueprint()]) as Record<string, Record<string, string[]>>;
  const secrets = Object.values(values).flatMap((columns) =>
    Object.entries(columns).flatMap(([name, own]) => (INSIDE.test(name) ? own : [])),
  );
  expect(secrets.length).toBeGreaterThan(5000);
  return [...found, ...secrets.filter((one) => text.includes(one))];
}

/** Nothing was blocked, nothing was asked for; and the policy is in force, or that says nothing. */
async function expectQuiet({ app, page, complaints }: PlainPage): Promise<void> {
  expect(complaints).toEqual([]);
  const requests = (): Promise<string[]> =>
    app.evaluate(() => (globalThis as unknown as { requests: string[] }).requests);
  expect(await requests()).toEqual([]);
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.foreign = true';
    document.head.append(script);
    const image = document.createElement('img');
    image.src = 'http://127.0.0.1:9/x.png';
    document.body.append(image);
    const fetched = await fetch('http://127.0.0.1:9/').then(
      () => true,
      () => false,
    );
    return { foreign: 'foreign' in window, fetched };
  });
  expect(ran).toEqual({ foreign: false, fetched: false });
  await expect
    .poll(() => complaints.filter((one) => one.includes('Content Security Policy')).length)
    .toBeGreaterThan(2);
  expect(await requests()).toEqual([]);
}

// Each step goes on from what the one before has made.
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-notice-e2e-'));
  running = await launch({ words: ['--sample'] });
  await mapOf(running.page).idle();
});
test.afterAll(async () => {
  expect(running.complaints).toEqual([]);
  await running.app.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test('a notice is put together and written with a picture, not with shapes', async () => {
  const { page } = running;
  await fileMenu(page, '制作公示版');
  await expect(dialog(page).getByText('共 40 项')).toBeVisible({ timeout: 60_000 });
  await expect(dialog(page).getByRole('radio', { name: /图片（默认）/ })).toBeChecked();
  await dialog(page).getByRole('textbox', { name: '标题' }).fill('澄川县产业园区规划公示');
  await dialog(page).getByRole('textbox', { name: '公示期起' }).fill('2026-12-01');
  await dialog(page).getByRole('textbox', { name: '公示期止' }).fill('12月30日');
  await dialog(page).getByRole('textbox', { name: '意见提交方式' }).fill('澄川县自然资源局规划科');
  await running.picture('notice-dialog');
  const make = dialog(page).getByRole('button', { name: '生成网页' });
  await reasonOf(make, '2026-12-01');
  await dialog(page).getByRole('textbox', { name: '公示期止' }).fill('2026-12-30');
  await saveAs(at('notice.html'));
  await make.click();
  await expect(page.getByText('已生成公示版，40 项：notice.html')).toBeVisible();
  const html = fs.readFileSync(at('notice.html'), 'utf8');
  expect(html).not.toMatch(/<path|审图号|https?:/);
  const image = Buffer.from(/base64,([^"]+)"/.exec(html)?.[1] ?? '', 'base64');
  expect(new Set(pngChunks(image)?.map(({ name }) => name))).toEqual(new Set(['IHDR', 'IDAT', 'IEND']));
  expect(givenAway(html)).toEqual([]);
  await page.getByRole('tab', { name: '历史' }).click();
  await expect(page.getByText('登记公示「澄川县产业园区规划公示」，40 项', { exact: true })).toBeVisible();
});

test('shapes go out only when somebody says that the map was reviewed, and under which number', async () => {
  const { page } = running;
  await fileMenu(page, '制作公示版');
  const make = dialog(page).getByRole('button', { name: '生成网页' });
  await expect(dialog(page).getByText('共 40 项')).toBeVisible({ timeout: 60_000 });
  await dialog(page)
    .getByRole('radio', { name: /矢量图形/ })
    .press('Space');
  await expect(dialog(page).getByText(/须先通过地图审核/)).toBeVisible();
  await dialog(page).getByRole('textbox', { name: '审图号' }).fill(REVIEW);
  await reasonOf(make, '请先确认地图已经审核');
  await running.picture('notice-shapes');
  await make.click({ force: true });
  await expect(dialog(page)).toBeVisible();
  await dialog(page).getByText('地图已经审核，可以公开').click();
  await dialog(page).getByRole('textbox', { name: '审图号' }).fill(' ');
  await reasonOf(make, '须填写审图号');
  await dialog(page).getByRole('textbox', { name: '审图号' }).fill(REVIEW);
  // A layer that is taken off at the last moment is not in the page.
  await dialog(page).getByText('重大项目').click();
  await expect(dialog(page).getByText('共 26 项')).toBeVisible();
  await saveAs(at('shapes.html'));
  await make.click();
  await expect(page.getByText('已生成公示版，26 项：shapes.html')).toBeVisible();
  const html = fs.readFileSync(at('shapes.html'), 'utf8');
  expect(html).toContain(`审图号：${REVIEW}`);
  expect(html.match(/class="shape"/g)).toHaveLength(8 + 12 + 6);
  expect(html).not.toMatch(/云双线|重大项目/);
  expect(givenAway(html)).toEqual([]);
  const plain = await openPlain(at('shapes.html'), folder);
  try {
    // The largest shape, pressed where nothing lies over it.
    const { number, x, y } = await plain.page.evaluate(() => {
      const shape = document.querySelector('path.shape')!;
      const { left, top, width, height } = shape.getBoundingClientRect();
      for (let step = 1; step < 400; step++) {
        const [x, y] = [left + ((step % 20) / 20) * width, top + (Math.floor(step / 20) / 20) * height];
        if (document.elementFromPoint(x, y) === shape)
          return { number: shape.getAttribute('data-number')!, x, y };
      }
      throw new Error('the shape is nowhere on top');
    });
    await plain.page.mouse.click(x, y);
    await expect(plain.page.locator('#about')).toContainText(`${number} · `);
    // Its line of the list comes into sight in the list; the page stays at the map.
    await expect(plain.page.locator(`tr[data-number="${number}"]`)).toHaveClass('chosen');
    expect(await plain.page.evaluate(() => window.scrollY)).toBe(0);
    await plain.picture('notice-page-shapes');
    await expectQuiet(plain);
  } finally {
    await plain.app.close();
  }
});

test('the page opens by itself, takes opinions and saves them as a file', async () => {
  const plain = await openPlain(at('notice.html'), folder);
  const { page } = plain;
  try {
    await expect(page.getByRole('heading', { name: '澄川县产业园区规划公示' })).toBeVisible();
    await expect(page.locator('g.pin')).toHaveCount(40);
    await plain.picture('notice-page', true);
    // By a number on the map.
    await page.getByRole('button', { name: '3', exact: true }).click();
    await expect(page.locator('#about')).toContainText('3 · ');
    await page.getByLabel('意见内容').click();
    await page.keyboard.insertText('建议预留绿化隔离带。');
    await page.keyboard.press('Tab');
    await page.keyboard.insertText('李四');
    await page.getByRole('button', { name: '加入意见' }).click();
    // By a line of the list and with keys, and hostile.
    await page.getByLabel('查找').fill('物流');
    await page.getByRole('row', { name: /枫香渡物流园/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('意见内容').fill(HOSTILE);
    await page.getByRole('button', { name: '加入意见' }).press('Enter');
    // Of the plan as a whole, by the list of the form.
    await page.getByLabel('所涉内容').selectOption('');
    await page.getByRole('button', { name: '加入意见' }).click();
    await expect(page.getByText('请先写下意见。')).toBeVisible();
    await page.getByLabel('意见内容').fill('总体支持。');
    await page.getByRole('button', { name: '加入意见' }).click();
    await expect(page.getByText('已加入 3 条意见')).toBeVisible();
    await page.getByLabel('查找').fill('');
    await page.getByRole('button', { name: '放大' }).click();
    await page.getByRole('button', { name: '放大' }).click();
    await plain.picture('notice-page-opinions');
    await page.getByRole('button', { name: '保存意见' }).click();
    await expect.poll(() => savedFiles()).toHaveLength(1);
    await expect(page.getByText('已保存为文件')).toBeVisible();
    const saved = JSON.parse(fs.readFileSync(at(savedFiles()[0]!), 'utf8')) as {
      opinions: { number: number | null; name: string; text: string }[];
    };
    expect(saved.opinions).toMatchObject([
      { number: 3, name: '李四', text: '建议预留绿化隔离带。' },
      { text: HOSTILE },
      { number: null, text: '总体支持。' },
    ]);
    await plain.resize(420, 900);
    await plain.picture('notice-page-phone');
    const wide = await page.evaluate(() => [document.body.scrollWidth, document.documentElement.clientWidth]);
    expect(wide[0]).toBeLessThanOrEqual(wide[1]!);
    await expectQuiet(plain);
  } finally {
    await plain.app.close();
  }
});

test('opinions come back as points in their features, seen beside them, and undone in one step', async () => {
  const { page } = running;
  const map = mapOf(page);
  fs.writeFileSync(at('junk.txt'), '{"format":"lantu-opinions/1","notice":"x"}');
  await openFiles(at(savedFiles()[0]!), at('junk.txt'));
  await fileMenu(page, '导入公示意见');
  const box = dialog(page, '导入公示意见');
  await box.getByRole('button', { name: '选择意见文件' }).click();
  await expect(box.getByText('未导入 junk.txt')).toBeVisible();
  await expect(box.getByText(HOSTILE)).toBeVisible();
  await running.picture('notice-opinions');
  await box.getByRole('button', { name: '导入 3 条' }).click();
  await expect(page.getByText('已导入公示意见 3 条')).toBeVisible();
  const layer = page.getByRole('tree', { name: '图层' }).getByText('公示意见');
  await expect(layer).toBeVisible();

  // The park that an opinion is about says so, and leads to the point.
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('枫香渡物流园');
  await page
    .getByRole('option', { name: /枫香渡物流园/ })
    .first()
    .click();
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  await expect(inspector.getByRole('heading', { name: /公示意见/ })).toBeVisible();
  const said = inspector.getByRole('button', { name: /<img src=x/ });
  await said.scrollIntoViewIfNeeded();
  await map.idle();
  await running.picture('notice-inspector');
  await said.click();
  await expect.poll(() => map.locator.getAttribute('data-selection')).toMatch(/public_opinion/);
  const table = /public_opinion\w*/.exec((await map.locator.getAttribute('data-selection')) ?? '')![0];
  await page.waitForTimeout(500);
  await map.idle();
  await running.picture('notice-opinion-on-map');

  // It is drawn where it stands: pressed on the map, it is what is chosen.
  if (python) {
    const points = runPython('gpkg_points.py', [blueprint(), table]) as [string, number, number][];
    expect(points).toHaveLength(3);
    const selected = ((await map.locator.getAttribute('data-selection')) ?? '').split(/[/: ]/).at(-1)!;
    const [, lon, lat] = points.find(([uid]) => uid === selected)!;
    await page.keyboard.press('Escape');
    await expect.poll(() => map.locator.getAttribute('data-selection')).toBe('');
    await map.clickAt(lon, lat);
    await expect.poll(() => map.locator.getAttribute('data-selection')).toContain(selected);
  }
  if (shapely) {
    const inside = runPython('points_inside.py', [blueprint(), table]) as [
      string,
      string | null,
      boolean | null,
    ][];
    expect(inside.map(([, of, is]) => [of !== null, is])).toEqual([
      [true, true],
      [true, true],
      [false, null],
    ]);
  }

  // Once more: nothing new.
  await fileMenu(page, '导入公示意见');
  await box.getByRole('button', { name: '选择意见文件' }).click();
  await expect(box.getByRole('cell', { name: '3', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(layer).toHaveCount(0);
});

test('in English and in the dark, the dialog and its page', async () => {
  const { page } = running;
  await page.getByRole('button', { name: '深色主题' }).click();
  await page.getByRole('button', { name: '切换到英文' }).click();
  await fileMenu(page, /Make a public notice/, 'File');
  const box = dialog(page, 'Public notice');
  await expect(box.getByText('40 entries.')).toBeVisible({ timeout: 60_000 });
  await box.getByRole('textbox', { name: 'Title' }).fill('Notice of the plan of Chengchuan');
  await running.picture('notice-dark-en');
  await saveAs(at('notice-en.html'));
  await box.getByRole('button', { name: 'Write the page' }).click();
  await expect(page.getByText('Public page written, 40 entries: notice-en.html')).toBeVisible();
  expect(givenAway(fs.readFileSync(at('notice-en.html'), 'utf8'))).toEqual([]);
  await fileMenu(page, /Import opinions/, 'File');
  await openFiles(at(savedFiles()[0]!));
  const opinions = dialog(page, 'Import opinions');
  await opinions.getByRole('button', { name: 'Choose files' }).click();
  await expect(opinions.getByText(HOSTILE)).toBeVisible();
  await running.picture('notice-opinions-dark-en');
  await page.keyboard.press('Escape');
  const plain = await openPlain(at('notice-en.html'), folder);
  try {
    await expect(plain.page.getByRole('heading', { name: 'Notice of the plan of Chengchuan' })).toBeVisible();
    await plain.picture('notice-page-en', true);
    await expectQuiet(plain);
  } finally {
    await plain.app.close();
  }
});
