import { describe, expect, it } from 'vitest';
import { boxOfEdge, edgeCount, edgeMeets } from '../../../shared/geometry/coverage-chain.ts';
import { Cluster, windingRound } from '../../../shared/geometry/coverage-cluster.ts';
import { forEachHalfEdge } from '../../../shared/geometry/coverage-edges.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** The edges of a ring of so many vertices about the origin, steps, with a few very long ones in it. */
function ring(count: number, random: () => number): Float64Array {
  const out: number[] = [];
  const at = (i: number): [number, number] => {
    const angle = (2 * Math.PI * i) / count;
    const reach = i % 97 === 0 ? 90_000 : 40_000 + radii[i]!;
    return [Math.round(reach * Math.cos(angle)), Math.round(reach * Math.sin(angle))];
  };
  const radii = Array.from({ length: count }, () => Math.floor(random() * 9000));
  for (let i = 0; i < count; i++) out.push(...at(i), ...at((i + 1) % count));
  return Float64Array.from(out);
}

describe('a cluster of edges', () => {
  const random = seeded(5);
  const coordinate = (): number => Math.floor((random() - 0.5) * 220_000);
  for (const count of [40, 3000]) {
    const cluster = new Cluster(ring(count, random));
    const { edges } = cluster;

    it(`of ${count} finds the edges that meet boxes, each once and in order`, () => {
      let some = 0;
      for (let n = 0; n < 400; n++) {
        const boxes = Array.from({ length: 1 + (n % 3) }, (): Box => {
          const [x, y, size] = [coordinate(), coordinate(), Math.floor(random() * 30_000)];
          return [x, y, x + size, y + size];
        });
        // A box that an edge only touches, and one about a point.
        const touching = boxOfEdge(edges, n % count);
        boxes.push([touching[2], touching[3], touching[2] + 5, touching[3] + 5]);
        const expected = Array.from({ length: edgeCount(edges) }, (_, i) => i).filter((i) =>
          boxes.some((box) => edgeMeets(edges, i, box)),
        );
        expect(cluster.placesMeeting(boxes)).toEqual(expected);
        if (expected.length > 2) some++;
      }
      expect(some).toBeGreaterThan(50);
    });

    it(`of ${count} winds round points as its edges do one by one`, () => {
      const seen = new Set<number>();
      for (let n = 0; n < 1000; n++) {
        const [x, y] =
          n < count ? [edges[4 * n]!, edges[4 * n + 1]! + (n % 3) - 1] : [coordinate(), coordinate()];
        const times = cluster.windingRound(x, y);
        expect(times).toBe(windingRound(edges, x, y));
        seen.add(times);
      }
      expect(seen.size).toBeGreaterThan(1);
    });

    it(`of ${count} ends a search at once when told to`, () => {
      let asked = 0;
      const ended = cluster.forEachMeeting([-100_000, -100_000, 100_000, 100_000], () => ++asked === 3);
      expect([ended, asked]).toEqual([true, 3]);
      expect(cluster.forEachMeeting(cluster.box, () => false)).toBe(false);
    });
  }
});

describe('half-edges within a box', () => {
  it('are all that meet it, in their order', () => {
    const random = seeded(8);
    const ringOf = ring(900, random);
    const degrees = [...ringOf.filter((_, i) => i % 4 < 2), ringOf[0]!, ringOf[1]!].map(
      (steps) => steps / 1e9,
    );
    const polygon = packFlat('polygon', [[Float64Array.from(degrees)]]);
    let some = 0;
    for (let n = 0; n < 200; n++) {
      const x = Math.floor((random() - 0.5) * 180_000);
      const y = Math.floor((random() - 0.5) * 180_000);
      const box: Box = [x, y, x + 12_000, y + 12_000];
      const meeting = (within?: Box): number[][] => {
        const found: number[][] = [];
        forEachHalfEdge(
          polygon,
          true,
          (...edge) => {
            if (edgeMeets(Float64Array.from(edge), 0, box)) found.push(edge);
          },
          within,
        );
        return found;
      };
      const expected = meeting();
      expect(meeting([(x - 1) / 1e9, (y - 1) / 1e9, (x + 12_001) / 1e9, (y + 12_001) / 1e9])).toEqual(
        expected,
      );
      if (expected.length > 0) some++;
    }
    expect(some).toBeGreaterThan(40);
  });
});
