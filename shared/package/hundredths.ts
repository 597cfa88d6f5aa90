/*
 * Areas are stored in hundredths of a square metre, so their sums are exact as whole numbers; as floating numbers they
 * would depend on the order of adding.
 */

/** A value in whole hundredths; null for what is no finite number. */
export const toHundredths = (value: unknown): bigint | null =>
  typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.round(value * 100)) : null;

/** Whole hundredths as a decimal with two places, `-12.30`. */
export function hundredthsText(hundredths: bigint): string {
  const digits = (hundredths < 0n ? -hundredths : hundredths).toString().padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The number of a decimal of `hundredthsText`, for showing. */
export const hundredthsNumber = (text: string): number => Number(text);
