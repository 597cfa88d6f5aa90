import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { differenceTable } from '../../../shared/analysis/difference/table.ts';
import { createPace } from '../../../shared/check/pace.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { must } from '../../../shared/result.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { clock } from '../../fixtures/check/checking.ts';
import { memorySource, put } from '../../fixtures/check/memory-source.ts';
import { at } from '../../fixtures/check/shapes.ts';
import { loadGeos, type Geos } from '../geometry/geos.ts';

/*
 * Small counties of irregular quarters, a survey and a plan laid across each other. Truth comes another way round:
 * GEOS unites what each side has built, and overlays the two unions, where the product adds up pairs of parcels.
 */

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

const SIDE = 5;
const STEP = 200;
const jitter = fc.array(fc.tuple(fc.integer({ min: -80, max: 80 }), fc.integer({ min: -80, max: 80 })), {
  minLength: (SIDE + 1) ** 2,
  maxLength: (SIDE + 1) ** 2,
});

/** A coverage of quadrilaterals whose corners are moved: neighbours share their corners exactly. */
const quarters = (moves: readonly (readonly [number, number])[], dx: number, dy: number): Packed[] => {
  const corner = (i: number, j: number): [number, number] => {
    const [mx, my] = moves[i * (SIDE + 1) + j]!;
    return at(dx + STEP * i + mx, dy + STEP * j + my);
  };
  return Array.from({ length: SIDE * SIDE }, (_, n) => {
    const [i, j] = [Math.floor(n / SIDE), n % SIDE];
    const first = corner(i, j);
    return packPolygon([[first, corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1), first]]);
  });
};

const classes = fc.array(fc.constantFrom('0703', '100102', '0103', '0301', '1704', '16'), {
  minLength: SIDE * SIDE,
  maxLength: SIDE * SIDE,
});

/**
 * A node on an edge changes the survey formula's area by some thousandths of a m2 (the edge is straight between its
 * stored vertices); the unions have other nodes than the pairs, about a hundred of them.
 */
const TOLERANCE_M2 = 0.3;

describe('the four classes against GEOS', () => {
  it('have the areas of the overlaid unions, and as much ground as both cover', async () => {
    const overlay = await loadOverlay();
    let differences = 0;
    await fc.assert(
      fc.asyncProperty(jitter, jitter, classes, classes, async (movesA, movesB, codesA, codesB) => {
        const shapesA = quarters(movesA, 0, 0);
        const shapesB = quarters(movesB, 110, -70);
        const source = memorySource();
        source.commit([
          ...shapesA.map((shape, i) => put('survey_parcel', i + 1, shape, { base_class: codesA[i]! })),
          ...shapesB.map((shape, i) => put('land_use', i + 1, shape, { land_class: codesB[i]! })),
        ]);
        const tools = { source, overlay, pace: createPace(clock) };
        const { table } = must(await differenceTable(tools, DEFAULT_RULESET, 'baseline-plan'));

        const isBuilt = (code: string): boolean => /^(0[7-9]|1[0-6])/.test(code);
        const union = (shapes: readonly Packed[]): Packed =>
          shapes.reduce((all, one) => geos.overlay('union', all, one), packPolygon([]));
        const built = (shapes: readonly Packed[], codes: readonly string[], wanted: boolean): Packed =>
          union(shapes.filter((_, i) => isBuilt(codes[i]!) === wanted));
        const common = (wantedA: boolean, wantedB: boolean): number =>
          polygonAreaM2(
            geos.overlay('intersection', built(shapesA, codesA, wantedA), built(shapesB, codesB, wantedB)),
          );
        const near = (found: number, truth: number): void =>
          expect(Math.abs(found - truth)).toBeLessThan(TOLERANCE_M2);
        const { total, patches } = table!;
        near(total.both, common(true, true));
        near(total.onlyA, common(true, false));
        near(total.onlyB, common(false, true));
        near(total.neither, common(false, false));
        const sum = total.both + total.onlyA + total.onlyB + total.neither;
        near(sum, polygonAreaM2(geos.overlay('intersection', union(shapesA), union(shapesB))));
        for (const kind of ['onlyA', 'onlyB'] as const) {
          const own = patches.filter((patch) => patch.kind === kind);
          // Patches under 1 m2 are not listed.
          const listed = own.reduce((all, { areaM2 }) => all + areaM2, 0);
          expect(total[kind] - listed).toBeGreaterThan(-TOLERANCE_M2);
          expect(total[kind] - listed).toBeLessThan(SIDE * SIDE);
          for (const { geometry, areaM2 } of own) expect(polygonAreaM2(geometry)).toBeCloseTo(areaM2, 4);
          differences += own.length;
        }
      }),
      { numRuns: 25 },
    );
    expect(differences).toBeGreaterThan(200);
  });
});
