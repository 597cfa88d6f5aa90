/**
 * Median times of making tiles, snapping and identifying, printed per zoom: of the clock, and of the processor,
 * which other work on the machine disturbs less.
 * `node electron/build/enode.mjs test/bench/tiles.bench.ts [blueprint.gpkg] [layer]`: without a file, on the
 * demonstration county with 20,000 parcels.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { createInteractService } from '../../electron/store/read/interact-service.ts';
import { labels } from '../../electron/store/read/labels.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import { tileJob } from '../../electron/store/read/tile-job.ts';
import { createTilesService } from '../../electron/store/read/tiles-service.ts';
import type { CallContext } from '../../shared/bridge/contract.ts';
import { tileAt } from '../../shared/map/tile-grid.ts';
import { must } from '../../shared/result.ts';
import { seeded } from '../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const given = process.argv[2];
const layer = process.argv[3] ?? 'land_use';

/** The demonstration county with 20,000 parcels, in a folder of its own. */
async function county(): Promise<{ path: string; close(): void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lantu-county-'));
  const made = path.join(folder, 'county.gpkg');
  must(await buildSample({ path: made, parcels: 20_000, dirty: false }, call));
  return { path: made, close: () => rmSync(folder, { recursive: true, force: true }) };
}

const file = given === undefined ? await county() : { path: given, close: () => {} };
const cacheDir = mkdtempSync(path.join(tmpdir(), 'lantu-bench-'));
const reader = openReader(file.path);
const extent = reader.extent(layer)!;
const random = seeded(42);
const place = (): [number, number] => [
  extent[0] + random() * (extent[2] - extent[0]),
  extent[1] + random() * (extent[3] - extent[1]),
];
const median = (values: number[]): number =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const ms = (value: number): string => value.toFixed(2).padStart(9);

console.log(`${layer}: ${reader.summary().find((one) => one.layer === layer)?.count} features`);
console.log('zoom   median ms     max ms     cpu ms   median KB');
const points = labels();
for (const z of [16, 15, 14, 13, 12, 11, 10, 9]) {
  const times: number[] = [];
  const sizes: number[] = [];
  const cpu: number[] = [];
  for (let i = 0; i < (z >= 13 ? 25 : 5); i++) {
    const tile = tileAt(...place(), z);
    const begin = performance.now();
    const used = process.cpuUsage();
    const job = tileJob(reader, points, layer, tile);
    job?.run(() => false);
    const bytes = job?.bytes();
    times.push(performance.now() - begin);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
    sizes.push((bytes?.length ?? 0) / 1000);
  }
  console.log(
    `${String(z).padStart(4)}   ${ms(median(times))}  ${ms(Math.max(...times))}  ${ms(median(cpu))}   ${ms(median(sizes))}`,
  );
}

const tiles = createTilesService({ openReader, log: console.error });
const opened = performance.now();
must(await tiles.open({ path: file.path, cacheDir, scratchDir: '' }, call));
console.log(`open ${ms(performance.now() - opened)} ms`);
const first = performance.now();
const [x, y] = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2];
const whole = must(await tiles.tile({ layer, ...tileAt(x, y, 10) }, call));
console.log(`first overview ${ms(performance.now() - first)} ms, complete: ${whole.complete}`);
for (;;) {
  const answer = must(await tiles.tile({ layer, ...tileAt(x, y, 0) }, call));
  if (answer.complete) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
console.log(`its layer complete after ${ms(performance.now() - first)} ms`);
const stored: number[] = [];
for (let i = 0; i < 50; i++) {
  const begin = performance.now();
  must(await tiles.tile({ layer, ...tileAt(...place(), 10) }, call));
  stored.push(performance.now() - begin);
}
console.log(`stored overview z10 ${ms(median(stored))} ms`);
await tiles.close({}, call);

const interact = createInteractService({ openReader, log: console.error });
must(await interact.open({ path: file.path, cacheDir, scratchDir: '' }, call));
const snaps: number[] = [];
const finds: number[] = [];
for (let i = 0; i < 200; i++) {
  const at = place();
  let begin = performance.now();
  must(await interact.snap({ at, tolerance: 1e-4, layers: [layer], exclude: [] }, call));
  snaps.push(performance.now() - begin);
  begin = performance.now();
  must(await interact.identify({ at, tolerance: 1e-5, layers: [layer] }, call));
  finds.push(performance.now() - begin);
}
console.log(`snap ${ms(median(snaps))} ms, identify ${ms(median(finds))} ms`);
await interact.close({}, call);
reader.close();
file.close();
rmSync(cacheDir, { recursive: true, force: true });
