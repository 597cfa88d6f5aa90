import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createInteractService } from '../../../electron/store/read/interact-service.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { SnapKind } from '../../../shared/bridge/snap-contract.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import { edgesThrough } from '../../../shared/geometry/shared-edge.ts';
import { must } from '../../../shared/result.ts';
import { testBlueprint, uidFor, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
let blueprint: TestBlueprint;
let service: ReturnType<typeof createInteractService>;
beforeEach(async () => {
  blueprint = testBlueprint();
  service = createInteractService({ openReader, log: () => {} });
  must(await service.open({ path: blueprint.path, cacheDir: '', scratchDir: '' }, call));
});
afterEach(async () => {
  await service.close({}, call);
  blueprint.close();
});

type Place = readonly [number, number];
const SIDE = 20;
const grid = parcelGrid(11, SIDE, SIDE, { between: 3 });
const fill = (): void => {
  blueprint.change(
    Array.from({ length: SIDE * SIDE }, (_u, i) => ({
      layer: 'land_use',
      op: 'put' as const,
      fid: i + 1,
      fields: { land_class: '0101', area_m2: 1000 + i },
      geometry: grid.parcel(i % SIDE, Math.floor(i / SIDE)),
    })),
  );
};
const trace = async (from: Place, to: Place, more: object = {}) =>
  must(
    await service.trace(
      {
        layers: ['land_use'],
        exclude: [],
        from: [from[0], from[1]],
        to: [to[0], to[1]],
        through: [],
        prefer: 'shorter',
        ...more,
      },
      call,
    ),
  );
const pointsOf = (xy: Float64Array): Place[] =>
  Array.from({ length: xy.length / 2 }, (_u, i) => [xy[2 * i]!, xy[2 * i + 1]!]);
/** Edges of all parcels, by their ends. */
const edgesOfAll = (): Set<string> => {
  const edges = new Set<string>();
  for (let i = 0; i < SIDE * SIDE; i++) {
    const { xy } = grid.parcel(i % SIDE, Math.floor(i / SIDE));
    for (let k = 0; k + 3 < xy.length; k += 2) {
      edges.add(`${xy[k]},${xy[k + 1]} ${xy[k + 2]},${xy[k + 3]}`);
      edges.add(`${xy[k + 2]},${xy[k + 3]} ${xy[k]},${xy[k + 1]}`);
    }
  }
  return edges;
};

describe('tracing', () => {
  test('runs over the exact vertices of the borders, across what is read at once', async () => {
    fill();
    const edges = edgesOfAll();
    for (const [c, r, c2, r2] of [
      [1, 1, 4, 1],
      [0, 0, SIDE, SIDE],
      [3, 17, 16, 2],
    ] as const) {
      const { xy, metres, missing } = await trace(grid.node(c, r), grid.node(c2, r2));
      expect(missing).toBeNull();
      const path = pointsOf(xy);
      expect(path[0]).toEqual(grid.node(c, r));
      expect(path.at(-1)).toEqual(grid.node(c2, r2));
      // Three points stand between two nodes of the net, so the least number of edges is known.
      expect(path.length).toBeGreaterThanOrEqual(4 * (Math.abs(c2 - c) + Math.abs(r2 - r)) + 1);
      for (let i = 1; i < path.length; i++)
        expect(edges).toContain(`${path[i - 1]!.join()} ${path[i]!.join()}`);
      expect(metres).toBeGreaterThan(100);
    }
  });

  test('goes the other way round the parcel, and through a point one names', async () => {
    fill();
    const [a, b] = [grid.node(5, 5), grid.node(6, 5)];
    const short = pointsOf((await trace(a, b)).xy);
    expect(short).toHaveLength(5);
    const long = pointsOf((await trace(a, b, { prefer: 'longer' })).xy);
    // Round one of the two parcels at this border: three sides of four edges.
    expect(long).toHaveLength(13);
    const parcel = [grid.parcel(5, 4), grid.parcel(5, 5)].map((one) => pointsOf(one.xy).map((p) => p.join()));
    expect(parcel.some((all) => long.every((p) => all.includes(p.join())))).toBe(true);
    const detour = pointsOf((await trace(a, b, { through: [[...grid.node(5, 7)]] })).xy);
    expect(detour).toContainEqual(grid.node(5, 7));
  });

  test('begins and ends in the middle of edges, with places that snapping gives', async () => {
    fill();
    const [a, b, c] = [grid.node(5, 5), grid.node(6, 5), grid.node(7, 5)];
    const between = (p: Place, q: Place): [number, number] => [
      p[0] + (q[0] - p[0]) * 0.4,
      p[1] + (q[1] - p[1]) * 0.4,
    ];
    const caught = async (at: [number, number]): Promise<Place> => {
      const { hits } = must(
        await service.snap({ at, tolerance: 5e-5, layers: ['land_use'], exclude: [], kinds: ['edge'] }, call),
      );
      return hits[0]!.point;
    };
    const [from, to] = [await caught(between(a, b)), await caught(between(b, c))];
    const path = pointsOf((await trace(from, to)).xy);
    expect(path[0]).toEqual(from);
    expect(path.at(-1)).toEqual(to);
    expect(path).toContainEqual(b);
  });

  test('says what is missing', async () => {
    fill();
    blueprint.change([
      { layer: 'land_use', op: 'put', fid: 900, fields: { land_class: '0101' }, geometry: far() },
    ]);
    expect((await trace([110.5, 30.5], grid.node(1, 1))).missing).toBe('off-border');
    const apart = await trace([110.2, 30], grid.node(1, 1));
    expect(apart).toMatchObject({ missing: 'apart', metres: 0 });
    expect(apart.xy).toHaveLength(0);
    expect((await trace(grid.node(1, 1), grid.node(4, 1), { layers: ['town_center'] })).missing).toBe(
      'off-border',
    );
  });

  test('follows a commit: the new border is walked, the old one is gone', async () => {
    fill();
    const [a, b] = [grid.node(5, 5), grid.node(6, 5)];
    expect((await trace(a, b)).missing).toBeNull();
    blueprint.change(
      Array.from({ length: SIDE * SIDE }, (_u, i) => ({
        layer: 'land_use',
        op: 'delete' as const,
        fid: i + 1,
      })),
    );
    expect((await trace(a, b)).missing).toBe('off-border');
  });

  test('can be stopped', async () => {
    fill();
    const stop = new AbortController();
    stop.abort();
    const ring = circle(36_000);
    blueprint.change([{ layer: 'ecological_redline', op: 'put', fid: 1, geometry: ring }]);
    const at = (i: number): [number, number] => [ring.xy[2 * i]!, ring.xy[2 * i + 1]!];
    const query = {
      layers: ['ecological_redline'],
      exclude: [],
      from: at(0),
      to: at(18_000),
      through: [],
      prefer: 'shorter' as const,
    };
    const stopped = await service.trace(query, { signal: stop.signal, progress: () => {} });
    expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    // A border of 36,000 points: half of it one way, half the other.
    expect(must(await service.trace(query, call)).xy.length / 2).toBe(18_001);
    const near = must(await service.trace({ ...query, to: at(40) }, call));
    expect(near.xy.length / 2).toBe(41);
    const longer = must(await service.trace({ ...query, to: at(40), prefer: 'longer' }, call));
    expect(longer.xy.length / 2).toBe(36_000 - 40 + 1);
  });
});

const far = () =>
  packPolygon([
    [
      [110.2, 30],
      [110.201, 30],
      [110.201, 30.001],
    ],
  ]);
function circle(count: number) {
  return packPolygon([
    Array.from({ length: count }, (_u, i): [number, number] => {
      const angle = (2 * Math.PI * i) / count;
      return [
        fromSteps(110_300_000_000 + Math.round(5e7 * Math.cos(angle))),
        fromSteps(30_000_000_000 + Math.round(5e7 * Math.sin(angle))),
      ];
    }),
  ]);
}

describe('who shares a place', () => {
  test('a node and an edge name exactly those that have them, and whether they can be edited', async () => {
    fill();
    const node = grid.node(5, 5);
    blueprint.change([
      {
        layer: 'basic_farmland',
        op: 'put',
        fid: 7,
        fields: { identifier: 'YJJBNT0433' },
        geometry: grid.parcel(5, 5),
      },
    ]);
    const layers = ['land_use', 'basic_farmland'];
    const at = must(await service.sharers({ layers, place: [[node[0], node[1]]] }, call));
    expect(at.map(({ ref }) => ref.table)).toEqual(['basic_farmland', ...Array<string>(4).fill('land_use')]);
    expect(at[0]).toMatchObject({ title: '…0433', readOnly: true, locked: true });
    expect(at[1]).toMatchObject({ readOnly: false, locked: false });
    const { xy } = grid.parcel(5, 5);
    const edge = must(
      await service.sharers(
        {
          layers,
          place: [
            [xy[2]!, xy[3]!],
            [xy[0]!, xy[1]!],
          ],
        },
        call,
      ),
    );
    expect(edge.map(({ ref }) => ref.uid).sort()).toEqual(
      [uidFor('basic_farmland', 7), uidFor('land_use', 106), uidFor('land_use', 86)].sort(),
    );
    expect(must(await service.sharers({ layers, place: [[110.00012, 30.00034]] }, call))).toEqual([]);
  });
});

describe('snapping of all kinds', () => {
  test('what is kept of the places before does not change the answer', async () => {
    fill();
    const layers = ['land_use', 'basic_farmland'];
    const tail: [number, number][] = [[...grid.node(2, 2)]];
    const ask = async (one: typeof service, at: [number, number], tolerance: number) =>
      must(
        await one.snap(
          { at, tolerance, layers, exclude: [], drawn: { head: [], tail }, anchors: tail },
          call,
        ),
      );
    for (let i = 0; i < 60; i++) {
      const at: [number, number] = [110.002 + (i % 17) * 0.00113, 30.002 + (i % 23) * 0.00091];
      const tolerance = [1e-5, 1e-4, 1e-3, 1e-2][i % 4]!;
      const anew = createInteractService({ openReader, log: () => {} });
      must(await anew.open({ path: blueprint.path, cacheDir: '', scratchDir: '' }, call));
      expect(await ask(service, at, tolerance)).toEqual(await ask(anew, at, tolerance));
      await anew.close({}, call);
    }
  });

  test('from far away it takes the nearest and says how far it looked', async () => {
    fill();
    const at: [number, number] = [110.012, 30.012];
    const wide = must(await service.snap({ at, tolerance: 0.02, layers: ['land_use'], exclude: [] }, call));
    expect(wide.cutTo).not.toBeNull();
    const exact = must(
      await service.snap({ at, tolerance: wide.cutTo!, layers: ['land_use'], exclude: [] }, call),
    );
    expect(exact).toEqual({ hits: wide.hits, cutTo: null });
  });

  test('after any write, by whomever, the answer is new', async () => {
    fill();
    const node = grid.node(4, 4);
    const ask = async () =>
      must(
        await service.snap(
          { at: [node[0], node[1]], tolerance: 1e-6, layers: ['land_use'], exclude: [], kinds: ['vertex'] },
          call,
        ),
      ).hits;
    expect(await ask()).toHaveLength(1);
    blueprint.change([64, 65, 84, 85].map((fid) => ({ layer: 'land_use', op: 'delete' as const, fid })));
    expect(await ask()).toEqual([]);
  });

  test('every point it gives is taken as a vertex by the edges it names', async () => {
    fill();
    blueprint.change([
      {
        layer: 'industrial_park',
        op: 'put',
        fid: 1,
        geometry: packPolygon([
          [
            [110.0013, 30.0017],
            [110.0211, 30.0032],
            [110.0189, 30.0207],
          ],
        ]),
      },
    ]);
    const seen = new Map<SnapKind, number>();
    const shapes = blueprint.stateAt(2);
    for (let i = 0; i < 200; i++) {
      const at: [number, number] = [110.0013 + i * 9.9e-5, 30.0017 + i * 7.5e-6];
      const { hits } = must(
        await service.snap(
          {
            at,
            tolerance: 2e-4,
            layers: ['land_use', 'industrial_park'],
            exclude: [],
            drawn: { head: [], tail: [[110.01, 30.02]] },
          },
          call,
        ),
      );
      for (const hit of hits.filter(({ kind }) => kind !== 'vertex')) {
        seen.set(hit.kind, (seen.get(hit.kind) ?? 0) + 1);
        for (const place of hit.on) {
          const geometry = shapes.get(`${place.ref.table}/${place.fid}`)!.geometry!;
          const through = edgesThrough([{ key: 1, geometry }], hit.point);
          expect(through).toContainEqual({ key: 1, ring: place.ring, index: place.index });
        }
      }
    }
    for (const kind of ['intersection', 'midpoint', 'perpendicular', 'edge'] as const)
      expect(seen.get(kind) ?? 0).toBeGreaterThan(3);
  });
});
