import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { isStillSound, SoundShapes } from '../../../shared/geometry/sound-shapes.ts';
import { problemsOf } from '../../../shared/geometry/validity.ts';

type Point = readonly [number, number];

const STEP = 1e-9;
const [CX, CY, SIZE] = [110_000_000_000, 30_000_000_000, 1_000_000];
const at = (x: number, y: number): Point => [Math.round(CX + x) * STEP, Math.round(CY + y) * STEP];

/** A ring with a tooth at every other point, so that teeth can be drawn over their neighbours. */
function gear(points: number, x = 0, y = 0, size = SIZE): Point[] {
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    const radius = size * (i % 2 === 0 ? 1 : 0.9);
    return at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  });
}
const closed = (points: readonly Point[]): number[] => [...points, points[0]!].flat();

/** A gear with a hole close to its border, another in the middle, and a small part beside it. */
function shape(outer: readonly Point[], hole: readonly Point[] = HOLE): Packed {
  return packFlat('polygon', [
    [closed(outer), closed(hole), closed(gear(24, 0, 0, SIZE / 10))],
    [closed(gear(24, 1.2 * SIZE, 0, SIZE / 20))],
  ]);
}
const OUTER = gear(1200);
const HOLE = gear(40, 0.8 * SIZE, 0, SIZE / 20);

/** Points put in the place of others: `count` from the tooth at `index` on. */
const edit = fc.record({
  inHole: fc.boolean(),
  index: fc.integer({ min: 0, max: 39 }),
  count: fc.integer({ min: 0, max: 3 }),
  points: fc.array(
    fc.tuple(
      fc.integer({ min: (0.7 * SIZE) | 0, max: (1.3 * SIZE) | 0 }),
      fc.integer({ min: -0.12 * SIZE, max: 0.12 * SIZE }),
    ),
    { maxLength: 3 },
  ),
  /** Sometimes exactly on a point of the shape. */
  onto: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined, freq: 4 }),
  /** Sometimes only a little off where the first point was. */
  nudge: fc.option(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })), {
    freq: 2,
  }),
});
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

/** Rings begin at the far side, so that edits are in the middle of them. */
const turned = (points: readonly Point[]): Point[] => {
  const half = points.length >> 1;
  return [...points.slice(half), ...points.slice(0, half)];
};

function edited({ inHole, index, count, points, onto, nudge }: Edit): Packed {
  const old = turned(inHole ? HOLE : OUTER);
  const from = (old.length >> 1) - 20 + index;
  const given: Point[] = points.map(([x, y]) => at(x, y));
  if (onto !== undefined) given.push([...OUTER.slice(-20), ...OUTER.slice(0, 20), ...HOLE][onto]!);
  if (nudge !== null) {
    const [x, y] = old[Math.min(from, old.length - 1)]!;
    given.unshift([Math.round(x / STEP + nudge[0]) * STEP, Math.round(y / STEP + nudge[1]) * STEP]);
  }
  const now = [...old.slice(0, from), ...given, ...old.slice(from + count)];
  return inHole ? shape(turned(OUTER), now) : shape(now, turned(HOLE));
}
const BEFORE = shape(turned(OUTER), turned(HOLE));

describe('a large polygon that was valid', () => {
  it('is told valid from what changed only where the whole says so', () => {
    let told = 0;
    let faulty = 0;
    let valid = 0;
    fc.assert(
      fc.property(edit, (one) => {
        const after = edited(one);
        const problems = problemsOf(after);
        if (problems.length === 0) valid++;
        else faulty++;
        if (!isStillSound(BEFORE, after)) return;
        told++;
        expect(problems).toEqual([]);
      }),
      { numRuns: 1500 },
    );
    // Else nothing was asked: both kinds come up, and most of the valid ones are told by the part.
    expect(faulty).toBeGreaterThan(100);
    expect(valid).toBeGreaterThan(50);
    expect(told).toBeGreaterThan(valid / 2);
  });

  it('is looked at whole where a hole or another part lies in the change', () => {
    const jump = turned(OUTER);
    // The tooth at the small part is drawn over all of it: no edges meet, and the parts overlap.
    const [thin, wide] = [0.003 * SIZE, 0.2 * SIZE];
    const path: Point[] = [
      [1.1 * SIZE, -thin],
      [1.12 * SIZE, -wide],
      [1.4 * SIZE, -wide],
      [1.4 * SIZE, wide],
      [1.12 * SIZE, wide],
      [1.1 * SIZE, thin],
    ];
    jump.splice(600, 1, ...path.map(([x, y]) => at(x, y)));
    const after = shape(jump, turned(HOLE));
    expect(problemsOf(after).map(({ kind }) => kind)).toContain('parts-overlap');
    expect(isStillSound(BEFORE, after)).toBe(false);
  });

  it('finds what problemsOf finds over series of edits, with what is kept full or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), edit), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0, 1500, 3000, 100_000),
        (series, points) => {
          const sound = new SoundShapes(points);
          sound.problems('a', BEFORE);
          for (const [key, one] of series) {
            const after = edited(one);
            expect(sound.problems(key, after)).toEqual(problemsOf(after));
            sound.problems(key, BEFORE);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
