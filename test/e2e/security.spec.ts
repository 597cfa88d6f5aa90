import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { shellContract } from '../../shared/bridge/shell-contract.ts';
import { launch, mapIdle, type Running } from './launch.ts';

type PageApi = { methods: Record<string, unknown>; events: Record<string, unknown> };

let running: Running;
/** A server on this machine that counts what reaches it: the page must not even try. */
const knocks: string[] = [];
const server = http.createServer((request, response) => {
  knocks.push(request.url ?? '');
  response.end('reached');
});

test.beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running = await launch({ words: ['--sample'] });
  await mapIdle(running.page);
});
test.afterAll(async () => {
  await running.app.close();
  server.close();
});

const local = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('the page has no Node, no Electron, and exactly the API of the contract', async () => {
  const seen = await running.page.evaluate(() => {
    const { lantu } = globalThis as unknown as { lantu: PageApi };
    return {
      require: typeof (globalThis as Record<string, unknown>)['require'],
      process: typeof (globalThis as Record<string, unknown>)['process'],
      module: typeof (globalThis as Record<string, unknown>)['module'],
      origin: location.origin,
      secure: isSecureContext,
      api: Object.keys(lantu).toSorted(),
      methods: Object.keys(lantu.methods).toSorted(),
      events: Object.keys(lantu.events).toSorted(),
      frozen: Object.isFrozen(lantu) && Object.isFrozen(lantu.methods),
    };
  });
  expect(seen).toMatchObject({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    secure: true,
    frozen: true,
  });
  expect(seen.origin).toBe('app://lantu');
  expect(seen.api).toEqual(['events', 'methods']);
  expect(seen.methods).toEqual(Object.keys(shellContract.methods).toSorted());
  expect(seen.events).toEqual(Object.keys(shellContract.events).toSorted());
});

test('inline script and evaluated code do not run', async () => {
  const ran = await running.page.evaluate(async () => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    const script = document.createElement('script');
    script.textContent = 'document.documentElement.dataset.inline = "ran"';
    document.head.append(script);
    const button = document.createElement('button');
    button.setAttribute('onclick', 'document.documentElement.dataset.handler = "ran"');
    document.body.append(button);
    button.click();
    button.remove();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return {
      violations,
      inline: document.documentElement.dataset['inline'],
      handler: document.documentElement.dataset['handler'],
    };
  });
  expect(ran.inline).toBeUndefined();
  expect(ran.handler).toBeUndefined();
  expect(ran.violations.length).toBeGreaterThanOrEqual(2);
});

test('nothing leaves the machine, by any way a page has', async () => {
  const outcome = await running.page.evaluate(async (base) => {
    const tries: Record<string, string> = {};
    tries['fetch'] = await fetch(`${base}/fetch`).then(
      () => 'reached',
      () => 'refused',
    );
    tries['image'] = await new Promise((resolve) => {
      const image = new Image();
      image.addEventListener('load', () => resolve('reached'));
      image.addEventListener('error', () => resolve('refused'));
      image.src = `${base}/image`;
    });
    tries['beacon'] = navigator.sendBeacon(`${base}/beacon`) ? 'queued' : 'refused';
    tries['socket'] = await new Promise((resolve) => {
      try {
        const socket = new WebSocket(base.replace('http', 'ws'));
        socket.addEventListener('open', () => resolve('reached'));
        socket.addEventListener('error', () => resolve('refused'));
      } catch {
        resolve('refused');
      }
    });
    tries['frame'] = await new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = `${base}/frame`;
      document.body.append(frame);
      setTimeout(() => {
        frame.remove();
        resolve('waited');
      }, 500);
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return tries;
  }, local());
  expect(outcome).toMatchObject({ fetch: 'refused', image: 'refused', socket: 'refused' });
  expect(knocks).toEqual([]);
});

test('the page goes nowhere and opens nothing', async () => {
  const { app, page } = running;
  const before = page.url();
  await page.evaluate((base) => {
    window.open(`${base}/window`);
    const link = document.createElement('a');
    link.href = `${base}/link`;
    document.body.append(link);
    link.click();
    link.remove();
    location.href = `${base}/location`;
  }, local());
  await page.waitForTimeout(1000);
  expect(page.url()).toBe(before);
  expect(app.windows()).toHaveLength(1);
  expect(knocks).toEqual([]);
});

test('a file dropped on the window does not replace the page', async () => {
  const { page } = running;
  const before = page.url();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<h1>no</h1>'], 'page.html', { type: 'text/html' }));
    for (const name of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(
        new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  // Asked in the page itself: the driver waits for the navigation that was refused just before.
  expect(await page.evaluate(() => document.querySelectorAll('[data-map-state]').length)).toBe(1);
});

test('permissions are denied', async () => {
  const states = await running.page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
    return Promise.all(
      names.map((name) => navigator.permissions.query({ name }).then((status) => status.state)),
    );
  });
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied']);
  const position = await running.page.evaluate(
    () =>
      new Promise((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          () => resolve('denied'),
        );
      }),
  );
  expect(position).toBe('denied');
});

test('paths outside of the page are not served', async () => {
  const statuses = await running.page.evaluate(async () => {
    const paths = [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/index.js',
      '/assets/../../main/index.js',
      '/nothing',
    ];
    return Promise.all(paths.map((path) => fetch(path).then((response) => response.status)));
  });
  for (const status of statuses) expect(status).toBe(404);
});
