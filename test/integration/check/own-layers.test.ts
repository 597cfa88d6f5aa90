import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill, loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { createCheckService } from '../../../electron/jobs/check/check-service.ts';
import { buildSample } from '../../../electron/sample/build-sample.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { CheckResult } from '../../../shared/bridge/query-contract.ts';
import { tileAt } from '../../../shared/map/tile-grid.ts';
import { must } from '../../../shared/result.ts';
import type { Finding } from '../../../shared/rules/rule.ts';
import { decodeTile } from '../../fixtures/mvt.ts';

/* Readers, tiles and the check beside a writer whose layers, fields and styles change. */

const call = { signal: new AbortController().signal, progress: () => {} };
let folder: string;
let file: string;
let services: LocalServices;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lantu-own-'));
  file = path.join(folder, 'county.gpkg');
  must(await buildSample({ path: file, parcels: 3000, dirty: false }, call));
  services = startLocalServices({ backupDir: folder, author: '甲' });
  must(await services.storeControl.open({ path: file, readOnly: false }));
  must(await services.queryControl.open({ path: file, cacheDir: folder, scratchDir: folder }));
}, 120_000);
afterAll(async () => {
  await services.stop();
  await rm(folder, { recursive: true, force: true });
});

const bytes = (findings: readonly Finding[]): string =>
  JSON.stringify(
    findings.map(({ memory: _memory, ...finding }) => ({
      ...finding,
      pieces: finding.pieces.map((piece) => ({ ...piece, geometry: [...piece.geometry.xy] })),
    })),
  );

async function settled(rev: number): Promise<CheckResult> {
  for (let i = 0; i < 6000; i++) {
    const result = must(await services.query.findings({}));
    if (!result.state.running && result.state.finishedAt !== null && result.state.rev >= rev) return result;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`the check did not reach revision ${rev}`);
}

async function follows(committed: { readonly rev: number }): Promise<CheckResult> {
  const now = await settled(committed.rev);
  const service = createCheckService({
    openReader,
    loadOverlay,
    loadFill: loadCoverageFill,
    automatic: false,
    emit: () => {},
    log: (_level, line) => {
      throw new Error(line);
    },
  });
  must(await service.open({ path: file, cacheDir: folder, scratchDir: folder }, call));
  const fresh = must(await service.check({}, call));
  await service.close({}, call);
  expect(bytes(now.findings)).toBe(bytes(fresh.findings));
  expect(now.notChecked).toEqual(fresh.notChecked);
  return now;
}

const execute = async (command: string, params: unknown) =>
  must(await services.store.execute({ command, params }));

describe('a layer of the user', () => {
  let layer = '';

  it('serves the rules of its role, and stops when it is deleted', async () => {
    const start = await settled(0);
    const redline = start.findings.find(({ rule }) => rule === 'park-redline')!;
    await execute('create-layer', {
      name: { 'zh-CN': '园区二', en: 'Parks two' },
      plan: 'industrial',
      geometry: 'MULTIPOLYGON',
      coverage: false,
      role: 'park',
      like: 'industrial_park',
    });
    layer = must(await services.store.layers({})).at(-1)!.schema.id;
    const [park] = must(await services.query.features({ refs: [redline.subject] }));
    const drawn = await execute('create-feature', {
      layer,
      geometry: park!.geometry,
      fields: { name: '重画的园区', park_kind: 'industrial_park', park_level: 'county' },
    });
    const ofLayer = (result: CheckResult): readonly Finding[] =>
      result.findings.filter(({ subject, rule }) => subject.table === layer && rule === 'park-redline');
    const [found] = ofLayer(await follows(drawn));
    expect(found?.areaM2).toBe(redline.areaM2);
    const deleted = await execute('delete-layer', { layer });
    expect(ofLayer(await follows(deleted))).toEqual([]);
    const back = must(await services.store.undo({}));
    expect(ofLayer(await follows(back))).toHaveLength(1);
    const unbound = await execute('change-layer', { layer, role: null });
    expect(ofLayer(await follows(unbound))).toEqual([]);
    expect(ofLayer(await follows(must(await services.store.undo({}))))).toHaveLength(1);
  }, 600_000);

  it('has in its tiles what its style reads, at once and in overviews', async () => {
    const { box } = must(await services.store.layers({})).find(({ schema }) => schema.id === layer)!;
    const propertiesAt = async (z: number): Promise<Record<string, unknown>> => {
      const at = tileAt((box![0] + box![2]) / 2, (box![1] + box![3]) / 2, z);
      for (let i = 0; i < 200; i++) {
        const answer = must(await services.query.tile({ layer, ...at }));
        const rev = must(await services.store.info({})).rev;
        if (answer.rev >= rev && answer.complete && answer.bytes) {
          const shapes = decodeTile(answer.bytes).find(({ name }) => name === layer);
          return shapes?.features[0]?.properties ?? {};
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error('no tile of the newest revision');
    };
    for (const z of [14, 10]) expect(await propertiesAt(z)).not.toHaveProperty('park_level');
    await execute('style-layer', {
      layer,
      style: {
        renderer: { kind: 'categorised', field: 'park_level', classes: [], other: '#999999' },
        fillOpacity: null,
        outline: null,
        pattern: null,
        labels: null,
        scale: null,
      },
    });
    for (const z of [14, 10]) expect(await propertiesAt(z)).toMatchObject({ park_level: 'county' });
    must(await services.store.undo({}));
    for (const z of [14, 10]) expect(await propertiesAt(z)).not.toHaveProperty('park_level');
  }, 60_000);

  it('answers questions about its columns', async () => {
    const values = must(
      await services.query.fieldValues({ layer: 'industrial_park', field: 'park_level', limit: 50 }),
    );
    const table = must(
      await services.query.table({
        layer: 'industrial_park',
        fields: ['park_level', 'area_m2'],
        sort: null,
        search: '',
        offset: 0,
        limit: 1000,
      }),
    );
    expect(values.values.reduce((sum, { count }) => sum + count, values.empty)).toBe(table.total);
    const areas = table.rows.map(({ values: row }) => Number(row[1]));
    const breaks = must(
      await services.query.classBreaks({
        layer: 'industrial_park',
        field: 'area_m2',
        method: 'equal',
        classes: 3,
      }),
    );
    expect(breaks.breaks[0]).toBe(Math.min(...areas));
    expect(breaks.breaks.at(-1)).toBe(Math.max(...areas));
    expect(breaks.counts.reduce((sum, count) => sum + count, 0)).toBe(areas.length);
    const preview = must(
      await services.query.conversionPreview({
        layer: 'industrial_park',
        field: 'name',
        to: { type: 'int', length: null, domain: null },
      }),
    );
    expect(preview.lost + preview.converts + preview.empty).toBe(table.total);
    expect(preview.lost).toBeGreaterThan(0);
    const unknown = await services.query.fieldValues({
      layer: 'industrial_park',
      field: 'nothing',
      limit: 5,
    });
    expect(!unknown.ok && unknown.error.code).toBe('read.no-such-field');
  });
});
