import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCoverageFill } from '../../../electron/geometry/load-overlay.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { clustersOf, edgeCount, sortedEdges } from '../../../shared/geometry/coverage-chain.ts';
import { forEachHalfEdge, isSound } from '../../../shared/geometry/coverage-edges.ts';
import { WindingField } from '../../../shared/geometry/coverage-field.ts';
import type { CoverageFill } from '../../../shared/geometry/coverage-fill.ts';
import { type Loop, Regions } from '../../../shared/geometry/coverage-loops.ts';
import { EdgeTally } from '../../../shared/geometry/coverage-tally.ts';
import { walksOf } from '../../../shared/geometry/coverage-walks.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { problemsOf } from '../../../shared/geometry/validity.ts';

let fill: CoverageFill;
beforeAll(async () => {
  fill = await loadCoverageFill();
});

const X0 = 110e9;
const Y0 = 30e9;

/** Edges of a rectangle in steps from an origin, counter-clockwise, or clockwise for a negative width. */
function rectangle([x0, y0, x1, y1]: readonly number[], times = 1): number[] {
  const corners = [
    [x0!, y0!],
    [x1!, y0!],
    [x1!, y1!],
    [x0!, y1!],
  ];
  if (times < 0) corners.reverse();
  const once = corners.flatMap(([x, y], i) => {
    const [u, v] = corners[(i + 1) % 4]!;
    return [X0 + x!, Y0 + y!, X0 + u!, Y0 + v!];
  });
  return Array.from({ length: Math.abs(times) }, () => once).flat();
}

function tallied(...lists: readonly number[][]): Float64Array {
  const tally = new EdgeTally();
  for (const list of lists) {
    for (let i = 0; i < list.length; i += 4) tally.add(list[i]!, list[i + 1]!, list[i + 2]!, list[i + 3]!);
  }
  return sortedEdges(tally.edges());
}

const edge = fc.tuple(
  fc.constantFrom(-180e9, -1, 0, 5, 2 ** 30, 110e9, 180e9),
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom(-3e9, -1, 0, 1, 4e9),
  fc.integer({ min: 1, max: 3 }),
);

describe('the tally of edges', () => {
  it('keeps what does not cancel, wherever and however long it is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(edge, fc.boolean()), { maxLength: 60 }), (steps) => {
        const tally = new EdgeTally();
        const plain = new Map<string, number>();
        for (const [[x, y, dx, dy], back] of steps) {
          const ends = [x, y, x + dx, y + dy] as const;
          const [ax, ay, bx, by] = back ? [ends[2], ends[3], ends[0], ends[1]] : ends;
          tally.add(ax, ay, bx, by);
          const name = [ax, ay, bx, by].join(' ');
          const twin = [bx, by, ax, ay].join(' ');
          if ((plain.get(twin) ?? 0) > 0) plain.set(twin, plain.get(twin)! - 1);
          else plain.set(name, (plain.get(name) ?? 0) + 1);
        }
        const left = tally.edges();
        const names = Array.from({ length: edgeCount(left) }, (_, i) =>
          left.slice(4 * i, 4 * i + 4).join(' '),
        );
        const expected = [...plain].flatMap(([name, count]) => Array.from({ length: count }, () => name));
        expect(names.sort()).toEqual(expected.sort());
      }),
    );
  });

  it('grows and shrinks with what is left', () => {
    const tally = new EdgeTally();
    const all = Array.from(
      { length: 20_000 },
      (_, i) => [X0 + 7 * i, Y0 - 3 * i, X0 + 7 * i + 5, Y0 + i] as const,
    );
    for (const one of all) tally.add(...one);
    expect(tally.size).toBe(20_000);
    for (const [ax, ay, bx, by] of all.slice(10)) tally.add(bx, by, ax, ay);
    expect(tally.size).toBe(10);
    expect(edgeCount(tally.edges())).toBe(10);
  });
});

describe('half-edges of a polygon', () => {
  const edgesOf = (polygon: Packed): Float64Array => {
    const out: number[] = [];
    forEachHalfEdge(polygon, isSound(problemsOf(polygon)), (...one) => out.push(...one));
    return Float64Array.from(out);
  };
  /** Twice the area that directed edges wind round, square steps. */
  const doubled = (edges: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < edges.length; i += 4) {
      const [ax, ay, bx, by] = edges.subarray(i, i + 4);
      sum += (ax! - X0) * (by! - Y0) - (bx! - X0) * (ay! - Y0);
    }
    return sum;
  };
  const degrees = (points: readonly number[]): number[] =>
    points.map((steps, i) => (steps + (i % 2 === 0 ? X0 : Y0)) / 1e9);

  it('run round the ground on their left, however the rings were turned', () => {
    const shell = [0, 0, 100, 0, 100, 100, 0, 100, 0, 0];
    const hole = [20, 20, 20, 60, 60, 60, 60, 20, 20, 20];
    const turned = (ring: readonly number[]): number[] =>
      ring.flatMap((_, i) => (i % 2 === 0 ? [ring[ring.length - 2 - i]!, ring[ring.length - 1 - i]!] : []));
    for (const rings of [
      [shell, hole],
      [turned(shell), turned(hole)],
    ]) {
      const polygon = packFlat('polygon', [rings.map(degrees)]);
      expect(doubled(edgesOf(polygon))).toBe(2 * (10_000 - 1600));
    }
  });

  it('go by the even-odd rule where a ring crosses itself', () => {
    const bow = packFlat('polygon', [[degrees([0, 0, 100, 100, 100, 0, 0, 100, 0, 0])]]);
    expect(doubled(edgesOf(bow))).toBe(2 * 5000);
    // A ring round another in the same part, drawn as a part of its own: what both cover is left out.
    const twice = packFlat('polygon', [
      [degrees([0, 0, 100, 0, 100, 100, 0, 100, 0, 0])],
      [degrees([50, 0, 150, 0, 150, 100, 50, 100, 50, 0])],
    ]);
    expect(doubled(edgesOf(twice))).toBe(2 * 10_000);
  });

  it('are none for points, lines and coordinates that are no place', () => {
    expect(edgesOf(packFlat('line', [[degrees([0, 0, 5, 5])]]))).toHaveLength(0);
    expect(edgesOf(packFlat('polygon', [[[NaN, 1, 2, 2, 3, 1, NaN, 1]]]))).toHaveLength(0);
  });
});

describe('a chain', () => {
  it('falls into clusters that do not meet, each a chain of its own, with small walks', () => {
    const apart = tallied(rectangle([0, 0, 10, 10]), rectangle([20, 0, 30, 10]), rectangle([25, 5, 40, 40]));
    const clusters = clustersOf(apart);
    expect(clusters.map(edgeCount)).toEqual([4, 8]);
    // Two squares that meet in a corner turn back there and stay two walks.
    const corner = tallied(rectangle([0, 0, 10, 10]), rectangle([10, 10, 20, 20]));
    expect(walksOf(corner).map((walk) => walk.length / 2)).toEqual([4, 4]);
  });

  it('must be closed', () => {
    expect(() => walksOf(Float64Array.of(0, 0, 1, 1))).toThrow('not closed');
  });
});

const side = fc.integer({ min: 0, max: 60 });
const randomRectangle = fc
  .tuple(
    side,
    side,
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom(1, 1, 2, -1),
  )
  .map(([x, y, w, h, times]) => ({ box: [x, y, x + w, y + h] as const, times }));

/** Unit cells in which rectangles add up as asked, by counting. */
function cellsWhere(
  all: readonly { readonly box: readonly number[]; readonly times: number }[],
  test: (winding: number) => boolean,
): number {
  let count = 0;
  for (let x = 0; x < 100; x++) {
    for (let y = 0; y < 100; y++) {
      let winding = 0;
      for (const { box, times } of all) {
        if (box[0]! <= x && x < box[2]! && box[1]! <= y && y < box[3]!) winding += times;
      }
      if (test(winding)) count += 1;
    }
  }
  return count;
}

const areaOf = (loops: readonly Loop[]): number =>
  loops.reduce((sum, { area, shell }) => sum + (shell ? area : -area), 0);

describe('a field of windings', () => {
  it('has the regions that counting cells gives, also after edges were replaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomRectangle, { minLength: 1, maxLength: 9 }),
        randomRectangle,
        fc.constantFrom([1, 1], [1, 2], [1, 3], [-1, 1]),
        async (all, one, [sign, least]) => {
          const chain = (list: typeof all): Float64Array =>
            tallied(...list.map(({ box, times }) => rectangle(box, times)));
          const region = (winding: number): boolean => sign! * winding >= least!;
          const field = new WindingField(fill, sign as 1 | -1, least!);
          const begun = await field.begin(chain(all), () => undefined);
          expect(areaOf(begun.come)).toBe(cellsWhere(all, region));

          // One rectangle comes, another goes.
          const now = [...all.slice(1), one];
          const places = [all[0]!, one].map(({ box: [x0, y0, x1, y1] }): Box => [
            X0 + x0,
            Y0 + y0,
            X0 + x1,
            Y0 + y1,
          ]);
          const after = new WindingField(fill, sign as 1 | -1, least!);
          const expected = await after.begin(chain(now), () => undefined);
          const regions = new Regions();
          regions.update([], begun.come);
          const { gone, come } = field.replace(places, after.edgesMeeting(places));
          regions.update(gone, come);
          const loops = (list: readonly Loop[]): string[] => list.map(({ ring }) => ring.join(' ')).sort();
          const followed = field.clusters.flatMap((cluster) => cluster.loops);
          expect(loops(followed)).toEqual(loops(expected.come));
          expect(areaOf(followed)).toBe(cellsWhere(now, region));
          const fresh = new Regions();
          fresh.update([], expected.come);
          const shapes = (list: Regions): string[] =>
            [...list.all()].map(({ shell, holes }) => loops([shell, ...holes]).join(' | ')).sort();
          expect(shapes(regions)).toEqual(shapes(fresh));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has the holes of a region that reaches to infinity', async () => {
    // Nothing covers the inner square nor anything outside: only the inner square is bounded.
    const field = new WindingField(fill, -1, 0);
    const { come } = await field.begin(
      tallied(rectangle([0, 0, 30, 30]), rectangle([10, 10, 20, 20], -1), rectangle([12, 12, 14, 14])),
      () => undefined,
    );
    const regions = new Regions();
    regions.update([], come);
    const [only, ...others] = [...regions.all()];
    expect(others).toEqual([]);
    expect(areaOf([only!.shell, ...only!.holes])).toBe(96);
  });
});
