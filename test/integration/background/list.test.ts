import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMbtiles } from '../../../electron/store/mbtiles/mbtiles-writer.ts';
import { must, type Result } from '../../../shared/result.ts';
import { plainTile } from '../../fixtures/background/pictures.ts';
import { startBackgrounds, type RunningService } from '../../fixtures/background/service.ts';

let folder: string;
let service: RunningService;
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

async function archive(file: string, color: readonly [number, number, number]): Promise<void> {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const writer = must(createMbtiles(file));
  must(writer.put({ z: 3, x: 6, y: 3 }, await plainTile(color)));
  const facts = { name: '', attribution: '', description: '', bounds: [100, 20, 120, 40] as const };
  must(writer.finish({ ...facts, minZoom: 3, maxZoom: 3, format: 'png' }));
}
const start = async (blueprint = at('work', 'a.gpkg'), id = 'b-1'): Promise<void> => {
  service = startBackgrounds({ folder: at('backgrounds') });
  must(await service.control.open({ blueprintId: id, path: blueprint, references: [] }));
};
let tokens = 0;
const addFile = async (file: string, replace: string | null = null) => {
  tokens += 1;
  must(await service.control.grant({ token: `t${tokens}`, path: file, access: 'read' }));
  return service.page.addFile({ file: `t${tokens}`, epsg: null, replace });
};
const items = async () => must(await service.page.backgrounds({})).items;
const colorAt = async (id: string): Promise<Uint8Array | null> => {
  const { bytes } = must(await service.page.tile({ id, z: 3, x: 6, y: 3 }));
  return bytes && new Uint8Array(bytes);
};

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-list-'));
  await archive(at('maps', 'one.mbtiles'), [255, 0, 0]);
  await archive(at('maps', 'two.mbtiles'), [0, 255, 0]);
  await start();
});
afterEach(async () => {
  await service.control.close({});
  expect(service.bugs).toEqual([]);
  fs.rmSync(folder, { recursive: true, force: true });
});

describe('the backgrounds of a blueprint', () => {
  it('are kept with their order, names, opacities; each blueprint has its own', async () => {
    const one = must(await addFile(at('maps', 'one.mbtiles')));
    const two = must(await addFile(at('maps', 'two.mbtiles')));
    expect((await items()).map(({ name }) => name)).toEqual(['two', 'one']);
    must(await service.page.change({ id: one.id, opacity: 0.4, visible: false, name: '航片' }));
    must(await service.page.move({ id: one.id, step: -1 }));
    must(await service.page.move({ id: one.id, step: -1 }));
    await start();
    expect(await items()).toMatchObject([
      { id: one.id, name: '航片', opacity: 0.4, visible: false, status: 'ready', fileName: 'one.mbtiles' },
      {
        id: two.id,
        name: 'two',
        opacity: 1,
        visible: true,
        status: 'ready',
        tiles: { minZoom: 3, maxZoom: 3 },
      },
    ]);
    expect(await colorAt(two.id)).toEqual(await plainTile([0, 255, 0]));
    must(await service.control.open({ blueprintId: 'b-2', path: at('work', 'b.gpkg'), references: [] }));
    expect(await items()).toEqual([]);
    expect(codeOf(await service.page.tile({ id: two.id, z: 3, x: 6, y: 3 }))).toBe('background.no-item');
    must(await service.control.close({}));
    expect(codeOf(await addFile(at('maps', 'one.mbtiles')))).toBe('background.no-blueprint');
  });

  it('say when a file is gone, and are well again when it is chosen anew', async () => {
    const one = must(await addFile(at('maps', 'one.mbtiles')));
    fs.renameSync(at('maps', 'one.mbtiles'), at('moved.mbtiles'));
    await start();
    expect((await items())[0]).toMatchObject({ status: 'missing', tiles: null, fileName: 'one.mbtiles' });
    expect(must(await service.page.tile({ id: one.id, z: 3, x: 6, y: 3 })).bytes).toBeNull();
    const again = must(await addFile(at('moved.mbtiles'), one.id));
    expect(again).toMatchObject({ id: one.id, name: 'one', status: 'ready', fileName: 'moved.mbtiles' });
    expect(again.version).toBeGreaterThan(one.version);
    expect(await colorAt(one.id)).toEqual(await plainTile([255, 0, 0]));
    expect((await items()).length).toBe(1);
  });

  it('are found where they move with the blueprint, or lie beside it', async () => {
    await archive(at('work', 'pictures', 'three.mbtiles'), [0, 0, 255]);
    const three = must(await addFile(at('work', 'pictures', 'three.mbtiles')));
    const one = must(await addFile(at('maps', 'one.mbtiles')));
    fs.renameSync(at('work'), at('stick'));
    fs.renameSync(at('maps', 'one.mbtiles'), at('stick', 'one.mbtiles'));
    await start(at('stick', 'a.gpkg'));
    expect((await items()).map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(await colorAt(three.id)).toEqual(await plainTile([0, 0, 255]));
    expect(await colorAt(one.id)).toEqual(await plainTile([255, 0, 0]));
  });

  it('are spoken of by the blueprint, so that another computer finds them beside it or says what is missing', async () => {
    await archive(at('work', 'pictures', 'three.mbtiles'), [0, 0, 255]);
    must(await addFile(at('work', 'pictures', 'three.mbtiles')));
    must(await addFile(at('maps', 'one.mbtiles')));
    const references = service.references.at(-1)!;
    expect(references).toEqual([
      { name: 'one', fileName: 'one.mbtiles', relative: '../maps/one.mbtiles', picture: false },
      { name: 'three', fileName: 'three.mbtiles', relative: 'pictures/three.mbtiles', picture: false },
    ]);
    // The folder of the blueprint on a stick, on a computer that has never seen it.
    fs.mkdirSync(at('stick', 'd'), { recursive: true });
    fs.renameSync(at('work'), at('stick', 'd', 'work'));
    service = startBackgrounds({ folder: at('laptop') });
    const opening = {
      blueprintId: 'b-1',
      path: at('stick', 'd', 'work', 'a.gpkg'),
      references: [...references],
    };
    must(await service.control.open(opening));
    const [one, three] = await items();
    expect(one).toMatchObject({ name: 'one', status: 'missing', fileName: 'one.mbtiles' });
    expect(three).toMatchObject({ name: 'three', status: 'ready' });
    expect(await colorAt(three!.id)).toEqual(await plainTile([0, 0, 255]));
    // Its own list counts from then on.
    must(await service.page.remove({ id: one!.id }));
    must(await service.control.open(opening));
    expect((await items()).map(({ name }) => name)).toEqual(['three']);
  });

  it('lead nowhere else, whatever a blueprint of a stranger says', async () => {
    const reference = (relative: string, fileName = 'x.mbtiles') => ({
      name: 'x',
      fileName,
      relative,
      picture: false,
    });
    for (const wrong of [
      reference('/etc/x.mbtiles'),
      reference('\\\\server\\share\\x.mbtiles'),
      reference('//server/share/x.mbtiles'),
      reference('c:/x.mbtiles'),
      reference('a/../../x.mbtiles'),
      reference('../../../../../x.mbtiles'),
      reference('', '../x.mbtiles'),
      reference('', '\\\\server\\x.mbtiles'),
    ]) {
      const opened = await service.control.open({
        blueprintId: 'b-9',
        path: at('a.gpkg'),
        references: [wrong],
      });
      expect(codeOf(opened)).toBe('bridge.bad-params');
    }
  });

  it('leave the file where it is when they are removed', async () => {
    const one = must(await addFile(at('maps', 'one.mbtiles')));
    must(await service.page.remove({ id: one.id }));
    expect(await items()).toEqual([]);
    expect(fs.existsSync(at('maps', 'one.mbtiles'))).toBe(true);
    expect(codeOf(await service.page.remove({ id: one.id }))).toBe('background.no-item');
  });

  it('of which the file is damaged say so, and the others are shown', async () => {
    must(await addFile(at('maps', 'one.mbtiles')));
    must(await addFile(at('maps', 'two.mbtiles')));
    fs.writeFileSync(at('maps', 'one.mbtiles'), fs.readFileSync(at('maps', 'one.mbtiles')).subarray(0, 300));
    await start();
    expect(await items()).toMatchObject([
      { name: 'two', status: 'ready' },
      { name: 'one', status: 'broken', failure: { code: 'background.mbtiles-broken' } },
    ]);
  });

  it('begin anew where their list is damaged, which is set aside', async () => {
    must(await addFile(at('maps', 'one.mbtiles')));
    const lists = at('backgrounds', 'lists');
    const [list] = fs.readdirSync(lists);
    fs.writeFileSync(path.join(lists, list!), '{"version": 1, "items"');
    await start();
    expect(await items()).toEqual([]);
    must(await addFile(at('maps', 'two.mbtiles')));
    expect(fs.readdirSync(lists).some((name) => name.includes('unreadable'))).toBe(true);
  });

  it('take no file that the user has not chosen', async () => {
    expect(
      codeOf(await service.page.addFile({ file: at('maps', 'one.mbtiles'), epsg: null, replace: null })),
    ).toBe('bridge.no-such-file');
    expect(codeOf(await service.page.probeFile({ file: '/etc/passwd', county: null }))).toBe(
      'bridge.no-such-file',
    );
  });
});
