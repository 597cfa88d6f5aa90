import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createInteractService } from '../../../electron/store/read/interact-service.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { createTilesService } from '../../../electron/store/read/tiles-service.ts';
import { createStoreService, type StoreService } from '../../../electron/store/write/service.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { FeatureRecord, RecordRef } from '../../../shared/model/record.ts';
import { tileAt } from '../../../shared/map/tile-grid.ts';
import { must } from '../../../shared/result.ts';
import { decodeTile } from '../../fixtures/mvt.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const square = (lon: number, lat: number, half = 0.001): Packed =>
  packPolygon([
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
    ],
  ]);

let folder: string;
let file: string;
let store: StoreService;
let reader: Reader;
const seen: Committed[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lantu-both-'));
  file = path.join(folder, 'county.gpkg');
  seen.length = 0;
  store = createStoreService({
    now: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    author: () => 'test',
    hostName: 'test',
    pid: process.pid,
    backupDir: folder,
    log: () => {},
  });
  store.subscribe((news) => {
    if (news.committed) seen.push(news.committed);
  });
  must(
    await store.control.create(
      {
        path: file,
        blueprint: {
          name: '试验',
          countyCode: '429999',
          countyName: '试验县',
          zoneEpsg: 4525,
          classification: 'internal',
        },
      },
      call,
    ),
  );
  reader = openReader(file);
});
afterEach(async () => {
  reader.close();
  await store.shutdown();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (command: string, params: object): Promise<Committed> =>
  must(await store.page.execute({ command, params }, call));
/** Makes a park; the store gives the uid. */
async function create(name: string, geometry: Packed): Promise<RecordRef> {
  const { touched } = await run('create-feature', {
    layer: 'industrial_park',
    geometry,
    fields: { name, park_kind: 'industrial_park', park_level: 'county', industry_class: '1' },
  });
  const fids = touched.find((one) => one.layer === 'industrial_park')!.fids as readonly number[];
  const [made] = reader.featuresByFid('industrial_park', fids);
  return { table: 'industrial_park', uid: made!.uid };
}

const told = (record: FeatureRecord): string =>
  JSON.stringify([
    record.uid,
    record.fid,
    Object.entries(record.fields),
    record.geometry && [...record.geometry.xy],
  ]);
const parks = (from: Reader): string[] => from.featuresByFid('industrial_park', [1, 2, 3]).map(told);

test('every state that the writer has left can be read again, undone and redone ones too', async () => {
  const states: string[][] = [parks(reader)];
  const step = async (work: unknown): Promise<void> => {
    await work;
    expect(reader.rev()).toBe(states.length);
    states.push(parks(reader));
  };
  const refs: RecordRef[] = [];
  await step(create('一', square(110, 30)).then((ref) => refs.push(ref)));
  await step(create('二', square(110.01, 30)));
  await step(run('edit-attributes', { refs, fields: { remark: 'x' } }));
  await step(run('delete-features', { refs }));
  await step(store.page.undo({}, call));
  await step(create('三', square(110.02, 30)));
  await step(store.page.undo({}, call));
  await step(store.page.redo({}, call));
  expect(states[5]).toEqual(states[3]);
  expect(states[7]).toEqual(states[5]);
  for (const [seq, state] of states.entries()) {
    const past = reader.stateAt(seq);
    expect(parks(past)).toEqual(state);
    past.close();
  }
  const diffs: string[] = [];
  for await (const diff of reader.diff(2, 8))
    diffs.push(`${(diff.after ?? diff.before)!.fid} ${diff.before ? 1 : 0}${diff.after ? 1 : 0}`);
  expect(diffs).toEqual(['1 11', '3 01']);
});

test('tiles and questions follow the commits of the writer, and closing leaves one file', async () => {
  const tiles = createTilesService({ openReader, log: () => {} });
  const interact = createInteractService({ openReader, log: () => {} });
  const opening = { path: file, cacheDir: '', scratchDir: '' };
  must(await tiles.open(opening, call));
  must(await interact.open(opening, call));
  const refs = [await create('一', square(110, 30))];
  const tile = { layer: 'industrial_park', ...tileAt(110, 30, 14) };
  const first = must(await tiles.tile(tile, call));
  expect(first.rev).toBe(1);
  const [shape] = decodeTile(first.bytes).find((layer) => layer.name === 'industrial_park')!.features;
  expect(shape?.properties).toMatchObject({ name: '一', park_kind: 'industrial_park' });
  expect(
    must(await interact.identify({ at: [110, 30], tolerance: 0, layers: ['industrial_park'] }, call)),
  ).toMatchObject([{ title: '一', fid: shape?.id }]);
  await run('delete-features', { refs });
  must(await tiles.committed(seen.at(-1)!, call));
  expect(must(await tiles.tile(tile, call))).toEqual({ bytes: null, rev: 2, complete: true });
  expect(
    must(
      await interact.snap({ at: [110, 30], tolerance: 0.01, layers: ['industrial_park'], exclude: [] }, call),
    ),
  ).toEqual({ hits: [], cutTo: null });
  must(await tiles.close({}, call));
  must(await interact.close({}, call));
  reader.close();
  must(await store.control.close({}, call));
  expect(readdirSync(folder).filter((name) => name.startsWith('county'))).toEqual(['county.gpkg']);
});
