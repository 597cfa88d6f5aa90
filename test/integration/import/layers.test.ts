import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { geopackageWriter } from '../../../electron/formats/geopackage-writer.ts';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { ImportPlan } from '../../../shared/bridge/query-contract.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { packLines, packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import { suggestTarget } from '../../../shared/import/suggest-target.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { FIELDS, layerOf, square } from '../../fixtures/export/layers.ts';
import { writeWith } from '../../fixtures/export/write.ts';
import { noteCounts, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
let source: string;
const at = (name: string): string => path.join(folder, name);

/** Squares of a thousandth of a degree in rows of a hundred, from a corner of their own. */
const squares = (count: number, x: number): Packed[] =>
  Array.from({ length: count }, (_, i) =>
    packMultiPolygon([[square(x + (i % 100) / 500, 30.1 + Math.floor(i / 100) / 500, 0.001)]]),
  );
const NAMED = FIELDS.filter(({ name }) => ['uid', 'name', 'bsm'].includes(name));
const polygons = (name: string, count: number, x: number): OutLayer =>
  layerOf(name, name, 'MULTIPOLYGON', squares(count, x), 4490, NAMED);
const lines = layerOf(
  'HLX',
  'HLX',
  'LINESTRING',
  [
    packLines([
      [
        [110.7, 30.1],
        [110.8, 30.2],
      ],
    ]),
  ],
  4490,
  NAMED,
);

/** Layers of the source, with the target of each. */
const MANY = { STBHHX: 'ecological_redline', CZKFBJ: 'urban_boundary' };
const COUNTS = { STBHHX: 2_500, CZKFBJ: 7_000 };

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-layers-'));
  const layers = [
    polygons('STBHHX', COUNTS.STBHHX, 110.6),
    polygons('CZKFBJ', COUNTS.CZKFBJ, 110.6),
    polygons('YJJBNT', 0, 110.6),
    lines,
  ];
  const written = await writeWith(geopackageWriter, layers, folder);
  expect(written.result.ok).toBe(true);
  source = at('plans.gpkg');
  fs.renameSync(written.file, source);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

let made = 0;
/** The services on a new blueprint of its own, closed in the right order afterwards. */
async function withBlueprint(work: (local: LocalServices, scratch: string) => Promise<void>): Promise<void> {
  const own = at(`run-${made++}`);
  fs.mkdirSync(own);
  const file = path.join(own, 'b.gpkg');
  const scratchDir = path.join(own, 'scratch');
  const local = startLocalServices({ backupDir: own });
  const blueprint = {
    name: '试点',
    countyCode: '990121',
    countyName: '试点县',
    zoneEpsg: 4525,
    classification: 'internal',
  } as const;
  value(await local.storeControl.create({ path: file, blueprint }));
  value(await local.queryControl.open({ path: file, cacheDir: path.join(own, 'cache'), scratchDir }));
  await local.queryControl.grant({ token: 'source', path: source, access: 'read' });
  try {
    await work(local, scratchDir);
  } finally {
    await local.queryControl.close({});
    await local.storeControl.close({});
    await local.stop();
  }
}

const planFor = (sourceLayer: string, layer: string, more: Partial<ImportPlan> = {}): ImportPlan => ({
  layer,
  sourceLayer,
  epsg: 4490,
  encoding: null,
  mapping: matchFields(must(builtinLayer(layer)), NAMED.slice(1)),
  constants: {},
  ...more,
});
const BOTH = Object.entries(MANY).map(([from, to]) => planFor(from, to));

async function take(
  local: LocalServices,
  plans: ImportPlan[],
  replaced: string[] = [],
  signal?: AbortSignal,
) {
  const report = value(await local.query.importStage({ file: 'source', plans }));
  const place = value(await local.queryControl.stagingPath({ staging: report.staging }));
  await local.storeControl.grantStaging({ token: report.staging, path: place });
  const abort = new AbortController();
  const shares: number[] = [];
  const committed = await local.store.commitStaged(
    { staging: report.staging, mode: 'append', replaced },
    {
      signal: signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]),
      onProgress: ({ share }) => {
        shares.push(share ?? NaN);
        if (signal !== undefined && (share ?? 0) > 0.26) abort.abort();
      },
    },
  );
  await local.query.importDiscard({ staging: report.staging });
  return { report, committed, shares };
}

async function counts(local: LocalServices): Promise<Record<string, number>> {
  const states = value(await local.store.layers({}));
  return Object.fromEntries(
    states.filter(({ count }) => count > 0).map(({ schema, count }) => [schema.id, count]),
  );
}
const history = async (local: LocalServices) => value(await local.store.history({ before: null, limit: 50 }));
const left = (scratch: string): string[] =>
  fs.readdirSync(scratch).filter((name) => /^(staged|import)-/.test(name));

describe('several layers of one source', () => {
  it('are told their targets by name, each where layers take its kind', async () => {
    await withBlueprint(async (local) => {
      const probe = value(await local.query.importProbe({ file: 'source', encoding: null }));
      const schemas = value(await local.store.layers({})).map(({ schema }) => schema);
      expect(
        probe.layers.map((layer) => [
          layer.name,
          layer.count,
          layer.kind,
          suggestTarget(layer, schemas)?.layer,
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['STBHHX', 2_500, 'polygon', 'ecological_redline'],
          ['CZKFBJ', 7_000, 'polygon', 'urban_boundary'],
          ['YJJBNT', 0, 'polygon', 'basic_farmland'],
          ['HLX', 1, 'line', undefined],
        ]),
      );
    });
  });

  it('come in as one step, which is taken back and done again as one; a layer without features is told', async () => {
    await withBlueprint(async (local) => {
      const { report, committed, shares } = await take(local, [
        ...BOTH,
        planFor('YJJBNT', 'basic_farmland'),
        planFor('HLX', 'track'),
      ]);
      expect(report.layers.map((one) => [one.sourceLayer, one.layer, one.read, one.staged])).toEqual([
        ['STBHHX', 'ecological_redline', 2_500, 2_500],
        ['CZKFBJ', 'urban_boundary', 7_000, 7_000],
        ['HLX', 'track', 1, 1],
      ]);
      expect(report.empty).toEqual(['YJJBNT']);
      expect(
        value(committed)
          .touched.map(({ layer }) => layer)
          .sort(),
      ).toEqual(['ecological_redline', 'track', 'urban_boundary']);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.at(-1)).toBeLessThanOrEqual(1);
      const whole = { ecological_redline: 2_500, urban_boundary: 7_000, track: 1 };
      expect(await counts(local)).toEqual(whole);
      expect(await history(local)).toMatchObject([
        {
          label: 'history.import',
          params: {
            count: 9_501,
            source: 'plans.gpkg',
            sourceLayers: 'STBHHX, CZKFBJ, HLX',
            sourceCrs: 'EPSG:4490',
            layerZh: '生态保护红线、城镇开发边界、外业轨迹',
          },
        },
      ]);
      value(await local.store.undo({}));
      expect(await counts(local)).toEqual({});
      value(await local.store.redo({}));
      expect(await counts(local)).toEqual(whole);
    });
  });

  it('leave nothing when the second is cancelled while it is read', async () => {
    await withBlueprint(async (local, scratch) => {
      const abort = new AbortController();
      const seen = new Set<number>();
      const stopped = await local.query.importStage(
        { file: 'source', plans: BOTH },
        {
          signal: abort.signal,
          onProgress: ({ params }) => {
            seen.add(Number(params?.['n']));
            if (params?.['n'] === 2) abort.abort();
          },
        },
      );
      expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      expect([...seen]).toEqual([1, 2]);
      expect(left(scratch)).toEqual([]);
      expect([await counts(local), await history(local)]).toEqual([{}, []]);
    });
  });

  it('leave nothing when the second is cancelled while it is written', async () => {
    await withBlueprint(async (local, scratch) => {
      // The first is a quarter of the features: the second begins there.
      const { committed, shares } = await take(local, BOTH, [], new AbortController().signal);
      expect(shares.at(-1)).toBeGreaterThanOrEqual(2_500 / 9_500);
      expect(committed).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      expect([await counts(local), await history(local), left(scratch)]).toEqual([{}, [], []]);
      value((await take(local, BOTH)).committed);
      expect(await counts(local)).toEqual({ ecological_redline: 2_500, urban_boundary: 7_000 });
    });
  });

  it('leave nothing when one of them fails, which is named', async () => {
    await withBlueprint(async (local, scratch) => {
      const failed = await local.query.importStage({
        file: 'source',
        plans: [...BOTH, planFor('HLX', 'industrial_park')],
      });
      expect(failed).toMatchObject({
        ok: false,
        error: { code: 'import.all-wrong-geometry', params: { inLayer: 'HLX', found: 'line' } },
      });
      const silent = await local.query.importStage({
        file: 'source',
        plans: [BOTH[0]!, planFor('CZKFBJ', 'urban_boundary', { epsg: 4525 })],
      });
      expect(silent).toMatchObject({
        ok: false,
        error: { code: 'import.crs-does-not-fit', params: { inLayer: 'CZKFBJ' } },
      });
      expect([await counts(local), await history(local), left(scratch)]).toEqual([{}, [], []]);
    });
  });

  it('may be taken twice, or two into one layer: uids stay different, and each run is a step', async () => {
    await withBlueprint(async (local) => {
      const withUid = (from: string): ImportPlan =>
        planFor(from, 'ecological_redline', { mapping: { uid: 'uid', name: 'name' } });
      // The layers count their uids from the same number.
      const first = await take(local, [withUid('STBHHX'), withUid('CZKFBJ')]);
      value(first.committed);
      expect(first.report.layers.map((one) => noteCounts(one)['uid-taken'] ?? 0)).toEqual([0, 200]);
      const again = await take(local, [withUid('STBHHX')]);
      value(again.committed);
      expect(noteCounts(must(again.report.layers[0]))['uid-taken']).toBe(200);
      expect(await counts(local)).toEqual({ ecological_redline: 12_000 });
      expect(await history(local)).toHaveLength(2);
      value(await local.store.undo({}));
      expect(await counts(local)).toEqual({ ecological_redline: 9_500 });
    });
  });

  it('replace what is in one layer and add to another, in one step', async () => {
    await withBlueprint(async (local) => {
      value((await take(local, BOTH)).committed);
      const { committed } = await take(local, BOTH, ['ecological_redline', 'land_use']);
      expect(value(committed)).toMatchObject({
        label: 'history.import-replace',
        params: { count: 9_500, removed: 2_500 },
      });
      expect(await counts(local)).toEqual({ ecological_redline: 2_500, urban_boundary: 14_000 });
      // A layer that turns out empty takes nothing away.
      const empty = await take(local, [BOTH[0]!, planFor('YJJBNT', 'urban_boundary')], ['urban_boundary']);
      value(empty.committed);
      expect(await counts(local)).toEqual({ ecological_redline: 5_000, urban_boundary: 14_000 });
      value(await local.store.undo({}));
      value(await local.store.undo({}));
      expect(await counts(local)).toEqual({ ecological_redline: 2_500, urban_boundary: 7_000 });
    });
  });

  it('a replaced layer takes features with the uids they had, and what was there comes back by undo', async () => {
    await withBlueprint(async (local, scratch) => {
      const reader = () => openReader(path.join(path.dirname(scratch), 'b.gpkg'));
      const uids = async (): Promise<string[]> => {
        const open = reader();
        const found: string[] = [];
        for await (const batch of open.scan({ layer: 'ecological_redline', fields: ['name'], order: 'fid' }))
          batch.uids.forEach((uid, i) => found.push(`${uid} ${String(batch.fields['name']![i])}`));
        open.close();
        return found;
      };
      const mapping = matchFields(must(builtinLayer('ecological_redline')), NAMED);
      expect(mapping['uid']).toBe('uid');
      const plan = planFor('STBHHX', 'ecological_redline', { mapping });
      value((await take(local, [plan])).committed);
      const before = await uids();
      expect(new Set(before).size).toBe(COUNTS.STBHHX);
      const again = await take(local, [{ ...plan, replaces: true }], ['ecological_redline']);
      expect(noteCounts(again.report.layers[0]!)).not.toHaveProperty('uid-taken');
      value(again.committed);
      expect(await uids()).toEqual(before);
      value(await local.store.undo({}));
      expect(await uids()).toEqual(before);
      value(await local.store.redo({}));
      expect(await uids()).toEqual(before);
      value(await local.store.undo({}));
      value(await local.store.undo({}));
      expect(await uids()).toEqual([]);
      // Staged to replace, but added: refused, as all of it would be there twice.
      value(await local.store.redo({}));
      const added = await take(local, [{ ...plan, replaces: true }]);
      expect(added.committed).toMatchObject({ ok: false, error: { code: 'store.staging-taken' } });
      expect(await uids()).toEqual(before);
    });
  });
});
