import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestRemainder, nearest, sumOf } from '../../../../shared/analysis/tables/largest-remainder.ts';
import { roundMatrix } from '../../../../shared/analysis/tables/round-matrix.ts';

/** Areas in 0.0001 m2, rounded to 0.01 ha. */
const UNIT = 1_000_000;
const area = fc.oneof(
  fc.integer({ min: 0, max: 20_000_000_000_000 }),
  fc.integer({ min: 0, max: 3 * UNIT }),
  // Halves and whole units, where ties are.
  fc.integer({ min: 0, max: 40 }).map((n) => (n * UNIT) / 2),
  fc.constant(0),
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(area, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const isNext = (whole: number, value: number): boolean => Math.abs(whole * UNIT - value) < UNIT;
const columnOf = (values: readonly (readonly number[])[], c: number): number[] =>
  values.map((row) => row[c]!);

describe('the largest remainder', () => {
  it('rounds each figure to one of its neighbours, and all to the rounded total', () => {
    fc.assert(
      fc.property(fc.array(area, { maxLength: 30 }), (values) => {
        const rounded = largestRemainder(values, UNIT);
        expect(sumOf(rounded)).toBe(nearest(sumOf(values), UNIT));
        rounded.forEach((whole, i) => expect(isNext(whole, values[i]!)).toBe(true));
        // No figure that was rounded down has a larger remainder than one that was rounded up.
        const rest = (i: number): number => values[i]! - Math.floor(values[i]! / UNIT) * UNIT;
        const up = rounded.flatMap((whole, i) => (whole > Math.floor(values[i]! / UNIT) ? [rest(i)] : []));
        const down = rounded.flatMap((whole, i) =>
          whole === Math.floor(values[i]! / UNIT) ? [rest(i)] : [],
        );
        expect(Math.min(...up, Infinity)).toBeGreaterThanOrEqual(Math.max(...down, -Infinity));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a rounded table', () => {
  it('adds up by rows, by columns and as a whole, and no figure is off by a unit', () => {
    fc.assert(
      fc.property(matrix, (values) => {
        const { cells, rows, columns, total } = roundMatrix(values, UNIT);
        cells.forEach((row, r) => {
          row.forEach((whole, c) => expect(isNext(whole, values[r]![c]!)).toBe(true));
          expect(sumOf(row)).toBe(rows[r]);
          expect(isNext(rows[r]!, sumOf(values[r]!))).toBe(true);
        });
        columns.forEach((whole, c) => {
          expect(sumOf(columnOf(cells, c))).toBe(whole);
          expect(isNext(whole, sumOf(columnOf(values, c)))).toBe(true);
        });
        expect(sumOf(rows)).toBe(total);
        expect(sumOf(columns)).toBe(total);
        expect(total).toBe(nearest(sumOf(values.map(sumOf)), UNIT));
      }),
      { numRuns: 600 },
    );
  });

  it('leaves whole figures as they are', () => {
    fc.assert(
      fc.property(matrix, (values) => {
        const whole = values.map((row) => row.map((value) => Math.floor(value / UNIT)));
        expect(
          roundMatrix(
            whole.map((row) => row.map((n) => n * UNIT)),
            UNIT,
          ).cells,
        ).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it('is the largest remainder where there is one row or one column', () => {
    fc.assert(
      fc.property(fc.array(area, { minLength: 1, maxLength: 12 }), (values) => {
        const wanted = largestRemainder(values, UNIT);
        const cost = (rounded: readonly number[]): number =>
          sumOf(rounded.map((whole, i) => Math.abs(whole * UNIT - values[i]!)));
        const row = roundMatrix([values], UNIT).cells[0]!;
        const column = columnOf(
          roundMatrix(
            values.map((value) => [value]),
            UNIT,
          ).cells,
          0,
        );
        // Of equal remainders another may be taken.
        for (const got of [row, column]) expect(cost(got)).toBeCloseTo(cost(wanted), -2);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps sums of columns that are prescribed, whatever they cost the rows', () => {
    fc.assert(
      fc.property(matrix, fc.infiniteStream(fc.boolean()), (values, ups) => {
        const choice = ups[Symbol.iterator]();
        const wanted = (values[0] ?? []).map((_, c) => {
          const sum = sumOf(columnOf(values, c));
          const up = choice.next().value === true;
          return up ? Math.ceil(sum / UNIT) : Math.floor(sum / UNIT);
        });
        const { cells, columns } = roundMatrix(values, UNIT, wanted);
        expect(columns).toEqual(wanted);
        cells.forEach((row, r) =>
          row.forEach((whole, c) => expect(isNext(whole, values[r]![c]!)).toBe(true)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('of the size of a county with all its classes is made at once', () => {
    const values = Array.from({ length: 30 }, (_, r) =>
      Array.from({ length: 40 }, (_unused, c) => ((r * 7919 + c * 104_729) * 1_000_003) % 5_000_000_000),
    );
    const { rows, columns } = roundMatrix(values, UNIT);
    expect(sumOf(rows)).toBe(sumOf(columns));
  });
});
