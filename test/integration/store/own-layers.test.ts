import { describe, expect, it } from 'vitest';
import { call, execute, rows } from './harness.ts';
import { highestFids, wholeContent } from './layer-content.ts';
import {
  done,
  feature,
  layerParams,
  makeLayer,
  opened,
  redoAll,
  schemaOf,
  spec,
  undoAll,
} from './own-layers.ts';

describe('layers of the user', () => {
  it('are made, filled, changed and deleted, and undo gives back every byte', async () => {
    const { store, file } = await opened();
    const empty = wholeContent(file);
    const id = await makeLayer(store, '自然保护地', 'Nature reserve');
    expect(id).toMatch(/^nature_reserve_[0-9a-f]{8}$/);
    await done(store, 'create-feature', feature(id, 0, { name: '甲' }));
    await done(store, 'create-feature', feature(id, 1, { name: '乙' }));
    await done(store, 'add-field', { layer: id, field: spec('级别', 'text', { length: 20 }) });
    const [own] = (await schemaOf(store, id)).fields.slice(-1);
    expect(own?.name).toBe('field_1');
    const refs = rows<{ uid: string }>(file, `SELECT uid FROM "${id}" ORDER BY fid`);
    for (const [i, { uid }] of refs.entries()) {
      await done(store, 'edit-attributes', { refs: [{ table: id, uid }], fields: { field_1: `${i + 1}级` } });
    }
    await done(store, 'change-field', {
      layer: id,
      field: 'field_1',
      to: spec('级别', 'text', { name: 'grade', length: 20 }),
      acceptLoss: false,
    });
    expect(rows(file, `SELECT grade FROM "${id}" ORDER BY fid`)).toEqual([
      { grade: '1级' },
      { grade: '2级' },
    ]);
    await done(store, 'delete-field', { layer: id, field: 'grade' });
    await done(store, 'change-layer', { layer: id, name: { 'zh-CN': '保护地', en: 'Reserve' } });
    const full = wholeContent(file);
    const fids = highestFids(file);
    await done(store, 'delete-layer', { layer: id });
    expect(rows(file, 'SELECT name FROM sqlite_master WHERE name LIKE ?', `%${id}%`)).toEqual([]);
    expect(rows(file, 'SELECT * FROM gpkg_contents WHERE table_name = ?', id)).toEqual([]);
    expect(await undoAll(store)).toBe(10);
    expect(wholeContent(file)).toEqual(empty);
    await redoAll(store);
    expect(rows(file, 'SELECT name FROM sqlite_master WHERE name LIKE ?', `%${id}%`)).toEqual([]);
    expect((await store.page.undo({}, call)).ok).toBe(true);
    expect(wholeContent(file)).toEqual(full);
    expect(highestFids(file)[id]).toBe(fids[id]);
  });

  it('give no fid twice, although the table was away meanwhile', async () => {
    const { store, file } = await opened();
    const id = await makeLayer(store, '试', 'Trial');
    await done(store, 'create-feature', feature(id, 0));
    await done(store, 'create-feature', feature(id, 1));
    const [, second] = rows<{ uid: string }>(file, `SELECT uid FROM "${id}" ORDER BY fid`);
    await done(store, 'delete-features', { refs: [{ table: id, uid: second!.uid }] });
    await done(store, 'delete-layer', { layer: id });
    await store.page.undo({}, call);
    await done(store, 'create-feature', feature(id, 2));
    expect(rows(file, `SELECT fid FROM "${id}" ORDER BY fid`)).toEqual([{ fid: 1 }, { fid: 3 }]);
  });

  it('take a role and serve its rules, or are refused one that does not suit', async () => {
    const { store } = await opened();
    const refused = await execute(store, 'create-layer', {
      ...layerParams('线', 'Line', 'LINESTRING'),
      role: 'park',
    });
    expect(!refused.ok && refused.error.code).toBe('command.role-unsuitable');
    const control = await execute(store, 'create-layer', { ...layerParams('红线', 'Line'), role: 'redline' });
    expect(!control.ok && control.error.code).toBe('command.role-unsuitable');
    await done(store, 'create-layer', {
      ...layerParams('园区二', 'Parks two'),
      role: 'park',
      like: 'industrial_park',
    });
    const layers = await store.page.layers({}, call);
    const made = layers.ok ? layers.value.at(-1)!.schema : null;
    expect(made?.role).toBe('park');
    expect(made?.fields.map(({ name }) => name)).toContain('leading_industry');
    expect(made?.fields.filter(({ system }) => !system).every(({ key, computed }) => key || computed)).toBe(
      true,
    );
  });

  it('leave built-in layers and fields alone, and add fields to them', async () => {
    const { store, file } = await opened();
    const code = async (command: string, params: unknown): Promise<string> => {
      const result = await execute(store, command, params);
      return result.ok ? 'ok' : result.error.code;
    };
    expect(await code('delete-layer', { layer: 'industrial_park' })).toBe('command.layer-built-in');
    expect(await code('change-layer', { layer: 'land_use', role: null })).toBe('command.layer-built-in');
    expect(await code('delete-field', { layer: 'industrial_park', field: 'name' })).toBe(
      'command.field-built-in',
    );
    expect(
      await code('change-field', {
        layer: 'industrial_park',
        field: 'name',
        to: spec('名', 'int'),
        acceptLoss: true,
      }),
    ).toBe('command.field-built-in');
    expect(await code('add-field', { layer: 'ecological_redline', field: spec('备', 'text') })).toBe(
      'command.layer-read-only',
    );
    const before = wholeContent(file);
    expect(
      await code('add-field', {
        layer: 'industrial_park',
        field: spec('亩均税收', 'real', { unit: '万元' }),
      }),
    ).toBe('ok');
    expect(
      rows(file, `SELECT type FROM pragma_table_info('industrial_park') WHERE name = 'field_1'`),
    ).toEqual([{ type: 'DOUBLE' }]);
    expect(
      await code('add-field', { layer: 'industrial_park', field: spec('再', 'text', { name: 'field_1' }) }),
    ).toBe('command.field-taken');
    expect(
      await code('add-field', { layer: 'industrial_park', field: spec('再', 'text', { name: 'rowid' }) }),
    ).toBe('command.field-name');
    await undoAll(store);
    expect(wholeContent(file)).toEqual(before);
  });
});

describe('a field that gets another type', () => {
  async function withTexts(values: readonly (string | null)[]) {
    const made = await opened();
    const id = await makeLayer(made.store, '调查', 'Survey');
    await done(made.store, 'add-field', { layer: id, field: spec('值', 'text', { name: 'v' }) });
    for (const [i, v] of values.entries()) {
      await done(made.store, 'create-feature', feature(id, i, v === null ? {} : { v }));
    }
    const retype = (type: string, acceptLoss: boolean, more: object = {}) =>
      execute(made.store, 'change-field', {
        layer: id,
        field: 'v',
        to: spec('值', type, { name: 'v', ...more }),
        acceptLoss,
      });
    const stored = () =>
      rows<{ v: unknown }>(made.file, `SELECT v FROM "${id}" ORDER BY fid`).map(({ v }) => v);
    return { ...made, id, retype, stored };
  }

  it('refuses to lose a value that nobody has given up, and says which', async () => {
    const { retype, stored } = await withTexts(['12', '约30', null, '1,200']);
    const refused = await retype('int', false);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'command.values-lost', params: { count: 1, value: '约30' } },
    });
    expect(stored()).toEqual(['12', '约30', null, '1,200']);
  });

  it('converts the rest, and undo and redo give back each as it was', async () => {
    const { store, file, retype, stored } = await withTexts([
      '12',
      '约30',
      null,
      '1,200',
      '0.30000000000000004',
    ]);
    const before = wholeContent(file);
    expect((await retype('real', true)).ok).toBe(true);
    expect(stored()).toEqual([12, null, null, 1200, 0.30000000000000004]);
    const after = wholeContent(file);
    // Back to a text, whose values are made from the numbers.
    expect((await retype('text', false)).ok).toBe(true);
    expect(stored()).toEqual(['12', null, null, '1200', '0.30000000000000004']);
    await store.page.undo({}, call);
    expect(wholeContent(file)).toEqual(after);
    await store.page.undo({}, call);
    expect(wholeContent(file)).toEqual(before);
    await store.page.redo({}, call);
    expect(wholeContent(file)).toEqual(after);
    await store.page.redo({}, call);
    expect(stored()).toEqual(['12', null, null, '1200', '0.30000000000000004']);
    await store.page.undo({}, call);
    await store.page.undo({}, call);
    expect(wholeContent(file)).toEqual(before);
  });

  it('finds codes by their names', async () => {
    const { retype, stored } = await withTexts(['工业园区', 'industrial_park', '没有这个']);
    const list = { domain: 'park_kind' };
    expect((await retype('code', false, list)).ok).toBe(false);
    const codes = await retype('code', true, list);
    expect(codes.ok, JSON.stringify(codes)).toBe(true);
    expect(stored()[1]).toBe('industrial_park');
    expect(stored()[2]).toBeNull();
  });
});
