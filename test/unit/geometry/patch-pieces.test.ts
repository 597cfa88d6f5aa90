import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { moveVertices } from '../../../shared/check/sketch.ts';
import { packMultiPolygon, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { totalAreaM2 } from '../../../shared/geometry/kernel-overlay.ts';
import { localise } from '../../../shared/geometry/localise.ts';
import type { Overlay, Piece } from '../../../shared/geometry/overlay.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { patchPieces } from '../../../shared/geometry/patch-pieces.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';
import { coastRing, random, starRing, starWithHole } from './shapes.ts';

let overlay: Overlay;
beforeAll(async () => {
  overlay = await loadOverlay();
});

const windowOf = ([west, south, east, north]: Box): Box => [
  west - 2.5e-9,
  south - 2.5e-9,
  east + 2.5e-9,
  north + 2.5e-9,
];

type Work = (a: Packed, others: readonly Packed[]) => Piece[];
const common: Work = (a, [b]) => overlay.measure('intersection', a, b!);
const outside: Work = (a, others) => overlay.differenceMany(a, others);

const within = (work: Work, a: Packed, others: readonly Packed[], window: Box): Piece[] => {
  const own = localise(a, window);
  const near = others.map((other) => localise(other, window)).filter((other) => other !== undefined);
  return own === undefined || (work === common && near.length === 0) ? [] : work(own, near);
};

/** Equal but for rounding: rings with the same vertices, areas within 1e-4 m2. */
function expectSame(found: readonly Piece[], wanted: readonly Piece[]): void {
  expect(found.length).toBe(wanted.length);
  found.forEach(({ geometry, areaM2 }, i) => {
    const one = wanted[i]!;
    expect([...geometry.rings]).toEqual([...one.geometry.rings]);
    expect(Math.abs(areaM2 - one.areaM2)).toBeLessThan(1e-4);
    const off = geometry.xy.reduce((most, v, k) => Math.max(most, Math.abs(v - one.geometry.xy[k]!)), 0);
    expect(off).toBeLessThan(2e-11);
    geometry.box.forEach((side, k) => expect(Math.abs(side - one.geometry.box[k]!)).toBeLessThan(2e-11));
  });
}

interface Drag {
  readonly patched: number;
  readonly refused: number;
  readonly unchanged: number;
}

/** Moves vertices of `a` at random, each for some steps, and holds the patched pieces to the whole overlay. */
function drag(work: Work, start: Packed, others: readonly Packed[], next: () => number, moves: number): Drag {
  let [a, pieces] = [start, work(start, others) as readonly Piece[]];
  let [patched, refused, unchanged] = [0, 0, 0];
  let point = 0;
  let stride = 0;
  for (let move = 0; move < moves; move++) {
    if (move % 8 === 0) {
      point = Math.floor(next() * (a.xy.length / 2));
      stride = 10 ** (-7 + 4 * next());
    }
    const to: [number, number] = [
      canonical(a.xy[2 * point]! + stride * (next() - 0.5)),
      canonical(a.xy[2 * point + 1]! + stride * (next() - 0.5)),
    ];
    const { geometry, changed } = moveVertices(a, [{ point, to }])!;
    const window = windowOf(changed!);
    const whole = work(geometry, others);
    const found = patchPieces(pieces, window, within(work, geometry, others, window));
    if (found === undefined) refused++;
    else {
      expectSame(found, whole);
      if (found === pieces) unchanged++;
      else patched++;
    }
    pieces = found ?? whole;
    a = geometry;
  }
  return { patched, refused, unchanged };
}

const coast = (next: () => number, x: number, y: number, points: number): Packed =>
  packPolygon([coastRing(next, x, y, 0.01, points)]);

describe('pieces patched in a window', () => {
  it.each([
    ['what two stars have in common', 1, common, 0],
    ['what a star has outside another', 2, outside, 0],
    ['a star with a hole in a star with a hole', 3, common, 1],
    ['a star with a hole less another', 4, outside, 1],
  ] as const)('%s', (_name, seed, work, holes) => {
    const next = random(seed);
    const sum = { patched: 0, refused: 0, unchanged: 0 };
    for (let n = 0; n < 8; n++) {
      const [a, b] = [0, 0.006].map((x) =>
        holes === 1
          ? starWithHole(next, 110 + x, 30 + 0.3 * x, 0.01, 60)
          : packPolygon([starRing(next, 110 + x, 30 + 0.3 * x, 0.01, 60)]),
      );
      const one = drag(work, a!, [b!], next, 48);
      sum.patched += one.patched;
      sum.refused += one.refused;
      sum.unchanged += one.unchanged;
    }
    // Most moves are patched; a test of refusals only would test nothing.
    expect(sum.patched).toBeGreaterThan(100);
    expect(sum.unchanged).toBeGreaterThan(20);
    expect(sum.refused).toBeLessThan(90);
  });

  it('a coast less several that overlap each other, and its parts with many bays', () => {
    const next = random(6);
    const others = [0.004, 0.009, 0.013].map((x) => coast(next, 110 + x, 30.004, 400));
    const one = drag(outside, coast(next, 110, 30, 900), others, next, 150);
    expect(one.patched).toBeGreaterThan(40);
    const two = drag(common, coast(next, 110, 30, 900), [coast(next, 110.0001, 30.0001, 700)], next, 150);
    expect(two.patched).toBeGreaterThan(60);
    expect(one.refused + two.refused).toBeLessThan(60);
  });

  it('parcels of a net, whose borders are those of the shape', () => {
    const next = random(7);
    const grid = parcelGrid(3, 6, 6, { between: 5 });
    const block = packMultiPolygon([[ringOf(grid.parcel(2, 2))], [ringOf(grid.parcel(3, 3))]]);
    const [first, second] = [
      drag(
        common,
        block,
        [packMultiPolygon([[ringOf(grid.parcel(2, 2))], [ringOf(grid.parcel(4, 3))]])],
        next,
        250,
      ),
      drag(outside, block, [grid.parcel(2, 3), grid.parcel(3, 2), grid.parcel(3, 3)], next, 250),
    ];
    expect(first.patched + second.patched).toBeGreaterThan(120);
    expect(first.refused + second.refused).toBeLessThan(100);
  });

  it('gives the whole area where parts join and fall apart', () => {
    // A comb whose teeth are pulled through a bar: pieces come and go, holes open and close.
    const next = random(8);
    const teeth = Array.from({ length: 40 }, (_, i): [number, number][] => [
      [110.004 - i * 1e-4, 30.001],
      [110.004 - i * 1e-4 - 5e-5, 30.004],
    ]).flat();
    const comb = packPolygon([[[110, 30], [110.004, 30], ...teeth]]);
    const bar = packPolygon([
      [
        [109.999, 30.002],
        [110.005, 30.002],
        [110.005, 30.003],
        [109.999, 30.003],
      ],
    ]);
    const counts = new Set<number>();
    let [a, pieces] = [comb, outside(comb, [bar]) as readonly Piece[]];
    let patched = 0;
    for (let move = 0; move < 200; move++) {
      const point = 3 + 2 * Math.floor(next() * 40);
      const to: [number, number] = [a.xy[2 * point]!, canonical(30.0015 + 0.003 * next())];
      const { geometry, changed } = moveVertices(a, [{ point, to }])!;
      const window = windowOf(changed!);
      const found = patchPieces(pieces, window, within(outside, geometry, [bar], window));
      const whole = outside(geometry, [bar]);
      if (found !== undefined) {
        patched++;
        expectSame(found, whole);
        expect(totalAreaM2(found)).toBeCloseTo(totalAreaM2(whole), 4);
      }
      a = geometry;
      pieces = found ?? whole;
      counts.add(pieces.length);
    }
    expect(patched).toBeGreaterThan(190);
    expect(counts.size).toBeGreaterThan(5);
  });
});

const ringOf = ({ xy, rings }: Packed): [number, number][] =>
  Array.from({ length: rings[1]! - 1 }, (_, i) => [xy[2 * i]!, xy[2 * i + 1]!]);
