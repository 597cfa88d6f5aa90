import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { electronBinary } from '../../electron/build/electron-dist.mjs';
import type { FieldTask } from '../../shared/bridge/exchange-contract.ts';
import { gga, gst, rmc, stepsOf } from '../fixtures/nmea/sentences.ts';
import { photoOf } from '../fixtures/photo/make-photo.ts';
import { kill, launch, mapIdle, newUserData, ROOT, type Running } from './launch.ts';
import { coloursIn, mapOf, readPng } from './map-page.ts';

test.describe.configure({ mode: 'serial' });

const ME = '王测';
const COUNT = 8;
/** Devices of the browser itself that send a tone and a moving picture; whether they are given is ours to say. */
const DEVICES = '--use-fake-device-for-media-stream';

let running: Running;
let folder: string;
let userData: string;
let tasks: readonly FieldTask[];
const at = (name: string): string => path.join(folder, name);
const field = (): string => at('cut/field/blueprint.gpkg');

const open = (): Promise<Running> => launch({ userData, words: [DEVICES, field()], size: [1280, 800] });

test.beforeAll(async () => {
  userData = newUserData(true);
  folder = fs.mkdtempSync(path.join(userData, 'field-'));
  const [sample] = fs.readdirSync(path.join(userData, 'samples')).filter((name) => name.endsWith('.gpkg'));
  fs.copyFileSync(path.join(userData, 'samples', sample!), at('office.gpkg'));
  const packed = spawnSync(
    electronBinary(),
    [
      path.join(ROOT, 'test/fixtures/exchange/pack-tasks.ts'),
      at('office.gpkg'),
      at('cut'),
      String(COUNT),
      ME,
    ],
    { encoding: 'utf8', env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  expect(packed.status, packed.stderr).toBe(0);
  ({ tasks } = JSON.parse(packed.stdout) as { tasks: FieldTask[] });
  const settings = { language: 'zh-CN', theme: 'light', author: ME, keys: {}, signers: [] };
  fs.writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ version: 3, settings }));
  running = await open();
  await mapIdle(running.page);
});
test.afterAll(async () => {
  await running.app.close();
});

const page = (): Page => running.page;
const side = (): Locator => page().getByRole('complementary', { name: '外业面板' });
const rail = (name: string): Locator =>
  page().getByRole('navigation', { name: '外业工具' }).getByRole('button', { name });
const press = (name: string | RegExp): Promise<void> => side().getByRole('button', { name }).first().click();
const choose = (question: string, answer: string): Promise<void> =>
  side()
    .getByRole('radiogroup', { name: question })
    .getByRole('radio', { name: answer, exact: true })
    .click();
const rows = (): Locator => side().getByRole('list', { name: '任务' }).getByRole('listitem');
const titles = async (): Promise<string[]> => (await rows().locator('.ftitle').allTextContents()).map(String);
const mapFrame = async (): Promise<{ x: number; y: number; width: number; height: number }> => {
  const box = await page().locator('.map-canvas').boundingBox();
  return box!;
};
/** That there is a map to be seen, and all of it in the window. */
async function expectMap(width: number, height: number): Promise<void> {
  const frame = await mapFrame();
  expect(await coloursIn(page(), frame)).toBeGreaterThan(12);
  expect(frame.x + frame.width).toBeLessThanOrEqual(width);
  expect(frame.y + frame.height).toBeLessThanOrEqual(height);
}

/** Metres along a way over the tasks, on a sphere: near enough to tell ways apart. */
function length(order: readonly FieldTask[]): number {
  const radians = Math.PI / 180;
  let sum = 0;
  for (let i = 1; i < order.length; i++) {
    const [a, b] = [order[i - 1]!.place!, order[i]!.place!];
    const x = (b[0] - a[0]) * Math.cos(((a[1] + b[1]) / 2) * radians);
    sum += Math.hypot(x, b[1] - a[1]) * 111_195;
  }
  return sum;
}
const named = (title: string): FieldTask => tasks.find((one) => one.title === title)!;

test('a cut opens in field mode, and the same map stays while one goes back and forth', async () => {
  const bar = page().locator('.field-top');
  await expect(bar).toContainText('青筤村外业任务包');
  await expect(bar).toContainText('公开');
  await expect(bar).toContainText(`核实 0 / ${COUNT}`);
  await expect(bar).toContainText('离线');
  await expect(bar.locator('[data-signal]')).toHaveText('未接接收机');
  await expect(rows()).toHaveCount(COUNT);
  expect(await titles()).toEqual(tasks.map(({ title }) => title));
  await expectMap(1280, 800);
  for (const button of await page().locator('.field-rail button, .field-side button').all()) {
    const box = (await button.boundingBox())!;
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(47.5);
  }
  await running.picture('field-list');
  // A mark of ours on the element that is drawn into: a new map would be another element.
  await page()
    .locator('.maplibregl-canvas')
    .evaluate((canvas) => canvas.setAttribute('data-mine', 'yes'));
  await bar.getByRole('button', { name: '退出' }).click();
  await expect(page().getByRole('contentinfo').getByText('外业：青筤村外业任务包')).toBeVisible();
  await expect(side()).toHaveCount(0);
  await expect(page().locator('.maplibregl-canvas')).toHaveAttribute('data-mine', 'yes');
  await page().getByRole('menubar').getByRole('menuitem', { name: '视图' }).click();
  await page()
    .getByRole('menu', { name: '视图' })
    .getByRole('menuitemcheckbox', { name: '外业模式' })
    .or(page().getByRole('menu', { name: '视图' }).getByRole('menuitem', { name: '外业模式' }))
    .first()
    .click();
  await expect(rows()).toHaveCount(COUNT);
  await expect(page().locator('.maplibregl-canvas')).toHaveAttribute('data-mine', 'yes');
});

test('tasks are put into a short way, moved by hand, and filtered', async () => {
  const given = length(tasks);
  await press('排路线');
  await expect(page().getByTestId('field-saved')).toContainText('已保存');
  await expect.poll(async () => length((await titles()).map(named))).toBeLessThanOrEqual(given);
  const order = await titles();
  expect(order.toSorted()).toEqual(tasks.map(({ title }) => title).toSorted());
  // Without a position the way sets out from the task that was the first.
  expect(order[0]).toBe(tasks[0]!.title);
  await press('调顺序');
  await side()
    .getByRole('button', { name: `推后：${order[0]}` })
    .click();
  await expect.poll(titles).toEqual([order[1], order[0], ...order.slice(2)]);
  await page().locator('.field-bottom').getByRole('button', { name: /撤销/ }).click();
  await expect.poll(titles).toEqual(order);
  await press('调顺序');
  await choose('人员', '我的');
  await expect.poll(titles).toEqual(order.filter((title) => named(title).assignee === ME));
  await choose('人员', '全部');
  await choose('状态', '已核实');
  await expect(side()).toContainText('没有符合条件的任务');
  await choose('状态', '全部');
});

test('a position by a receiver gives distance and direction, and an old one says that it is old', async () => {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await rail('轨迹').click();
  await side().getByText('TCP', { exact: true }).click();
  await side().getByLabel('接收机地址').fill('127.0.0.1');
  await side().getByLabel('端口', { exact: true }).fill(String(port));
  await press('连接');
  await expect.poll(() => sockets.length).toBe(1);
  await running.picture('field-track');
  await press('开始记录');
  await expect(page().locator('.field-bottom')).toContainText('轨迹记录中');

  // A thousandth of a degree south of the first task: 110.9 m on the ellipsoid at 30 degrees.
  const [lon, lat] = tasks[0]!.place!;
  const moment = (second: number) => ({
    timeMs: Date.UTC(2026, 10, 30, 8) + 1000 * second,
    at: { lon: stepsOf(lon), lat: stepsOf(lat - 0.001) },
    quality: 4 as const,
    heightCm: 48_620,
  });
  const burst = (second: number): string => gst(moment(second)) + gga(moment(second)) + rmc(moment(second));
  let second = 0;
  const fed = setInterval(() => sockets[0]?.write(burst(second++)), 500);
  const signal = page().locator('.field-top [data-signal]');
  await expect(signal).toHaveText('14颗 · ±1.0米');
  await expect(page().locator('.field-plate[data-of="here"]')).toContainText('高程 486.20米');
  await rail('任务').click();
  await side().getByRole('button', { name: tasks[0]!.title }).click();
  const target = page().getByLabel('目标');
  await expect(target).toContainText('111米');
  await expect(target).toContainText('北 0°');
  await mapOf(page()).idle();
  await running.picture('field-task');
  // The line to the task runs from 111 m south of it straight up.
  const frame = await mapFrame();
  const [x, y] = await mapOf(page()).pixel(lon, lat - 0.0005);
  const png = readPng(await page().screenshot({ clip: { x: x - 8, y: y - 14, width: 16, height: 28 } }));
  const blue = (): number => {
    let n = 0;
    for (let py = 0; py < png.height; py++)
      for (let px = 0; px < png.width; px++) {
        const [r, g, b] = png.at(px, py);
        if (b! > 170 && r! < 90 && g! < 140) n += 1;
      }
    return n;
  };
  expect(frame.width).toBeGreaterThan(700);
  expect(blue()).toBeGreaterThan(12);
  clearInterval(fed);
  await expect(signal).toHaveText('定位已过时', { timeout: 20_000 });
  await expect(target).toHaveCount(0);
  await running.picture('field-stale');
  sockets[0]!.destroy();
  await expect(signal).toHaveText('信号丢失', { timeout: 45_000 });
  await press('返回');
  await rail('轨迹').click();
  await press('结束');
  await expect(page().locator('.field-bottom')).toContainText('轨迹已结束');
  for (const socket of sockets) socket.destroy();
  server.close();
});

test('what is entered survives a power cut, is saved in one step, and is there after the next start', async () => {
  await rail('任务').click();
  const { title } = tasks[0]!;
  await side().getByRole('button', { name: title }).click();
  await choose('核实结论', '有变化');
  await choose('现状地类', '水田');
  await choose('种植情况', '正在耕种');
  await choose('与图上边界', '有出入');
  await side().getByRole('textbox', { name: '备注' }).fill('东侧田埂较图上外移约2米，村民称2023年后未动。');
  await rail('草图').click();
  const frame = await mapFrame();
  const [cx, cy] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  await page().mouse.move(cx - 120, cy + 60);
  await page().mouse.down();
  for (let i = 1; i <= 12; i++) await page().mouse.move(cx - 120 + 15 * i, cy + 60 + (i % 2) * 12);
  await page().mouse.up();
  await page().getByRole('button', { name: '画完' }).click();
  await expect(side()).toContainText('1条线');
  await side().getByRole('button', { name: '图上点选' }).click();
  await page().mouse.click(cx + 80, cy + 90);
  await expect(side()).toContainText('图上点选，精度未知');
  await page().waitForTimeout(400);
  kill(running);
  running = await open();
  await mapIdle(page());
  await expect(side().getByRole('button', { name: title })).toContainText('未存');
  await side().getByRole('button', { name: title }).click();
  await expect(side().getByRole('textbox', { name: '备注' })).toHaveValue(/东侧田埂/);
  await expect(side()).toContainText('1条线');
  await running.picture('field-draft');
  await press('保存核实');
  await expect(page().locator('.field-top')).toContainText(`核实 1 / ${COUNT}`);
  await expect(side().getByRole('button', { name: title })).toContainText('有变化');

  fs.mkdirSync(at('card'));
  fs.writeFileSync(at('card/IMG_1.jpg'), photoOf('2026:11:30 10:00:25', [110.2, 30.04]));
  fs.writeFileSync(at('card/readme.txt'), 'no evidence');
  await running.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, at('card'));
  await side().getByRole('button', { name: title }).click();
  await side().getByRole('button', { name: '导入文件夹' }).click();
  const tile = (): Locator => side().getByRole('button', { name: /照片.*IMG_1/ });
  await expect(tile()).toBeVisible();
  await expect
    .poll(() =>
      tile()
        .locator('img')
        .evaluate((img) => (img as HTMLImageElement).naturalWidth),
    )
    .toBeGreaterThan(0);
  await expect(page().getByText('1个文件不是照片、录音或PDF，未导入')).toBeVisible();
  expect(running.complaints).toEqual([]);
  await running.app.close();

  running = await open();
  await mapIdle(page());
  await expect(page().locator('.field-top')).toContainText(`核实 1 / ${COUNT}`);
  await side().getByRole('button', { name: title }).click();
  await expect(side().getByRole('radio', { name: '水田' })).toBeChecked();
  await expect(side().getByRole('radio', { name: '有变化' })).toBeChecked();
  await expect(side().getByRole('textbox', { name: '备注' })).toHaveValue(/东侧田埂/);
  await expect(tile().locator('img')).toBeVisible();
  await expect(side()).toContainText(ME);
  await mapOf(page()).idle();
  await running.picture('field-verified');
});

test('voice and picture are asked for by a press, kept at once, and refused to a page that asks by itself', async () => {
  const asked = (): Promise<string> =>
    page().evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'given',
        (error: Error) => error.name,
      ),
    );
  await page().waitForTimeout(5500);
  expect(await asked()).toBe('NotAllowedError');
  await side().getByRole('button', { name: '录音', exact: true }).click();
  const stop = side().getByRole('button', { name: /结束录音/ });
  await expect(stop).toContainText('00:00:02');
  await stop.click();
  const sound = side().getByRole('button', { name: /录音 录音.*weba/ });
  await expect(sound).toBeVisible();
  await sound.click();
  const audio = side().locator('audio');
  await expect.poll(() => audio.evaluate((one) => (one as HTMLAudioElement).readyState)).toBeGreaterThan(0);
  await side().getByRole('button', { name: '拍照' }).click();
  await running.picture('field-camera');
  await side().getByRole('button', { name: '拍摄' }).click();
  const picture = side().getByRole('button', { name: /照片 现场照片/ });
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(100);
  await running.picture('field-evidence');
});

test('a finger draws a line where it is pulled, and two fingers do not', async () => {
  await rail('任务').click();
  await side().getByRole('button', { name: tasks[2]!.title }).click();
  await press('画草图');
  await mapOf(page()).idle();
  const before = await page().locator('.map-view').getAttribute('data-map-view');
  const frame = await mapFrame();
  const [cx, cy] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const cdp = await page().context().newCDPSession(page());
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [number, number][]) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map(([x, y], id) => ({ x, y, id })),
    });
  await touch('touchStart', [cx - 100, cy]);
  for (let i = 1; i <= 8; i++) await touch('touchMove', [cx - 100 + 20 * i, cy + (i % 2) * 15]);
  await touch('touchEnd');
  await expect(side()).toContainText('1条线');
  // The map stayed where it was: the pull was the tool's.
  expect(await page().locator('.map-view').getAttribute('data-map-view')).toBe(before);
  await touch('touchStart', [cx - 60, cy + 60]);
  await touch('touchStart', [cx - 60, cy + 60], [cx + 60, cy + 60]);
  await touch('touchMove', [cx - 90, cy + 60], [cx + 90, cy + 60]);
  await touch('touchEnd');
  await page().getByRole('button', { name: '画完' }).click();
  await expect(side()).toContainText('1条线');
  await press('放弃修改');
  await expect(rows().first()).toBeVisible();
  expect(running.complaints).toEqual([]);
});

test('a task of one’s own and an observation stand on the map where they were tapped', async () => {
  await rail('任务').click();
  await press('添加任务');
  await side().getByRole('textbox', { name: '任务名称' }).fill('看看水渠');
  await press('图上点选');
  const frame = await mapFrame();
  const [x, y] = [frame.x + frame.width / 2 + 150, frame.y + frame.height / 2 - 100];
  await page().mouse.click(x, y);
  await expect(side()).toContainText('位置已定');
  await side().getByRole('button', { name: '添加', exact: true }).click();
  await expect(rows()).toHaveCount(COUNT + 1);
  await expect(page().locator('.field-top')).toContainText(`核实 1 / ${COUNT + 1}`);
  // The pin is there: a tap on it opens the task.
  await page().mouse.click(x, y - 20);
  await expect(side().getByRole('heading', { name: '看看水渠' })).toBeVisible();
  await press('修改任务');
  await side().getByRole('textbox', { name: '任务名称' }).fill('看看水渠和机耕路');
  await press('保存任务');
  await expect(side().getByRole('heading', { name: '看看水渠和机耕路' })).toBeVisible();
  await press('返回');
  const other = tasks.find(({ assignee }) => assignee !== ME)!;
  await side().getByRole('button', { name: other.title }).click();
  await press('我来做');
  await expect(side().locator('.facts')).toContainText(ME);
  await press('返回');
  await rail('观测').click();
  await choose('观测类型', '地类核实');
  await choose('现状地类', '旱地');
  await press('图上点选');
  await page().mouse.click(frame.x + frame.width / 2 - 150, frame.y + frame.height / 2 - 60);
  await running.picture('field-observation');
  await press('保存观测');
  await expect(side()).toContainText('观测已保存');
  await press('回任务');
  await page().locator('.field-bottom').getByRole('button', { name: /撤销/ }).click();
  await rail('观测').click();
  await expect(side()).toContainText('观测 1');
  await rail('图层').click();
  await running.picture('field-layers');
  await rail('量测').click();
  await running.picture('field-measure');
  await rail('任务').click();
});

test('held upright, and in the dark, all of it is there', async () => {
  const resize = (width: number, height: number): Promise<void> =>
    running.app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]!.setContentSize(w!, h!),
      [width, height],
    );
  await resize(800, 1280);
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(800);
  await mapOf(page()).idle();
  await expectMap(800, 1280);
  await expect(rows().first()).toBeVisible();
  await running.picture('field-upright');
  await side().getByRole('button', { name: tasks[0]!.title }).click();
  await mapOf(page()).idle();
  await running.picture('field-upright-task');
  await resize(1280, 800);
  await expect.poll(() => page().evaluate(() => innerWidth)).toBe(1280);
  await page().keyboard.press('Control+k');
  await page().getByRole('combobox').fill('主题');
  await page().keyboard.press('Enter');
  await expect(page().locator('html')).toHaveAttribute('data-theme', 'dark');
  await mapOf(page()).idle();
  await expectMap(1280, 800);
  await running.picture('field-dark');
  expect(running.complaints).toEqual([]);
});

test('on an ordinary file it is a command away, and says what to do', async () => {
  await running.app.close();
  running = await launch({ userData, words: [at('office.gpkg')], size: [1280, 800] });
  await mapIdle(page());
  await page().keyboard.press('Control+k');
  await page().getByRole('combobox').fill('外业模式');
  await page().keyboard.press('Enter');
  await expect(side()).toContainText('还没有任务');
  await expect(side().getByRole('button', { name: '添加任务' })).toBeVisible();
  await running.picture('field-empty');
  await page().keyboard.press('Control+k');
  await page().getByRole('combobox').fill('切换到英文');
  await page().keyboard.press('Enter');
  await expect(page().getByRole('button', { name: 'Leave' })).toBeVisible();
  await page().getByRole('button', { name: 'Observe' }).click();
  await running.picture('field-english');
  expect(running.complaints).toEqual([]);
});
