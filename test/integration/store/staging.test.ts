import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStagingFile, type StagedFeature } from '../../../electron/store/staging/staging-file.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import {
  addPark,
  call,
  content,
  COUNTY,
  execute,
  newStore,
  park,
  rectangle,
  rows,
  tempFolder,
  type TestStore,
} from './harness.ts';

const uidOf = (i: number): string => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

/** `count` parks side by side, numbered from `from`. */
const parks = (count: number, from = 0): StagedFeature[] =>
  Array.from({ length: count }, (_, i) => ({
    uid: uidOf(from + i),
    fields: park(`p${from + i}`),
    geometry: rectangle(110 + (i % 100) / 100, 30 + Math.floor(i / 100) / 100, 0.005, 0.005),
  }));

function stage(
  folder: string,
  features: readonly StagedFeature[],
  layer = 'industrial_park',
  finished = true,
): string {
  const file = path.join(folder, `${features.length}-${layer}.staging`);
  const staging = createStagingFile(file, [builtinLayer(layer)!]);
  staging.layer(layer)?.append(features);
  if (finished) staging.finish();
  return file;
}

async function begin(): Promise<{ folder: string; file: string; store: TestStore }> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  return { folder, file, store };
}

async function commit(store: TestStore, path: string, mode: 'append' | 'replace' = 'append', given = call) {
  await store.control.grantStaging({ token: path, path }, call);
  return store.page.commitStaged({ staging: path, mode }, given);
}

const triggers = (file: string) =>
  rows(file, `SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name`);

describe.each([
  { size: 'small', count: 300 },
  { size: 'large, with the triggers away', count: 5_000 },
])('a staged import ($size)', ({ count }) => {
  it('is one step, with its index, and undo and redo of it', async () => {
    const { folder, file, store } = await begin();
    await addPark(store, 'before', rectangle(120, 30));
    const empty = content(file);
    const before = triggers(file);
    const committed = await commit(store, stage(folder, parks(count)));
    expect(committed).toMatchObject({
      ok: true,
      value: {
        seq: 2,
        label: 'history.import',
        params: { count },
        touched: [{ layer: 'industrial_park', fids: 'many' }],
      },
    });
    const full = content(file);
    expect(full['industrial_park']).toHaveLength(count + 1);
    expect(full['industrial_park']![1]).toMatchObject({ fid: 2, uid: uidOf(0), name: 'p0' });
    // The index agrees with one made by the triggers, feature by feature.
    const boxes = rows<{ n: number }>(
      file,
      `SELECT count(*) n FROM industrial_park p JOIN rtree_industrial_park_geom r ON r.id = p.fid`,
    );
    expect(boxes).toEqual([{ n: count + 1 }]);
    expect(triggers(file)).toEqual(before);
    const layers = await store.page.layers({}, call);
    expect(layers.ok && layers.value.find(({ schema }) => schema.id === 'industrial_park')?.count).toBe(
      count + 1,
    );
    expect((await store.page.undo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(empty);
    expect(triggers(file)).toEqual(before);
    expect((await store.page.redo({}, call)).ok).toBe(true);
    expect(content(file)).toEqual(full);
    // An ordinary edit still maintains the index.
    await execute(store, 'delete-features', { refs: [{ table: 'industrial_park', uid: uidOf(7) }] });
    expect(rows(file, 'SELECT count(*) n FROM rtree_industrial_park_geom')).toEqual([{ n: count }]);
  });

  it('that is cancelled leaves nothing', async () => {
    const { folder, file, store } = await begin();
    await addPark(store, 'before', rectangle(120, 30));
    const before = { ...content(file), triggers: triggers(file) };
    const abort = new AbortController();
    // A large one is stopped in the middle, by what it says of its progress; a small one before it begins.
    if (count < 1_000) abort.abort();
    const cancelled = await commit(store, stage(folder, parks(count)), 'replace', {
      signal: abort.signal,
      progress: () => abort.abort(),
    });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect({ ...content(file), triggers: triggers(file) }).toEqual(before);
    const next = { layer: 'industrial_park', geometry: rectangle(1, 1), fields: park('x') };
    expect((await execute(store, 'create-feature', next)).ok).toBe(true);
  });

  it('that replaces takes the old features away in the same step', async () => {
    const { folder, file, store } = await begin();
    await commit(store, stage(folder, parks(count)));
    const before = content(file);
    const replaced = await commit(store, stage(folder, parks(count + 1, 100_000)), 'replace');
    expect(replaced).toMatchObject({
      ok: true,
      value: { label: 'history.import-replace', params: { removed: count } },
    });
    const after = content(file);
    expect(after['industrial_park']).toHaveLength(count + 1);
    expect(after['rtree industrial_park']).toHaveLength(count + 1);
    await store.page.undo({}, call);
    expect(content(file)).toEqual(before);
    await store.page.redo({}, call);
    expect(content(file)).toEqual(after);
  });
});

describe('undo of a large step', () => {
  it('tells how far it is, and cancelled leaves everything as it was', async () => {
    const { folder, file, store } = await begin();
    await commit(store, stage(folder, parks(3_000)));
    const full = { ...content(file), triggers: triggers(file) };
    const abort = new AbortController();
    const stages: string[] = [];
    const cancelled = await store.page.undo(
      {},
      {
        signal: abort.signal,
        progress: ({ stage: name }) => {
          stages.push(name);
          abort.abort();
        },
      },
    );
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(stages[0]).toBe('history.stage-undo');
    expect({ ...content(file), triggers: triggers(file) }).toEqual(full);
    expect((await store.page.undo({}, call)).ok).toBe(true);
    expect(content(file)['industrial_park']).toEqual([]);
  });
});

describe('a staging file', () => {
  it('that was not finished, or is none, is refused', async () => {
    const { folder, file, store } = await begin();
    const before = content(file);
    expect(await commit(store, stage(folder, parks(3), 'industrial_park', false))).toMatchObject({
      error: { code: 'store.staging-broken' },
    });
    const text = path.join(folder, 'text');
    fs.writeFileSync(text, 'no database at all '.repeat(50));
    expect(await commit(store, text)).toMatchObject({ error: { code: 'store.staging-broken' } });
    expect(await commit(store, path.join(folder, 'none'))).toMatchObject({
      error: { code: 'store.staging-broken' },
    });
    expect(await store.page.commitStaged({ staging: 'unknown', mode: 'append' }, call)).toMatchObject({
      error: { code: 'store.unknown-staging' },
    });
    expect(content(file)).toEqual(before);
    expect((await commit(store, stage(folder, parks(3)))).ok).toBe(true);
  });

  it('may fill a layer that is handed down from above, and one that is locked', async () => {
    const { folder, store } = await begin();
    const redline: StagedFeature = {
      uid: uidOf(1),
      fields: {
        name: '红线',
        source: 's',
        version: '1',
        valid_from: '2024-01-01',
        classification_mark: 'internal',
        redline_kind: 'x',
        is_core_reserve: 0,
      },
      geometry: rectangle(110, 30),
    };
    expect((await commit(store, stage(folder, [redline], 'ecological_redline'))).ok).toBe(true);
    await store.page.setLayerView({ layer: 'industrial_park', locked: true }, call);
    expect((await commit(store, stage(folder, parks(3)))).ok).toBe(true);
  });

  it('keeps the figures of the source and computes those it lacks', async () => {
    const { folder, file, store } = await begin();
    const [first, second] = parks(2) as [StagedFeature, StagedFeature];
    await commit(store, stage(folder, [{ ...first, fields: { ...first.fields, area_m2: 1 } }, second]));
    const areas = rows<{ area_m2: number }>(file, 'SELECT area_m2 FROM industrial_park ORDER BY fid');
    expect(areas[0]!.area_m2).toBe(1);
    expect(areas[1]!.area_m2).toBeGreaterThan(200_000);
  });
});
