import path from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../electron/store/sqlite.ts';
import { call, COUNTY, execute, newStore, rectangle, rows, tempFolder } from './harness.ts';
import { wholeContent } from './layer-content.ts';
import { spec } from './own-layers.ts';

const ROWS = 5_000;

it('a field of many rows gets another type, and undo, redo and undo again give every row back', async () => {
  const file = path.join(tempFolder(), 'a.gpkg');
  const store = newStore(path.dirname(file));
  const done = async (command: string, params: unknown): Promise<void> =>
    expect(await execute(store, command, params)).toMatchObject({ ok: true });
  expect((await store.control.create({ path: file, blueprint: COUNTY }, call)).ok).toBe(true);
  const layer = { name: { 'zh-CN': '甲', en: 'Alpha' }, plan: 'industrial', geometry: 'POLYGON' };
  await done('create-layer', { ...layer, coverage: false, role: null, like: null });
  const layers = await store.page.layers({}, call);
  const id = layers.ok ? layers.value.at(-1)!.schema.id : '';
  await done('add-field', { layer: id, field: spec('值', 'text', { name: 'v' }) });
  await done('create-feature', { layer: id, geometry: rectangle(110, 30), fields: {} });
  // So many rows are put in as an import would, in one statement.
  await store.control.close({}, call);
  const db = openDatabase(file, { readOnly: false });
  const shape = rows<{ name: string; type: string }>(
    file,
    `SELECT name, type FROM pragma_table_info('${id}')`,
  ).find(({ type }) => type === 'POLYGON')!.name;
  db.exec(`UPDATE lantu_writing SET active = 1;
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${ROWS})
    INSERT INTO "${id}" (uid, v, "${shape}", revision)
    SELECT '0198aaaa-0000-7000-8000-' || printf('%012d', i), CASE WHEN i % 7 THEN i || '.5' ELSE '约' || i END, s, 1
    FROM n, (SELECT "${shape}" s FROM "${id}" LIMIT 1);
    UPDATE lantu_writing SET active = 0;`);
  db.close();
  expect((await store.control.open({ path: file, readOnly: false }, call)).ok).toBe(true);
  const before = wholeContent(file);
  await done('change-field', {
    layer: id,
    field: 'v',
    to: spec('值', 'real', { name: 'v' }),
    acceptLoss: true,
  });
  const after = wholeContent(file);
  expect(rows(file, `SELECT count(v) n, sum(typeof(v) = 'real') r FROM "${id}"`)).toEqual([
    { n: ROWS - Math.floor(ROWS / 7), r: ROWS - Math.floor(ROWS / 7) },
  ]);
  const shares: number[] = [];
  const told = { ...call, progress: ({ share }: { share: number }) => void shares.push(share) };
  for (const [step, content] of [
    ['undo', before],
    ['redo', after],
    ['undo', before],
    ['redo', after],
  ] as const) {
    expect((await store.page[step]({}, told as never)).ok).toBe(true);
    expect(wholeContent(file)).toEqual(content);
  }
  expect(shares.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(3);
}, 120_000);
