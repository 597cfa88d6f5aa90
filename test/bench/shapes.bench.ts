/**
 * What a hand does to one shape of 6,000 vertices and 50 holes, and to a layer at once: milliseconds, and as ratios to the
 * test for validity of the same shape, without which no edit is written. Rounds interleaved.
 * `node electron/build/enode.mjs test/bench/shapes.bench.ts [--rounds n]`
 */
import { moveVerticesCommand } from '../../shared/commands/move-vertices.command.ts';
import { transformedXY } from '../../shared/geometry/affine.ts';
import { polygonAreaM2 } from '../../shared/geometry/area.ts';
import { borderSnaps } from '../../shared/geometry/border-snaps.ts';
import { reshapeBorder } from '../../shared/geometry/reshape.ts';
import { movedShapes } from '../../shared/geometry/shared-moves.ts';
import { splitByArea } from '../../shared/geometry/split-area.ts';
import { isValid } from '../../shared/geometry/validity.ts';
import { must } from '../../shared/result.ts';
import { feature, opsOf, positions, ref, snapshotOf } from '../unit/commands/snapshot.ts';
import { parcelGrid } from '../fixtures/parcels.ts';
import { shaken } from '../unit/commands/shaken.ts';
import { LARGE, largeShape } from './support/big-shapes.ts';
import { benchOptions } from './support/options.ts';
import { median, p95 } from './support/statistics.ts';
import { printTable } from './support/table.ts';

const ROUNDS = 21;
const rounds = benchOptions().rounds ?? ROUNDS;

const shape = largeShape();
const total = polygonAreaM2(shape);
const [x, y] = LARGE.at;
const record = feature('industrial_park', 'large', shape);
const moves = [0, 100, 2000].map((index) => ({
  ref: ref(record),
  ring: 0,
  index,
  at: positions(shape)[index]!,
}));
const places = moves.map(({ ring, index }) => ({ key: record, ring, index }));

/** What is done in a round; a fresh object where validity is kept with one. */
const works: Readonly<Record<string, (round: number) => void>> = {
  'test for validity': () => void isValid({ ...shape }),
  'three vertices moved: shape': () =>
    void movedShapes([{ key: record, geometry: shape }], places, [1e-5, 1e-5], true),
  'three vertices moved: command': () =>
    void opsOf(moveVerticesCommand, snapshotOf([record]), { moves, by: [1e-5, 1e-5], shared: true }),
  'border redrawn': (round) =>
    void must(
      reshapeBorder(shape, [
        [x - 0.06, y + 0.031],
        [x, y + 0.025 + 0.0006 * (round % 20)],
        [x + 0.06, y + 0.0375],
      ]),
    ),
  'split by area': (round) => void must(splitByArea(shape, total * 0.3, 9 * (round % 40), 'left')),
  turned: (round) => void transformedXY(shape.xy, { kind: 'rotate', angleDeg: 1 + round, about: [x, y] }),
};
const times = new Map(Object.keys(works).map((name) => [name, [] as number[]]));
// Compilers warm up on a round that is not measured.
for (let round = -1; round < rounds; round++) {
  for (const [name, work] of Object.entries(works)) {
    const began = performance.now();
    work(round + 1);
    if (round >= 0) times.get(name)!.push(performance.now() - began);
  }
}
const base = median(times.get('test for validity')!);
printTable(
  `One shape of ${shape.xy.length / 2 - 52} vertices and 50 holes, ${rounds} rounds (ms)`,
  ['', 'median', 'p95', 'median / validity'],
  [...times].map(([name, each]) => [name, median(each), p95(each), median(each) / base]),
);

const [columns, rows] = [142, 141];
const grid = parcelGrid(1, columns, rows, { between: 1 });
const parcels = Array.from({ length: columns * rows }, (_, i) =>
  grid.parcel(i % columns, Math.floor(i / columns)),
);
const layer = shaken(parcels, 5, 200);
const began = performance.now();
const snaps = borderSnaps(layer, 0.08);
const snapping = performance.now() - began;
const again = performance.now();
for (const one of layer) isValid({ ...one });
const validity = performance.now() - again;
printTable(
  `Borders of ${layer.length} parcels snapped, ${snaps.moves.length} vertices moved (ms)`,
  ['', 'once', 'ratio'],
  [
    ['each tested for validity', validity, 1],
    ['borders snapped', snapping, snapping / validity],
  ],
);
