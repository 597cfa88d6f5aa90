import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deleteVertexCommand } from '../../../shared/commands/delete-vertex.command.ts';
import { insertVertexCommand } from '../../../shared/commands/insert-vertex.command.ts';
import { moveVertexCommand } from '../../../shared/commands/move-vertex.command.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { feature, positions, ref, run, snapshotOf, square } from './snapshot.ts';

/** Parcels in rows and columns of a hundredth of a degree, all neighbours sharing their corners. */
function grid(size: number): FeatureRecord[] {
  const parcels: FeatureRecord[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      parcels.push(feature('land_use', `${row}-${column}`, square(110 + column / 100, 30 + row / 100, 0.01)));
    }
  }
  return parcels;
}

/**
 * Directed edges that have no opposite: the outer border alone, when parcels cover without gap or overlap. Vertices
 * are compared as they stand, bit for bit.
 */
function unpaired(parcels: readonly FeatureRecord[]): string[] {
  const edges = new Set<string>();
  for (const { geometry } of parcels) {
    const ring = positions(geometry);
    ring.forEach(([x, y], i) => {
      const [nx, ny] = ring[(i + 1) % ring.length]!;
      edges.add(`${x} ${y} ${nx} ${ny}`);
    });
  }
  return [...edges].filter((edge) => {
    const [x, y, nx, ny] = edge.split(' ');
    return !edges.has(`${nx} ${ny} ${x} ${y}`);
  });
}

/** Whether a run of edges lies on the border of the square that the parcels fill. */
const onBorder = (edge: string, size: number): boolean => {
  const [x, y, nx, ny] = edge.split(' ').map(Number) as [number, number, number, number];
  const far = size / 100;
  return (x === nx && (x === 110 || x === 110 + far)) || (y === ny && (y === 30 || y === 30 + far));
};

type Edit = {
  readonly kind: 'move' | 'insert' | 'delete';
  readonly parcel: number;
  readonly vertex: number;
  readonly dx: number;
  readonly dy: number;
};
/** Up to a third of a parcel, uneven in the last digits. */
const offset = fc.integer({ min: -3_000_000, max: 3_000_000 }).map((steps) => steps / 1e9 + 3e-10);
const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('move', 'insert', 'delete'),
  parcel: fc.nat(1000),
  vertex: fc.nat(1000),
  dx: offset,
  dy: offset,
});

describe('vertex commands on a coverage', () => {
  it('leave no gap and no overlap inside, and every vertex on the grid', () => {
    const size = 4;
    let done = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 15, maxLength: 40 }), (edits) => {
        let parcels = grid(size);
        for (const { kind, parcel, vertex, dx, dy } of edits) {
          const record = parcels[parcel % parcels.length]!;
          const ring = positions(record.geometry);
          const index = vertex % ring.length;
          const at = ring[index]!;
          const end = ring[(index + 1) % ring.length]!;
          const outer = (x: number, y: number) =>
            x === 110 || y === 30 || x === 110 + size / 100 || y === 30 + size / 100;
          // The outer border stays: nobody is on its other side.
          if (outer(...at) || (kind === 'insert' && outer(...end))) continue;
          const base = { ref: ref(record), ring: 0, index, at };
          const snapshot = snapshotOf(parcels);
          const made =
            kind === 'move'
              ? run(moveVertexCommand, snapshot, { ...base, to: [at[0] + dx, at[1] + dy], shared: true })
              : kind === 'insert'
                ? run(insertVertexCommand, snapshot, {
                    ...base,
                    end,
                    to: [(at[0] + end[0]) / 2 + dx / 10, (at[1] + end[1]) / 2 + dy / 10],
                  })
                : run(deleteVertexCommand, snapshot, { ...base, shared: true });
          if (!made.ok) continue;
          done += 1;
          const written = new Map(made.value.ops.map((op) => [op.at.uid, op.after!.geometry!]));
          parcels = parcels.map((one) => ({ ...one, geometry: written.get(one.uid) ?? one.geometry }));
        }
        expect(unpaired(parcels).filter((edge) => !onBorder(edge, size))).toEqual([]);
        for (const { geometry } of parcels) {
          for (const value of geometry!.xy) expect(value).toBe(Math.round(value * 1e9) / 1e9);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(done).toBeGreaterThan(200);
  });
});
