/**
 * The check of the demonstration county, and of a generated one with lines of up to 38,000 points, with the default ruleset: whole, followed after edits, live while dragging;
 * index, memory, share of the rules; beside the goals.
 * `node electron/build/enode.mjs test/bench/check.bench.ts [--sizes 3000,20000,200000] [--rounds n]`
 */
import { copyFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import Flatbush from 'flatbush';
import { buildSample } from '../../electron/sample/build-sample.ts';
import { openReader } from '../../electron/store/read/reader.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import { must } from '../../shared/result.ts';
import { DEFAULT_RULESET } from '../../shared/rules/ruleset.ts';
import { seeded } from '../fixtures/parcels.ts';
import { interleave } from './support/interleave.ts';
import { benchOptions } from './support/options.ts';
import { generateCounty } from '../fixtures/county/generated.ts';
import { WHOLE_COUNTY, writeGenerated } from '../fixtures/county/generated-blueprint.ts';
import { runOwn, type ChildFigures } from './support/run-child.ts';
import { scratchFolder } from './support/scratch.ts';
import { median, p95, slope, worst } from './support/statistics.ts';
import { printTable, type Entry } from './support/table.ts';
import { call } from './support/whole-check.ts';

const SIZES = [3000, 20_000, 200_000] as const;
const ROUNDS = 5;
const ROUNDS_LARGE = 2;
const LARGE = 200_000;
const REPEATS = 20;
const EDITS = 40;
/** A polygon of more points is a whole line of the county; the goal for it is another. */
const LARGE_POLYGON = 8000;
const DRAGS = 8;
const MOVES = 40;

const support = (name: string): string => path.resolve(import.meta.dirname, 'support', name);
const folder = scratchFolder('check');
const { sizes, rounds: asked } = benchOptions();
const goals: Entry[][] = [];
const goal = (size: number, what: string, limit: string, got: number, met: boolean): void =>
  void goals.push([what, size, limit, got, met ? 'met' : 'NOT MET']);

async function county(parcels: (typeof SIZES)[number]): Promise<string> {
  const file = path.join(folder, `sample-${parcels}.gpkg`);
  must(await buildSample({ path: file, parcels, dirty: false }, call));
  return file;
}

interface Checked extends ChildFigures {
  readonly findings: number;
  readonly notChecked: number;
}

function whole(size: number, file: string, which: string): void {
  const rounds = asked ?? (size >= LARGE ? ROUNDS_LARGE : ROUNDS);
  const measured = interleave<Checked>(
    [1, 2].map((threads) => ({
      name: threads === 1 ? '1 thread' : `${threads} threads`,
      run: () => runOwn(support('check-run.ts'), [file, 'whole', String(threads)]) as Checked,
    })),
    rounds,
  );
  printTable(
    `whole check, ${which} with ${size} parcels, ${DEFAULT_RULESET.rules.filter(({ on }) => on).length} rules on, median of ${rounds}`,
    ['', 'wall ms', 'CPU ms', 'peak MB', 'findings', 'not checked'],
    measured.map(({ name, wallMs, cpuMs, peakMB, last }) => [
      name,
      wallMs,
      cpuMs,
      peakMB,
      last.findings,
      last.notChecked,
    ]),
    ['A service gives at most 2,000 findings of one rule.'],
  );
  const peak = Math.max(...measured.map(({ peakMB }) => peakMB));
  if (size >= LARGE)
    goal(size, `${which}: peak memory of the whole check, MB`, 'under 1000', peak, peak < 1000);
}

interface RulesAlone extends ChildFigures {
  readonly alone: readonly { rule: string; cpuMs: number; findings: number }[];
}

function rules(size: number, file: string): void {
  if (size >= LARGE) {
    console.log('share of the rules: left out at this size, each rule reads the file anew');
    return;
  }
  const { alone } = runOwn(support('check-run.ts'), [file, 'rules']) as RulesAlone;
  const sum = alone.reduce((all, { cpuMs }) => all + cpuMs, 0);
  printTable(
    `each rule alone, ${size} parcels: the dearest`,
    ['', 'CPU ms', 'share of the sum %', 'findings'],
    alone
      .toSorted((a, b) => b.cpuMs - a.cpuMs)
      .slice(0, 12)
      .map(({ rule, cpuMs, findings }) => [rule, cpuMs, (100 * cpuMs) / sum, findings]),
    [
      'With reading and index of its layers, which a check of all rules shares. The first in the ruleset pays for the start.',
    ],
  );
}

interface Memory extends ChildFigures {
  readonly heldMB: readonly number[];
  readonly residentMB: readonly number[];
}

function repeated(size: number, file: string): void {
  const times = size >= LARGE ? 5 : REPEATS;
  const { heldMB, residentMB } = runOwn(support('check-run.ts'), [file, 'repeat', String(times)]) as Memory;
  // The first runs fill what is kept on purpose.
  const rest = (series: readonly number[]): readonly number[] => series.slice(Math.floor(times / 4));
  printTable(
    `memory over ${times} checks of an open file, ${size} parcels, after collecting garbage`,
    ['', 'first MB', 'last MB', 'growth MB a check'],
    [
      ['held', heldMB[0]!, heldMB.at(-1)!, slope(rest(heldMB))],
      ['process', residentMB[0]!, residentMB.at(-1)!, slope(rest(residentMB))],
    ],
  );
}

interface Layer {
  readonly layer: string;
  readonly ms: readonly number[];
  /** The same waits by the processor. */
  readonly cpu: readonly number[];
}
const spread = ({ ms, cpu }: Layer): Entry[] => [
  ms.length,
  median(ms),
  p95(ms),
  worst(ms),
  median(cpu),
  p95(cpu),
  worst(cpu),
];
const SPREAD = ['median', 'p95', 'worst', 'CPU median', 'p95', 'worst'];

interface Followed extends ChildFigures {
  /** `whole`: the shape was put anew, else a vertex moved. */
  readonly layers: readonly (Layer & { whole: boolean; refused: number; points: readonly number[] })[];
}

function follow(size: number, file: string, which: string): void {
  const copy = path.join(folder, 'edited.gpkg');
  copyFileSync(file, copy);
  const { layers } = runOwn(support('follow-run.ts'), [copy, String(EDITS), folder]) as Followed;
  printTable(
    `commit to exact findings, ${which} with ${size} parcels, ms`,
    ['a vertex moved in', 'edits', ...SPREAD, 'refused', 'points, most'],
    layers.map(({ whole: anew, refused, points, ...one }) => [
      anew ? `${one.layer}, all of it put anew` : one.layer,
      ...spread(one),
      refused,
      points.length ? worst(points) : null,
    ]),
    ['Refused: the command would have made an invalid shape or moved a line that is handed down.'],
  );
  const edits = layers.flatMap(({ whole: anew, ms, points }) =>
    ms.map((one, i) => ({ anew, ms: one, large: points[i]! > LARGE_POLYGON })),
  );
  const [part, large, anew] = [
    edits.filter((one) => !one.anew && !one.large),
    edits.filter((one) => !one.anew && one.large),
    edits.filter((one) => one.anew && one.large),
  ].map((some) => some.map(({ ms }) => ms));
  const state = (what: string, ms: readonly number[], of: typeof median, under: number): void => {
    if (ms.length > 0) goal(size, `${which}: ${what} ms`, `under ${under}`, of(ms), of(ms) < under);
  };
  state('edit of a part to findings exact, median', part!, median, 16);
  state('the same, p95', part!, p95, 16);
  state(`the same in polygons over ${LARGE_POLYGON} points, median`, large!, median, 16);
  state('the same, p95', large!, p95, 16);
  state('such a polygon from scratch, p95', anew!, p95, 150);
}

interface Dragged extends ChildFigures {
  readonly layers: readonly (Layer & { firstMs: readonly number[]; hits: number })[];
}

function live(size: number, file: string, which: string): void {
  const { layers } = runOwn(support('live-run.ts'), [file, String(DRAGS), String(MOVES)]) as Dragged;
  printTable(
    `live check while a vertex is dragged, ${which} with ${size} parcels, ms`,
    ['', 'moves', ...SPREAD, 'first answer, median', 'worst', 'collisions told'],
    layers.map(({ firstMs, hits, ...one }) => [
      one.layer,
      ...spread(one),
      median(firstMs),
      worst(firstMs),
      hits,
    ]),
  );
  const all = layers.flatMap(({ ms }) => [...ms]);
  goal(size, `${which}: live answer, p95 ms`, 'under 5', p95(all), p95(all) < 5);
  goal(size, `${which}: live answer, worst ms`, 'under 16', worst(all), worst(all) < 16);
}

async function index(file: string): Promise<void> {
  const reader = openReader(file);
  const boxes: Box[] = [];
  for await (const batch of reader.scan({ layer: 'land_use', fields: [], order: 'fid' }))
    for (const geometry of batch.geometries) if (geometry !== null) boxes.push(geometry.box);
  reader.close();
  const times: number[] = [];
  let built = new Flatbush(boxes.length);
  for (let round = 0; round < ROUNDS; round++) {
    const begin = performance.now();
    built = new Flatbush(boxes.length);
    for (const box of boxes) built.add(...box);
    built.finish();
    times.push(performance.now() - begin);
  }
  const random = seeded(3);
  const begin = performance.now();
  for (let i = 0; i < 20_000; i++) built.search(...boxes[Math.floor(random() * boxes.length)]!);
  const searchUs = (1000 * (performance.now() - begin)) / 20_000;
  printTable(
    `index of ${boxes.length} boxes (flatbush)`,
    ['build ms', 'search us', 'MB'],
    [[median(times), searchUs, built.data.byteLength / 1e6]],
  );
}

for (const wanted of sizes) {
  const size = SIZES.find((one) => one >= wanted) ?? LARGE;
  if (size !== wanted)
    console.log(`${wanted} parcels: the demonstration county is made with ${size} instead`);
  const file = await county(size);
  whole(size, file, 'demonstration');
  rules(size, file);
  repeated(size, file);
  follow(size, file, 'demonstration');
  live(size, file, 'demonstration');
  await index(file);
  rmSync(file);
}
for (const size of sizes) {
  const file = path.join(folder, `generated-${size}.gpkg`);
  await writeGenerated(generateCounty(size, folder), WHOLE_COUNTY, file);
  whole(size, file, 'generated');
  follow(size, file, 'generated');
  live(size, file, 'generated');
  rmSync(file);
}
printTable('goals', ['', 'parcels', 'goal', 'figure', ''], goals, [
  `By the clock, on a machine of ${availableParallelism()} processors with a load of ${loadavg()[0]!.toFixed(1)} at the end: other work lengthens every wait.`,
]);
