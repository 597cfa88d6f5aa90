/** The value below which a share (0 to 1) of the values lies; NaN of none. Does not change its argument. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const p95 = (values: readonly number[]): number => quantile(values, 0.95);
export const worst = (values: readonly number[]): number => quantile(values, 1);

/** Growth of a series a step: the slope of the line through it by least squares. */
export function slope(values: readonly number[]): number {
  const n = values.length;
  const mx = (n - 1) / 2;
  const my = values.reduce((sum, value) => sum + value, 0) / n;
  let up = 0;
  let down = 0;
  values.forEach((value, i) => {
    up += (i - mx) * (value - my);
    down += (i - mx) ** 2;
  });
  return down === 0 ? 0 : up / down;
}
