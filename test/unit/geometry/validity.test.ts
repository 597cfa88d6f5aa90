import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { packFlat, packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { repair } from '../../../shared/geometry/repair.ts';
import { isValid, problemsOf, type ProblemKind } from '../../../shared/geometry/validity.ts';
import { must } from '../../../shared/result.ts';
import { type Geos, loadGeos } from './geos.ts';
import { anyPacked, wildRing } from './shapes.ts';

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

type Ring = readonly (readonly [number, number])[];

/** Whole degrees are exact as doubles and as steps, so GEOS decides on the very same numbers. */
const raw = (...parts: Ring[][]): Packed =>
  packFlat(
    'polygon',
    parts.map((rings) => rings.map((ring) => ring.flat())),
  );
const closed = (ring: Ring): Ring => [...ring, ring[0]!];
const wild = (...parts: Ring[][]): Packed => raw(...parts.map((rings) => rings.map(closed)));

const kinds = (packed: Packed): ProblemKind[] => problemsOf(packed).map(({ kind }) => kind);
const box = (x: number, y: number, w: number, h = w): Ring => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
];

/** Plane area in square degrees, shells less holes. */
function planeArea(packed: Packed): number {
  let sum = 0;
  packed.parts.subarray(0, -1).forEach((first, part) => {
    for (let r = first; r < packed.parts[part + 1]!; r++) {
      let ring = 0;
      for (let i = packed.rings[r]!; i < packed.rings[r + 1]! - 1; i++) {
        const [x, y, u, v] = packed.xy.subarray(2 * i, 2 * i + 4);
        ring += x! * v! - u! * y!;
      }
      sum += (r === first ? 1 : -1) * Math.abs(ring / 2);
    }
  });
  return sum;
}

/**
 * Whether a hole has no area in common with its shell though their boxes meet: whether it touches it
 * then hangs on the rounding of crossing points, which GEOS does otherwise than the grid.
 */
function holeBeside(packed: Packed): boolean {
  const ringOf = (r: number): Packed => {
    const xy = packed.xy.slice(2 * packed.rings[r]!, 2 * packed.rings[r + 1]!);
    return geos.makeValidStructure(packFlat('polygon', [[xy]]));
  };
  return [...packed.parts.subarray(0, -1)].some((shell, part) => {
    for (let r = shell + 1; r < packed.parts[part + 1]!; r++) {
      const [outer, hole] = [ringOf(shell), ringOf(r)];
      const common = planeArea(geos.overlay('intersection', outer, hole));
      if (common === 0 && boxesIntersect(outer.box, hole.box)) return true;
    }
    return false;
  });
}

const rect = fc
  .tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 1, max: 6 }),
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([x, y, w, h]) => box(x, y, w, h));
const anyRing = fc.oneof(wildRing(3, 4), wildRing(3, 7), rect);
const anyPolygon = fc
  .array(fc.array(anyRing, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map((parts) => wild(...parts));

describe('problems', () => {
  it.each<[ProblemKind, Packed]>([
    ['empty', raw()],
    [
      'non-finite',
      raw([
        [
          [0, 0],
          [1, NaN],
          [1, 1],
          [0, 0],
        ],
      ]),
    ],
    [
      'out-of-world',
      raw([
        [
          [0, 0],
          [190, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
    ],
    [
      'not-closed',
      raw([
        [
          [0, 0],
          [4, 0],
          [4, 4],
        ],
      ]),
    ],
    [
      'too-few-points',
      raw([
        [
          [0, 0],
          [4, 0],
          [0, 0],
          [4, 0],
          [0, 0],
        ],
      ]),
    ],
    [
      'duplicate-vertex',
      raw([
        [
          [0, 0],
          [4, 0],
          [4, 0],
          [4, 4],
          [0, 0],
        ],
      ]),
    ],
    [
      'spike',
      wild([
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [4, 9],
          [4, 4],
          [0, 4],
        ],
      ]),
    ],
    [
      'self-crossing',
      wild([
        [
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ],
      ]),
    ],
    [
      'self-touching',
      wild([
        [
          [0, 0],
          [2, 2],
          [4, 0],
          [4, 4],
          [2, 2],
          [0, 4],
        ],
      ]),
    ],
    ['rings-cross', wild([box(0, 0, 4), box(2, 2, 4)])],
    [
      'interior-divided',
      wild([
        box(0, 0, 4),
        [
          [0, 0],
          [1, 2],
          [4, 4],
          [2, 1],
        ],
      ]),
    ],
    ['hole-outside-shell', wild([box(0, 0, 4), box(6, 6, 2)])],
    ['nested-holes', wild([box(0, 0, 9), box(1, 1, 6), box(2, 2, 2)])],
    ['parts-overlap', wild([box(0, 0, 9)], [box(2, 2, 2)])],
    ['parts-overlap', wild([box(0, 0, 4)], [box(4, 0, 4)])],
  ])('%s', (kind, packed) => {
    // A spike comes back to where it began: it touches itself, too.
    const also = kind === 'spike' ? ['self-touching'] : [];
    expect(new Set(kinds(packed))).toEqual(new Set([kind, ...also]));
  });

  it('sees borders that cross in vertices only', () => {
    const beyond: Ring = [
      [6, -2],
      [8, 8],
      [-2, 6],
    ];
    expect(kinds(wild([box(0, 0, 4)], [beyond]))).toEqual(['parts-overlap', 'parts-overlap']);
    expect(kinds(wild([box(0, 0, 4), beyond]))).toEqual(['rings-cross', 'rings-cross']);
    expect(geos.isValid(wild([box(0, 0, 4)], [beyond]))).toBe(false);
  });

  it('names the place of a crossing', () => {
    const [problem] = problemsOf(
      wild([
        [
          [0, 0],
          [4, 4],
          [4, 0],
          [0, 4],
        ],
      ]),
    );
    expect(problem).toMatchObject({ kind: 'self-crossing', x: 2, y: 2, ring: 0 });
  });

  it('lets parts and holes touch in single vertices', () => {
    expect(kinds(wild([box(0, 0, 4)], [box(4, 4, 4)]))).toEqual([]);
    expect(
      kinds(
        wild([
          box(0, 0, 4),
          [
            [0, 0],
            [1, 2],
            [2, 1],
          ],
        ]),
      ),
    ).toEqual([]);
    expect(kinds(wild([box(0, 0, 9), box(1, 1, 6)], [box(2, 2, 2)]))).toEqual([]);
  });

  it('decides exactly where doubles in degrees do not: a vertex one step off the border', () => {
    const at = (y: number) =>
      packPolygon([
        [
          [110, 30],
          [111, 30.000000003],
          [111, 31],
          [110, 31],
        ],
        [
          [110.333333333, y],
          [110.5, 30.5],
          [110.4, 30.6],
        ],
      ]);
    expect(kinds(at(30.000000002))).toEqual([]);
    expect(kinds(at(30.000000001))).toEqual([]);
    expect(kinds(at(30))).not.toEqual([]);
  });

  it('judges lines and points', () => {
    expect(
      kinds(
        packLines([
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ]),
      ),
    ).toEqual([]);
    expect(
      kinds(
        packLines([
          [
            [0, 0],
            [0, 0],
          ],
        ]),
      ),
    ).toEqual(['too-few-points']);
    expect(kinds(packFlat('point', [[[0, 91]]]))).toEqual(['out-of-world']);
  });

  it('agrees with GEOS on thousands of polygons', () => {
    let valid = 0;
    fc.assert(
      fc.property(anyPolygon, (packed) => {
        const ours = kinds(packed).filter((kind) => kind !== 'duplicate-vertex');
        const theirs = geos.isValid(packed);
        valid += theirs ? 1 : 0;
        expect(ours.length === 0).toBe(theirs);
      }),
      { numRuns: 6000, seed: 3 },
    );
    expect(valid).toBeGreaterThan(300);
  });
});

describe('repair', () => {
  it('gives the area of make_valid(structure) of GEOS', () => {
    let mended = 0;
    fc.assert(
      fc.property(anyPolygon, (packed) => {
        fc.pre(!holeBeside(packed));
        const theirs = planeArea(geos.makeValidStructure(packed));
        const ours = repair(packed);
        const area = ours.ok ? planeArea(ours.value.geometry) : 0;
        expect(Math.abs(area - theirs)).toBeLessThan(1e-6);
        mended += ours.ok && ours.value.notes.length > 0 ? 1 : 0;
      }),
      { numRuns: 2000, seed: 4 },
    );
    expect(mended).toBeGreaterThan(500);
  });

  it('is valid, on the grid, turned, and has nothing to do a second time', () => {
    fc.assert(
      fc.property(fc.oneof(anyPacked, anyPolygon), (packed) => {
        const first = repair(packed);
        if (!first.ok) return;
        const { geometry } = first.value;
        expect(isValid(geometry)).toBe(true);
        expect(geometry.xy.every(isCanonical)).toBe(true);
        expect(must(repair(geometry))).toEqual({ geometry, notes: [] });
      }),
      { numRuns: 1500, seed: 5 },
    );
  });

  it('says what it did', () => {
    const bow = must(
      repair(
        wild([
          [
            [0, 0],
            [4, 4],
            [4, 0],
            [0, 4],
          ],
        ]),
      ),
    );
    expect(bow.notes).toEqual([{ code: 'rebuilt', count: 1 }]);
    expect(bow.geometry.parts.length - 1).toBe(2);
    const open = must(
      repair(
        raw([
          [
            [0, 0],
            [4, 0],
            [4, 0],
            [4, 4],
          ],
        ]),
      ),
    );
    expect(open.notes).toEqual([
      { code: 'duplicates-removed', count: 1 },
      { code: 'closed', count: 1 },
    ]);
    const stray = must(repair(wild([box(0, 0, 4), box(6, 6, 2)])));
    expect(stray.notes.map((n) => n.code)).toEqual(['rebuilt', 'holes-became-parts']);
  });

  it('says when nothing can be made of it', () => {
    expect(
      repair(
        raw([
          [
            [0, 0],
            [4, 4],
            [0, 0],
          ],
        ]),
      ),
    ).toMatchObject({ error: { code: 'repair-nothing-left' } });
    expect(repair(raw())).toMatchObject({ error: { code: 'repair-nothing-left' } });
    expect(
      repair(
        raw([
          [
            [0, 0],
            [Infinity, 4],
            [4, 0],
          ],
        ]),
      ),
    ).toMatchObject({
      error: { code: 'repair-coordinates' },
    });
  });
});
