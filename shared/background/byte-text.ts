const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** A size for people: three figures and a unit, `18.4 MB`. */
export function byteText(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${UNITS[unit]!}`;
}
