/**
 * A field package out and back: every parcel of a generated county edited in the field, half of them in the office as
 * well, 500 photographs along. Seconds of each step with workers in threads of their own, as in the app, and each as a
 * share of what `ogr2ogr` takes to write that many parcels in the same run.
 * `node electron/build/enode.mjs test/bench/exchange.bench.ts [--sizes 2000,20000] [--rounds n]`
 */
import { Worker } from 'node:worker_threads';
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { openDesk, openField, type Desk } from '../fixtures/exchange/desks.ts';
import { generateCounty } from '../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../fixtures/county/generated-blueprint.ts';
import { threadEndpoint } from '../../electron/hosts/threads.ts';
import type { WorkerKind } from '../../electron/query/query-service.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import type { Endpoint } from '../../shared/bridge/endpoint.ts';
import { must } from '../../shared/result.ts';
import { benchOptions } from './support/options.ts';
import { scratchFolder } from './support/scratch.ts';
import { median } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';

const PHOTOS = 500;
/** A photograph as a phone shrinks it for sending. */
const PHOTO_BYTES = 400_000;
const { sizes, rounds } = benchOptions();
const folder = scratchFolder('exchange');

const workers: Worker[] = [];
/** A worker as the app starts it, from source. */
function inThread(kind: WorkerKind): Endpoint {
  const worker = new Worker(new URL('../../electron/hosts/worker.ts', import.meta.url), {
    workerData: { kind },
  });
  workers.push(worker);
  return threadEndpoint(worker);
}

/** A desk whose workers have been loaded and whose findings are complete, as when somebody sits at it. */
async function settled(desk: Desk): Promise<Desk> {
  must(await desk.local.query.check({}));
  await desk.local.query.mergeSurvey({});
  return desk;
}

async function timed<T>(times: Record<string, number[]>, name: string, work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work();
  (times[name] ??= []).push((performance.now() - begun) / 1000);
  return result;
}

/** Uids of all parcels. */
function parcelsOf(file: string): string[] {
  const reader = openReader(file);
  const uids: string[] = [];
  const fids = reader.candidates('land_use', [-180, -90, 180, 90]);
  reader.visitFields('land_use', fids, ['uid'], (row) => void uids.push(String(row.values[0])));
  reader.close();
  return uids;
}

async function editAll(desk: Desk, uids: readonly string[], fields: Record<string, string>): Promise<void> {
  for (let from = 0; from < uids.length; from += 10_000)
    await desk.run('edit-attributes', {
      refs: uids.slice(from, from + 10_000).map((uid) => ({ table: 'land_use', uid })),
      fields,
    });
}

/** Photographs of made bytes, kept and recorded. */
async function photograph(desk: Desk, home: string): Promise<void> {
  const files = Array.from({ length: PHOTOS }, (_, n) => {
    const bytes = randomBytes(PHOTO_BYTES);
    const file = path.join(home, `${n}.jpg`);
    fs.writeFileSync(file, bytes);
    return { path: file, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
  must(await desk.local.storeControl.keepBlobs({ files }));
  await desk.run('add-attachments', {
    attachments: files.map(({ sha256 }, n) => ({
      kind: 'photo',
      name: `${n}.jpg`,
      mime: 'image/jpeg',
      size: PHOTO_BYTES,
      sha256,
      width: null,
      height: null,
      takenAt: null,
      timeShiftS: null,
      placedBy: 'none',
      place: null,
      heightM: null,
      accuracyM: null,
      bearingDeg: null,
      caption: '',
      subject: null,
    })),
  });
}

for (const size of sizes) {
  const blueprint = path.join(folder, `blueprint-${size}.gpkg`);
  await writeGenerated(generateCounty(size, folder), WHOLE_COUNTY, blueprint);
  const uids = parcelsOf(blueprint);
  const times: Record<string, number[]> = {};
  for (let round = 0; round < (rounds ?? 3); round++) {
    const home = fs.mkdtempSync(path.join(folder, 'round-'));
    const at = (name: string): string => path.join(home, name);
    fs.copyFileSync(blueprint, at('office.gpkg'));
    const office = await settled(await openDesk(at('office.gpkg'), 'office', home, inThread));
    await timed(times, 'pack', () => office.fieldOut(at('a.lantu-field'), 0, ['land_use']));
    const field = await timed(times, 'open', () =>
      openField(office, at('a.lantu-field'), at('field'), 'field', inThread),
    );
    await settled(field);
    await editAll(field, uids, { remark: '现场' });
    await photograph(field, home);
    await editAll(office, uids.slice(0, uids.length / 2), { admin_name: '内业' });
    await settled(office);
    await settled(field);
    await timed(times, 'back', () => field.back(at('b.lantu-changes')));
    const survey = await timed(times, 'survey', () => office.open(at('b.lantu-changes')));
    if (survey.disputes.length > 0) throw new Error('nothing collides here');
    const taken = await timed(times, 'merge', () => office.take(survey));
    if (!taken.ok) throw new Error(taken.error.code);
    await office.close();
    await field.close();
    for (const worker of workers.splice(0)) await worker.terminate();
    const begun = performance.now();
    const words = ['-f', 'GPKG', at('ogr.gpkg'), blueprint, 'land_use'];
    if (spawnSync('ogr2ogr', words).status === 0)
      (times['ogr2ogr'] ??= []).push((performance.now() - begun) / 1000);
    fs.rmSync(home, { recursive: true, force: true });
  }
  const of = (name: string): number | null => (times[name] === undefined ? null : median(times[name]));
  const ogr = of('ogr2ogr');
  const rows = ['pack', 'open', 'back', 'survey', 'merge'].map((name): Entry[] => [
    name,
    of(name),
    ogr === null ? null : of(name)! / ogr,
  ]);
  printTable(
    `${uids.length} parcels edited, ${PHOTOS} photographs: seconds, and ratio to ogr2ogr writing the parcels`,
    ['step', 'seconds', 'ratio'],
    rows,
  );
}
