import { expect, test } from 'vitest';
import path from 'node:path';
import { allRows } from '../../../shared/bridge/rows-schemas.ts';
import { must } from '../../../shared/result.ts';
import type { BulkRecord } from '../../../electron/store/write/new-blueprint.ts';
import { writeNewBlueprint } from '../../../electron/store/write/new-blueprint.ts';
import { call, content, COUNTY, newStore, rectangle, rows, tempFolder } from './harness.ts';

const COUNT = 12_000;
const uid = (i: number): string => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

function* parcels(): Generator<BulkRecord> {
  for (let i = 0; i < COUNT; i++) {
    yield {
      layer: 'land_use',
      uid: uid(i),
      fields: {
        land_class: i % 3 === 0 ? '100102' : '0101',
        class_edition: '2023',
        area_m2: i,
        remark: `no ${i}`,
      },
      geometry: rectangle(110 + (i % 100) * 0.001, 30 + Math.floor(i / 100) * 0.001, 0.001, 0.001),
    };
  }
}

async function made() {
  const folder = tempFolder();
  const file = path.join(folder, 'many.gpkg');
  const host = { now: () => new Date(0), random: (count: number) => new Uint8Array(count) };
  must(await writeNewBlueprint(file, { ...COUNTY, fictional: true }, parcels(), host));
  const store = newStore(folder);
  must(await store.control.open({ path: file, readOnly: false }, call));
  return { store, file };
}

test('more rows than a command can name are written in one step, undone and redone to the byte', async () => {
  const { store, file } = await made();
  const before = content(file);
  const shares: number[] = [];
  const following = {
    ...call,
    progress: ({ share }: { share: number | null }) => void shares.push(share ?? 0),
  };
  const params = {
    rows: { ...allRows('land_use'), expression: '分类代码 = 0101 或 面积 < 100' },
    field: 'remark',
    value: '新',
  };
  must(await store.page.execute({ command: 'set-field', params }, following));
  const meant = Array.from({ length: COUNT }, (_u, i) => i).filter((i) => i % 3 !== 0 || i < 100).length;
  expect(rows(file, "SELECT fid FROM land_use WHERE remark = '新'")).toHaveLength(meant);
  const [change] = rows<{ records: number }>(
    file,
    'SELECT records FROM lantu_change ORDER BY seq DESC LIMIT 1',
  );
  expect(change?.records).toBe(meant);
  expect(shares.length).toBeGreaterThan(2);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  const after = content(file);
  must(await store.page.undo({}, call));
  expect(content(file)).toEqual(before);
  must(await store.page.redo({}, call));
  expect(content(file)).toEqual(after);
});

test('a cancelled or refused step leaves nothing behind', async () => {
  const { store, file } = await made();
  const before = content(file);
  const abort = new AbortController();
  const cancelling = { signal: abort.signal, progress: () => abort.abort() };
  const params = { rows: allRows('land_use'), field: 'remark', value: '新' };
  const cancelled = await store.page.execute({ command: 'set-field', params }, cancelling);
  expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  const wrong = await store.page.execute(
    {
      command: 'calculate-field',
      params: {
        rows: allRows('land_use'),
        faulty: 'refuse',
        field: 'land_class',
        expression: "if(面积 = 11999, 'x', '0103')",
      },
    },
    call,
  );
  expect(wrong).toMatchObject({ ok: false, error: { code: 'command.value.domain' } });
  expect(content(file)).toEqual(before);
});

test('a calculation reads each row as it was', async () => {
  const { store, file } = await made();
  const params = {
    rows: { ...allRows('land_use'), fids: Float64Array.from({ length: 11_000 }, (_u, i) => i + 1) },
    faulty: 'refuse',
    field: 'remark',
    expression: "concat(备注, '/', 面积 + 1)",
  };
  must(await store.page.execute({ command: 'calculate-field', params }, call));
  const got = rows<{ fid: number; remark: string }>(file, 'SELECT fid, remark FROM land_use ORDER BY fid');
  expect(got.map(({ remark }) => remark)).toEqual(
    Array.from({ length: COUNT }, (_u, i) => (i < 11_000 ? `no ${i}/${i + 1}` : `no ${i}`)),
  );
});
