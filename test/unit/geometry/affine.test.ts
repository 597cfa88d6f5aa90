import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Transform, transformedPacked, transformedXY } from '../../../shared/geometry/affine.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { isCanonical, toSteps } from '../../../shared/geometry/grid.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import { orientedPacked } from '../../../shared/geometry/normalise.ts';

type At = [number, number];

const lat = fc.integer({ min: 18, max: 53 });

/** A rectangle of metres about a position. */
function block([x, y]: At, widthM: number, heightM: number) {
  const scale = metresPerDegree(y);
  const [dx, dy] = [widthM / 2 / scale.lon, heightM / 2 / scale.lat];
  return packPolygon([
    [
      [x - dx, y - dy],
      [x + dx, y - dy],
      [x + dx, y + dy],
      [x - dx, y + dy],
    ],
  ]);
}

/** The angle in degrees at b between a and c on the ellipsoid, by the sides of the triangle. */
function angleAt(a: At, b: At, c: At): number {
  const [p, q, r] = [distanceM(...b, ...a), distanceM(...b, ...c), distanceM(...a, ...c)];
  return (Math.acos((p * p + q * q - r * r) / (2 * p * q)) * 180) / Math.PI;
}

const offGrid = fc.integer({ min: -5_000_000, max: 5_000_000 });
const transform = (about: At): fc.Arbitrary<Transform> =>
  fc.oneof(
    fc.tuple(offGrid, offGrid).map(([x, y]): Transform => ({ kind: 'move', by: [x / 1e9 + 3e-10, y / 1e9] })),
    fc
      .double({ min: -360, max: 360, noNaN: true })
      .map((angleDeg): Transform => ({ kind: 'rotate', angleDeg, about })),
    fc
      .tuple(
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.boolean(),
      )
      .map(([factorX, factorY, mirror]): Transform => ({
        kind: 'scale',
        factorX: mirror ? -factorX : factorX,
        factorY,
        about,
      })),
  );

function inverse(t: Transform): Transform {
  if (t.kind === 'move') return { kind: 'move', by: [-t.by[0], -t.by[1]] };
  if (t.kind === 'rotate') return { ...t, angleDeg: -t.angleDeg };
  return { ...t, factorX: 1 / t.factorX, factorY: 1 / t.factorY };
}

describe('affine transforms', () => {
  it('then their inverse come back within two grid steps, always on the grid', () => {
    fc.assert(
      fc.property(
        lat.chain((y) => transform([110, y]).map((t) => [y, t] as const)),
        fc.array(fc.tuple(offGrid, offGrid), { minLength: 1, maxLength: 20 }),
        ([y, t], offsets) => {
          const xy = Float64Array.from(
            offsets.flatMap(([dx, dy]) => [(110e9 + dx) / 1e9, (y * 1e9 + dy) / 1e9]),
          );
          const there = transformedXY(xy, t);
          expect([...there].every(isCanonical)).toBe(true);
          const back = transformedXY(there, inverse(t));
          for (let i = 0; i < xy.length; i++) {
            expect(Math.abs(toSteps(back[i]!) - toSteps(xy[i]!))).toBeLessThanOrEqual(
              t.kind === 'move' ? 0 : 2,
            );
          }
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });

  it('turn a shape of 1 km about its middle keeping its area and right angles', () => {
    let areaError = 0;
    let angleError = 0;
    for (const y of [18, 30, 42, 53]) {
      const shape = block([110, y], 1000, 600);
      const area = polygonAreaM2(shape);
      for (let angleDeg = 0; angleDeg < 360; angleDeg += 7.5) {
        const turned = orientedPacked(
          transformedPacked(shape, { kind: 'rotate', angleDeg, about: [110, y] }),
        );
        areaError = Math.max(areaError, Math.abs(polygonAreaM2(turned) / area - 1));
        const at = (i: number): At => [turned.xy[2 * i]!, turned.xy[2 * i + 1]!];
        for (let i = 1; i < 4; i++)
          angleError = Math.max(angleError, Math.abs(angleAt(at(i - 1), at(i), at((i + 1) % 4)) - 90));
      }
    }
    console.log(
      `rotation of 1 km: area ${areaError.toExponential(1)}, angle ${angleError.toFixed(4)} degrees`,
    );
    expect(areaError).toBeLessThan(2e-6);
    expect(angleError).toBeLessThan(0.01);
  });

  it('turn clockwise, and a quarter turn is exact', () => {
    const { lon, lat: m } = metresPerDegree(30);
    const north = Float64Array.of(110, 30.01);
    const [x, y] = transformedXY(north, { kind: 'rotate', angleDeg: 90, about: [110, 30] });
    expect(y).toBe(30);
    expect((x! - 110) * lon).toBeCloseTo(0.01 * m, 3);
  });

  it('scale areas by the product of the factors', () => {
    const shape = block([110, 30], 400, 400);
    const scaled = transformedPacked(shape, { kind: 'scale', factorX: 2, factorY: 1.5, about: [110, 30] });
    expect(polygonAreaM2(scaled) / polygonAreaM2(shape)).toBeCloseTo(3, 4);
  });
});
