import type { FieldValue } from '../../model/record.ts';

/*
 * Areas inside sums are whole numbers of 0.0001 m2, so that the order in which records come never matters. A
 * county of 2,000 km2 is 2e13 of them, far below 2^53.
 */

const PER_M2 = 1e4;
const M2_PER_HA = 1e4;

/** An area in m2 as a whole number for sums; null where there is none. */
export const amountOfM2 = (m2: FieldValue | undefined): number | null =>
  typeof m2 === 'number' ? Math.round(m2 * PER_M2) : null;

export const amountOfHa = (ha: FieldValue | undefined): number | null =>
  typeof ha === 'number' ? Math.round(ha * M2_PER_HA * PER_M2) : null;

export const m2Of = (amount: number): number => amount / PER_M2;

/** Units in which areas are handed down, m2. */
const UNITS: Readonly<Record<string, number>> = {
  m2: 1,
  平方米: 1,
  ha: M2_PER_HA,
  公顷: M2_PER_HA,
  mu: 2000 / 3,
  亩: 2000 / 3,
  万亩: (2000 / 3) * 1e4,
  km2: 1e6,
  平方千米: 1e6,
  平方公里: 1e6,
};

/** A figure in one of the units of area; null where unit or figure say nothing. */
export function amountIn(value: FieldValue | undefined, unit: string | null): number | null {
  const m2 = unit !== null && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  return m2 === undefined || typeof value !== 'number' ? null : Math.round(value * m2 * PER_M2);
}
