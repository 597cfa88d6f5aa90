import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringAreaM2 } from '../../../shared/geometry/area.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import { arrange } from '../../../shared/sample/kernel/arrange.ts';
import { cutOff, halve } from '../../../shared/sample/kernel/cut.ts';
import { groups, outline, outlineArea } from '../../../shared/sample/kernel/dissolve.ts';
import { latitudeOf, longitudeOf, snap, xOf, yOf } from '../../../shared/sample/kernel/frame.ts';
import type { Mesh } from '../../../shared/sample/kernel/mesh.ts';
import { random } from '../../../shared/sample/kernel/prng.ts';
import { areaOf, inside } from '../../../shared/sample/kernel/ring.ts';

const square = (x: number, y: number, w: number, h = w): number[] => [
  x,
  y,
  x + w,
  y,
  x + w,
  y + h,
  x,
  y + h,
  x,
  y,
];

/** Rings around a centre with growing angles: simple, of any roughness. */
const star = fc
  .array(fc.double({ min: 400, max: 1600, noNaN: true }), { minLength: 6, maxLength: 24 })
  .map((radii) =>
    radii.flatMap((r, k) => {
      const a = (2 * Math.PI * k) / radii.length;
      return [r * Math.cos(a), r * Math.sin(a)];
    }),
  );

const closed = (ring: number[]): number[] => [...ring, ring[0]!, ring[1]!];

/** Every half-edge leads on to where its twin starts, and walks keep to their face. */
function sound(mesh: Mesh): void {
  for (let h = 0; h < mesh.origin.length; h++) {
    expect(mesh.origin[mesh.next[h]!]).toBe(mesh.head(h));
    expect(mesh.previous[mesh.next[h]!]).toBe(h);
    expect(mesh.face[mesh.next[h]!]).toBe(mesh.face[h]);
  }
}

describe('drawing frame', () => {
  it('measures the area of the ellipsoid', () => {
    // From the published series of the survey notice, computed apart: 1,058,806.7895 m2.
    const corners = [
      [110, 30],
      [110.01, 30.002],
      [110.012, 30.011],
      [110.004, 30.013],
    ] as const;
    expect(areaOf(corners.flatMap(([lon, lat]) => [xOf(lon), yOf(lat)]))).toBeCloseTo(1_058_806.7895, 3);
  });

  it('goes back and forth to a hundredth of a grid step', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 109.7, max: 110.3, noNaN: true }),
        fc.double({ min: 29.7, max: 30.3, noNaN: true }),
        (lon, lat) => {
          expect(Math.abs(longitudeOf(xOf(lon)) - lon)).toBeLessThan(1e-11);
          expect(Math.abs(latitudeOf(yOf(lat)) - lat)).toBeLessThan(1e-11);
        },
      ),
    );
  });

  it('snaps to the grid of coordinates', () => {
    const p = snap(1234.5678, -987.6543);
    expect(Number.isInteger(p.lon) && Number.isInteger(p.lat)).toBe(true);
    expect(xOf(fromSteps(p.lon))).toBe(p.x);
    expect(Math.hypot(p.x - 1234.5678, p.y + 987.6543)).toBeLessThan(1e-4);
  });
});

describe('arrangement', () => {
  it('nodes crossing lines and finds the faces between them', () => {
    const mesh = arrange([square(0, 0, 1000), square(500, 500, 1000)]);
    sound(mesh);
    const areas = mesh.first
      .slice(1)
      .map((_, k) => mesh.area(k + 1))
      .sort((a, b) => a - b);
    expect(areas).toHaveLength(3);
    expect(areas[0]).toBeCloseTo(250_000, -1);
    expect(areas[1]! + areas[2]! + areas[0]!).toBeCloseTo(1_750_000, -1);
  });

  it('drops loose ends and joins islands to their surroundings', () => {
    const mesh = arrange([square(0, 0, 3000), square(1200, 1200, 400), [3000, 1500, 3600, 1700]]);
    sound(mesh);
    const total = mesh.first.slice(1).reduce((sum, _, k) => sum + mesh.area(k + 1), 0);
    expect(total).toBeCloseTo(9_000_000, -2);
    for (let f = 1; f < mesh.first.length; f++) {
      const seen = mesh.loop(f).map((h) => mesh.origin[h]);
      expect(new Set(seen).size).toBe(seen.length);
    }
  });
});

describe('cuts', () => {
  it('take exactly the area asked for and keep the rest', () => {
    let made = 0;
    fc.assert(
      fc.property(star, fc.double({ min: 0.1, max: 0.9, noNaN: true }), fc.integer(), (ring, share, seed) => {
        const mesh = arrange([closed(ring)]);
        const before = mesh.area(1);
        const cut = cutOff(mesh, 1, before * share, { bend: 0.15, step: 120 }, random(seed, 'cut'));
        if (!cut) return;
        made++;
        sound(mesh);
        expect(Math.abs(mesh.area(cut.piece) - before * share)).toBeLessThan(0.01);
        expect(mesh.area(cut.piece) + mesh.area(cut.rest)).toBeCloseTo(before, 0);
      }),
      { numRuns: 150 },
    );
    expect(made).toBeGreaterThan(75);
  });

  it('halve into fair parts whose union is the whole', () => {
    fc.assert(
      fc.property(star, fc.integer(), (ring, seed) => {
        const mesh = arrange([closed(ring)]);
        const before = mesh.area(1);
        const made = halve(mesh, 1, { bend: 0.2, step: 100 }, random(seed, 'halve'));
        if (made < 0) return;
        const share = mesh.area(made) / before;
        expect(share).toBeGreaterThan(0.1);
        expect(share).toBeLessThan(0.9);
        const joined = outline(mesh, [1, made]);
        expect(joined).toHaveLength(1);
        expect(outlineArea(mesh, joined)).toBeCloseTo(before, 0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('unions of faces', () => {
  it('keep holes and measure as longitude and latitude do', () => {
    const mesh = arrange([square(0, 0, 3000), square(1200, 1200, 400)]);
    const hole = mesh.first.findIndex((_, f) => f > 0 && inside(mesh.ring(f), 1400, 1400));
    const [whole] = groups(mesh, mesh.first.keys(), (f) => (f === 0 || f === hole ? undefined : 'land'));
    const rings = outline(mesh, whole!.faces);
    expect(rings).toHaveLength(2);
    expect(outlineArea(mesh, rings)).toBeCloseTo(8_840_000, -2);
    const degrees = rings[0]!.flatMap((v) => [fromSteps(mesh.lon[v]!), fromSteps(mesh.lat[v]!)]);
    expect(ringAreaM2(degrees)).toBeCloseTo(9_000_000, -2);
  });
});
