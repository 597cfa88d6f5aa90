/**
 * The attribute table over a generated coverage, asked of its service: opening, a page in the middle, sorting, filtering,
 * counting, figures, and selecting 10,000 features; p50 and p95. Orders are made anew each time, as after a commit.
 * `node electron/build/enode.mjs test/bench/table.bench.ts [--sizes 2000,20000,200000] [--rounds n]`
 */
import path from 'node:path';
import { createRowsService } from '../../electron/store/read/rows-service.ts';
import type { CallContext } from '../../shared/bridge/contract.ts';
import { allRows, type RowFilter, type RowSort } from '../../shared/bridge/rows-schemas.ts';
import { packPolygon } from '../../shared/geometry/build-packed.ts';
import { must } from '../../shared/result.ts';
import { generateCounty } from '../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../fixtures/county/generated-blueprint.ts';
import { benchOptions } from './support/options.ts';
import { scratchFolder } from './support/scratch.ts';
import { median, p95, worst } from './support/statistics.ts';
import { printTable } from './support/table.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const LAYER = 'land_use';
const FIELDS = ['identifier', 'land_class', 'admin_name', 'area_m2', 'net_area_m2', 'remark', 'plan_status'];
const { sizes, rounds } = benchOptions();
const folder = scratchFolder('table');

for (const size of sizes) {
  const file = path.join(folder, `blueprint-${size}.gpkg`);
  await writeGenerated(generateCounty(size, folder), WHOLE_COUNTY, file);
  const service = createRowsService(console.error);
  let rev = 0;
  /** As a commit to the layer does: no order is known any more. */
  const anew = (): void => {
    rev += 1;
    const touched = [{ layer: LAYER, fids: [1], before: [], after: [], fields: [] }];
    void service.committed({ seq: rev, rev, label: '', params: {}, time: '', kind: 'do', touched }, call);
  };
  const opened = performance.now();
  must(await service.open({ path: file, cacheDir: '', scratchDir: '' }, call));
  const open = async (filter: Partial<RowFilter>, sort: RowSort = []) =>
    must(await service.openRows({ filter: { ...allRows(LAYER), ...filter }, sort }, call));
  const first = await open({});
  must(await service.rowPage({ view: first.view, fields: FIELDS, offset: 0, limit: 100 }, call));
  const firstMs = performance.now() - opened;
  const box = must(
    await service.rowsBox(
      {
        layer: LAYER,
        fids: must(await service.rowRefs({ view: first.view, offset: 0, limit: first.total }, call)).fids,
      },
      call,
    ),
  )!;
  const share = Math.min(1, Math.sqrt(10_000 / first.total));
  const [w, h] = [((box[2] - box[0]) * share) / 2, ((box[3] - box[1]) * share) / 2];
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const lasso = packPolygon([
    Array.from({ length: 64 }, (_u, i): [number, number] => {
      const angle = (2 * Math.PI * i) / 64;
      return [x + 1.13 * w * Math.cos(angle), y + 1.13 * h * Math.sin(angle)];
    }),
  ]);
  let at = 0;
  const work: readonly (readonly [string, () => Promise<unknown>])[] = [
    [
      'open and first page',
      async () => {
        const { view } = await open({});
        return service.rowPage({ view, fields: FIELDS, offset: 0, limit: 100 }, call);
      },
    ],
    [
      'a page anywhere',
      async () => {
        at = (at * 7919 + 104_729) % Math.max(1, first.total - 100);
        return service.rowPage({ view: (await open({})).view, fields: FIELDS, offset: at, limit: 100 }, call);
      },
    ],
    ['sort by a number', () => open({}, [{ field: 'area_m2', descending: true }])],
    [
      'sort by two columns',
      () =>
        open({}, [
          { field: 'land_class', descending: false },
          { field: 'area_m2', descending: true },
        ]),
    ],
    ['filter by a condition', () => open({ expression: '分类代码 以 07 开头 且 面积 > 5 公顷' })],
    ['filter by words', () => open({ search: '工业' })],
    ['in the map view', () => open({ box: [x - w, y - h, x + w, y + h] })],
    [
      'figures of all',
      async () =>
        service.rowFigures({ filter: allRows(LAYER), group: 'land_class', sums: ['area_m2'] }, call),
    ],
    [
      'select a range of 10,000',
      async () => {
        const { view, total } = await open({});
        return service.rowRefs({ view, offset: Math.max(0, total - 10_000) >> 1, limit: 10_000 }, call);
      },
    ],
    [
      'select all',
      async () => service.rowRefs({ view: (await open({})).view, offset: 0, limit: first.total }, call),
    ],
    [
      'lasso of about 10,000',
      async () => service.selectByGeometry({ layers: [LAYER], shape: lasso, how: 'inside' }, call),
    ],
    [
      'try a calculation on all',
      async () =>
        service.previewEdit(
          {
            filter: allRows(LAYER),
            edit: { kind: 'calculate', field: 'remark', expression: "concat(round(area_mu(), 1), '亩')" },
            limit: 12,
          },
          call,
        ),
    ],
  ];
  const rows = [];
  for (const [name, run] of work) {
    const times: number[] = [];
    for (let i = 0; i < (rounds ?? 12); i++) {
      // A page and what is selected of an order under way need no new one.
      if (!/page anywhere|select/.test(name)) anew();
      const begin = performance.now();
      await run();
      times.push(performance.now() - begin);
    }
    rows.push([name, median(times), p95(times), worst(times)]);
  }
  printTable(`Attribute table, ${first.total} rows`, ['', 'p50 ms', 'p95 ms', 'worst ms'], rows, [
    `from a closed file to the first page: ${firstMs.toFixed(0)} ms`,
  ]);
  await service.close({}, call);
}
