import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Quality } from '../../shared/gnss/types.ts';
import {
  degreesOf,
  gga,
  rmc,
  sentence,
  clock,
  stepsOf,
  type Moment,
  type Steps,
} from '../fixtures/nmea/sentences.ts';

const BEGINS = Date.UTC(2026, 10, 29, 8);

/** A moment of a recording: seconds from its begin, place, quality. */
export const moment = (second: number, at: Steps, quality: Quality = 4): Moment => ({
  timeMs: BEGINS + 1000 * second,
  at,
  quality,
  heightCm: 48_620,
});

/** What a receiver says of one moment; with a standard deviation (metres, north and east) where it states one. */
export const said = (of: Moment, deviation?: number): string =>
  gga(of) +
  rmc(of) +
  (deviation === undefined
    ? ''
    : sentence(`GNGST,${clock(of.timeMs)},1.2,,,,${deviation.toFixed(2)},${deviation.toFixed(2)},1.50`));

/** A position as it is stored: on the grid of 1e-9 degree. */
export const stored = ({ lon, lat }: Steps): [number, number] => [
  Math.round(degreesOf(lon) * 1e9) / 1e9,
  Math.round(degreesOf(lat) * 1e9) / 1e9,
];
export const stepsAt = ([lon, lat]: readonly [number, number]): Steps => ({
  lon: stepsOf(lon),
  lat: stepsOf(lat),
});

/** Metres of a degree of latitude by the radius of the meridian of CGCS2000: written out here, apart from the product. */
export function metresOfLatitude(latitude: number): number {
  const [a, f] = [6_378_137, 1 / 298.257_222_101];
  const e2 = f * (2 - f);
  const s = Math.sin((latitude * Math.PI) / 180);
  return ((a * (1 - e2)) / (1 - e2 * s * s) ** 1.5) * (Math.PI / 180);
}

/** A receiver at a TCP port of this machine, which says what a test tells it to. */
export async function openReceiver() {
  const sockets: net.Socket[] = [];
  const server = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  let clock: ReturnType<typeof setInterval> | undefined;
  let second = 100;
  const say = (text: string): void => sockets.forEach((socket) => socket.write(text));
  const hush = (): void => clearInterval(clock);
  return {
    port,
    listeners: () => sockets.length,
    say,
    /** Stands at a place and says so each second, half an hour after whatever it said before, until it is hushed. */
    stand: (at: Steps, more: () => string = () => ''): void => {
      hush();
      second += 1800;
      const tell = (): void => say(said(moment(second++, at), 1) + more());
      tell();
      clock = setInterval(tell, 1000);
    },
    hush,
    close: (): void => {
      hush();
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
export type TestReceiver = Awaited<ReturnType<typeof openReceiver>>;

/** The panel of positions, opened by its keys. */
export async function openPanel(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+Shift+G');
  const panel = page.locator('.pos-panel');
  await expect(panel).toBeVisible();
  return panel;
}

/** Connects to the receiver as a person does: TCP, address, port, connect. */
export async function connectTo(panel: Locator, receiver: TestReceiver): Promise<void> {
  await panel.getByRole('radio', { name: 'TCP' }).click();
  await panel.getByRole('textbox', { name: '接收机地址' }).fill('127.0.0.1');
  await panel.getByRole('textbox', { name: '端口' }).fill(String(receiver.port));
  await panel.getByRole('button', { name: '连接', exact: true }).click();
  await expect.poll(() => receiver.listeners()).toBe(1);
}
