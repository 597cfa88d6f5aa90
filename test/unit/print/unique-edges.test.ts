import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesSink } from '../../../shared/print/map/lines-sink.ts';
import { uniqueEdges } from '../../../shared/print/map/unique-edges.ts';

type Ring = readonly number[];

const edgesOf = (rings: readonly ArrayLike<number>[], closed: boolean): string[] => {
  const edges: string[] = [];
  for (const ring of rings) {
    const n = ring.length / 2;
    for (let i = closed ? 0 : 1; i < n; i++) {
      const j = (i + n - 1) % n;
      const a = `${ring[2 * j]} ${ring[2 * j + 1]}`;
      const b = `${ring[2 * i]} ${ring[2 * i + 1]}`;
      if (a !== b) edges.push(a < b ? `${a} - ${b}` : `${b} - ${a}`);
    }
  }
  return edges;
};

function unique(rings: readonly Ring[]): Int32Array[] {
  const sink = linesSink();
  for (const ring of rings) sink.add(ring);
  return uniqueEdges(sink.steps());
}

const cell = (x: number, y: number, side = 10): Ring => [x, y, x + side, y, x + side, y + side, x, y + side];

describe('the borders of a layer', () => {
  it('are each drawn once', () => {
    const rings = [cell(0, 0), cell(10, 0), cell(0, 10), cell(10, 10)];
    const edges = edgesOf(unique(rings), false);
    expect(new Set(edges).size).toBe(edges.length);
    expect(new Set(edges)).toEqual(new Set(edgesOf(rings, true)));
    expect(edges).toHaveLength(12);
  });

  it('are joined to long lines: a ring alone is one closed line', () => {
    const [line, ...more] = unique([cell(0, 0)]);
    expect(more).toEqual([]);
    expect(line).toHaveLength(10);
    expect([line![0], line![1]]).toEqual([line![8], line![9]]);
  });

  it('are neither lost nor doubled, whatever the rings', () => {
    const ring = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
        minLength: 3,
        maxLength: 9,
      })
      .map((pairs) => pairs.flat());
    fc.assert(
      fc.property(fc.array(ring, { maxLength: 8 }), (rings) => {
        const edges = edgesOf(unique(rings), false);
        expect(new Set(edges).size).toBe(edges.length);
        expect(new Set(edges)).toEqual(new Set(edgesOf(rings, true)));
      }),
    );
  });
});
