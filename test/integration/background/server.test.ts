import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { areaTiles } from '../../../shared/background/area-plan.ts';
import { must, type Result } from '../../../shared/result.ts';
import { colorOf, plainTile } from '../../fixtures/background/pictures.ts';
import { serverAt, startBackgrounds, type RunningService } from '../../fixtures/background/service.ts';
import { startTileServer, type TileServer } from '../../fixtures/background/tile-server.ts';

let folder: string;
let server: TileServer;
let elsewhere: TileServer;
let service: RunningService;
const TILE = { z: 12, x: 3304, y: 1685 };
const AREA = { box: [110.3, 30, 110.4, 30.1] as [number, number, number, number], minZoom: 10, maxZoom: 11 };
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

const start = async (limits = { bytes: 100_000, timeMs: 3_000 }): Promise<void> => {
  service = startBackgrounds({ folder: path.join(folder, 'backgrounds'), limits });
  must(await service.control.open({ blueprintId: 'b-1', path: path.join(folder, 'a.gpkg'), references: [] }));
};
/** A server that is added, shown as a background, and off. */
async function add(more = {}, key: string | null = null): Promise<{ server: string; item: string }> {
  const put = must(await service.page.putServer({ id: null, settings: serverAt(server.host, more), key }));
  const item = must(await service.page.addServer({ server: put.id }));
  expect(item.status).toBe('off');
  return { server: put.id, item: item.id };
}
const now = async () => must(await service.page.backgrounds({}));
const turn = async (id: string, on: boolean): Promise<void> =>
  void must(await service.page.switchServer({ id, on }));

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-server-'));
  server = await startTileServer();
  elsewhere = await startTileServer();
  await start();
});
afterEach(async () => {
  await service.control.close({});
  await server.close();
  await elsewhere.close();
  expect(service.bugs).toEqual([]);
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('a tile server', () => {
  it('is asked nothing before the user has switched it on, and nothing after he has switched it off', async () => {
    const ids = await add();
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE }))).toBe('background.off');
    expect(
      codeOf(await service.page.saveArea({ server: ids.server, ...AREA, file: 'x', allowed: true })),
    ).not.toBe('ok');
    must(await service.page.planArea({ server: ids.server, ...AREA }));
    expect(server.asked).toEqual([]);

    await turn(ids.server, true);
    const { bytes } = must(await service.page.tile({ id: ids.item, ...TILE }));
    expect(new Uint8Array(bytes!)).toEqual(await plainTile(colorOf(TILE)));
    expect(server.asked).toEqual(['/12/3304/1685.png']);
    expect([...server.agents]).toEqual(['Lantu/test']);

    await turn(ids.server, false);
    // Not even from the cache: off is off.
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE }))).toBe('background.off');
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE, x: TILE.x + 1 }))).toBe('background.off');
    expect(server.asked.length).toBe(1);
    expect(elsewhere.asked).toEqual([]);
  });

  it('is asked once for a tile that was had before', async () => {
    const ids = await add();
    await turn(ids.server, true);
    for (let i = 0; i < 3; i++) must(await service.page.tile({ id: ids.item, ...TILE }));
    expect(server.asked.length).toBe(1);
    // Outside of its zooms there is nothing to ask for.
    expect(must(await service.page.tile({ id: ids.item, z: 19, x: 1, y: 1 })).bytes).toBeNull();
    expect(server.asked.length).toBe(1);
  });

  it('ends what is under way when it is switched off', async () => {
    const ids = await add();
    let closed = false;
    let begun: () => void = () => {};
    const waiting = new Promise<void>((resolve) => (begun = resolve));
    server.special = (_path, response) => {
      response.on('close', () => (closed = true));
      begun();
      return true;
    };
    await turn(ids.server, true);
    const tile = service.page.tile({ id: ids.item, ...TILE });
    await waiting;
    await turn(ids.server, false);
    expect(codeOf(await tile)).toBe('background.off');
    await expect.poll(() => closed).toBe(true);
    expect((await now()).servers[0]).toMatchObject({ on: false, trouble: null });
  });

  it('is off again at every start and for every blueprint', async () => {
    const ids = await add();
    await turn(ids.server, true);
    expect((await now()).items[0]).toMatchObject({ status: 'on', tiles: { maxZoom: 18 } });
    must(
      await service.control.open({
        blueprintId: 'b-2',
        path: path.join(folder, 'other.gpkg'),
        references: [],
      }),
    );
    expect((await now()).servers[0]?.on).toBe(false);
    must(
      await service.control.open({ blueprintId: 'b-1', path: path.join(folder, 'a.gpkg'), references: [] }),
    );
    await turn(ids.server, true);
    await start();
    const again = await now();
    expect(again.servers[0]).toMatchObject({ id: ids.server, on: false });
    expect(again.items[0]).toMatchObject({ id: ids.item, status: 'off', tiles: null });
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE }))).toBe('background.off');
    expect(server.asked).toEqual([]);
  });

  it('may send on within its host, and nowhere else', async () => {
    const ids = await add();
    await turn(ids.server, true);
    server.special = (asked, response) => {
      if (!asked.startsWith('/12/')) return false;
      const to = asked.includes('/3304/') ? '/11/1652/842.png' : `http://${elsewhere.host}/12/1/1.png`;
      response.writeHead(302, { location: to }).end();
      return true;
    };
    const { bytes } = must(await service.page.tile({ id: ids.item, ...TILE }));
    expect(new Uint8Array(bytes!)).toEqual(await plainTile(colorOf({ z: 11, x: 1652, y: 842 })));
    const away = await service.page.tile({ id: ids.item, ...TILE, x: 5 });
    expect(away).toMatchObject({
      ok: false,
      error: { code: 'background.redirected', params: { host: server.host, to: elsewhere.host } },
    });
    expect(elsewhere.asked).toEqual([]);
    expect((await now()).servers[0]?.trouble?.code).toBe('background.redirected');
    // Round in circles is an end too.
    server.special = (asked, response) => {
      response.writeHead(302, { location: asked }).end();
      return true;
    };
    const before = server.asked.length;
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE, x: 6 }))).toBe('background.redirected');
    expect(server.asked.length - before).toBe(4);
  });

  it('is refused what is too large, too slow or no picture, and its refusals are said', async () => {
    const ids = await add();
    await turn(ids.server, true);
    const picture = await plainTile([1, 2, 3]);
    const ask = async (special: TileServer['special'], x: number): Promise<string> => {
      server.special = special;
      return codeOf(await service.page.tile({ id: ids.item, ...TILE, x }));
    };
    const answer =
      (status: number, body: string | Uint8Array = '', headers = {}): TileServer['special'] =>
      (_path, response) => (response.writeHead(status, headers).end(body), true);
    expect(await ask(answer(200, picture, { 'content-length': 100_001 }), 1)).toBe('background.too-large');
    expect(
      await ask((_path, response) => {
        response.writeHead(200);
        response.write(picture);
        const more = setInterval(() => response.write(Buffer.alloc(20_000)), 5);
        response.on('close', () => clearInterval(more));
        return true;
      }, 2),
    ).toBe('background.too-large');
    expect(await ask(answer(200, '<ServiceException/>', { 'content-type': 'image/png' }), 3)).toBe(
      'background.not-image',
    );
    expect(await ask(answer(403), 4)).toBe('background.denied');
    expect(await ask(answer(500), 5)).toBe('background.status');
    expect(await ask(answer(404), 6)).toBe('ok');
    expect(await ask(answer(204), 7)).toBe('ok');
    expect(await ask((_path, response) => (response.socket?.destroy(), true), 8)).toBe(
      'background.unreachable',
    );
    await start({ bytes: 100_000, timeMs: 300 });
    await turn(ids.server, true);
    expect(await ask(() => true, 9)).toBe('background.timeout');
    expect(
      await ask(
        (_path, response) => (response.writeHead(200), response.write(picture.subarray(0, 20)), true),
        10,
      ),
    ).toBe('background.timeout');
  });

  it('is left alone for as long as it asks', async () => {
    const ids = await add();
    await turn(ids.server, true);
    server.special = (_path, response) => (response.writeHead(429, { 'retry-after': '120' }).end(), true);
    expect(await service.page.tile({ id: ids.item, ...TILE })).toMatchObject({
      ok: false,
      error: { code: 'background.busy', params: { wait: 120 } },
    });
    server.special = null;
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE, x: 7 }))).toBe('background.busy');
    expect(server.asked.length).toBe(1);
    const { version } = (await now()).items[0]!;
    // Switched off and on it may be tried at once.
    await turn(ids.server, false);
    await turn(ids.server, true);
    expect(codeOf(await service.page.tile({ id: ids.item, ...TILE, x: 7 }))).toBe('ok');
    // Its tiles have another address, so that those left clear are asked for again.
    expect((await now()).items[0]!.version).toBeGreaterThan(version);
  });

  it('is never told of by its key: not to the page, not in a list; the file of keys is the user’s alone', async () => {
    const pasted = serverAt(server.host, { template: `http://${server.host}/{z}/{x}/{y}.png?tk=SECRET1` });
    const put = must(await service.page.putServer({ id: null, settings: pasted, key: null }));
    expect(put).toMatchObject({
      hasKey: true,
      settings: { template: `http://${server.host}/{z}/{x}/{y}.png?tk={key}` },
    });
    const item = must(await service.page.addServer({ server: put.id }));
    await turn(put.id, true);
    server.special = (_path, response) => (response.writeHead(403).end(), true);
    const denied = await service.page.tile({ id: item.id, ...TILE });
    expect(server.asked).toEqual(['/12/3304/1685.png?tk=SECRET1']);
    // Changed without a key, the one there is stays; with one, it is the new one.
    must(
      await service.page.putServer({ id: put.id, settings: { ...put.settings, name: 'renamed' }, key: null }),
    );
    expect((await now()).servers[0]).toMatchObject({
      hasKey: true,
      on: false,
      settings: { name: 'renamed' },
    });
    expect(JSON.stringify([denied, await now(), service.said])).not.toContain('SECRET1');
    const files = fs
      .readdirSync(path.join(folder, 'backgrounds'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const holding = files.filter((file) => fs.readFileSync(file, 'latin1').includes('SECRET1'));
    expect(holding.map((file) => path.basename(file))).toEqual(['tile-servers.json']);
    if (process.platform !== 'win32') expect(fs.statSync(holding[0]!).mode & 0o077).toBe(0);
    must(await service.page.removeServer({ id: put.id }));
    expect(fs.readFileSync(holding[0]!, 'utf8')).not.toContain('SECRET1');
    expect((await now()).items[0]).toMatchObject({ status: 'gone', tiles: null });
  });

  it('without its key, or with an address that is none, is not taken', async () => {
    const put = (template: string) =>
      service.page.putServer({ id: null, settings: serverAt(server.host, { template }), key: null });
    expect(codeOf(await put(`http://${server.host}/{z}/{x}/{y}?k={key}`))).toBe('background.needs-key');
    expect(codeOf(await put('file:///{z}/{x}/{y}'))).toBe('background.template-scheme');
    expect(codeOf(await put(`http://${server.host}/{z}/{x}`))).toBe('background.template-incomplete');
    expect((await now()).servers).toEqual([]);
  });
});

describe('what was half made', () => {
  it('is taken away at the next start, and what is whole stays', async () => {
    const tiles = path.join(folder, 'backgrounds', 'tiles');
    const scratch = path.join(folder, 'backgrounds', 'scratch', 'x');
    for (const made of [tiles, scratch]) fs.mkdirSync(made, { recursive: true });
    for (const name of ['a.mbtiles', 'b.mbtiles.1234.part', 'b.mbtiles.1234.part-journal'])
      fs.writeFileSync(path.join(tiles, name), '');
    await start();
    expect(fs.readdirSync(tiles)).toEqual(['a.mbtiles']);
    expect(fs.existsSync(scratch)).toBe(false);
  });
});

describe('an offline area', () => {
  const file = (): string => path.join(folder, 'area.mbtiles');
  const grant = async (): Promise<string> => {
    must(await service.control.grant({ token: 't', path: file(), access: 'write' }));
    return 't';
  };
  const tiles = [...areaTiles(AREA.box, AREA.minZoom, AREA.maxZoom)];

  it('is saved, and serves when the server is gone, also after a new start', async () => {
    const ids = await add({ attribution: '某局' });
    await turn(ids.server, true);
    const plan = must(await service.page.planArea({ server: ids.server, ...AREA }));
    expect(plan).toMatchObject({ tiles: tiles.length, tooMany: false });
    expect(server.asked).toEqual([]);
    const shares: (number | null)[] = [];
    const report = must(
      await service.page.saveArea(
        { server: ids.server, ...AREA, file: await grant(), allowed: true },
        { onProgress: ({ share }) => shares.push(share) },
      ),
    );
    expect(report).toMatchObject({ saved: tiles.length, empty: 0, failed: 0 });
    expect(server.asked.length).toBe(tiles.length);
    expect(shares.at(-1)).toBe(1);
    await server.close();
    await start();
    const area = (await now()).items[0]!;
    expect(area).toMatchObject({
      name: 'area',
      kind: 'file',
      status: 'area',
      tiles: { attribution: '某局', minZoom: 10 },
    });
    for (const tile of tiles) {
      const { bytes } = must(await service.page.tile({ id: area.id, ...tile }));
      expect(new Uint8Array(bytes!)).toEqual(await plainTile(colorOf(tile)));
    }
  });

  it('leaves out what the server does not have and counts it; cancelled or refused, it leaves nothing', async () => {
    const ids = await add();
    await turn(ids.server, true);
    const [missing] = tiles;
    server.special = (asked, response) => {
      if (asked !== `/${missing!.z}/${missing!.x}/${missing!.y}.png`) return false;
      response.writeHead(404).end();
      return true;
    };
    const token = await grant();
    const request = { server: ids.server, ...AREA, file: token, allowed: true as const };
    expect(must(await service.page.saveArea(request))).toMatchObject({
      saved: tiles.length - 1,
      empty: 1,
      failed: 0,
    });
    fs.rmSync(file());
    const abort = new AbortController();
    const cut = service.page.saveArea(
      { ...request, maxZoom: 13 },
      { signal: abort.signal, onProgress: () => abort.abort() },
    );
    expect(codeOf(await cut)).toBe('cancelled');
    server.special = (_path, response) => (response.writeHead(403).end(), true);
    expect(codeOf(await service.page.saveArea({ ...request, minZoom: 12, maxZoom: 12 }))).toBe(
      'background.denied',
    );
    const many = { ...request, minZoom: 10, maxZoom: 18, box: [110, 30, 112, 32] as typeof AREA.box };
    expect(codeOf(await service.page.saveArea(many))).toBe('background.area-too-large');
    await turn(ids.server, false);
    expect(codeOf(await service.page.saveArea(request))).toBe('background.off');
    expect(fs.readdirSync(folder).toSorted()).toEqual(['backgrounds']);
  });

  it('needs the word of the user that it is permitted, and a place he has chosen', async () => {
    const ids = await add();
    await turn(ids.server, true);
    const request = { server: ids.server, ...AREA, file: await grant() };
    expect(codeOf(await service.page.saveArea({ ...request, allowed: false as unknown as true }))).toBe(
      'bridge.bad-params',
    );
    expect(codeOf(await service.page.saveArea({ ...request, file: file(), allowed: true }))).toBe(
      'bridge.no-such-file',
    );
    expect(server.asked).toEqual([]);
  });
});
