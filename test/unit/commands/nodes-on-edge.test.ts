import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFeature } from '../../../shared/commands/create-feature.command.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { ontoEdge, stepEdge } from '../../../shared/geometry/edge-points.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import { feature, opsOf, positions, snapshotOf } from './snapshot.ts';

const fields = { name: '甲园', park_kind: 'industrial_park', park_level: 'county' };
const WEST = 110_000_000_000;
const SOUTH = 30_000_000_000;
const degrees = ([x, y]: readonly [number, number]): [number, number] => [
  fromSteps(WEST + x),
  fromSteps(SOUTH + y),
];
const polygon = (ring: readonly (readonly [number, number])[]) => packPolygon([ring.map(degrees)]);

describe('vertices made on one edge of a neighbour', () => {
  it('all become vertices of the neighbour, in the order of the edge', () => {
    const step = fc.integer({ min: -2_000_000, max: 2_000_000 });
    const shares = fc.uniqueArray(fc.double({ min: 0.02, max: 0.98, noNaN: true }), {
      minLength: 2,
      maxLength: 6,
      selector: (t) => Math.round(t * 50),
    });
    fc.assert(
      fc.property(step, step, shares, (rise, run, ts) => {
        // The neighbour lies below the edge from (0, 0) to (5e6 + run, rise); the park above it has several points on it.
        const end = [5_000_000 + run, rise] as const;
        const edge = stepEdge(0, 0, end[0], end[1]);
        const on = ts.sort((a, b) => a - b).map((t) => ontoEdge(t * end[0], t * end[1], edge));
        const neighbour = feature(
          'land_use',
          'below',
          polygon([
            [0, -9_000_000],
            [end[0], -9_000_000],
            [end[0], end[1]],
            [0, 0],
          ]),
          { land_class: '0101' },
        );
        const park = polygon([...on, [end[0], 9_000_000], [0, 9_000_000]]);
        const ops = opsOf(createFeature, snapshotOf([neighbour]), {
          layer: 'industrial_park',
          geometry: park,
          fields,
        });
        const changed = ops.find((op) => op.at.uid === 'below')!;
        const ring = positions(changed.after!.geometry).map(([x, y]) => [
          toSteps(x) - WEST,
          toSteps(y) - SOUTH,
        ]);
        const from = ring.findIndex(([x, y]) => x === end[0] && y === end[1]);
        const around = [...ring.slice(from), ...ring.slice(0, from)];
        expect(around.slice(1, 1 + on.length)).toEqual([...on].reverse());
        expect(around).toHaveLength(4 + on.length);
      }),
      { numRuns: 300 },
    );
  });
});
