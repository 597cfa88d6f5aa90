/*
 * Figures of official tables are rounded so that what is printed adds up: whole numbers of a unit (0.01 ha) that sum
 * to the rounded total, those with the largest remainders being rounded up. Figures come as whole numbers of something
 * finer (0.0001 m2), so that nothing here depends on the order of adding.
 */

/** The nearest whole number of units; halves upward. */
export const nearest = (value: number, unit: number): number => Math.floor(value / unit + 0.5);

export const sumOf = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** Groups of figures: first the groups are rounded to the total, then each group's figures to the group. */
export function nestedRemainder(
  groups: readonly (readonly number[])[],
  unit: number,
  total?: number,
): number[][] {
  const sums = largestRemainder(groups.map(sumOf), unit, total);
  return groups.map((values, i) => largestRemainder(values, unit, sums[i]));
}

/**
 * Whole numbers of `unit`, each the one below or above its value, that sum to `total`.
 *
 * @param values whole numbers, not negative
 * @param total the nearest to the sum of the values when it is not given; one of the two whole numbers around that sum
 */
export function largestRemainder(
  values: readonly number[],
  unit: number,
  total = nearest(sumOf(values), unit),
): number[] {
  const rounded = values.map((value) => Math.floor(value / unit));
  const up = total - sumOf(rounded);
  const order = values
    .map((value, i) => ({ i, rest: value - rounded[i]! * unit }))
    .filter(({ rest }) => rest > 0)
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of order.slice(0, up)) rounded[i]! += 1;
  return rounded;
}
