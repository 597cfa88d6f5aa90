import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRowsService } from '../../../electron/store/read/rows-service.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { allRows, type RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import { testBlueprint, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { parcelGrid, seeded } from '../../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const LAYER = 'land_use';
const grid = parcelGrid(11, 20, 20, { between: 2 });
const random = seeded(5);
const CLASSES = ['0101', '0103', '0301', '100102', '0701'];
/** What the rows are, by fid: the truth for every question. */
const rows: Fields[] = Array.from({ length: 400 }, (_u, i) => ({
  land_class: CLASSES[Math.floor(random() * CLASSES.length)]!,
  area_m2: i % 7 === 0 ? null : Math.round(random() * 90_000),
  admin_name: ['桐渡镇', '青石乡', null][i % 3]!,
  remark: i % 5 === 0 ? `No. ${i}%` : null,
}));

let blueprint: TestBlueprint;
let service: ReturnType<typeof createRowsService>;
beforeEach(async () => {
  blueprint = testBlueprint();
  blueprint.change(
    rows.map((fields, i) => ({
      layer: LAYER,
      op: 'put' as const,
      fid: i + 1,
      fields,
      geometry: grid.parcel(i % 20, Math.floor(i / 20)),
    })),
  );
  service = createRowsService(() => {});
  must(await service.open({ path: blueprint.path, cacheDir: '', scratchDir: '' }, call));
});
afterEach(async () => {
  await service.close({}, call);
  blueprint.close();
});

const fidsWhere = (holds: (fields: Fields, fid: number) => boolean): number[] =>
  rows.flatMap((fields, i) => (holds(fields, i + 1) ? [i + 1] : []));
const filtered = (patch: Partial<RowFilter>): RowFilter => ({ ...allRows(LAYER), ...patch });
async function fidsOf(
  filter: RowFilter,
  sort: { field: string; descending: boolean }[] = [],
): Promise<number[]> {
  const { view, total } = must(await service.openRows({ filter, sort }, call));
  const refs = must(await service.rowRefs({ view, offset: 0, limit: total }, call));
  expect(refs.uids.split('\n').filter((uid) => uid !== '')).toEqual(
    [...refs.fids].map((fid) => `${LAYER}-${fid}`),
  );
  return [...refs.fids];
}

describe('order and filter', () => {
  test('pages tile the whole, in the order asked for', async () => {
    const sort = [
      { field: 'land_class', descending: true },
      { field: 'area_m2', descending: false },
    ];
    const { view, total } = must(await service.openRows({ filter: allRows(LAYER), sort }, call));
    expect(total).toBe(400);
    const got: { fid: number; cls: unknown; area: unknown }[] = [];
    for (let offset = 0; offset < total; offset += 37) {
      const page = must(
        await service.rowPage({ view, fields: ['land_class', 'area_m2'], offset, limit: 37 }, call),
      );
      got.push(...page.rows.map(({ fid, values }) => ({ fid, cls: values[0], area: values[1] })));
    }
    const nothing = (value: unknown): number => (value === null ? Infinity : Number(value));
    const wanted = rows
      .map((fields, i) => ({ fid: i + 1, cls: fields['land_class'], area: fields['area_m2'] }))
      .sort(
        (a, b) =>
          (String(a.cls) < String(b.cls) ? 1 : String(a.cls) > String(b.cls) ? -1 : 0) ||
          (nothing(a.area) === nothing(b.area) ? 0 : nothing(a.area) - nothing(b.area)) ||
          a.fid - b.fid,
      );
    expect(got).toEqual(wanted);
  });

  test('text, expression, place and selection hold together', async () => {
    expect(await fidsOf(filtered({ search: '桐渡' }))).toEqual(
      fidsWhere((row) => row['admin_name'] === '桐渡镇'),
    );
    const expression = '分类代码 = 二类工业用地 且 面积 > 3公顷 或 备注 包含 “0%”';
    expect(await fidsOf(filtered({ expression }))).toEqual(
      fidsWhere(
        (row) =>
          (row['land_class'] === '100102' && Number(row['area_m2']) > 30_000) ||
          String(row['remark'] ?? '').includes('0%'),
      ),
    );
    const fids = Float64Array.of(5, 6, 300);
    expect(await fidsOf(filtered({ fids }))).toEqual([5, 6, 300]);
    const { box } = grid.parcel(4, 0);
    const inner = [box[0] + 1e-4, box[1] + 1e-4, box[2] - 1e-4, box[3] - 1e-4] as const;
    expect(await fidsOf(filtered({ fids, box: inner }))).toEqual([5]);
  });

  test('a wrong expression says where, an unknown column is refused, an old view is gone', async () => {
    const wrong = await service.openRows({ filter: filtered({ expression: '面积 >' }), sort: [] }, call);
    expect(wrong).toMatchObject({ ok: false, error: { code: 'expression.ends', params: { at: 5 } } });
    const sort = [{ field: 'nothing"; DROP TABLE land_use; --', descending: false }];
    expect(await service.openRows({ filter: allRows(LAYER), sort }, call)).toMatchObject({ ok: false });
    expect(await service.rowPage({ view: 99, fields: [], offset: 0, limit: 1 }, call)).toMatchObject({
      error: { code: 'read.rows-gone' },
    });
  });

  test('a commit is seen, and a view of before stays what it was', async () => {
    const before = must(await service.openRows({ filter: filtered({ search: '青石' }), sort: [] }, call));
    blueprint.change([{ layer: LAYER, op: 'patch', fid: 1, fields: { admin_name: '青石乡' } }]);
    await service.committed(
      {
        seq: 2,
        rev: 2,
        label: '',
        params: {},
        time: '',
        kind: 'do',
        touched: [{ layer: LAYER, fids: [1], before: [], after: [], fields: ['admin_name'] }],
      },
      call,
    );
    const after = must(await service.openRows({ filter: filtered({ search: '青石' }), sort: [] }, call));
    expect(after.total).toBe(before.total + 1);
    const old = must(await service.rowRefs({ view: before.view, offset: 0, limit: 1000 }, call));
    expect(old.fids.length).toBe(before.total);
    expect(must(await service.rowIndex({ view: after.view, fid: 1 }, call))).toBe(0);
    expect(must(await service.rowIndex({ view: before.view, fid: 1 }, call))).toBe(-1);
  });
});

test('figures are those of the rows', async () => {
  const filter = filtered({ expression: '行政区名称 不为空' });
  const got = must(
    await service.rowFigures({ filter, group: 'land_class', sums: ['area_m2', 'plot_ratio'] }, call),
  );
  const meant = rows.filter((row) => row['admin_name'] !== null);
  const areas = meant
    .flatMap((row) => (typeof row['area_m2'] === 'number' ? [row['area_m2']] : []))
    .sort((a, b) => a - b);
  const sum = areas.reduce((a, b) => a + b, 0);
  expect(got.count).toBe(meant.length);
  expect(got.area).toMatchObject({ sum, min: areas[0], max: areas.at(-1), mean: sum / areas.length });
  const middle = areas.length / 2;
  expect(got.area?.median).toBe(
    areas.length % 2 === 1 ? areas[Math.floor(middle)] : (areas[middle - 1]! + areas[middle]!) / 2,
  );
  expect(got.area?.bins.reduce((a, b) => a + b, 0)).toBe(areas.length);
  got.area?.bins.forEach((count, i) => {
    const { width } = got.area!;
    expect(count).toBe(areas.filter((area) => area >= i * width && area < (i + 1) * width).length);
  });
  expect(got.sums).toEqual({ area_m2: sum, plot_ratio: null });
  for (const { value, count, areaM2 } of got.groups) {
    const of = meant.filter((row) => row['land_class'] === value);
    expect(count).toBe(of.length);
    expect(areaM2).toBe(of.reduce((total, row) => total + Number(row['area_m2'] ?? 0), 0));
  }
});

test('values of a field, fids of uids, box, text for a spreadsheet', async () => {
  expect(
    must(await service.rowValues({ layer: LAYER, field: 'admin_name', part: '镇', limit: 9 }, call)),
  ).toEqual([{ value: '桐渡镇', count: rows.filter((row) => row['admin_name'] === '桐渡镇').length }]);
  expect([
    ...must(await service.rowFids({ layer: LAYER, uids: 'land_use-7\nnone\nland_use-3' }, call)),
  ]).toEqual([7, -1, 3]);
  const box = must(await service.rowsBox({ layer: LAYER, fids: Float64Array.of(1, 400) }, call))!;
  expect(box[0]).toBeCloseTo(Math.min(grid.parcel(0, 0).box[0], grid.parcel(19, 19).box[0]), 4);
  expect(box[3]).toBeCloseTo(Math.max(grid.parcel(0, 0).box[3], grid.parcel(19, 19).box[3]), 4);
  const { view } = must(
    await service.openRows({ filter: filtered({ fids: Float64Array.of(1, 2) }), sort: [] }, call),
  );
  const text = must(await service.rowText({ view, fields: ['land_class', 'area_m2', 'remark'] }, call));
  const line = (row: Fields): string =>
    `${row['land_class']}\t${row['area_m2'] ?? ''}\t${row['remark'] ?? ''}`;
  expect(text).toEqual({ text: `${line(rows[0]!)}\r\n${line(rows[1]!)}`, rows: 2 });
});

test('an edit is tried on every row before it is made', async () => {
  const preview = must(
    await service.previewEdit(
      {
        filter: allRows(LAYER),
        edit: {
          kind: 'calculate',
          field: 'limited_activity_item',
          expression: "if(面积 > 45000, '123', '1')",
        },
        limit: 5,
      },
      call,
    ),
  );
  const large = rows.filter((row) => Number(row['area_m2'] ?? 0) > 45_000).length;
  expect(preview).toMatchObject({ total: 400, wrong: large, changed: 400 - large });
  expect(preview.faults).toEqual([
    { count: large, failure: expect.objectContaining({ code: 'command.value.length' }) as unknown },
  ]);
  expect(preview.rows).toHaveLength(5);
});

describe('by place', () => {
  const lasso = packPolygon([[grid.node(2, 2), grid.node(9, 3), grid.node(8, 9), grid.node(3, 8)]]);
  test('in a lasso or touching it', async () => {
    const [inside] = must(
      await service.selectByGeometry({ layers: [LAYER, 'town_center'], shape: lasso, how: 'inside' }, call),
    );
    const [touching] = must(
      await service.selectByGeometry({ layers: [LAYER], shape: lasso, how: 'touches' }, call),
    );
    expect(inside!.fids.length).toBeGreaterThan(15);
    expect(touching!.fids.length).toBeGreaterThan(inside!.fids.length);
    expect([...inside!.fids].every((fid) => touching!.fids.includes(fid))).toBe(true);
    // The parcel in the middle of it, and one far away.
    const middle = 5 * 20 + 5 + 1;
    expect(inside!.fids.includes(middle)).toBe(true);
    expect(touching!.fids.includes(400)).toBe(false);
  });

  test('relative to features of another layer', async () => {
    blueprint.change([
      { layer: 'industrial_park', op: 'put', fid: 1, fields: { name: '甲' }, geometry: lasso },
    ]);
    const of = allRows('industrial_park');
    const ask = async (how: 'within' | 'touches' | 'distance', metres = 0): Promise<number[]> => [
      ...must(await service.selectByLocation({ filter: allRows(LAYER), of, how, metres }, call)).fids,
    ];
    const [inside] = must(
      await service.selectByGeometry({ layers: [LAYER], shape: lasso, how: 'inside' }, call),
    );
    const [touching] = must(
      await service.selectByGeometry({ layers: [LAYER], shape: lasso, how: 'touches' }, call),
    );
    expect(await ask('within')).toEqual([...inside!.fids]);
    expect(await ask('touches')).toEqual([...touching!.fids]);
    expect(await ask('distance', 0)).toEqual([...touching!.fids]);
    // A parcel is about 130 m wide.
    const near = await ask('distance', 100);
    expect(near.length).toBeGreaterThan(touching!.fids.length);
    expect(near.length).toBeLessThan(400);
    // The other way round: the park touches those parcels.
    expect([
      ...must(
        await service.selectByLocation(
          { filter: of, of: filtered({ fids: Float64Array.of(106) }), how: 'touches', metres: 0 },
          call,
        ),
      ).fids,
    ]).toEqual([1]);
  });
});
