import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReader } from '../../../electron/store/read/reader.ts';
import { call, execute, rows, type TestStore } from './harness.ts';
import { wholeContent } from './layer-content.ts';
import { feature, layerParams, opened, spec, undoAll } from './own-layers.ts';

function gdalComplaints(file: string): string {
  const run = execFileSync('bash', ['-c', `ogrinfo -so -al "${file}" 2>&1 >/dev/null`]);
  return run.toString();
}
const hasGdal = fs.existsSync('/usr/bin/ogrinfo');

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
