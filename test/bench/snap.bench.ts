/**
 * Times of catching the pointer and of tracing borders, as the worker answers them, over all layers and kinds.
 * `node electron/build/enode.mjs test/bench/snap.bench.ts [blueprint.gpkg]`: without a file, on the demonstration
 * county with 20,000 parcels. A pointer wanders in steps of 3 pixels: `first` is its first question at a place, which
 * may have to read from the file, `then` are the others. Times are of the processor, which other work on the machine
 * disturbs less than the clock.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { startLocalServices } from '../../electron/hosts/in-process.ts';
import { createInteractService } from '../../electron/store/read/interact-service.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import type { CallContext } from '../../shared/bridge/contract.ts';
import { packPolygon } from '../../shared/geometry/build-packed.ts';
import { pixelsToLatitudeDegrees } from '../../shared/map/scale.ts';
import { must } from '../../shared/result.ts';
import { seeded } from '../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const folder = mkdtempSync(path.join(tmpdir(), 'lantu-snap-'));
const file = path.join(folder, 'county.gpkg');
const given = process.argv[2];
if (given === undefined) must(await buildSample({ path: file, parcels: 20_000, dirty: false }, call));
else copyFileSync(given, file);

/** Gives one ecological zone a winding border of 36,000 points in the middle of the county. */
async function makeLarge(): Promise<void> {
  const services = startLocalServices({ backupDir: folder });
  must(await services.storeControl.open({ path: file, readOnly: false }));
  const look = openReader(file);
  const [west, south, east, north] = look.extent('land_use')!;
  const [zone] = look.featuresByFid(
    'ecological_zone',
    look.candidates('ecological_zone', [-180, -90, 180, 90]),
  );
  look.close();
  const [x, y, r] = [(west + east) / 2, (south + north) / 2, (north - south) / 8];
  const ring = Array.from({ length: 36_000 }, (_u, i): [number, number] => {
    const angle = (2 * Math.PI * i) / 36_000;
    const wave = r * (1 + 0.05 * Math.sin(97 * angle));
    return [x + wave * Math.cos(angle), y + wave * Math.sin(angle)];
  });
  if (zone)
    must(
      await services.store.execute({
        command: 'edit-geometry',
        params: { ref: { table: zone.layer, uid: zone.uid }, geometry: packPolygon([ring]) },
      }),
    );
  await services.stop();
}

const random = seeded(42);
await makeLarge();
const reader = openReader(file);
const layers = reader
  .layers()
  .filter((layer) => layer.schema.geometry !== null && layer.count > 0)
  .map((layer) => layer.schema.id);
const extent = reader.extent('land_use')!;
const place = (): [number, number] => [
  extent[0] + (0.1 + 0.8 * random()) * (extent[2] - extent[0]),
  extent[1] + (0.1 + 0.8 * random()) * (extent[3] - extent[1]),
];
const interact = createInteractService({ openReader, log: console.error });
must(await interact.open({ path: file, cacheDir: '', scratchDir: '' }, call));

const share = (values: readonly number[], part: number): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN)
    .toFixed(2)
    .padStart(7);
};
const spent = (begin: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
};
const line = (name: string, first: readonly number[], then: readonly number[], note: string): void =>
  console.log(
    `${name.padEnd(24)} ${share(first, 0.5)} ${share(first, 0.95)}   ${share(then, 0.5)} ${share(then, 0.95)} ${share(then, 1)}   ${note}`,
  );

/** The vertices of the feature with the most of them, and its layer. */
function largest(): { layer: string; xy: Float64Array } {
  let found = { layer: '', xy: new Float64Array(0) };
  for (const layer of layers) {
    if (layer === 'land_use') continue;
    reader.visit(layer, reader.candidates(layer, [-180, -90, 180, 90]).slice(0, 2000), [], (row) => {
      const xy = row.geometry()?.xy;
      if (xy && xy.length > found.xy.length) found = { layer, xy: xy.slice() };
    });
  }
  return found;
}

const big = largest();
const count = reader.summary().find((one) => one.layer === 'land_use')?.count;
console.log(
  `${count} parcels, ${layers.length} layers, largest feature ${big.xy.length / 2} points (${big.layer})`,
);
console.log(`${'snap'.padEnd(24)} first p50     p95   then p50     p95     max   ms cpu`);

async function wander(
  name: string,
  zoom: number,
  walks: number,
  start: () => [number, number],
): Promise<void> {
  const first: number[] = [];
  const then: number[] = [];
  let hits = 0;
  let cut = 0;
  for (let walk = 0; walk < walks; walk++) {
    let [x, y] = start();
    const tolerance = pixelsToLatitudeDegrees(8, y, zoom);
    const corner = (dx: number, dy: number): [number, number] => [
      x + dx * tolerance * 12,
      y + dy * tolerance * 12,
    ];
    const drawn = {
      head: [corner(-1, -1), corner(1, -1)],
      tail: [corner(-1, -1), corner(1, -1), corner(1, 1)],
    };
    for (let step = 0; step < 25; step++) {
      const begin = process.cpuUsage();
      const answer = must(
        await interact.snap({ at: [x, y], tolerance, layers, exclude: [], drawn, anchors: [[x, y]] }, call),
      );
      (step === 0 ? first : then).push(spent(begin));
      hits += answer.hits.length;
      if (answer.cutTo !== null) cut++;
      x += (random() - 0.4) * tolerance;
      y += (random() - 0.4) * tolerance;
    }
  }
  const n = 25 * walks;
  line(name, first, then, `${(hits / n).toFixed(1)} hits, ${Math.round((100 * cut) / n)}% cut`);
}
for (const zoom of [18, 17, 16, 15, 14, 13, 12, 11, 10, 9]) await wander(`zoom ${zoom}`, zoom, 40, place);
const onBig = (): [number, number] => {
  const i = Math.floor((random() * big.xy.length) / 2);
  return [big.xy[2 * i]!, big.xy[2 * i + 1]!];
};
for (const zoom of [17, 14, 11]) await wander(`on the largest, zoom ${zoom}`, zoom, 40, onBig);

console.log(`${'trace'.padEnd(24)} first p50     p95   then p50     p95     max   ms cpu`);
/** Follows a pointer that goes away from a vertex in 25 steps up to `far` degrees, from vertex to vertex. */
async function follow(name: string, far: number, walks: number, onlyBig: boolean): Promise<void> {
  const first: number[] = [];
  const then: number[] = [];
  let points = 0;
  let found = 0;
  const vertexNear = async (at: [number, number]): Promise<[number, number] | null> => {
    const { hits } = must(
      await interact.snap(
        { at, tolerance: 0.003, layers: ['land_use'], exclude: [], kinds: ['vertex'] },
        call,
      ),
    );
    return hits[0] ? [hits[0].point[0], hits[0].point[1]] : null;
  };
  for (let walk = 0; walk < walks; walk++) {
    const begun = onlyBig ? Math.floor((random() * big.xy.length) / 2) : 0;
    const bigAt = (i: number): [number, number] => {
      const at = 2 * (i % (big.xy.length / 2));
      return [big.xy[at]!, big.xy[at + 1]!];
    };
    const from = onlyBig ? bigAt(begun) : await vertexNear(place());
    const turn = random() * 2 * Math.PI;
    for (let step = 1; step <= 25 && from; step++) {
      const r = (far * step) / 25;
      const to = onlyBig
        ? bigAt(begun + Math.floor((far * step) / 25))
        : await vertexNear([from[0] + r * Math.cos(turn), from[1] + r * Math.sin(turn)]);
      if (to === null) continue;
      const begin = process.cpuUsage();
      const answer = must(
        await interact.trace(
          { layers: onlyBig ? [big.layer] : layers, exclude: [], from, to, through: [], prefer: 'shorter' },
          call,
        ),
      );
      (step === 1 ? first : then).push(spent(begin));
      points += answer.xy.length / 2;
      if (answer.missing === null) found++;
    }
  }
  const n = first.length + then.length;
  line(name, first, then, `${Math.round(points / n)} points, ${Math.round((100 * found) / n)}% found`);
}
await follow('parcels, up to 200 m', 0.002, 20, false);
await follow('parcels, up to 1 km', 0.01, 20, false);
await follow('parcels, up to 5 km', 0.05, 8, false);
await follow('largest, 1000 points', 1000, 10, true);
await follow('largest, half round', big.xy.length / 4, 4, true);

await interact.close({}, call);
reader.close();
rmSync(folder, { recursive: true, force: true });
