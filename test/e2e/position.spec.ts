import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test, type Page } from '@playwright/test';
import {
  degreesOf,
  gga,
  gsa,
  gsv,
  rmc,
  stepsOf,
  voidGga,
  voidRmc,
  type Steps,
} from '../fixtures/nmea/sentences.ts';
import { finishPark } from './draw-park.ts';
import { kill, launch, newUserData } from './launch.ts';
import { mapOf, readPng, type Picture } from './map-page.ts';
import {
  connectTo,
  metresOfLatitude,
  moment,
  openPanel,
  openReceiver,
  said,
  stepsAt,
  stored,
} from './receiver.ts';

/** A page without a window of its own for positions: asks the service over its port, as a window will. */
interface Asking {
  ask(method: string, params: unknown): Promise<unknown>;
  readonly events: { name: string; payload: unknown }[];
}

/** Starts the service and keeps the port it sends in the page, under a name. */
async function startService(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ready = new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', (event) => {
        const data = event.data as { service?: unknown } | null;
        if (data?.service === 'position' && event.ports[0] !== undefined) resolve(event.ports[0]);
      });
    });
    await window.lantu.methods.startPosition({});
    const port = await ready;
    const waiting = new Map<number, (result: unknown) => void>();
    let next = 0;
    const asking: Asking = {
      events: [],
      ask: (method, params) =>
        new Promise((resolve) => {
          waiting.set(++next, resolve);
          port.postMessage({ t: 'call', id: next, method, params });
        }),
    };
    port.addEventListener('message', ({ data }) => {
      const wire = data as { t: string; id: number; result: unknown; name: string; payload: unknown };
      if (wire.t === 'result') waiting.get(wire.id)?.(wire.result);
      if (wire.t === 'event') asking.events.push({ name: wire.name, payload: wire.payload });
    });
    port.start();
    (window as unknown as { asking: Asking }).asking = asking;
  });
}
const ask = (page: Page, method: string, params: unknown = {}): Promise<unknown> =>
  page.evaluate(
    ([name, given]) => (window as unknown as { asking: Asking }).asking.ask(name as string, given),
    [method, params],
  );
const heard = (page: Page, event: string): Promise<unknown[]> =>
  page.evaluate(
    (name) =>
      (window as unknown as { asking: Asking }).asking.events
        .filter((one) => one.name === name)
        .map(({ payload }) => payload),
    event,
  );

const burst = (second: number): string => {
  const moment = {
    timeMs: Date.UTC(2026, 10, 29, 8) + 1000 * second,
    at: { lon: stepsOf(110.6) + 1000 * second, lat: stepsOf(30.2) },
    quality: 4 as const,
    heightCm: 48_620,
  };
  return gga(moment) + rmc(moment);
};

test('positions come to the page from a process of their own, and the track outlives the app', async () => {
  const userData = newUserData();
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const first = await launch({ userData });
  expect(fs.existsSync(path.join(userData, 'positions'))).toBe(false);
  await startService(first.page);
  // The binding of serial ports loads in the process that ships.
  expect(await ask(first.page, 'ports')).toMatchObject({ ok: true });
  expect(await ask(first.page, 'startTrack', { name: '上青筤' })).toMatchObject({ ok: true });
  expect(
    await ask(first.page, 'connect', { source: { kind: 'tcp', host: '127.0.0.1', port } }),
  ).toMatchObject({ ok: true });
  await expect.poll(() => sockets.length).toBe(1);
  sockets[0]!.write(burst(0) + burst(1) + burst(2));
  await expect.poll(async () => (await heard(first.page, 'fix')).length).toBe(3);
  expect(await heard(first.page, 'signal')).toEqual(['searching', 'fix']);
  expect(await ask(first.page, 'connect', { source: { kind: 'tcp', host: '8.8.8.8', port } })).toMatchObject({
    error: { code: 'position.not-local' },
  });
  expect(first.complaints).toEqual([]);
  await first.app.close();

  const second = await launch({ userData });
  await startService(second.page);
  expect(await ask(second.page, 'tracks')).toMatchObject({
    ok: true,
    value: [{ name: '上青筤', ended: false, summary: { points: 3, segments: 1 } }],
  });
  expect(second.complaints).toEqual([]);
  await second.app.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

type Colour = readonly [number, number, number];
const ACCENT: Colour = [0x1d, 0x5f, 0xc4];
const GREY: Colour = [0x6c, 0x74, 0x81];
const WHITE: Colour = [255, 255, 255];
const isColour = (picture: Picture, [x, y]: readonly [number, number], colour: Colour, slack = 20): boolean =>
  picture.at(x, y).every((part, i) => Math.abs(part - colour[i]!) <= slack);
const shot = async (page: Page): Promise<Picture> => readPng(await page.screenshot());

/** Share of a circle about a pixel where the accent is seen within a pixel of the line. */
function shareOfCircle(picture: Picture, [x, y]: readonly [number, number], radius: number): number {
  const parts = 180;
  let seen = 0;
  for (let i = 0; i < parts; i++) {
    const [dx, dy] = [Math.cos((2 * Math.PI * i) / parts), Math.sin((2 * Math.PI * i) / parts)];
    const found = [-1, -0.5, 0, 0.5, 1].some((off) => {
      const [red, , blue] = picture.at(x + (radius + off) * dx, y + (radius + off) * dy);
      return red < 110 && blue > 150;
    });
    if (found) seen++;
  }
  return seen / parts;
}

test('the position is on the map where it is, with its circle; it greys when it is old and is used no more', async () => {
  const receiver = await openReceiver();
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(16);
  const status = page.getByRole('contentinfo').locator('.signal');
  await expect(status).toHaveText(/未连接接收机/);
  const panel = await openPanel(page);
  await running.picture('position-off');
  await connectTo(panel, receiver);
  await expect(status).toHaveText(/等待连接|已连接/);

  const frame = await map.box();
  const wanted: [number, number] = [frame.x + frame.width / 2 - 90, frame.y + frame.height / 2 - 60];
  const steps = stepsAt(await map.place(...wanted));
  // 50 m, as the receiver says: north and east by equal shares.
  const share = 50 / Math.SQRT2;
  receiver.say(said(moment(0, steps), share) + gsa() + gsv());
  receiver.say(said(moment(1, steps), share) + gsa() + gsv());
  await expect(status).toHaveText(/RTK固定解.*14颗.*±50\.0米/);
  await map.idle();

  const [lon, lat] = [degreesOf(steps.lon), degreesOf(steps.lat)];
  const at = await map.pixel(lon, lat);
  const north = await map.pixel(lon, lat + 50 / metresOfLatitude(lat));
  const radius = at[1] - north[1];
  expect(radius).toBeGreaterThan(20);
  await expect.poll(async () => isColour(await shot(page), at, ACCENT)).toBe(true);
  await running.picture('position-fix');
  const picture = await shot(page);
  for (const [dx, dy] of [
    [7.5, 0],
    [-7.5, 0],
    [0, 7.5],
  ] as const) {
    expect(isColour(picture, [at[0] + dx, at[1] + dy], WHITE)).toBe(true);
  }
  expect(shareOfCircle(picture, at, radius)).toBeGreaterThan(0.9);
  expect(shareOfCircle(picture, at, radius * 0.8)).toBeLessThan(0.4);

  // Without a word on its accuracy it is a guess: 0.8 by 5 m for single positions, and the circle is dashed.
  await map.zoomTo(19);
  const far = await map.pixel(lon, lat);
  const [x, y] = await map.centre();
  await page.mouse.move(far[0], far[1]);
  await page.mouse.move(x, y, { steps: 3 });
  receiver.say(said(moment(2, stepsAt(await map.place(x, y)), 1)));
  receiver.say(said(moment(3, stepsAt(await map.place(x, y)), 1)));
  await expect(status).toHaveText(/单点定位.*±4\.0米/);
  await expect(status.locator('.guess')).toHaveText('±4.0米');
  const near = await map.pixel(...(await map.place(x, y)));
  const guess =
    near[1] -
    (await map.pixel((await map.place(x, y))[0], (await map.place(x, y))[1] + 4 / metresOfLatitude(lat)))[1];
  await expect.poll(async () => isColour(await shot(page), near, ACCENT)).toBe(true);
  const dashes = shareOfCircle(await shot(page), near, guess);
  expect(dashes).toBeGreaterThan(0.35);
  expect(dashes).toBeLessThan(0.9);
  await running.picture('position-estimated');

  // Silence: after three seconds it is old.
  await expect(status).toHaveText(/定位中断/, { timeout: 10_000 });
  await expect.poll(async () => isColour(await shot(page), near, GREY)).toBe(true);
  await expect(panel.getByText('定位中断，最后的位置已过时，不予采用。').first()).toBeVisible();
  await running.picture('position-old');
  await page.keyboard.press('p');
  await page.keyboard.press('g');
  await expect(page.locator('.map-hint').getByText('0点', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(map.locator).toHaveAttribute('data-map-tool', 'select');

  // A target in the middle of the map, and oneself 12 m north of it by the meridian.
  await page.getByRole('radio', { name: '定位', exact: true }).click();
  const [middleLon, middleLat] = await map.place(...(await map.centre()));
  await panel.getByRole('button', { name: '取地图中心' }).click();
  const beside = stepsAt([middleLon, middleLat + 12 / metresOfLatitude(middleLat)]);
  receiver.stand(beside);
  const way = panel.getByRole('group', { name: '目标' }).getByRole('status');
  await expect(way).toHaveText(/^(11\.9|12\.0)\d米(180°[01]\d′|179°[45]\d′)$/);
  await panel.getByRole('radio', { name: '磁北' }).click();
  await expect(panel.getByText('先填写磁偏角')).toBeVisible();
  await panel.getByRole('textbox', { name: '磁偏角' }).fill('-3.5');
  await expect(way).toHaveText(/^(11\.9|12\.0)\d米183°[1-4]\d′$/);
  await page.mouse.move(x, y + 10);
  await running.picture('position-target');

  // On both maps of a comparison.
  await page.getByRole('radio', { name: '并排' }).first().click();
  await expect(page.locator('[data-side-state="idle"]')).toBeVisible({ timeout: 60_000 });
  const mapped = await map.pixel(degreesOf(beside.lon), degreesOf(beside.lat));
  const own = await map.box();
  const side = (await page.locator('.side-map .map-canvas').boundingBox())!;
  const twin: [number, number] = [
    mapped[0] - own.x - own.width / 2 + side.x + side.width / 2,
    mapped[1] - own.y - own.height / 2 + side.y + side.height / 2,
  ];
  await expect.poll(async () => isColour(await shot(page), mapped, ACCENT)).toBe(true);
  await expect.poll(async () => isColour(await shot(page), twin, ACCENT)).toBe(true);
  await running.picture('position-side-by-side');
  await page.getByRole('radio', { name: '单图' }).first().click();
  await page.getByRole('radio', { name: '定位', exact: true }).click();

  // The map follows until it is panned by hand.
  const follow = panel.getByRole('switch', { name: '地图跟随位置' });
  await panel.locator('.switch').filter({ hasText: '地图跟随位置' }).click();
  await expect(follow).toBeChecked();
  const away = stepsAt([middleLon + 0.004, middleLat]);
  receiver.stand(away, () => gsa() + gsv());
  await expect
    .poll(async () => Math.abs((await map.view()).lon - degreesOf(away.lon)), { timeout: 10_000 })
    .toBeLessThan(1e-5);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 30, { steps: 5 });
  await page.mouse.up();
  await expect(follow).not.toBeChecked();

  await panel.getByRole('tab', { name: '卫星' }).click();
  await expect(panel.getByText('可见11颗，参与解算9颗')).toBeVisible();
  await running.picture('position-sky');
  await panel.getByRole('tab', { name: '设置' }).click();
  await running.picture('position-settings');
  await panel.getByRole('textbox', { name: '天线高' }).fill('1.8');
  await panel.getByRole('textbox', { name: '天线高' }).press('Enter');
  await expect(panel.getByText('484.40米')).toBeVisible();
  await page.getByRole('button', { name: '深色主题' }).click();
  await panel.getByRole('tab', { name: '卫星' }).click();
  await expect(status).toHaveText(/RTK固定解/);
  await running.picture('position-dark');
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1280, 720));
  await page.getByRole('button', { name: '切换到英文' }).click();
  await page.waitForTimeout(600);
  await running.picture('position-dark-english-1280');
  await panel.getByRole('tab', { name: 'Settings' }).click();
  await running.picture('position-settings-english');
  await page.keyboard.press('p');
  await page.waitForTimeout(500);
  await page.getByRole('radio', { name: 'Offset' }).click();
  await running.picture('position-draw-english-1280');

  await panel
    .getByRole('tab', { name: '卫星' })
    .click()
    .catch(() => undefined);
  expect(running.complaints).toEqual([]);
  await running.app.close();
  receiver.close();
});

/** Features of the layer of tracks in a closed blueprint, in the order in which they were made. */
function tracksIn(
  file: string,
): { started: string; ended: string; observer: string; remark: string; xy: number[][] }[] {
  const script = `
import json, sqlite3, struct, sys
rows = []
for geom, a, b, who, remark in sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True).execute(
    'select geom, started_at, ended_at, observer, remark from track order by fid'):
    at = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(geom[3] >> 1) & 7]
    assert geom[at] == 1 and struct.unpack_from('<I', geom, at + 1)[0] == 2
    n = struct.unpack_from('<I', geom, at + 5)[0]
    flat = struct.unpack_from(f'<{2 * n}d', geom, at + 9)
    rows.append({'started': a, 'ended': b, 'observer': who, 'remark': remark,
                 'xy': [list(flat[i:i + 2]) for i in range(0, 2 * n, 2)]})
print(json.dumps(rows))`;
  const run = spawnSync('python3', ['-c', script, file], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as ReturnType<typeof tracksIn>;
}

/** A recording with an outage, a jump and wrong checksums in it, and the segments that must come of it. */
function recording(from: Steps): { readonly text: string; readonly segments: Steps[][] } {
  const first = Array.from({ length: 12 }, (_u, i) => ({
    lon: from.lon + 60_000 * i,
    lat: from.lat + 40_000 * i,
  }));
  const second = Array.from({ length: 9 }, (_u, i) => ({
    lon: from.lon + 900_000 - 70_000 * i,
    lat: from.lat + 900_000,
  }));
  let text = '';
  first.forEach((at, i) => {
    text += said(moment(i, at));
    // A far position that nothing confirms, and sentences that were damaged on their way.
    if (i === 5) text += said(moment(5.5, { lon: at.lon + stepsOf(0.3), lat: at.lat }));
    if (i === 7) text += said(moment(7.5, { lon: at.lon + 9_000, lat: at.lat })).replaceAll(/\*(..)/g, '*00');
  });
  for (let i = 12; i < 20; i++) text += voidGga(moment(i, from).timeMs) + voidRmc(moment(i, from).timeMs);
  second.forEach((at, i) => {
    text += said(moment(20 + i, at));
  });
  return { text, segments: [first, second] };
}

test('a recording becomes a track of two segments, which goes into the layer with exactly its positions', async () => {
  const running = await launch({ words: ['--sample'] });
  const { app, page, userData } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(15);
  const [x, y] = await map.centre();
  const { text, segments } = recording(stepsAt(await map.place(x + 20, y + 100)));
  const file = path.join(userData, 'walk.nmea');
  const gpx = path.join(userData, 'walk.gpx');
  fs.writeFileSync(file, text, 'latin1');
  await app.evaluate(
    ({ dialog }, [chosen, target]) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen!] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: target! });
    },
    [file, gpx],
  );

  const panel = await openPanel(page);
  await panel.getByRole('tab', { name: '轨迹' }).click();
  await panel.getByRole('textbox', { name: '名称' }).fill('上青筤巡查');
  await panel.getByRole('button', { name: '开始记录' }).click();
  await expect(panel.getByText('记录中')).toBeVisible();
  await panel.getByRole('tab', { name: '接收机' }).click();
  await panel.getByRole('radio', { name: '记录文件' }).click();
  await panel.getByRole('button', { name: '选择文件…' }).click();
  await expect(panel.getByText('walk.nmea')).toBeVisible();
  await panel.getByRole('button', { name: /回放速度/ }).click();
  await page.getByRole('option', { name: '尽快' }).click();
  await panel.getByRole('button', { name: '回放', exact: true }).click();
  await expect(panel.locator('[data-source="ended"]')).toBeVisible();

  await panel.getByRole('tab', { name: '卫星' }).click();
  const count = (name: string) => panel.locator(`dt:text-is("${name}") + dd`);
  await expect(count('校验错误')).toHaveText('2');
  await expect(count('无定位的历元')).toHaveText('8');
  await expect(count('剔除的跳变')).toHaveText('1');

  await panel.getByRole('tab', { name: '轨迹' }).click();
  const facts = panel.getByRole('group', { name: '轨迹记录' });
  await expect(facts.locator('dt:text-is("点数") + dd')).toHaveText('21');
  await expect(facts.locator('dt:text-is("段数") + dd')).toHaveText('2');
  await running.picture('position-track');

  // The segments are lines, and between them is nothing.
  const dark = async (a: Steps, b: Steps): Promise<boolean> => {
    const [p, q] = [await map.pixel(...stored(a)), await map.pixel(...stored(b))];
    const picture = await shot(page);
    const at = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2] as const;
    return [-1, 0, 1].some((off) => isColour(picture, [at[0], at[1] + off], [0x1b, 0x1f, 0x26], 40));
  };
  expect(await dark(segments[0]![3]!, segments[0]![4]!)).toBe(true);
  expect(await dark(segments[1]![3]!, segments[1]![4]!)).toBe(true);
  expect(await dark(segments[0]!.at(-1)!, segments[1]![0]!)).toBe(false);

  await facts.getByRole('button', { name: '结束' }).click();
  const kept = panel.getByRole('listitem', { name: '上青筤巡查' });
  await kept.getByRole('button', { name: '存入图层…' }).click();
  await kept.getByRole('textbox', { name: '调查人' }).fill('王测');
  await running.picture('position-save');
  await kept.getByRole('button', { name: '存入外业轨迹' }).click();
  await expect(page.getByText('轨迹「上青筤巡查」已存入外业轨迹图层：2段。')).toBeVisible();
  await expect(kept.getByText('已存入')).toBeVisible();
  await kept.getByRole('button', { name: '导出GPX…' }).click();
  await expect(page.getByText('已写出walk.gpx：21个点。')).toBeVisible();
  await map.idle();
  await kept.getByRole('button', { name: '删除…' }).click();
  await running.picture('position-kept');
  await panel.getByRole('button', { name: '删除', exact: true }).click();
  await expect(panel.getByText('没有留在本机的轨迹。')).toBeVisible();
  expect(running.complaints).toEqual([]);
  await app.close();

  expect(fs.readFileSync(gpx, 'utf8').match(/<trkpt /g)).toHaveLength(21);
  expect(fs.readFileSync(gpx, 'utf8').match(/<trkseg>/g)).toHaveLength(2);
  const [blueprint] = fs.readdirSync(path.join(userData, 'samples')).filter((name) => name.endsWith('.gpkg'));
  expect(tracksIn(path.join(userData, 'samples', blueprint!))).toEqual(
    segments.map((points) => ({
      started: '2026-11-29',
      ended: '2026-11-29',
      observer: '王测',
      remark: '上青筤巡查',
      xy: points.map(stored),
    })),
  );
});

test('a park is drawn by standing, averaging, walking and by offset; an outage stops it', async () => {
  const receiver = await openReceiver();
  const running = await launch({ words: ['--sample'] });
  const { page } = running;
  const map = mapOf(page);
  await map.idle();
  await map.zoomTo(15);
  const panel = await openPanel(page);
  await connectTo(panel, receiver);
  const [x, y] = await map.centre();
  const start = stepsAt(await map.place(x - 60, y + 100));
  const inspector = page.getByRole('complementary', { name: '属性检查器' });
  const block = inspector.getByRole('region', { name: '按定位加点' });
  const points = (n: number) => expect(inspector.getByText(`${n}点`, { exact: true })).toBeVisible();
  let second = 0;
  /** The next second, and one more so that this one is told whole. */
  const stand = (at: Steps): void => receiver.say(said(moment(second++, at), 0.01));

  await page.getByRole('toolbar').getByRole('button', { name: /园区/ }).first().click();
  await expect(block).toBeVisible();
  // Without a position the button says why, and the key does too.
  await page.keyboard.press('g');
  await points(0);
  await running.picture('position-draw-none');
  stand(start);
  await expect(block.getByText(/RTK固定解/)).toBeVisible();
  await page.keyboard.press('g');
  await points(1);

  // Averaged over two seconds of the receiver's time.
  await block.getByRole('radio', { name: '平均' }).click();
  await block.getByRole('textbox', { name: '采集时长' }).fill('2');
  await block.getByRole('textbox', { name: '采集时长' }).press('Enter');
  const spots = [0, 300, 900].map((off) => ({ lon: start.lon + 600_000 + off, lat: start.lat + off }));
  second += 10;
  stand(spots[0]!);
  await page.waitForTimeout(400);
  await block.getByRole('button', { name: '开始采集' }).click();
  for (const spot of spots) {
    stand(spot);
    await page.waitForTimeout(500);
  }
  await expect(block.getByText(/^3个/)).toBeVisible();
  await running.picture('position-draw-average');
  await block.getByRole('button', { name: '加点', exact: true }).click();
  await points(2);

  // By offset from where one stands, and from the last point: due north, so that the meridian tells.
  await block.getByRole('radio', { name: '偏距' }).click();
  second += 10;
  stand({ lon: start.lon + 1_200_000, lat: start.lat });
  await page.waitForTimeout(400);
  await block.getByRole('textbox', { name: '距离' }).fill('60');
  await block.getByRole('textbox', { name: '方位角' }).fill('0');
  await running.picture('position-draw-offset');
  await block.getByRole('button', { name: '加点', exact: true }).click();
  await points(3);
  await block.getByRole('radio', { name: '上一点' }).click();
  await block.getByRole('textbox', { name: '距离' }).fill('40');
  await block.getByRole('textbox', { name: '方位角' }).fill('0');
  await block.getByRole('button', { name: '加点', exact: true }).click();
  await points(4);

  // Walked west in steps of about 3 m with a point each 5 m: every second step.
  await block.getByRole('radio', { name: '走测' }).click();
  const walk = Array.from({ length: 7 }, (_u, i) => ({
    lon: start.lon + 1_000_000 - 19_000 * i,
    lat: start.lat + 820_000,
  }));
  second += 10;
  stand(walk[0]!);
  await page.waitForTimeout(400);
  await block.getByRole('button', { name: '开始走测' }).click();
  await points(5);
  for (const at of walk.slice(1, 5)) {
    stand(at);
    await page.waitForTimeout(350);
  }
  await points(7);
  receiver.say(voidGga(moment(second, start).timeMs) + voidRmc(moment(second++, start).timeMs));
  await expect(block.getByText(/已暂停：失去定位/)).toBeVisible();
  stand(walk[5]!);
  stand(walk[6]!);
  await page.waitForTimeout(600);
  await points(7);
  await running.picture('position-draw-walk');
  await block.getByRole('button', { name: '接着走' }).click();
  await points(8);
  await block.getByRole('button', { name: '结束走测' }).click();

  await finishPark(page, '定位试绘园');
  await expect.poll(() => map.locator.getAttribute('data-selection')).toContain('industrial_park');
  await page.getByRole('tab', { name: '界址点' }).click();
  const grid = page.getByRole('grid', { name: '界址点' });
  await expect(grid.getByRole('row', { name: /^J8/ })).toBeVisible();
  const rows = await Promise.all(
    (await grid.getByRole('row').all()).map((row) => row.getByRole('gridcell').allTextContents()),
  );
  const drawn = rows.filter((row) => row.length > 0).map((row) => `${row[3]} ${row[4]}`);
  const text = ([lon, lat]: readonly [number, number]): string => `${lon.toFixed(9)} ${lat.toFixed(9)}`;
  const mean = (of: 'lon' | 'lat'): number =>
    spots.reduce((sum, spot) => sum + degreesOf(spot[of]), 0) / spots.length;
  const stand3 = stored({ lon: start.lon + 1_200_000, lat: start.lat });
  const north = (from: number, metres: number): number =>
    from + metres / metresOfLatitude(from + metres / 2 / 111_000);
  const third = north(stand3[1], 60);
  const exact = [stored(start), [mean('lon'), mean('lat')] as const];
  const walked = [walk[0]!, walk[2]!, walk[4]!, walk[6]!].map(stored);
  for (const one of [...exact, ...walked]) expect(drawn).toContain(text(one));
  // The meridian is bent a little over such a distance: to the tenth of a millimetre.
  const places = drawn.map((one) => one.split(' ').map(Number));
  for (const latitude of [third, north(third, 40)]) {
    expect(
      places.some(([lon, lat]) => lon === stand3[0] && Math.abs(lat! - latitude) <= 2e-9),
      `${stand3[0]} ${latitude} in ${drawn.join('; ')}`,
    ).toBe(true);
  }
  expect(places).toHaveLength(8);
  expect(running.complaints).toEqual([]);
  await running.app.close();
  receiver.close();
});

test('a track that was cut off is offered at the next start, and can be gone on with', async () => {
  const receiver = await openReceiver();
  const first = await launch({ words: ['--sample'] });
  await mapOf(first.page).idle();
  const panel = await openPanel(first.page);
  await connectTo(panel, receiver);
  await panel.getByRole('tab', { name: '轨迹' }).click();
  await panel.getByRole('textbox', { name: '名称' }).fill('断电的轨迹');
  await panel.getByRole('button', { name: '开始记录' }).click();
  // What is said before the track has begun is none of it.
  await expect(panel.getByText('记录中', { exact: true })).toBeVisible();
  const from = { lon: stepsOf(110.6), lat: stepsOf(30.2) };
  for (let i = 0; i < 4; i++) receiver.say(said(moment(i, { lon: from.lon + 50_000 * i, lat: from.lat })));
  const fact = (of: typeof panel, name: string) =>
    of.getByRole('group', { name: '轨迹记录' }).locator(`dt:text-is("${name}") + dd`);
  await expect(fact(panel, '点数')).toHaveText('4');
  // What is on the disk is there after a power cut: it is put there every two seconds.
  await first.page.waitForTimeout(2500);
  await expect(fact(panel, '已存盘')).toHaveText(/\d\d:\d\d:\d\d/);
  kill(first);

  const second = await launch({ userData: first.userData, words: ['--sample'] });
  await mapOf(second.page).idle();
  const again = await openPanel(second.page);
  await second.page.getByRole('button', { name: '查看' }).click();
  const row = again.getByRole('listitem', { name: '断电的轨迹' });
  await expect(row.getByText('未结束')).toBeVisible();
  await second.picture('position-unfinished');
  await row.getByRole('button', { name: '接着记录' }).click();
  await expect(again.getByText('已暂停')).toBeVisible();
  await expect(fact(again, '点数')).toHaveText('4');
  await again.getByRole('button', { name: '结束' }).click();
  await expect(row).toBeVisible();
  await expect(row.getByText('未结束')).toBeHidden();
  await second.app.close();
  receiver.close();
});
