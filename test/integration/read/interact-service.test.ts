import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInteractService } from '../../../electron/store/read/interact-service.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import { must } from '../../../shared/result.ts';
import type { SnapKind } from '../../../shared/bridge/snap-contract.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { testBlueprint, uidFor, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { parcelGrid, seeded } from '../../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const opening = (file: string) => ({ path: file, cacheDir: '', scratchDir: '' });

let blueprint: TestBlueprint;
let service: ReturnType<typeof createInteractService>;
beforeEach(async () => {
  blueprint = testBlueprint();
  service = createInteractService({ openReader, log: () => {} });
  must(await service.open(opening(blueprint.path), call));
});
afterEach(async () => {
  await service.close({}, call);
  blueprint.close();
});

const grid = parcelGrid(11, 8, 8, { between: 3 });
const fillLandUse = (): void => {
  blueprint.change(
    Array.from({ length: 64 }, (_u, i) => ({
      layer: 'land_use',
      op: 'put' as const,
      fid: i + 1,
      fields: { land_class: i % 2 === 0 ? '0101' : '0301', area_m2: 1000 + i },
      geometry: grid.parcel(i % 8, Math.floor(i / 8)),
    })),
  );
};
const snap = async (
  at: readonly [number, number],
  tolerance: number,
  layers = ['land_use'],
  exclude: { table: string; uid: string }[] = [],
  kinds: SnapKind[] = ['vertex', 'edge'],
) => must(await service.snap({ at: [at[0], at[1]], tolerance, layers, exclude, kinds }, call)).hits;

describe('snapping', () => {
  test('a shared node is one hit that names all four parcels', async () => {
    fillLandUse();
    const node = grid.node(3, 4);
    const near: [number, number] = [node[0] + 1e-6, node[1] - 2e-6];
    const [best] = await snap(near, 1e-5);
    expect(best?.kind).toBe('vertex');
    expect(best?.point).toEqual(node);
    // The parcels of columns 2, 3 and rows 3, 4.
    expect(best?.on.map((place) => place.fid).sort((a, b) => a - b)).toEqual([27, 28, 35, 36]);
    for (const place of best!.on) {
      const { geometry } = blueprint.stateAt(1).get(`land_use/${place.fid}`)!;
      const at = 2 * (geometry!.rings[place.ring]! + place.index);
      expect([geometry!.xy[at], geometry!.xy[at + 1]]).toEqual(node);
    }
  });

  test('an edge is hit at one canonical point, whoever owns it', async () => {
    fillLandUse();
    const parcel = grid.parcel(4, 4);
    const [ax, ay, bx, by] = parcel.xy as unknown as [number, number, number, number];
    const middle: [number, number] = [(ax + bx) / 2, (ay + by) / 2];
    const hits = await snap(middle, 2e-6);
    expect(hits[0]?.kind).toBe('edge');
    expect(hits[0]?.on).toHaveLength(2);
    const [x, y] = hits[0]!.point;
    expect([fromSteps(toSteps(x)), fromSteps(toSteps(y))]).toEqual([x, y]);
    // Within two steps of the middle, and of the line.
    expect(Math.hypot(x - middle[0], y - middle[1])).toBeLessThan(3e-9);
    const alone = await snap(
      middle,
      2e-6,
      ['land_use'],
      [{ table: 'land_use', uid: hits[0]!.on[0]!.ref.uid }],
    );
    expect(alone[0]?.point).toEqual([x, y]);
    expect(alone[0]?.on).toHaveLength(1);
  });

  test('vertices come before edges, nearer before farther, ties by layer and uid', async () => {
    const square = (west: number, south: number) =>
      packPolygon([
        [
          [west, south],
          [west + 0.001, south],
          [west + 0.001, south + 0.001],
          [west, south + 0.001],
        ],
      ]);
    blueprint.change([
      { layer: 'town_center', op: 'put', fid: 1, uid: 'b', geometry: square(110, 0) },
      { layer: 'town_center', op: 'put', fid: 2, uid: 'a', geometry: square(110.0011, 0) },
      { layer: 'industrial_park', op: 'put', fid: 1, uid: 'z', geometry: square(110, -0.0011) },
    ]);
    const hits = await snap([110.00105, 0], 2e-4, ['town_center', 'industrial_park']);
    const text = hits.map((hit) => `${hit.kind} ${hit.on[0]!.ref.table}/${hit.on[0]!.ref.uid}`);
    // On the equator both nearest corners are 5e-5 degrees away; the park's is farther.
    expect(text.slice(0, 3)).toEqual([
      'vertex town_center/a',
      'vertex town_center/b',
      'vertex industrial_park/z',
    ]);
    const below = await snap([110.0005, -0.00005], 6e-4, ['town_center', 'industrial_park']);
    const kinds = below.map((hit) => hit.kind);
    const firstEdge = kinds.indexOf('edge');
    expect(firstEdge).toBeGreaterThan(0);
    expect(kinds.slice(firstEdge).every((kind) => kind === 'edge')).toBe(true);
  });

  test('the best place does not depend on how far one looks', async () => {
    fillLandUse();
    const random = seeded(5);
    for (let i = 0; i < 60; i++) {
      const at: [number, number] = [110.001 + random() * 0.007, 30.001 + random() * 0.007];
      const wide = await snap(at, 2e-4);
      for (const tolerance of [1e-4, 5e-5, 2e-5]) {
        const narrow = await snap(at, tolerance);
        const reach = toSteps(tolerance);
        const distance = ([x, y]: readonly [number, number]): number =>
          Math.round(
            Math.hypot(
              (toSteps(x) - toSteps(at[0])) * Math.cos((at[1] * Math.PI) / 180),
              toSteps(y) - toSteps(at[1]),
            ),
          );
        const vertices = wide.filter((hit) => hit.kind === 'vertex' && distance(hit.point) <= reach);
        expect(narrow.filter((hit) => hit.kind === 'vertex')).toEqual(vertices);
      }
    }
  });

  test('agrees with a search through everything by brute force', async () => {
    fillLandUse();
    const random = seeded(9);
    const all = [...blueprint.stateAt(1).values()];
    for (let i = 0; i < 40; i++) {
      const at: [number, number] = [110 + random() * 0.009, 30 + random() * 0.009];
      let best = Infinity;
      for (const { geometry } of all) {
        for (let k = 0; k < geometry!.xy.length; k += 2) {
          const dx = (toSteps(geometry!.xy[k]!) - toSteps(at[0])) * Math.cos((at[1] * Math.PI) / 180);
          best = Math.min(best, Math.round(Math.hypot(dx, toSteps(geometry!.xy[k + 1]!) - toSteps(at[1]))));
        }
      }
      const [hit] = await snap(at, 1e-4);
      const found = hit?.kind === 'vertex';
      expect(found).toBe(best <= 100_000);
      if (!found) continue;
      const dx = (toSteps(hit.point[0]) - toSteps(at[0])) * Math.cos((at[1] * Math.PI) / 180);
      expect(Math.round(Math.hypot(dx, toSteps(hit.point[1]) - toSteps(at[1])))).toBe(best);
    }
  });

  test('after a commit the new place is hit and the old one is not', async () => {
    const at = (x: number) => packPoints([[x, 30]]);
    blueprint.change([{ layer: 'public_facility', op: 'put', fid: 1, geometry: at(110) }]);
    expect((await snap([110, 30], 1e-5, ['public_facility']))[0]?.point).toEqual([110, 30]);
    blueprint.change([{ layer: 'public_facility', op: 'patch', fid: 1, geometry: at(110.5) }]);
    expect(await snap([110, 30], 1e-5, ['public_facility'])).toEqual([]);
    expect((await snap([110.5, 30], 1e-5, ['public_facility']))[0]?.point).toEqual([110.5, 30]);
  });
});

describe('identifying', () => {
  const square = (size: number, hole = false) => {
    const ring = (r: number): [number, number][] => [
      [110 - r, 30 - r],
      [110 + r, 30 - r],
      [110 + r, 30 + r],
      [110 - r, 30 + r],
    ];
    return packPolygon(hole ? [ring(size), ring(size / 2)] : [ring(size)]);
  };

  test('goes through the stack: points, lines, small areas, large areas; not through holes', async () => {
    blueprint.change([
      { layer: 'county', op: 'put', fid: 1, fields: { name: '澄川县', area_m2: 9e9 }, geometry: square(0.5) },
      {
        layer: 'industrial_park',
        op: 'put',
        fid: 1,
        fields: { name: '东区', area_m2: 5e4 },
        geometry: square(0.01),
      },
      {
        layer: 'industrial_park',
        op: 'put',
        fid: 2,
        fields: { name: '环', area_m2: 1 },
        geometry: square(0.02, true),
      },
      {
        layer: 'land_use',
        op: 'put',
        fid: 1,
        fields: { land_class: '0101', area_m2: 6e5 },
        geometry: square(0.05),
      },
      {
        layer: 'track',
        op: 'put',
        fid: 1,
        geometry: packLines([
          [
            [109.99, 30.00001],
            [110.01, 30.00001],
          ],
        ]),
      },
      {
        layer: 'public_facility',
        op: 'put',
        fid: 1,
        fields: { name: '小学' },
        geometry: packPoints([[110.00001, 30]]),
      },
      {
        layer: 'public_facility',
        op: 'put',
        fid: 2,
        fields: { name: '远' },
        geometry: packPoints([[110.001, 30]]),
      },
    ]);
    const layers = ['county', 'land_use', 'industrial_park', 'track', 'public_facility'];
    const hits = must(await service.identify({ at: [110, 30], tolerance: 5e-5, layers }, call));
    expect(hits.map((hit) => hit.title)).toEqual(['小学', uidFor('track', 1), '东区', '水田', '澄川县']);
    expect(hits.map((hit) => hit.areaM2)).toEqual([null, null, 5e4, 6e5, 9e9]);
    const onRing = must(
      await service.identify({ at: [110.015, 30], tolerance: 0, layers: ['industrial_park'] }, call),
    );
    expect(onRing.map((hit) => hit.title)).toEqual(['环']);
  });

  test('every place of a coverage belongs to one parcel, a node to all around it', async () => {
    fillLandUse();
    const random = seeded(3);
    for (let i = 0; i < 50; i++) {
      const at: [number, number] = [110.0015 + random() * 0.006, 30.0015 + random() * 0.006];
      expect(must(await service.identify({ at, tolerance: 0, layers: ['land_use'] }, call))).toHaveLength(1);
    }
    const node = grid.node(4, 4);
    const hits = must(
      await service.identify({ at: [node[0], node[1]], tolerance: 0, layers: ['land_use'] }, call),
    );
    expect(hits.map((hit) => hit.fid).sort((a, b) => a - b)).toEqual([28, 29, 36, 37]);
  });
});

describe('tables and search', () => {
  const page = async (more: object = {}) =>
    service.table(
      {
        layer: 'land_use',
        fields: ['land_class', 'area_m2'],
        sort: null,
        search: '',
        offset: 0,
        limit: 10,
        ...more,
      },
      call,
    );

  test('pages through all rows once, sorted, with the total', async () => {
    fillLandUse();
    const seen: number[] = [];
    for (let offset = 0; offset < 64; offset += 10) {
      const { total, rows } = must(await page({ offset, sort: { field: 'area_m2', descending: true } }));
      expect(total).toBe(64);
      seen.push(...rows.map((row) => row.fid));
    }
    expect(seen).toEqual(Array.from({ length: 64 }, (_u, i) => 64 - i));
    const [first] = must(await page()).rows;
    expect(first).toEqual({
      fid: 1,
      uid: uidFor('land_use', 1),
      values: ['0101', 1000],
      box: [...grid.parcel(0, 0).box],
    });
  });

  test('finds rows by the name of their class, and takes wildcards literally', async () => {
    fillLandUse();
    expect(must(await page({ search: '水田' })).total).toBe(32);
    expect(must(await page({ search: '0301' })).total).toBe(32);
    expect(must(await page({ search: '%' })).total).toBe(0);
    expect(must(await page({ search: '0_0' })).total).toBe(0);
  });

  test('empty values come last both ways, and unknown fields are refused', async () => {
    fillLandUse();
    blueprint.change([{ layer: 'land_use', op: 'patch', fid: 5, fields: { area_m2: null } }]);
    for (const descending of [true, false]) {
      const { rows } = must(await page({ sort: { field: 'area_m2', descending }, offset: 60 }));
      expect(rows.at(-1)?.fid).toBe(5);
    }
    expect(await page({ fields: ['no_such'] })).toMatchObject({
      ok: false,
      error: { code: 'read.no-such-field' },
    });
    expect(await page({ layer: 'no_such' })).toMatchObject({ ok: false });
  });

  test('searches names, identifiers and classes of all layers, the best first', async () => {
    fillLandUse();
    blueprint.change([
      {
        layer: 'industrial_park',
        op: 'put',
        fid: 1,
        fields: { name: '水田湾工业园' },
        geometry: grid.parcel(0, 0),
      },
      {
        layer: 'industrial_park',
        op: 'put',
        fid: 2,
        fields: { name: '东区', identifier: '水-1' },
        geometry: null,
      },
      { layer: 'township', op: 'put', fid: 1, fields: { name: '水田' }, geometry: grid.parcel(1, 1) },
    ]);
    const hits = must(await service.search({ text: '水田', limit: 5 }, call));
    expect(hits).toHaveLength(5);
    expect(hits.slice(0, 5).every((hit) => hit.title.startsWith('水田'))).toBe(true);
    const all = must(await service.search({ text: '水田', limit: 100 }, call)).map((hit) => hit.title);
    expect(all.filter((title) => title === '水田')).toHaveLength(33);
    expect(all.at(-1)).toBe('水田湾工业园');
    const byIdentifier = must(await service.search({ text: '水-1', limit: 5 }, call));
    expect(byIdentifier).toMatchObject([{ title: '东区', fid: 2, box: null }]);
    expect(must(await service.search({ text: '  ', limit: 5 }, call))).toEqual([]);
  });

  test('summaries count, measure and frame', async () => {
    fillLandUse();
    const summary = must(await service.summary({}, call)).find((one) => one.layer === 'land_use')!;
    expect(summary.count).toBe(64);
    expect(summary.areaM2).toBe((64 * (1000 + 1063)) / 2);
    const all = grid.parcel(0, 0).box;
    expect(summary.box![0]).toBeLessThanOrEqual(all[0]);
    expect(summary.box![0]).toBeGreaterThan(all[0] - 2e-4);
  });

  test('differences are limited', async () => {
    fillLandUse();
    expect(must(await service.diff({ from: 0, to: 1, limit: 10 }, call))).toHaveLength(10);
    expect(must(await service.diff({ from: 0, to: 1, limit: 1000 }, call))).toHaveLength(64);
  });
});

test('without an open file every question is answered by a failure', async () => {
  await service.close({}, call);
  expect(await service.summary({}, call)).toMatchObject({ ok: false, error: { code: 'read.not-open' } });
  expect(
    await service.table({ layer: 'land_use', fields: [], sort: null, search: '', offset: 0, limit: 1 }, call),
  ).toMatchObject({ ok: false, error: { code: 'read.not-open' } });
});

test('a path without a blueprint is refused by value', async () => {
  const folder = path.dirname(blueprint.path);
  writeFileSync(path.join(folder, 'text.gpkg'), 'no database');
  for (const name of ['missing.gpkg', 'text.gpkg', '.']) {
    expect(await service.open(opening(path.join(folder, name)), call)).toMatchObject({
      ok: false,
      error: { code: 'read.cannot-open' },
    });
  }
  expect(await service.summary({}, call)).toMatchObject({ ok: false, error: { code: 'read.not-open' } });
});
