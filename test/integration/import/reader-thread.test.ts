import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ioHost } from '../../../electron/hosts/io-host.ts';
import { startReaderThread } from '../../../electron/hosts/reader-thread.ts';
import type { StartedWorker } from '../../../electron/jobs/check/crew.ts';
import { createIoService } from '../../../electron/jobs/io/io-service.ts';
import type { ImportPlan, LayerReport } from '../../../shared/bridge/query-contract.ts';
import { generateCounty } from '../../fixtures/county/generated.ts';
import { call, newBlueprint, value } from '../../fixtures/import/io.ts';

let folder: string;
let blueprint: string;
let source: string;

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-reader-'));
  blueprint = path.join(folder, 'a.gpkg');
  await newBlueprint(blueprint);
  source = generateCounty(2_000, folder);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const PLAN: ImportPlan = {
  layer: 'survey_parcel',
  sourceLayer: 'parcels_dirty',
  epsg: 4490,
  encoding: null,
  mapping: { parcel_number: 'code', remark: 'kind' },
  constants: {},
};

/** The import service with a thread to read every file in, or with none; and what it has left in its folder. */
async function service(start: (() => StartedWorker) | null) {
  const scratch = fs.mkdtempSync(path.join(folder, 'scratch-'));
  const { reader: _usual, ...host } = ioHost();
  const io = createIoService({ ...host, log: () => {}, ...(start && { reader: { start, leastBytes: 0 } }) });
  value(await io.open({ path: blueprint, cacheDir: scratch, scratchDir: scratch }, call()));
  onTestFinished(async () => void (await io.close({}, call())));
  return { io, left: () => fs.readdirSync(scratch) };
}

/** Started threads, so that a test sees that there was one. */
function counted(): { readonly start: () => StartedWorker; readonly started: StartedWorker[] } {
  const started: StartedWorker[] = [];
  return {
    started,
    start: () => {
      const worker = startReaderThread();
      started.push(worker);
      return worker;
    },
  };
}

/** A report without the random uids that a preview of split parts shows. */
const withoutUids = (layers: readonly LayerReport[]) =>
  layers.map((layer) => ({
    ...layer,
    sample: layer.sample.map(({ fields: { derived_from, ...fields }, geometry }) => ({
      fields,
      geometry,
      derived: typeof derived_from === 'string',
    })),
  }));

/** All rows of a staging file; uids are random. */
function staged(file: string): unknown[] {
  const db = new Database(file, { readonly: true });
  const names = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).pluck().all();
  const tables = names.map((name) =>
    db
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${String(name)}"`)
      .all()
      .map(({ uid: _uid, derived_from, ...row }) => ({ ...row, derived: derived_from !== null })),
  );
  db.close();
  return tables;
}

describe('a file that is read in a thread of its own', () => {
  it.each([
    { what: 'faulty parcels', plan: PLAN },
    { what: 'control polygons', plan: { ...PLAN, sourceLayer: 'control' } },
    { what: 'parcels, as if drawn in a plane', plan: { ...PLAN, sourceLayer: 'parcels', epsg: 4326 } },
  ])('is staged as in one thread, with the same report: $what', async ({ plan }) => {
    const threads = counted();
    const [alone, apart] = [await service(null), await service(threads.start)];
    const request = { path: source, plans: [plan] };
    const one = value(await alone.io.importStage(request, call()));
    const two = value(await apart.io.importStage(request, call()));
    expect(threads.started).toHaveLength(1);
    expect(withoutUids(two.layers)).toEqual(withoutUids(one.layers));
    expect(one.layers[0]!.staged).toBeGreaterThan(0);
    expect(staged(two.staging)).toEqual(staged(one.staging));
  });

  it('says the same of a file that cannot be used', async () => {
    const wrong = { path: source, plans: [{ ...PLAN, layer: 'track' }] };
    const [alone, apart] = [await service(null), await service(counted().start)];
    const answer = await apart.io.importStage(wrong, call());
    expect(answer.ok).toBe(false);
    expect(answer).toEqual(await alone.io.importStage(wrong, call()));
  });

  it('leaves nothing when it is cancelled', async () => {
    for (const stage of ['import.stage.collect', 'import.stage.read']) {
      const { io, left } = await service(counted().start);
      const stop = new AbortController();
      const seen: string[] = [];
      const context = call(stop.signal, (progress) => {
        seen.push(progress.stage);
        if (progress.stage === stage) stop.abort();
      });
      const answer = await io.importStage({ path: source, plans: [PLAN] }, context);
      expect(answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
      expect(seen).toContain(stage);
      expect(left()).toEqual([]);
    }
  });

  it('leaves nothing when the thread ends, and says so', async () => {
    for (const stage of ['import.stage.collect', 'import.stage.read']) {
      const threads = counted();
      const { io, left } = await service(threads.start);
      const context = call(undefined, (progress) => {
        if (progress.stage === stage) threads.started[0]!.stop();
      });
      const answer = await io.importStage({ path: source, plans: [PLAN] }, context);
      expect(answer).toMatchObject({ ok: false, error: { code: 'import.reader-lost' } });
      expect(left()).toEqual([]);
    }
  });
});
