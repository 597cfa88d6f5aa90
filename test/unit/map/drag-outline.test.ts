import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { displaced, linesOf, splitOutline } from '../../../shared/map/drag-outline.ts';
import { thinned } from '../../../shared/map/thin-line.ts';

const rings = fc.array(fc.integer({ min: 3, max: 12 }), { minLength: 1, maxLength: 4 }).map((counts) => {
  let n = 0;
  const flat = counts.map((count) => {
    const ring = Array.from({ length: count }, () => [n++, n]).flat();
    return [...ring, ring[0]!, ring[1]!];
  });
  return packFlat('polygon', [flat]);
});

const edges = (lines: readonly (readonly number[])[]): string[] =>
  lines.flatMap((line) => line.slice(1).map((to, i) => `${line[i]} ${to}`));

describe('the outline of a shape in motion', () => {
  it('has every edge once: among those that move exactly if one of its ends does', () => {
    fc.assert(
      fc.property(rings, fc.array(fc.nat(40)), (shape, picked) => {
        const points = shape.xy.length / 2;
        const moving = new Set(picked.filter((i) => i < points));
        const { still, moving: parts } = splitOutline(shape, moving);
        const all: string[] = [];
        for (let ring = 0; ring + 1 < shape.rings.length; ring++)
          for (let i = shape.rings[ring]!; i + 1 < shape.rings[ring + 1]!; i++) all.push(`${i} ${i + 1}`);
        const moves = (edge: string) => edge.split(' ').some((end) => moving.has(Number(end)));
        expect([...edges(still), ...edges(parts)].sort()).toEqual(all.sort());
        expect(edges(parts).every(moves)).toBe(true);
        expect(edges(still).some(moves)).toBe(false);
      }),
    );
  });

  it('is drawn where its points go', () => {
    const square = packFlat('polygon', [[[0, 0, 4, 0, 4, 4, 0, 4, 0, 0]]]);
    const moving = new Set([1]);
    const { moving: lines } = splitOutline(square, moving);
    expect(linesOf(square, lines, moving, [1, -1])).toEqual([
      [
        [0, 0],
        [5, -1],
        [4, 4],
      ],
    ]);
    expect([...displaced(square, moving, ([x, y]) => [x + 1, y - 1])]).toEqual([
      0, 0, 5, -1, 4, 4, 0, 4, 0, 0,
    ]);
  });
});

describe('a thinned line', () => {
  it('keeps its ends and stays within the tolerance of every point it left out', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 40 }),
        fc.integer({ min: 1, max: 10 }),
        (line, far) => {
          const kept = thinned(line, far);
          expect(kept[0]).toBe(0);
          expect(kept.at(-1)).toBe(line.length - 1);
          for (let k = 1; k < kept.length; k++) {
            const [a, b] = [line[kept[k - 1]!]!, line[kept[k]!]!];
            for (let i = kept[k - 1]! + 1; i < kept[k]!; i++) {
              const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
              const length = Math.hypot(dx, dy);
              const [px, py] = [line[i]![0] - a[0], line[i]![1] - a[1]];
              const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length ** 2));
              expect(Math.hypot(px - t * dx, py - t * dy)).toBeLessThanOrEqual(far + 1e-9);
            }
          }
        },
      ),
    );
  });
});
