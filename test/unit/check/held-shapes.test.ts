import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldShapes } from '../../../shared/check/held-shapes.ts';
import type { CheckFeature } from '../../../shared/check/source.ts';
import { boxOfXY } from '../../../shared/geometry/box.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

/* What is held in flat blocks comes back as it was, whatever its form and however many others there are. */

/** A closed ring of so many different points round a place. */
function ring(x: number, y: number, points: number): number[] {
  const out: number[] = [];
  for (let i = 0; i <= points; i++) {
    const turn = (2 * Math.PI * (i % points)) / points;
    out.push(x + Math.cos(turn) / 1000, y + Math.sin(turn) / 1000);
  }
  return out;
}

const polygon = fc
  .array(fc.array(fc.integer({ min: 3, max: 130 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) =>
    packFlat(
      'polygon',
      parts.map((rings, p) => rings.map((points, r) => ring(110 + p, 30 + r / 7, points))),
    ),
  );

const line = fc.integer({ min: 2, max: 9 }).map((points): Packed => {
  const xy = Float64Array.from(ring(111, 31, points));
  return {
    kind: 'line',
    xy,
    rings: Int32Array.of(0, points + 1),
    parts: Int32Array.of(0, 1),
    box: boxOfXY(xy),
  };
});

const feature = fc.record({
  layer: fc.constant('land_use'),
  fid: fc.oneof(fc.integer(), fc.constant(2 ** 40)),
  uid: fc.string(),
  fields: fc.record({ land_class: fc.constantFrom('0101', '0102', null), area: fc.option(fc.double()) }),
  geometry: fc.oneof({ weight: 5, arbitrary: polygon }, line),
});

describe('held shapes', () => {
  it('gives back what it took, in any order of asking', () => {
    fc.assert(
      fc.property(fc.array(feature, { minLength: 1, maxLength: 40 }), fc.nat(), (features, seed) => {
        const held = new HeldShapes('land_use');
        for (const one of features) held.add(one);
        expect(held.length).toBe(features.length);
        for (let i = 0; i < features.length; i++) {
          const at = (i * 7 + seed) % features.length;
          expect(held.at(at)).toEqual(features[at]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps no block alive through what it gives, and gives neighbours as the very same', () => {
    const held = new HeldShapes('land_use');
    const one = (fid: number): CheckFeature => ({
      layer: 'land_use',
      fid,
      uid: `u${fid}`,
      fields: { land_class: '0101' },
      geometry: packFlat('polygon', [[ring(110 + fid / 1e4, 30, 20)]]),
    });
    // More than one block, and more than are kept once made.
    for (let fid = 0; fid < 10_000; fid++) held.add(one(fid));
    for (let fid = 0; fid < 10_000; fid++) {
      const given = held.at(fid);
      expect(held.at(fid)).toBe(given);
      const { xy } = given.geometry;
      if (xy.buffer.byteLength !== xy.byteLength) throw new Error('a view of a block');
    }
    for (const fid of [0, 1, 1637, 5000, 9999]) expect(held.at(fid)).toEqual(one(fid));
    // Equal fields are one object.
    expect(held.at(3).fields).toBe(held.at(9000).fields);
  });
});
