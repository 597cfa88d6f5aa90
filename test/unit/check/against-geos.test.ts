import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { findingsIn, ofRule } from '../../fixtures/check/checking.ts';
import { put } from '../../fixtures/check/memory-source.ts';
import { at } from '../../fixtures/check/shapes.ts';
import { loadGeos, type Geos } from '../geometry/geos.ts';

/*
 * Irregular shapes: pieces and areas against GEOS, an independent program, on the same polygons with the same
 * ellipsoid formula.
 */

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

/** A star-shaped polygon with a hole of the same shape at 40%: valid by construction. */
const blob = fc
  .tuple(
    fc.integer({ min: 0, max: 1500 }),
    fc.integer({ min: 0, max: 1500 }),
    fc.array(fc.double({ min: 150, max: 900, noNaN: true }), { minLength: 5, maxLength: 260 }),
    fc.boolean(),
  )
  .map(([x, y, radii, hole]): Packed => {
    const ring = (scale: number): [number, number][] => {
      const points = radii.map((radius, i) => {
        const turn = (2 * Math.PI * i) / radii.length;
        return at(x + scale * radius * Math.cos(turn), y + scale * radius * Math.sin(turn));
      });
      return [...points, points[0]!];
    };
    return packPolygon(hole ? [ring(1), ring(0.4)] : [ring(1)]);
  });

const TOLERANCE_M2 = 0.01;
/** Parts below 1 m2 are dropped one by one, so a comparison may miss as much a part. */
const smallParts = (packed: Packed): number => {
  let sum = 0;
  for (let part = 0; part + 1 < packed.parts.length; part++) {
    const from = packed.parts[part]!;
    const to = packed.parts[part + 1]!;
    const rings = packed.rings.slice(from, to + 1);
    const one = { ...packed, rings, parts: Int32Array.of(0, to - from) };
    const area = polygonAreaM2(one);
    if (area < 1) sum += area;
  }
  return sum;
};

describe('pieces against GEOS', () => {
  it('agree pair by pair with the intersection, and with the difference from all', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(blob, fc.array(blob, { minLength: 1, maxLength: 5 }), async (park, others) => {
        const { findings } = await findingsIn([
          put('industrial_park', 1, park, {}),
          ...others.map((shape, i) => put('ecological_redline', i + 1, shape, {})),
          ...others.map((shape, i) => put('urban_boundary', i + 1, shape, {})),
        ]);
        const pieces = new Map(
          ofRule(findings, 'park-redline').flatMap((finding) =>
            finding.pieces.map((piece) => [piece.other!.uid, piece]),
          ),
        );
        others.forEach((other, i) => {
          const truth = geos.overlay('intersection', park, other);
          const expected = polygonAreaM2(truth) - smallParts(truth);
          const piece = pieces.get(`ecological_redline-${i + 1}`);
          expect(Math.abs((piece?.areaM2 ?? 0) - expected)).toBeLessThan(TOLERANCE_M2);
          if (piece !== undefined) expect(polygonAreaM2(piece.geometry)).toBeCloseTo(piece.areaM2, 4);
          compared += 1;
        });
        const outside = geos.difference(park, others);
        const [finding] = ofRule(findings, 'park-outside-boundary');
        const expected = polygonAreaM2(outside) - smallParts(outside);
        expect(Math.abs((finding?.areaM2 ?? 0) - expected)).toBeLessThan(TOLERANCE_M2);
        // Ground under several lines counts once in the finding.
        const barred = polygonAreaM2(park) - polygonAreaM2(outside);
        const redline = ofRule(findings, 'park-redline')[0]?.areaM2 ?? 0;
        expect(Math.abs(redline - barred)).toBeLessThan(5);
      }),
      { numRuns: 150, seed: 11 },
    );
    expect(compared).toBeGreaterThan(300);
  }, 120_000);
});
