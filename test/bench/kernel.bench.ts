/**
 * The overlay kernel alone, on fixed kinds of pairs: microseconds a pair, ours beside Clipper2 fed directly, GEOS as
 * WebAssembly and Turf. Every kernel's areas are compared with those of GEOS.
 * `node electron/build/enode.mjs test/bench/kernel.bench.ts [--rounds n]`
 */
import { kernels, type Kernel } from './support/kernels.ts';
import { benchOptions } from './support/options.ts';
import { LIES, pairsOf, type Pair } from './support/pair-classes.ts';
import { median } from './support/statistics.ts';
import { printTable } from './support/table.ts';

/** Points of the larger polygon. */
const LARGE = [58, 8192, 38_000];
const PAIRS = 24;
const ROUNDS = 7;
/** A kernel gets so many milliseconds a round, and at least one pair. */
const BUDGET_MS = 60;
/** Slower than this a pair: one round of one pair says enough. */
const SLOW_MS = 150;
/** Where Turf needs seconds a pair, it is left out. */
const TURF_UP_TO = 8192;
const TOLERANCE_M2 = 0.01;

/** Areas of the pairs in order, until the time is up, and milliseconds a pair. */
function timed(
  { prepare }: Kernel,
  pairs: readonly Pair[],
  budgetMs: number,
): { readonly areas: number[]; readonly each: number } {
  const run = prepare(pairs);
  const areas: number[] = [];
  const begin = performance.now();
  do areas.push(run(areas.length));
  while (areas.length < pairs.length && performance.now() - begin < budgetMs);
  return { areas, each: (performance.now() - begin) / areas.length };
}

const rounds = benchOptions().rounds ?? ROUNDS;
const all = await kernels();
// Compilers and modules warm up on something that is not measured.
for (const lie of LIES) for (const kernel of all) timed(kernel, pairsOf(lie, LARGE[0]!, PAIRS), BUDGET_MS);
const rows: (string | number | null)[][] = [];
const wrong: string[] = [];
for (const points of LARGE) {
  for (const lie of LIES) {
    const pairs = pairsOf(lie, points, PAIRS);
    const taking = all.filter(({ name }) => name !== 'Turf' || points <= TURF_UP_TO);
    const runs = taking.map((kernel) => {
      // Once for all pairs, or as many as the budget has time for; that also warms it.
      const { areas, each } = timed(kernel, pairs, BUDGET_MS);
      return { kernel, name: kernel.name, areas, slow: each > SLOW_MS ? each : null, times: [] as number[] };
    });
    for (let round = 0; round < rounds; round++) {
      // New objects, as parcels that are read one after another: nothing is known of them from the round before.
      const fresh = pairs.map(({ small, large }) => ({ small: { ...small, xy: small.xy.slice() }, large }));
      for (const { kernel, areas, slow, times } of runs)
        if (slow === null) times.push(timed(kernel, fresh.slice(0, areas.length), Infinity).each);
    }
    const truth = runs.find(({ name }) => name === 'geos-wasm')!.areas;
    for (const { name, areas } of runs) {
      areas.forEach((area, i) => {
        const right = truth[i];
        if (right === undefined || Math.abs(area - right) <= TOLERANCE_M2) return;
        wrong.push(`${name}, ${lie}, ${points} points, pair ${i}: ${area} m2, GEOS ${right} m2`);
      });
    }
    const us = new Map(runs.map(({ name, slow, times }) => [name, 1000 * (slow ?? median(times))]));
    const of = (name: string): number => us.get(name) ?? NaN;
    const meanArea = truth.reduce((sum, one) => sum + one, 0) / truth.length;
    const best = Math.min(of('ours, areas'), of('ours, pieces'), of('ours, pieces with region tree'));
    rows.push([
      `${lie}, 58 x ${points}`,
      ...all.map(({ name }) => of(name)),
      best / of('Clipper2 direct'),
      best / of('geos-wasm'),
      best / of('Turf'),
      meanArea,
    ]);
  }
}
printTable(
  `overlay kernel: microseconds a pair, median of ${rounds} rounds in turn over ${PAIRS} pairs`,
  ['', ...all.map(({ name }) => name), 'best of ours / Clipper2', '/ geos-wasm', '/ Turf', 'mean m2'],
  rows,
  [
    'The large polygon stays, the small ones are new objects in each round. Each ends in an area on the ellipsoid. GEOS and Turf have the polygons in their own form already; ours and Clipper2 begin with coordinates.',
    `Turf is left out over ${TURF_UP_TO} points: seconds a pair. A kernel slower than ${SLOW_MS} ms is timed once.`,
    `Areas more than ${TOLERANCE_M2} m2 from GEOS: ${wrong.length}`,
    ...wrong.slice(0, 20),
  ],
);
