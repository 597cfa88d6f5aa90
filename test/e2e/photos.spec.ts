import fs from 'node:fs';
import path from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { gpsAt, jpeg, tiff, type Entry } from '../fixtures/photo/make-photo.ts';
import { colourAt, distance } from './colours.ts';
import { Desk, type Pixel } from './desk.ts';
import { connectTo, moment, openPanel, openReceiver, said, stepsAt } from './receiver.ts';

test.describe.configure({ mode: 'serial' });

const BEGIN = Date.UTC(2026, 10, 30, 2);
/** Seconds that the camera's clock is behind. */
const BEHIND = 200;
const ACCENT = [0x1d, 0x5f, 0xc4];
const [RED, BLUE] = [
  [220, 40, 40],
  [30, 60, 200],
];
/** Pixels from the middle of the map: a place of its own, the two ends of a walk of 600 seconds. */
const OWN: Pixel = [-260, -150];
const [FROM, TO]: [Pixel, Pixel] = [
  [-250, 140],
  [110, 140],
];
const STEPS = 60;

let desk: Desk;
let folder: string;
const at = (name: string): string => path.join(folder, name);
const page = (): Page => desk.page;
const panel = (): Locator => page().locator('.photos-panel');
const viewer = (): Locator => page().getByRole('dialog');
const rows = (): Locator => panel().getByRole('grid').locator('.vt-row');
const place = ([x, y]: Pixel): Promise<[number, number]> => desk.map.place(...desk.at([x, y]));
/** Where one is so many seconds after the begin of the walk. */
const walked = (seconds: number): Pixel => [FROM[0] + ((TO[0] - FROM[0]) * seconds) / 600, FROM[1]];
const clockOf = (ms: number): string =>
  new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ');

/** A picture of the window's own making, red at its left and blue at its right, that says how it is to be turned. */
async function picture(main: readonly Entry[], taken: number, gps: readonly Entry[]): Promise<Buffer> {
  const bytes = await page().evaluate(
    async ({ red, blue }) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [1600, 1200];
      const c = canvas.getContext('2d')!;
      c.fillStyle = `rgb(${red.join()})`;
      c.fillRect(0, 0, 800, 1200);
      c.fillStyle = `rgb(${blue.join()})`;
      c.fillRect(800, 0, 800, 1200);
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
      return [...new Uint8Array(await blob!.arrayBuffer())];
    },
    { red: RED, blue: BLUE },
  );
  const exif = tiff({ main, exif: [{ tag: 0x9003, ascii: clockOf(taken) }], gps });
  // The head of the fixture's file, with its Exif, before the rest of this picture.
  const app = jpeg(exif).subarray(2, 2 + 2 + 8 + exif.length);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), app, Buffer.from(bytes).subarray(2)]);
}

const answer = (...chosen: string[]): Promise<void> =>
  desk.running.app.evaluate(({ dialog }, files) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [files.shift()!] });
  }, chosen);

/** The body of the sign in a mark stands beside its middle. */
const onSign = ([x, y]: Pixel): [number, number] => desk.at([Math.round(x) + 5, Math.round(y) + 1]);
const farFromAccent = async (of: Pixel): Promise<number> =>
  distance(await colourAt(page(), ...onSign(of)), ACCENT);

test.beforeAll(async () => {
  desk = await Desk.open('照片试验园');
  folder = fs.mkdtempSync(path.join(desk.running.userData, 'photos-'));
  fs.mkdirSync(at('DCIM'));
  const own = await place(OWN);
  const direction: Entry[] = [
    { tag: 16, ascii: 'T' },
    { tag: 17, rationals: [[90, 1]] },
  ];
  const turned: Entry[] = [{ tag: 0x0112, short: 6 }];
  fs.writeFileSync(
    at('DCIM/IMG_1.jpg'),
    await picture(turned, BEGIN - 3_600_000, [...gpsAt(...own), ...direction]),
  );
  // 450 seconds after the begin by a clock that is right.
  fs.writeFileSync(at('DCIM/IMG_2.jpg'), await picture([], BEGIN + 1000 * (450 - BEHIND), []));
  // On the walk, and says so.
  fs.writeFileSync(
    at('DCIM/IMG_3.jpg'),
    await picture([], BEGIN + 1000 * (300 - BEHIND), gpsAt(...(await place(walked(300))))),
  );
  fs.writeFileSync(at('DCIM/readme.txt'), 'no evidence');
  const points: string[] = [];
  for (let i = 0; i <= STEPS; i++) {
    const [lon, lat] = await place(walked(10 * i));
    const time = new Date(BEGIN + 10_000 * i).toISOString();
    points.push(`<trkpt lat="${lat.toFixed(9)}" lon="${lon.toFixed(9)}"><time>${time}</time></trkpt>`);
  }
  fs.writeFileSync(
    at('walk.gpx'),
    `<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`,
  );
});
test.afterAll(async () => {
  expect(desk.running.complaints).toEqual([]);
  await desk.running.app.close();
});

test('an empty panel says what it is for', async () => {
  await page().keyboard.press('Control+Shift+P');
  await expect(panel()).toContainText('还没有照片和附件');
  await desk.running.picture('photos-empty');
});

test('a folder is looked at; places come from the position and from the track with the time put right', async () => {
  await answer(at('DCIM'), at('walk.gpx'));
  await panel().getByRole('button', { name: '导入文件夹…' }).click();
  await expect(panel().getByRole('status')).toHaveText('共3个，2个有位置，0个已在蓝图里，1个不能导入。');
  await expect(rows().filter({ hasText: 'IMG_1' })).toContainText('按照片自带位置');
  await expect(rows().filter({ hasText: 'IMG_2' })).toContainText('没有位置');
  await panel().getByText('1个文件不能导入').click();
  await expect(panel()).toContainText(/不是照片、录音或 ?PDF/);
  await panel().getByText('1个文件不能导入').click();

  await panel().getByRole('button', { name: 'GPX文件…' }).click();
  await expect(rows().filter({ hasText: 'IMG_2' })).toContainText('按轨迹时间');
  // By the clock as it is, 200 seconds too early; nothing is written yet.
  await expect.poll(() => farFromAccent(walked(450 - BEHIND))).toBeLessThan(40);
  expect(await farFromAccent(walked(450))).toBeGreaterThan(80);
  await desk.running.picture('photos-import');

  // A photograph that has both a place and a time tells the shift.
  await expect(panel()).toContainText('IMG_3');
  await panel()
    .getByRole('button', { name: /采用.*\+0:03:20/ })
    .click();
  await expect(panel().getByRole('textbox', { name: '分' })).toHaveValue('3');
  await expect(panel().getByRole('textbox', { name: '秒', exact: true })).toHaveValue('20');
  await expect.poll(() => farFromAccent(walked(450))).toBeLessThan(40);
  expect(await farFromAccent(walked(450 - BEHIND))).toBeGreaterThan(80);

  // The same by hand: a clock that is ahead goes the other way, and is outside of the track.
  await panel().getByRole('radio', { name: '快了' }).click();
  await panel().getByRole('textbox', { name: '时', exact: true }).fill('1');
  await panel().getByRole('textbox', { name: '时', exact: true }).press('Enter');
  await expect(rows().filter({ hasText: 'IMG_2' })).toContainText('拍摄时间在轨迹之外');
  await panel().getByRole('radio', { name: '慢了' }).click();
  await panel().getByRole('textbox', { name: '时', exact: true }).fill('0');
  await panel().getByRole('textbox', { name: '时', exact: true }).press('Enter');
  await expect(rows().filter({ hasText: 'IMG_2' })).toContainText('按轨迹时间');

  await panel().getByRole('button', { name: '关联所选要素' }).click();
  await expect(panel()).toContainText('照片试验园');
  await desk.running.picture('photos-import-shifted');
});

test('one step writes all; marks stand where the photographs were taken and look where they looked', async () => {
  const [east, west] = [desk.at([OWN[0] + 26, OWN[1]]), desk.at([OWN[0] - 26, OWN[1]])];
  await panel().getByRole('button', { name: '导入3个' }).click();
  await expect(page().getByText('已写入3个，都有位置')).toBeVisible();
  await expect(rows()).toHaveCount(3);
  await desk.map.idle();
  await expect.poll(() => farFromAccent(OWN)).toBeLessThan(40);
  await expect.poll(() => farFromAccent(walked(450))).toBeLessThan(40);
  const [withWedge, beside] = [await colourAt(page(), ...east), await colourAt(page(), ...west)];
  await desk.running.picture('photos-list');
  // Without the panel, and without the switch, there are none.
  await page().keyboard.press('Control+Shift+P');
  await expect(panel()).toHaveCount(0);
  await expect.poll(() => farFromAccent(OWN)).toBeGreaterThan(80);
  expect(distance(withWedge, await colourAt(page(), ...east))).toBeGreaterThan(30);
  expect(distance(beside, await colourAt(page(), ...west))).toBeLessThan(6);
  await page().keyboard.press('Control+Shift+P');
  await expect(rows()).toHaveCount(3);
});

test('the same folder once more has nothing new', async () => {
  await answer(at('DCIM'));
  await panel().getByRole('button', { name: '导入文件夹…' }).click();
  await expect(panel().getByRole('status')).toContainText('3个已在蓝图里');
  await expect(panel().getByRole('button', { name: '导入0个' })).toHaveAttribute('aria-disabled', 'true');
  await panel().getByRole('button', { name: '放弃' }).click();
  await expect(rows()).toHaveCount(3);
});

test('a click on a mark shows the photograph upright, with what is known of it', async () => {
  await page().mouse.click(...desk.at(OWN));
  await expect(viewer()).toContainText('IMG_1.jpg');
  const image = viewer().locator('.photo-canvas img');
  await expect(image).toBeVisible();
  await expect
    .poll(() =>
      image.evaluate((one) => [
        (one as HTMLImageElement).naturalWidth,
        (one as HTMLImageElement).naturalHeight,
      ]),
    )
    .toEqual([1200, 1600]);
  // Turned by a quarter to the right: what was at the left is on top.
  const box = (await image.boundingBox())!;
  const middle = box.x + box.width / 2;
  await expect
    .poll(async () => distance(await colourAt(page(), middle, box.y + box.height / 4), RED!))
    .toBeLessThan(25);
  expect(distance(await colourAt(page(), middle, box.y + (box.height * 3) / 4), BLUE!)).toBeLessThan(25);
  await expect(viewer()).toContainText(/东 ?90°/);
  await expect(viewer()).toContainText('按照片自带位置');
  await expect(viewer()).toContainText('照片试验园');
  await expect(viewer()).toContainText(/[0-9a-f]{64}/);
  await desk.running.picture('photos-viewer');

  const canvas = viewer().locator('.photo-canvas');
  const scale = async (): Promise<number> => Number(await canvas.getAttribute('data-scale'));
  const fit = await scale();
  expect(fit).toBeLessThan(1);
  await viewer().getByRole('button', { name: '100%' }).click();
  expect(await scale()).toBe(1);
  await canvas.hover();
  await page().mouse.wheel(0, -240);
  await expect.poll(scale).toBe(1.25);
  await viewer().getByRole('button', { name: '适合窗口' }).click();
  expect(await scale()).toBe(fit);

  await page().keyboard.press('ArrowRight');
  await expect(viewer()).toContainText('IMG_3.jpg');
  await viewer().getByRole('button', { name: '下一个' }).click();
  await expect(viewer()).toContainText('IMG_2.jpg');
  await expect(viewer()).toContainText('已加时间差+0:03:20');
  await expect(viewer().getByRole('button', { name: '下一个' })).toBeDisabled();
});

test('a caption is kept, a place is given by hand, a photograph is removed, and each is undone', async () => {
  const caption = viewer().getByRole('textbox', { name: '说明' });
  await caption.fill('东侧田埂，已硬化');
  await viewer().getByRole('heading', { name: 'IMG_2.jpg' }).click();
  await viewer().getByRole('button', { name: '上一个' }).click();
  await viewer().getByRole('button', { name: '下一个' }).click();
  await expect(caption).toHaveValue('东侧田埂，已硬化');
  await viewer().getByRole('button', { name: '取消关联' }).click();
  await expect(viewer()).toContainText('没有关联要素');
  await viewer()
    .getByRole('button', { name: /关联到.*照片试验园/ })
    .click();
  await expect(viewer().getByRole('button', { name: '转到要素' })).toBeVisible();

  await viewer().getByRole('button', { name: '在图上指定位置' }).click();
  await expect(viewer()).toHaveCount(0);
  const spot: Pixel = [-120, -170];
  await page().mouse.click(...desk.at(spot));
  // The one that the list stands on is filled.
  const rim = desk.at([spot[0], spot[1] + 9]);
  await expect.poll(async () => distance(await colourAt(page(), ...rim), ACCENT)).toBeLessThan(40);
  await expect(rows().filter({ hasText: '东侧田埂' })).toContainText('手工标注');
  await desk.running.picture('photos-placed');
  await page().keyboard.press('Control+z');
  await expect(rows().filter({ hasText: '东侧田埂' })).toContainText('按轨迹时间');
  await expect.poll(async () => distance(await colourAt(page(), ...rim), ACCENT)).toBeGreaterThan(80);

  await rows().filter({ hasText: 'IMG_3' }).dblclick();
  await viewer().getByRole('button', { name: '移除', exact: true }).click();
  await expect(viewer()).toHaveCount(0);
  await expect(rows()).toHaveCount(2);
  await page().keyboard.press('Control+z');
  await expect(rows()).toHaveCount(3);
});

test('the list is filtered, what has no place is placed by the track, and dark is as readable', async () => {
  await rows().filter({ hasText: '东侧田埂' }).dblclick();
  await viewer().getByRole('button', { name: '去掉位置' }).click();
  await expect(viewer().getByRole('button', { name: '去掉位置' })).toHaveCount(0);
  await page().keyboard.press('Escape');
  await panel().getByRole('radio', { name: '无位置' }).click();
  await expect(rows()).toHaveCount(1);
  await answer(at('walk.gpx'));
  await panel().getByRole('button', { name: '按轨迹标注1张' }).click();
  await panel().getByRole('button', { name: 'GPX文件…' }).click();
  await panel().getByRole('textbox', { name: '秒', exact: true }).fill('20');
  await panel().getByRole('textbox', { name: '秒', exact: true }).press('Enter');
  await panel().getByRole('textbox', { name: '分' }).fill('3');
  await panel().getByRole('textbox', { name: '分' }).press('Enter');
  await panel().getByRole('button', { name: '写入1张的位置' }).click();
  await expect(panel()).toContainText('没有符合条件的附件');
  await panel().getByRole('radiogroup', { name: '位置' }).getByRole('radio', { name: '全部' }).click();
  await expect(rows()).toHaveCount(3);
  await rows().filter({ hasText: 'IMG_1' }).click();
  await expect.poll(() => farFromAccent(walked(450))).toBeLessThan(40);

  await page().getByRole('button', { name: '深色主题' }).click();
  await desk.map.idle();
  await desk.running.picture('photos-list-dark');
  await rows().filter({ hasText: 'IMG_1' }).dblclick();
  await expect(viewer().locator('.photo-canvas img')).toBeVisible();
  await desk.running.picture('photos-viewer-dark');
  await page().keyboard.press('Escape');
  await expect(viewer()).toHaveCount(0);
});

test('field mode has the same panel and viewer, large enough for a finger', async () => {
  await page().getByRole('button', { name: '浅色主题' }).click();
  await page().getByRole('menubar').getByRole('menuitem', { name: '视图' }).click();
  await page()
    .getByRole('menu', { name: '视图' })
    .getByRole('menuitemcheckbox', { name: '外业模式' })
    .click();
  await expect(page().locator('.field-top')).toBeVisible();
  await expect(panel()).toHaveCount(0);
  await page().keyboard.press('Control+Shift+P');
  await expect(rows()).toHaveCount(3);
  for (const button of await panel().getByRole('button').all())
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(47.5);
  await rows().filter({ hasText: '东侧田埂' }).click();
  await desk.map.idle();
  await desk.running.picture('photos-field');
  await panel().getByRole('button', { name: '查看' }).click();
  await expect(viewer().locator('.photo-canvas img')).toBeVisible();
  for (const button of await viewer().locator('.photo-facts, .photo-zoom').getByRole('button').all())
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(47.5);
  await page().keyboard.press('Escape');
  await page().keyboard.press('Control+Shift+P');
  await expect(page().getByRole('complementary', { name: '外业面板' })).toBeVisible();
});

test('a recording is heard, and what cannot be shown says so and what can be done', async () => {
  await page().locator('.field-top').getByRole('button', { name: '退出' }).click();
  await page().keyboard.press('Control+Shift+P');
  fs.mkdirSync(at('more'));
  // Half a second of silence, 8000 samples a second of one byte.
  const wav = Buffer.alloc(44 + 4000, 0x80);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 4000, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(8000, 24);
  wav.writeUInt32LE(8000, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(4000, 40);
  fs.writeFileSync(at('more/voice.wav'), wav);
  fs.writeFileSync(at('more/letter.pdf'), '%PDF-1.4 nothing more');
  fs.writeFileSync(at('more/torn.jpg'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2]));
  await answer(at('more'));
  await panel().getByRole('button', { name: '导入文件夹…' }).click();
  await panel().getByRole('button', { name: '导入3个' }).click();
  await expect(page().getByText('已写入3个，其中3个没有位置')).toBeVisible();
  await panel().getByRole('radio', { name: '录音' }).click();
  await expect(rows()).toHaveCount(1);
  await rows().dblclick();
  const audio = viewer().locator('audio');
  await expect.poll(() => audio.evaluate((one) => (one as HTMLAudioElement).duration)).toBeCloseTo(0.5, 1);
  await desk.running.picture('photos-voice');
  await page().keyboard.press('Escape');
  await panel().getByRole('radiogroup', { name: '类型' }).getByRole('radio', { name: '全部' }).click();
  await rows().filter({ hasText: 'letter.pdf' }).dblclick();
  await expect(viewer()).toContainText('这里不显示文件内容');
  await page().keyboard.press('Escape');
  await rows().filter({ hasText: 'torn.jpg' }).dblclick();
  await expect(viewer()).toContainText('这种图片在这里画不出来');
  await desk.running.picture('photos-torn');
  await page().keyboard.press('Escape');
});

test('a track of this computer says where a photograph was taken', async () => {
  const receiver = await openReceiver();
  const positions = await openPanel(page());
  await connectTo(positions, receiver);
  await positions.getByRole('tab', { name: '轨迹' }).click();
  await positions.getByRole('textbox', { name: '名称' }).fill('下午的巡查');
  await positions.getByRole('button', { name: '开始记录' }).click();
  await expect(positions.getByText('记录中', { exact: true })).toBeVisible();
  const wayAt = (second: number): Pixel => [120 + second, 90];
  // Each second, as receivers do: a longer silence breaks a track.
  for (let second = 0; second <= 60; second++)
    receiver.say(said(moment(second, stepsAt(await place(wayAt(second)))), 1));
  await expect(
    positions.getByRole('group', { name: '轨迹记录' }).locator('dt:text-is("点数") + dd'),
  ).toHaveText('61');
  await page().keyboard.press('Control+Shift+P');
  await expect(panel()).toBeVisible();
  fs.mkdirSync(at('late'));
  const taken = moment(35, stepsAt(await place(wayAt(35)))).timeMs;
  fs.writeFileSync(at('late/IMG_9.jpg'), await picture([], taken, []));
  await answer(at('late'));
  await panel().getByRole('button', { name: '导入文件夹…' }).click();
  await panel()
    .getByRole('button', { name: /不用轨迹/ })
    .click();
  await page()
    .getByRole('option', { name: /下午的巡查/ })
    .click();
  await expect(rows().filter({ hasText: 'IMG_9' })).toContainText('按轨迹时间');
  await expect.poll(() => farFromAccent(wayAt(35))).toBeLessThan(40);
  await panel().getByRole('button', { name: '导入1个' }).click();
  await expect(page().getByText('已写入1个，都有位置')).toBeVisible();
  await expect(rows().filter({ hasText: 'IMG_9' })).toContainText('按轨迹时间');
  await desk.running.picture('photos-own-track');
  receiver.close();
});
