import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rootArguments } from '../../../electron/build/display.mjs';
import { electronBinary } from '../../../electron/build/electron-dist.mjs';
import { filegdbWriter } from '../../../electron/formats/filegdb-writer.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';
import { layerOf, round } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { newBlueprint } from '../../fixtures/import/io.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const headless = [...rootArguments(), '--ozone-platform=headless', '--disable-gpu'];
const env = { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
const PARCELS = 3000;

const home = newFolder();
const blueprint = path.join(home, 'blueprint.gpkg');
let geodatabase: string;
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

beforeAll(async () => {
  const build = spawnSync(process.execPath, [path.join(root, 'electron/build/build.mjs'), 'main'], {
    encoding: 'utf8',
  });
  if (build.status !== 0) throw new Error(build.stderr);
  await newBlueprint(blueprint);
  const shapes = Array.from({ length: PARCELS }, (_, k) =>
    packMultiPolygon([[round(110 + (k % 60) * 0.002, 30 + Math.floor(k / 60) * 0.002, 0.0009, 60)]]),
  );
  const layer = layerOf('survey_parcel', '地类图斑', 'MULTIPOLYGON', shapes, 4525);
  const written = await writeWith(filegdbWriter, [layer], home);
  must(written.result);
  geodatabase = written.file;
});

describe('GDAL', () => {
  it('is started, killed and started again below the query process, which lives on', () => {
    const host = path.join(import.meta.dirname, 'gdal-host');
    const words = [host, ...headless, `--user-data-dir=${path.join(home, 'user')}`];
    const run = spawnSync(electronBinary(), [...words, blueprint, geodatabase, path.join(home, 'scratch')], {
      encoding: 'utf8',
      timeout: 180_000,
      env,
    });
    const line = run.stdout.split('\n').find((text) => text.startsWith('GDAL '));
    expect(line, run.stderr).toBeDefined();
    const layers = [['survey_parcel', PARCELS, 4525]];
    expect(JSON.parse((line ?? '').slice(5))).toEqual([true, layers, 'cancelled', layers, PARCELS, false]);
  });

  it('serves the command line of the app, without a window or a display', () => {
    const words = ['--lantu-cli', 'import', blueprint, geodatabase, '--layer', 'survey_parcel', '--json'];
    const run = spawnSync(
      electronBinary(),
      [root, ...headless, `--user-data-dir=${path.join(home, 'user-cli')}`, ...words],
      { encoding: 'utf8', timeout: 180_000, env: { ...env, DISPLAY: undefined } },
    );
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ read: PARCELS, imported: PARCELS, refused: 0 });
  });

  it('serves a worker thread, and does not keep it alive', async () => {
    const worker = new Worker(path.join(import.meta.dirname, 'gdal-thread-host.ts'), {
      workerData: geodatabase,
    });
    const answers: unknown[] = [];
    worker.on('message', (answer) => answers.push(answer));
    const code = await new Promise((resolve) => worker.on('exit', resolve));
    expect([code, answers]).toEqual([0, [[['survey_parcel', PARCELS]]]]);
  });
});
