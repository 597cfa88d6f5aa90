import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/store/sqlite.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { call, content, COUNTY, execute, newStore, park, rectangle, rows, tempFolder } from './harness.ts';

async function withParcel() {
  const folder = tempFolder();
  const file = path.join(folder, 'a.gpkg');
  const store = newStore(folder);
  await store.control.create({ path: file, blueprint: COUNTY }, call);
  const made = await execute(store, 'create-feature', {
    layer: 'land_use',
    geometry: rectangle(110, 30, 0.1, 0.1),
    fields: { land_class: '0101', class_edition: '2023' },
  });
  expect(made.ok).toBe(true);
  return { file, store };
}

/** A park whose western side stands on the eastern edge of the parcel, its corners a little off the grid. */
const beside = {
  layer: 'industrial_park',
  geometry: packPolygon(
    [
      [
        [110.1000000002, 30.02],
        [110.2, 30.02],
        [110.2, 30.08],
        [110.1, 30.0800000003],
      ],
    ],
    { raw: true },
  ),
  fields: park('甲园'),
};

const vertices = (file: string): number =>
  rows<{ geom: Buffer }>(file, 'SELECT geom FROM land_use')[0]!.geom.readUInt32LE(8 + 32 + 5 + 4);

describe('a shape drawn along another', () => {
  it('leaves its vertices in the neighbour, in one step that undo takes back whole', async () => {
    const { file, store } = await withParcel();
    const before = content(file);
    expect(vertices(file)).toBe(5);
    const drawn = await execute(store, 'create-feature', beside);
    expect(
      drawn.ok && drawn.value.touched.map(({ layer, fields }) => [layer, fields.includes('geometry')]),
    ).toEqual([
      ['industrial_park', true],
      ['land_use', true],
    ]);
    expect(vertices(file)).toBe(7);
    expect(
      rows(file, 'SELECT nodes IS NOT NULL AS kept FROM lantu_change ORDER BY seq DESC LIMIT 1'),
    ).toEqual([{ kept: 1 }]);
    await store.page.undo({}, call);
    expect(content(file)).toEqual(before);
  });

  it('does not change a neighbour that is locked', async () => {
    const { file, store } = await withParcel();
    await store.page.setLayerView({ layer: 'land_use', locked: true }, call);
    expect((await execute(store, 'create-feature', beside)).ok).toBe(true);
    expect(vertices(file)).toBe(5);
  });

  it('is not held up by a neighbour that another program has broken', async () => {
    const { file, store } = await withParcel();
    const db = openDatabase(file, { readOnly: false });
    db.exec(`UPDATE land_use SET geom = CAST(substr(geom, 1, 60) AS BLOB)`);
    db.close();
    expect((await execute(store, 'create-feature', beside)).ok).toBe(true);
    const history = await store.page.history({ before: null, limit: 10 }, call);
    expect(history.ok && history.value.map(({ kind }) => kind)).toEqual(['do', 'outside', 'do']);
    await store.page.undo({}, call);
    await store.page.undo({}, call);
    expect(vertices(file)).toBe(5);
  });
});
