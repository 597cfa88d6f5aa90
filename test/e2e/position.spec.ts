import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { gga, rmc, stepsOf } from '../fixtures/nmea/sentences.ts';
import { launch, newUserData } from './launch.ts';

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
