import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BorderGraph, edgeMetres } from '../../../shared/geometry/border-graph.ts';
import { ringWays } from '../../../shared/geometry/ring-ways.ts';
import {
  shortestPath,
  type EdgeEnds,
  type TraceEnd,
  type TraceResult,
} from '../../../shared/geometry/trace-path.ts';

const X = 110_000_000_000;
const Y = 30_000_000_000;
type Step = readonly [number, number];

function search(graph: BorderGraph, from: TraceEnd, to: TraceEnd, meet = (): boolean => true): TraceResult {
  const steps = shortestPath(graph, from, to, meet);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const vertex = (at: Step): TraceEnd => ({ at, edges: [] });
const graphOf = (edges: readonly EdgeEnds[]): BorderGraph => {
  const graph = new BorderGraph();
  for (const edge of edges) graph.add(...edge);
  return graph;
};
const key = ([ax, ay, bx, by]: EdgeEnds): string =>
  ax < bx || (ax === bx && ay < by) ? `${ax},${ay},${bx},${by}` : `${bx},${by},${ax},${ay}`;

/** Small graphs of up to nine places and any edges between them. */
const small = fc.record({
  places: fc.uniqueArray(
    fc.tuple(fc.integer({ min: 0, max: 3_000_000 }), fc.integer({ min: 0, max: 3_000_000 })),
    { minLength: 2, maxLength: 9, selector: (p) => p.join() },
  ),
  pairs: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { minLength: 1, maxLength: 20 }),
});

/** The least length over all simple ways, tried one by one. */
function bruteForce(edges: readonly EdgeEnds[], from: Step, to: Step): number {
  let best = Infinity;
  const walk = (at: Step, seen: ReadonlySet<string>, metres: number): void => {
    if (at.join() === to.join()) best = Math.min(best, metres);
    else
      for (const [ax, ay, bx, by] of edges) {
        for (const [here, there] of [
          [
            [ax, ay],
            [bx, by],
          ],
          [
            [bx, by],
            [ax, ay],
          ],
        ] as [Step, Step][]) {
          if (here.join() !== at.join() || seen.has(there.join())) continue;
          walk(there, new Set([...seen, there.join()]), metres + edgeMetres(ax, ay, bx, by));
        }
      }
  };
  walk(from, new Set([from.join()]), 0);
  return best;
}

describe('the way along borders', () => {
  it('is the shortest, runs only over edges that are there, and is as long the other way', () => {
    fc.assert(
      fc.property(small, ({ places, pairs }) => {
        const points = places.map(([x, y]): Step => [X + x, Y + y]);
        const edges = pairs
          .map(([i, j]) => [points[i % points.length]!, points[j % points.length]!] as const)
          .filter(([a, b]) => a !== b)
          .map(([a, b]): EdgeEnds => [...a, ...b] as unknown as EdgeEnds);
        const [from, to] = [points[0]!, points.at(-1)!];
        const found = search(graphOf(edges), vertex(from), vertex(to));
        const least = bruteForce(edges, from, to);
        if (least === Infinity) {
          expect(found).toBeNull();
          return;
        }
        if (found === null || found === 'spent') throw new Error('not found');
        expect(found.metres).toBeCloseTo(least, 6);
        expect(found.path[0]).toEqual(from);
        expect(found.path.at(-1)).toEqual(to);
        const known = new Set(edges.map(key));
        for (let i = 1; i < found.path.length; i++)
          expect(known).toContain(key([...found.path[i - 1]!, ...found.path[i]!] as unknown as EdgeEnds));
        const back = search(graphOf([...edges].reverse()), vertex(to), vertex(from));
        expect(back).toMatchObject({ metres: expect.closeTo(least, 6) as number });
      }),
      { numRuns: 400 },
    );
  });

  it('begins and ends on edges, and leaves nothing of that behind', () => {
    const square: EdgeEnds[] = [
      [X, Y, X + 1000, Y],
      [X + 1000, Y, X + 1000, Y + 1000],
      [X + 1000, Y + 1000, X, Y + 1000],
      [X, Y + 1000, X, Y],
    ];
    const graph = graphOf(square);
    const from: TraceEnd = { at: [X + 900, Y], edges: [square[0]!] };
    const to: TraceEnd = { at: [X + 1000, Y + 300], edges: [square[1]!] };
    expect(search(graph, from, to)).toMatchObject({ path: [from.at, [X + 1000, Y], to.at] });
    const same: TraceEnd = { at: [X + 100, Y], edges: [square[0]!] };
    expect(search(graph, from, same)).toMatchObject({ path: [from.at, same.at] });
    expect(search(graph, vertex([X, Y]), vertex([X + 1000, Y]))).toMatchObject({
      path: [
        [X, Y],
        [X + 1000, Y],
      ],
    });
    expect(graph.edgeCount).toBe(4);
  });

  it('stops when no more may be read, and tells that from borders that do not meet', () => {
    const graph = graphOf([
      [X, Y, X + 1000, Y],
      [X, Y + 5000, X + 1000, Y + 5000],
    ]);
    const [a, b] = [vertex([X, Y]), vertex([X, Y + 5000])];
    expect(search(graph, a, b)).toBeNull();
    expect(search(graph, a, b, () => false)).toBe('spent');
  });

  it('may be searched in turns', () => {
    const edges = Array.from({ length: 3000 }, (_u, i): EdgeEnds => [X + 10 * i, Y, X + 10 * i + 10, Y]);
    const graph = graphOf(edges);
    const ends = [0, 3000].map((i) => vertex([X + 10 * i, Y]));
    const one = shortestPath(graph, ends[0]!, ends[1]!, () => true);
    one.next();
    expect(search(graph, ends[1]!, ends[0]!)).toMatchObject({ path: { length: 3001 } });
    for (;;) {
      const step = one.next();
      if (!step.done) continue;
      expect(step.value).toMatchObject({ path: { length: 3001 } });
      break;
    }
  });
});

describe('the two ways round a ring', () => {
  it('have together every vertex once, whichever way the ring is walked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.nat(), fc.nat(), (n, i, j) => {
        const points = Array.from({ length: n }, (_u, k): Step => {
          const angle = (2 * Math.PI * k) / n;
          return [X + Math.round(1e6 * Math.cos(angle)), Y + Math.round(1e6 * Math.sin(angle))];
        });
        const [a, b] = [points[i % n]!, points[j % n]!];
        fc.pre(a !== b);
        const xy = Float64Array.from([...points, points[0]!].flat());
        const [along, against] = ringWays(xy, a, b)!;
        for (const way of [along, against]) {
          expect(way[0]).toEqual(a);
          expect(way.at(-1)).toEqual(b);
        }
        const inner = [...along.slice(1, -1), ...against.slice(1, -1)].map((p) => p.join());
        expect(new Set(inner).size).toBe(n - 2);
        expect(inner).toHaveLength(n - 2);
      }),
    );
  });

  it('go round from places on edges, on one edge too', () => {
    const ring = Float64Array.from([0, 0, 10, 0, 10, 10, 0, 10, 0, 0]);
    expect(ringWays(ring, [2, 0], [7, 0])).toEqual([
      [
        [2, 0],
        [7, 0],
      ],
      [
        [2, 0],
        [0, 0],
        [0, 10],
        [10, 10],
        [10, 0],
        [7, 0],
      ],
    ]);
    expect(ringWays(ring, [2, 0], [50, 50])).toBeNull();
    expect(ringWays(ring, [0, 5], [0, 0])![0]).toEqual([
      [0, 5],
      [0, 0],
    ]);
  });
});
