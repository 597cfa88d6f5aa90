import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  addPark,
  call,
  COUNTY,
  execute,
  newStore,
  park,
  rectangle,
  tempFolder,
  type TestStore,
} from './harness.ts';

async function begin(): Promise<{ folder: string; file: string; store: TestStore }> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  return { folder, file, store };
}

async function layer(store: TestStore, id: string) {
  const layers = await store.page.layers({}, call);
  return layers.ok ? layers.value.find(({ schema }) => schema.id === id) : undefined;
}

describe('layers', () => {
  it('keep their view in the file, without a step of history', async () => {
    const { folder, file, store } = await begin();
    await store.page.setLayerView(
      { layer: 'land_use', visible: false, opacity: 0.5, order: 99, locked: true },
      call,
    );
    await store.shutdown();
    const again = newStore(folder);
    await again.control.open({ path: file, readOnly: false }, call);
    expect(await layer(again, 'land_use')).toMatchObject({
      visible: false,
      opacity: 0.5,
      order: 99,
      locked: true,
    });
    expect(await again.page.state({}, call)).toMatchObject({ value: { rev: 0, undo: null } });
  });

  it('that are handed down from above stay locked', async () => {
    const { store } = await begin();
    expect(await layer(store, 'ecological_redline')).toMatchObject({ locked: true });
    expect(await store.page.setLayerView({ layer: 'ecological_redline', locked: false }, call)).toMatchObject(
      {
        error: { code: 'store.layer-read-only' },
      },
    );
    expect(await store.page.setLayerView({ layer: 'nothing', visible: false }, call)).toMatchObject({
      error: { code: 'store.unknown-table' },
    });
  });

  it('of the baseline are locked at first, and the user may unlock them', async () => {
    const { store } = await begin();
    for (const id of ['county', 'township', 'survey_parcel'])
      expect(await layer(store, id)).toMatchObject({ locked: true });
    expect(await layer(store, 'land_use')).toMatchObject({ locked: false, visible: true });
    expect((await store.page.setLayerView({ layer: 'survey_parcel', locked: false }, call)).ok).toBe(true);
    expect(await layer(store, 'survey_parcel')).toMatchObject({ locked: false });
  });

  it('refuse commands while the user has locked them', async () => {
    const { store } = await begin();
    const { uid } = await addPark(store, 'a', rectangle(110, 30));
    await store.page.setLayerView({ layer: 'industrial_park', locked: true }, call);
    const remove = () => execute(store, 'delete-features', { refs: [{ table: 'industrial_park', uid }] });
    expect(await remove()).toMatchObject({
      error: { code: 'command.layer-locked', params: { layerZh: '产业园区' } },
    });
    await store.page.setLayerView({ layer: 'industrial_park', locked: false }, call);
    expect((await remove()).ok).toBe(true);
  });

  it('know their count and extent after each change', async () => {
    const { store } = await begin();
    expect(await layer(store, 'industrial_park')).toMatchObject({ count: 0, box: null });
    await addPark(store, 'a', rectangle(110, 30));
    await addPark(store, 'b', rectangle(112, 31));
    expect(await layer(store, 'industrial_park')).toMatchObject({ count: 2, box: [110, 30, 112.01, 31.01] });
    await store.page.undo({}, call);
    expect(await layer(store, 'industrial_park')).toMatchObject({ count: 1, box: [110, 30, 110.01, 30.01] });
    await store.page.undo({}, call);
    expect(await layer(store, 'industrial_park')).toMatchObject({ count: 0, box: null });
  });

  it('are announced with each commit, with the state and the boxes', async () => {
    const { store } = await begin();
    store.news.length = 0;
    await addPark(store, 'a', rectangle(110, 30));
    const news = store.news.find(({ committed }) => committed !== undefined);
    expect(news).toMatchObject({
      committed: {
        seq: 1,
        rev: 1,
        kind: 'do',
        touched: [{ layer: 'industrial_park', fids: [1], before: [], after: [[110, 30, 110.01, 30.01]] }],
      },
      state: { rev: 1, undo: { label: 'history.create-feature', params: { name: 'a' } }, redo: null },
    });
  });
});

describe('commands in a row', () => {
  it('asked for at once are done one after another', async () => {
    const { store } = await begin();
    const names = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const results = await Promise.all(
      names.map(async (name, i) =>
        execute(store, 'create-feature', {
          layer: 'industrial_park',
          geometry: rectangle(110 + i, 30),
          fields: park(name),
        }),
      ),
    );
    expect(results.map((result) => result.ok && result.value.seq)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  });

  it('that are unknown, or have wrong parameters, are refused', async () => {
    const { store } = await begin();
    expect(await execute(store, 'nothing', {})).toMatchObject({ error: { code: 'store.unknown-command' } });
    expect(await execute(store, 'delete-features', { refs: [] })).toMatchObject({
      error: { code: 'store.bad-params', params: { where: 'refs' } },
    });
    expect(
      await execute(store, 'delete-features', { refs: [{ table: 'land_use', uid: 'x' }], more: 1 }),
    ).toMatchObject({
      error: { code: 'store.bad-params' },
    });
  });
});
