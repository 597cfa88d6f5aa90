import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { call, COUNTY, execute, newStore, rectangle, rows, tempFolder, type TestStore } from './harness.ts';
import { highestFids, wholeContent } from './layer-content.ts';

async function opened(): Promise<{ store: TestStore; file: string; folder: string }> {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  const made = await store.control.create({ path: file, blueprint: COUNTY }, call);
  if (!made.ok) throw new Error(made.error.code);
  return { store, file, folder };
}

async function done(store: TestStore, command: string, params: unknown): Promise<void> {
  const result = await execute(store, command, params);
  if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result.error)}`);
}

const spec = (label: string, type: string, more: object = {}) => ({
  name: null,
  label: { 'zh-CN': label, en: '' },
  type,
  length: null,
  unit: null,
  required: false,
  domain: null,
  split: 'copy',
  merge: 'keep',
  ...more,
});

const layerParams = (zh: string, en: string, geometry: string | null = 'POLYGON') => ({
  name: { 'zh-CN': zh, en },
  plan: 'industrial',
  geometry,
  coverage: false,
  role: null,
  like: null,
});

async function makeLayer(
  store: TestStore,
  zh: string,
  en: string,
  geometry?: string | null,
): Promise<string> {
  await done(store, 'create-layer', layerParams(zh, en, geometry));
  const layers = await store.page.layers({}, call);
  if (!layers.ok) throw new Error(layers.error.code);
  return layers.value.at(-1)!.schema.id;
}

async function schemaOf(store: TestStore, id: string): Promise<LayerSchema> {
  const layers = await store.page.layers({}, call);
  if (!layers.ok) throw new Error(layers.error.code);
  return layers.value.find(({ schema }) => schema.id === id)!.schema;
}

const feature = (layer: string, x: number, fields: object = {}) => ({
  layer,
  geometry: rectangle(110 + x / 50, 30),
  fields,
});

/** Undoes everything; gives how many steps there were. */
async function undoAll(store: TestStore): Promise<number> {
  for (let steps = 0; ; steps++) {
    const undone = await store.page.undo({}, call);
    if (!undone.ok) {
      expect(undone.error.code).toBe('store.nothing-to-undo');
      return steps;
    }
  }
}

async function redoAll(store: TestStore): Promise<void> {
  while ((await store.page.redo({}, call)).ok);
}

function gdalComplaints(file: string): string {
  const run = execFileSync('bash', ['-c', `ogrinfo -so -al "${file}" 2>&1 >/dev/null`]);
  return run.toString();
}
const hasGdal = fs.existsSync('/usr/bin/ogrinfo');

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

type Step =
  | {
      readonly kind: 'layer' | 'drop-layer' | 'rename-layer' | 'undo' | 'redo' | 'reopen';
      readonly n: number;
    }
  | {
      readonly kind: 'feature' | 'field' | 'rename' | 'retype' | 'drop' | 'value' | 'kill' | 'style';
      readonly n: number;
    };

const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'layer',
    'feature',
    'feature',
    'feature',
    'field',
    'field',
    'value',
    'value',
    'value',
    'rename',
    'retype',
    'retype',
    'drop',
    'kill',
    'style',
    'rename-layer',
    'drop-layer',
    'undo',
    'undo',
    'redo',
    'reopen',
  ),
  n: fc.nat(10_000),
}) as fc.Arbitrary<Step>;

const VALUES = ['7', 'x', '3.5', '2026-02-03', '0012', '1e3', '工业园区', '0.1', '-4'];
const TYPES = ['text', 'int', 'real', 'date', 'code'];
const at = <T>(list: readonly T[], n: number): T | undefined =>
  list.length === 0 ? undefined : list[n % list.length];

async function act(store: TestStore, { kind, n }: Step): Promise<void> {
  const state = await store.page.layers({}, call);
  const layers = (state.ok ? state.value : []).filter(
    ({ schema }) => !schema.builtIn || schema.id === 'industrial_park',
  );
  const chosen = at(layers, n)!;
  const { id } = chosen.schema;
  const own = chosen.schema.fields.filter(({ key }) => key !== undefined);
  const field = at(own, Math.floor(n / 7));
  const info = await store.page.info({}, call);
  const file = info.ok ? info.value.path : '';
  const features = rows<{ uid: string }>(file, `SELECT uid FROM "${id}" ORDER BY fid`);
  const picked = at(features, Math.floor(n / 3));
  const type = at(TYPES, n)!;
  const domain = type === 'code' ? { domain: 'park_kind' } : {};
  // What is refused (a built-in layer, a value that does not suit) leaves the file as it is: that is tested too.
  switch (kind) {
    case 'layer':
      await execute(
        store,
        'create-layer',
        layerParams(`层${n % 5}`, `Layer ${n % 5}`, n % 4 === 0 ? null : 'POLYGON'),
      );
      break;
    case 'drop-layer':
      await execute(store, 'delete-layer', { layer: id });
      break;
    case 'rename-layer':
      await execute(store, 'change-layer', { layer: id, name: { 'zh-CN': `改${n}`, en: '' }, plan: 'base' });
      break;
    case 'feature': {
      const rest = feature(id, n % 400);
      const fields =
        id === 'industrial_park'
          ? { name: `园${n}`, park_kind: 'industrial_park', park_level: 'county' }
          : {};
      await execute(store, 'create-feature', {
        ...rest,
        fields,
        ...(chosen.schema.geometry === null && { geometry: null }),
      });
      break;
    }
    case 'field':
      await execute(store, 'add-field', { layer: id, field: spec(`字段${n % 9}`, type, domain) });
      break;
    case 'rename':
      if (field)
        await execute(store, 'change-field', {
          layer: id,
          field: field.name,
          to: { ...spec('改名', field.type, { name: `renamed_${n % 6}` }), domain: field.domain ?? null },
          acceptLoss: true,
        });
      break;
    case 'retype':
      if (field)
        await execute(store, 'change-field', {
          layer: id,
          field: field.name,
          to: spec('改型', type, {
            name: field.name,
            ...domain,
            ...(n % 2 === 0 && type === 'text' && { length: 3 }),
          }),
          acceptLoss: n % 3 > 0,
        });
      break;
    case 'drop':
      if (field) await execute(store, 'delete-field', { layer: id, field: field.name });
      break;
    case 'value': {
      if (!field || !picked) break;
      const text = at(VALUES, n)!;
      const value = field.type === 'int' || field.type === 'real' ? Number(text) : text;
      await execute(store, 'edit-attributes', {
        refs: [{ table: id, uid: picked.uid }],
        fields: { [field.name]: value },
      });
      break;
    }
    case 'kill':
      if (picked) await execute(store, 'delete-features', { refs: [{ table: id, uid: picked.uid }] });
      break;
    case 'style': {
      const by = field && { kind: 'categorised', field: field.name, other: null, classes: [] };
      await execute(store, 'style-layer', {
        layer: id,
        style: {
          renderer: by ?? { kind: 'single', color: '#123456' },
          fillOpacity: (n % 10) / 10,
          outline: null,
          pattern: null,
          labels: null,
          scale: null,
        },
      });
      break;
    }
    case 'undo':
      await store.page.undo({}, call);
      break;
    case 'redo':
      await store.page.redo({}, call);
      break;
    case 'reopen': {
      await store.control.close({}, call);
      const again = await store.control.open({ path: file, readOnly: false }, call);
      if (!again.ok) throw new Error(again.error.code);
    }
  }
}

describe('any sequence of changes to layers, fields, features and styles', () => {
  it('undone step by step gives every state back, and redone again, reopened in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 8, maxLength: 40 }), async (steps) => {
        const { store, file } = await opened();
        const empty = wholeContent(file);
        for (const step of steps) await act(store, step);
        const full = wholeContent(file);
        const steppedBack = await undoAll(store);
        expect(wholeContent(file)).toEqual(empty);
        for (let i = 0; i < steppedBack; i++) expect((await store.page.redo({}, call)).ok).toBe(true);
        expect(wholeContent(file)).toEqual(full);
        expect(rows(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        expect(rows(file, 'PRAGMA foreign_key_check')).toEqual([]);
        await store.shutdown();
        if (hasGdal) expect(gdalComplaints(file)).toBe('');
      }),
      { numRuns: process.env.LANTU_LONG ? 400 : 6 },
    );
  }, 300_000);

  it('read as the past, shows each state as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { store, file } = await opened();
        const states: { seq: number; seen: unknown }[] = [];
        const early = openReader(file).stateAt(0);
        for (const step of steps) {
          await act(store, step);
          const state = await store.page.state({}, call);
          const reader = openReader(file);
          const seen = await everything(reader);
          reader.close();
          const seq = state.ok ? state.value.rev : -1;
          if (states.at(-1)?.seq !== seq) states.push({ seq, seen });
          // A reader of the past that is open stays where it is.
          early.within(() => early.schemas());
        }
        const reader = openReader(file);
        for (const { seq, seen } of states) {
          const past = reader.stateAt(seq);
          expect(await everything(past), `state ${seq} of ${states.at(-1)?.seq}`).toEqual(seen);
          past.close();
        }
        const first = await everything(early);
        expect(first).toEqual(await everything(reader.stateAt(0)));
        early.close();
        reader.close();
        await store.shutdown();
      }),
      { numRuns: process.env.LANTU_LONG ? 300 : 5 },
    );
  }, 300_000);
});

/** What a reader sees: all layers with their schemas, styles and features, without revisions. */
async function everything(reader: ReturnType<typeof openReader>): Promise<unknown> {
  const out: unknown[] = [];
  for (const { schema, style, count } of reader.layers()) {
    const features: unknown[] = [];
    for await (const batch of reader.scan({ layer: schema.id, order: 'fid' })) {
      batch.fids.forEach((fid, i) =>
        features.push({
          fid,
          uid: batch.uids[i],
          xy: batch.geometries[i] && [...batch.geometries[i].xy],
          fields: Object.fromEntries(Object.entries(batch.fields).map(([name, cells]) => [name, cells[i]])),
        }),
      );
    }
    // The index rounds its boxes outward to 32 bits; the past has them exact.
    const box = reader.extent(schema.id)?.map((side) => Math.round(side * 1e3));
    out.push({ schema, style, count, features, box });
  }
  return out;
}
