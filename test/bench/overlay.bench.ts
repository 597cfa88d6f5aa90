/**
 * Every parcel against every control polygon of a generated county: ours beside GEOS through shapely, geopandas and
 * PostGIS on the same data, in turn, and the difference of every pair's area to GEOS.
 * `node electron/build/enode.mjs test/bench/overlay.bench.ts [--sizes 2000,20000,200000] [--rounds n]`
 */
import path from 'node:path';
import { hasPython, runPythonBoth } from '../fixtures/debian-python.ts';
import { generateCounty } from '../fixtures/county/generated.ts';
import { comparePairs } from './support/compare-pairs.ts';
import { interleave, ratio, type Contender, type Measured } from './support/interleave.ts';
import { benchOptions } from './support/options.ts';
import { hasPostgis, startPostgres } from './support/postgres.ts';
import { runMeasured, runOwn, type ChildFigures } from './support/run-child.ts';
import { scratchFolder } from './support/scratch.ts';
import { printTable, type Entry } from './support/table.ts';

interface PairFigures extends ChildFigures {
  readonly pairs: number;
}

const OWN = path.resolve(import.meta.dirname, 'support/pairwise-run.ts');
const PYTHON = '/usr/bin/python3';
const script = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/python', name);
/** Beyond this many parcels the slow peers take the better part of an hour. */
const SLOW_PEERS_UP_TO = 20_000;
/** Times a quick run is repeated, so that the first of a figure is not taken for it. */
const ROUNDS = 5;
const ROUNDS_LARGE = 2;

const own = (mode: string, threads: number, file: string): Contender<PairFigures> => ({
  name: `ours, ${mode}${threads > 1 ? `, ${threads} threads` : ''}`,
  run: () => runOwn(OWN, [file, mode, String(threads)]) as PairFigures,
});
const python = (name: string, source: string, words: readonly string[]): Contender<PairFigures> => ({
  name,
  run: () => runMeasured(PYTHON, ['-W', 'ignore', script(source), ...words]) as PairFigures,
});

interface Goal {
  readonly against: string;
  readonly most: number;
}
/** performance.md; the first is stated of shapely 2, which Debian 12 does not have, so it is no goal here. */
const GOALS: readonly Goal[] = [
  { against: 'PostGIS', most: 0.05 },
  { against: 'geopandas', most: 0.04 },
  { against: 'floor', most: 5 },
];

function printGoals(measured: readonly Measured<PairFigures>[]): void {
  const best = measured
    .filter(({ name }) => name.startsWith('ours'))
    .reduce((a, b) => (b.wallMs < a.wallMs ? b : a));
  const rows = GOALS.map(({ against, most }): Entry[] => {
    const other = measured.find(({ name }) => name.startsWith(against));
    if (other === undefined) return [`${best.name} / ${against}`, `at most ${most}`, null, 'not measured'];
    const got = ratio(best, other, 'wallMs');
    return [`${best.name} / ${against}`, `at most ${most}`, got, got <= most ? 'met' : 'NOT MET'];
  });
  printTable('goals, ratio of wall times', ['', 'goal', 'figure', ''], rows);
}

const { sizes, rounds: asked } = benchOptions();
const folder = scratchFolder('overlay');
const peers = { shapely: hasPython('shapely'), geopandas: hasPython('geopandas') && hasPython('rtree') };
const slow = sizes.some((size) => size <= SLOW_PEERS_UP_TO);
const socket = slow && hasPostgis() ? startPostgres() : null;
let before: { size: number; peaks: Map<string, number> } | null = null;
for (const size of sizes) {
  const file = generateCounty(size, folder);
  const quick = size <= SLOW_PEERS_UP_TO;
  const contenders: Contender<PairFigures>[] = [
    { ...own('floor', 1, file), name: 'floor: read, parse, index, area' },
    own('pieces', 1, file),
    own('pieces', 2, file),
    own('areas', 1, file),
    own('areas', 2, file),
  ];
  if (peers.shapely) contenders.push(python('shapely, prepared + STRtree', 'overlay_shapely.py', [file]));
  if (quick && peers.geopandas) contenders.push(python('geopandas.overlay', 'overlay_geopandas.py', [file]));
  if (quick && socket !== null) {
    console.log(`PostGIS ${String(runPythonBoth('postgis_load.py', [socket, file]).printed)}`);
    contenders.push(python('PostGIS ST_Intersection, GiST', 'overlay_postgis.py', [socket]));
  }
  const rounds = asked ?? (quick ? ROUNDS : ROUNDS_LARGE);
  const measured = interleave(contenders, rounds);
  const named = (name: string): Measured<PairFigures> => measured.find((one) => one.name === name)!;
  const [areas, pieces] = [named('ours, areas'), named('ours, pieces')];
  printTable(
    `overlay: ${size} parcels, medians of ${rounds} rounds in turn`,
    ['', 'wall ms', 'CPU ms', 'peak MB', 'pairs', 'areas / it, wall', 'CPU', 'pieces / it, wall', 'CPU'],
    measured.map((one) => [
      one.name,
      one.wallMs,
      one.cpuMs,
      one.peakMB,
      one.last.pairs,
      ratio(areas, one, 'wallMs'),
      ratio(areas, one, 'cpuMs'),
      ratio(pieces, one, 'wallMs'),
      ratio(pieces, one, 'cpuMs'),
    ]),
    [
      'pieces: what is shared as geometry with its area; areas: its area alone. The peers make the geometry and measure it.',
      'Starting programs and loading libraries is left out. shapely and geopandas read the file; PostGIS has it loaded and indexed, and may take a second process.',
      ...(quick
        ? []
        : ['geopandas and PostGIS are left out at this size: they would take over half an hour.']),
    ],
  );
  printGoals(measured);
  if (before !== null) {
    const { size: smaller, peaks } = before;
    printTable(
      `memory: growth from ${smaller} to ${size} parcels (${(size / smaller).toFixed(1)} times)`,
      ['', 'MB before', 'MB now', 'times'],
      measured.map(({ name, peakMB }) => [
        name,
        peaks.get(name) ?? null,
        peakMB,
        peakMB / (peaks.get(name) ?? NaN),
      ]),
    );
  }
  before = { size, peaks: new Map(measured.map(({ name, peakMB }) => [name, peakMB])) };
  if (peers.shapely) compareWithGeos(size, file);
}

function compareWithGeos(size: number, file: string): void {
  const geos = path.join(folder, 'geos.bin');
  runMeasured(PYTHON, ['-W', 'ignore', script('overlay_shapely.py'), file, geos]);
  const rows = ['pieces', 'areas'].map((mode) => {
    const ours = path.join(folder, `${mode}.bin`);
    runOwn(OWN, [file, mode, '1', ours]) as PairFigures;
    const { pairs, missing, extra, over, worstM2, worstPair } = comparePairs(ours, geos);
    return [mode, pairs, missing, extra, over, worstM2, worstPair?.join(' x ') ?? ''];
  });
  printTable(
    `areas against GEOS, ${size} parcels, tolerance 0.01 m2`,
    ['', 'pairs', 'missing', 'extra', 'over', 'worst m2', 'parcel x control'],
    rows,
  );
}
