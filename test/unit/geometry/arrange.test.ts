import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange, type Arrangement } from '../../../shared/geometry/arrange.ts';
import { packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { pointCount } from '../../../shared/geometry/counts.ts';
import { coveredFaces, dissolve, faces } from '../../../shared/geometry/faces.ts';
import { fromSteps, isCanonical, toSteps } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { segmentRelation } from '../../../shared/geometry/predicates.ts';
import { crossingNode } from '../../../shared/geometry/snap-round.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { fromStepRings, latticePolygon, random, square, starRing, stepPolygon } from './shapes.ts';

/** Twice the signed area in square steps, exactly. */
function doubleArea(packed: Packed): bigint {
  let sum = 0n;
  for (let r = 0; r + 1 < packed.rings.length; r++) {
    for (let i = packed.rings[r]!; i < packed.rings[r + 1]! - 1; i++) {
      const [x, y, u, v] = Array.from(packed.xy.subarray(2 * i, 2 * i + 4), (c) => BigInt(toSteps(c)));
      sum += x! * v! - u! * y!;
    }
  }
  return sum;
}

const sumOf = (areas: readonly bigint[]): bigint => areas.reduce((a, b) => a + b, 0n);

/** All edges of the noded inputs once, in steps. */
function edgesOf(noded: readonly Packed[]): number[][] {
  const seen = new Map<string, number[]>();
  for (const packed of noded) {
    for (let r = 0; r + 1 < packed.rings.length; r++) {
      for (let i = packed.rings[r]!; i < packed.rings[r + 1]! - 1; i++) {
        const edge = Array.from(packed.xy.subarray(2 * i, 2 * i + 4), toSteps);
        const [a, b] = [`${edge[0]} ${edge[1]}`, `${edge[2]} ${edge[3]}`];
        if (a !== b) seen.set(a < b ? `${a} ${b}` : `${b} ${a}`, edge);
      }
    }
  }
  return [...seen.values()];
}

function wrongMeetings({ noded }: Arrangement): number[][] {
  const wrong: number[][] = [];
  const edges = edgesOf(noded);
  for (const [i, [ax, ay, bx, by]] of edges.entries()) {
    for (const [cx, cy, dx, dy] of edges.slice(i + 1)) {
      const relation = segmentRelation(ax!, ay!, bx!, by!, cx!, cy!, dx!, dy!);
      if (relation === 'disjoint') continue;
      const shared =
        (ax === cx && ay === cy) ||
        (ax === dx && ay === dy) ||
        (bx === cx && by === cy) ||
        (bx === dx && by === dy);
      // Edges may only meet in ends of both.
      if (relation !== 'touch' || !shared) wrong.push([ax!, ay!, bx!, by!, cx!, cy!, dx!, dy!]);
    }
  }
  for (const packed of noded) wrong.push(Array.from(packed.xy).filter((v) => !isCanonical(v)));
  return wrong.filter((found) => found.length > 0);
}

describe('crossing points', () => {
  it('are exact where plain doubles are not, and do not depend on direction or order', () => {
    // Nearly parallel edges across a county: the crossing is far from both ends.
    const a = [110e9, 30e9, 110e9 + 999_999_999, 30e9 + 1] as const;
    const b = [110e9, 30e9 + 1, 110e9 + 999_999_999, 30e9] as const;
    expect(crossingNode(...a, ...b)).toEqual([110_500_000_000, 30_000_000_001]);
    expect(crossingNode(...b, ...a)).toEqual([110_500_000_000, 30_000_000_001]);
    expect(crossingNode(a[2], a[3], a[0], a[1], ...b)).toEqual([110_500_000_000, 30_000_000_001]);
    expect(crossingNode(-10, -10, 10, 10, -10, 9, 10, -11)).toEqual([-0 + 0, 0]);
  });
});

describe('arrange', () => {
  it.each([1, 3, 1000, 1_000_000])(
    'leaves no meeting but in common vertices (lattice of %i steps)',
    (scale) => {
      fc.assert(
        fc.property(fc.array(latticePolygon(scale), { minLength: 1, maxLength: 3 }), (inputs) => {
          expect(wrongMeetings(arrange(inputs))).toEqual([]);
        }),
        { numRuns: 150, seed: scale },
      );
    },
  );

  it('leaves no meeting when everything happens within a few steps at odd angles', () => {
    const next = random(5);
    for (let i = 0; i < 150; i++) {
      const ring = (): [number, number][] =>
        Array.from({ length: 6 }, () => [
          110e9 + Math.round(next() * 40) + (next() < 0.5 ? 1_000_003 : 0),
          30e9 + Math.round(next() * 20),
        ]);
      expect(wrongMeetings(arrange([fromStepRings([ring()]), fromStepRings([ring()])]))).toEqual([]);
    }
  });

  it('gives the same nodes whatever the order of the inputs', () => {
    const next = random(6);
    const a = packPolygon([starRing(next, 110, 30, 0.01, 30)]);
    const b = packPolygon([starRing(next, 110.002, 30, 0.01, 30)]);
    const [one, two] = [arrange([a, b]), arrange([b, a])];
    expect(one.noded[0]).toEqual(two.noded[1]);
    expect(one.noded[1]).toEqual(two.noded[0]);
  });

  it('names what it inserted, so that each input can be rebuilt from it', () => {
    const next = random(8);
    const inputs = [
      packPolygon([starRing(next, 110, 30, 0.01, 20), starRing(next, 110, 30, 0.003, 8)]),
      packPolygon([starRing(next, 110.005, 30, 0.01, 20)]),
      packLines([
        [
          [109.98, 30.0001],
          [110.03, 30.0007],
        ],
      ]),
    ];
    const { noded, inserted } = arrange(inputs);
    expect(inserted.length).toBeGreaterThan(4);
    inputs.forEach((input, i) => {
      const points: string[] = [];
      for (let r = 0; r + 1 < input.rings.length; r++) {
        for (let p = input.rings[r]!; p < input.rings[r + 1]!; p++) {
          points.push(`${input.xy[2 * p]} ${input.xy[2 * p + 1]}`);
          const here = inserted.filter(
            (n) => n.input === i && n.ring === r && n.after === p - input.rings[r]!,
          );
          for (const node of here) points.push(`${node.x} ${node.y}`);
        }
      }
      const rebuilt = Array.from(
        { length: pointCount(noded[i]!) },
        (_, p) => `${noded[i]!.xy[2 * p]} ${noded[i]!.xy[2 * p + 1]}`,
      );
      expect(points).toEqual(rebuilt);
    });
  });

  it('puts a vertex that lies within half a step of an edge into the edge', () => {
    const edge = fromStepRings([
      [
        [0, 0],
        [1001, 7],
        [500, 900],
      ],
    ]);
    const near = fromStepRings([
      [
        [500, 3],
        [600, -500],
        [400, -500],
      ],
    ]);
    const { inserted } = arrange([edge, near]);
    expect(inserted.filter((n) => n.input === 0)).toEqual([
      { input: 0, ring: 0, after: 0, x: fromSteps(500), y: fromSteps(3) },
    ]);
  });
});

describe('faces', () => {
  it('tile the inputs exactly: areas in square steps add up to the last digit', () => {
    const next = random(9);
    for (let i = 0; i < 60; i++) {
      const a = packPolygon([starRing(next, 110, 30, 0.01, 25), starRing(next, 110, 30, 0.003, 7)]);
      const b = packPolygon([starRing(next, 110 + 0.01 * next(), 30, 0.01, 25)]);
      const arrangement = arrange([a, b]);
      const all = coveredFaces(arrangement);
      for (const input of [0, 1]) {
        const own = all.filter(({ inside }) => inside.includes(input));
        expect(sumOf(own.map((f) => doubleArea(f.geometry)))).toBe(doubleArea(arrangement.noded[input]!));
        const merged = dissolve(arrangement, (inside) => inside(input));
        expect(doubleArea(merged)).toBe(doubleArea(arrangement.noded[input]!));
      }
      const both = dissolve(arrangement, (inside) => inside(0) && inside(1));
      const only = dissolve(arrangement, (inside) => inside(0) && !inside(1));
      expect(doubleArea(both) + doubleArea(only)).toBe(doubleArea(arrangement.noded[0]!));
      for (const f of all) expect(isValid(f.geometry)).toBe(true);
      expect(isValid(dissolve(arrangement, (inside) => inside(0) || inside(1)))).toBe(true);
    }
  });

  it('finds the gap between inputs and says that nothing covers it', () => {
    const frame = stepPolygon(square(0, 0, 100), square(40, 40, 20));
    const found = coveredFaces(arrange([frame]));
    expect(found.map((f) => [f.inside, doubleArea(f.geometry)])).toEqual([
      [[0], 2n * (10000n - 400n)],
      [[], 2n * 400n],
    ]);
  });

  it('cuts a polygon along a line and forgets what of the line dangles', () => {
    const a = stepPolygon(square(0, 0, 100));
    const line = packLines([
      [
        [-10, 50],
        [110, 50],
        [110, 60],
      ].map((p) => p.map(fromSteps)),
    ]);
    const found = coveredFaces(arrange([a, line]));
    expect(found.map((f) => [f.inside, doubleArea(f.geometry)])).toEqual([
      [[0], 10000n],
      [[0], 10000n],
    ]);
    expect(faces(arrange([line]))).toEqual([]);
  });

  it('keeps islands in holes apart', () => {
    const frame = stepPolygon(square(0, 0, 100), square(20, 20, 60));
    const island = stepPolygon(square(40, 40, 20));
    const found = coveredFaces(arrange([frame, island]));
    expect(found.map((f) => [f.inside, f.geometry.rings.length - 1])).toEqual([
      [[0], 2],
      [[], 2],
      [[1], 1],
    ]);
  });
});
