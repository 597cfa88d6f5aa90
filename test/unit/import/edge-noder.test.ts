import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { createEdgeNoder } from '../../../shared/import/node-on-edges.ts';

type Point = readonly [number, number];

/** Triangles with corners on a coarse lattice of whole numbers, where many corners lie exactly on others' edges. */
const corner = fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }));
const triangle = fc
  .tuple(corner, corner, corner)
  .filter(([a, b, c]) => (b[0] - a[0]) * (c[1] - a[1]) !== (b[1] - a[1]) * (c[0] - a[0]));

/** Positions of the lattice that are corners and lie inside an edge, by whole numbers alone. */
function expected(ring: readonly Point[], corners: ReadonlySet<string>): Point[] {
  const out: Point[] = [];
  for (const [i, [ax, ay]] of ring.slice(0, -1).entries()) {
    const [bx, by] = ring[i + 1]!;
    const [dx, dy] = [bx - ax, by - ay];
    const inside: [number, Point][] = [];
    for (let x = 0; x <= 12; x++) {
      for (let y = 0; y <= 12; y++) {
        const along = (x - ax) * dx + (y - ay) * dy;
        const on = (x - ax) * dy === (y - ay) * dx && along > 0 && along < dx * dx + dy * dy;
        if (on && corners.has(`${x},${y}`)) inside.push([along, [x, y]]);
      }
    }
    out.push([ax, ay], ...inside.toSorted((a, b) => a[0] - b[0]).map(([, point]) => point));
  }
  return [...out, ring.at(-1)!];
}

it('every corner that lies on an edge is put into it, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(triangle, { minLength: 1, maxLength: 30 }), (triangles) => {
      const rings = triangles.map(([a, b, c]): Point[] => [a, b, c, a]);
      const corners = new Set(rings.flat().map(([x, y]) => `${x},${y}`));
      const noder = createEdgeNoder(1e-9);
      const shapes = rings.map((ring) => packFlat('polygon', [[ring.flat()]]));
      for (const shape of shapes) expect(noder.add(shape)).toBe(true);
      let added = 0;
      for (const [i, shape] of shapes.entries()) {
        const wanted = expected(rings[i]!, corners);
        expect([...noder.node(shape).xy]).toEqual(wanted.flat());
        added += wanted.length - rings[i]!.length;
      }
      expect(noder.inserted()).toBe(added);
    }),
  );
});
